import type { Place, Subscription, SubscriptionSettings } from '../../domain/schedule/subscription.ts';
import type { AuditEntry, AuditStore } from '../ports/audit.ts';
import type { KnownSubscription, SubscriptionStore, Told } from '../ports/subscriptions.ts';
import {
  type Following,
  numberOf,
  onlyAfter,
  type Row,
  type SqlDriver,
  type Statement,
  statement,
  tenantOf,
  textOf,
} from './driver.ts';

const KNOWN = `select s.*, coalesce((select max(day) from slot where subscription = s.id), '') as last_day
  from subscription s`;

const INSERTED = `insert into subscription
  (id, platform, tenant, channel, thread, story, settings, state, owner, declared, since, told_mark, created_at,
  told_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;
const CHANGED = `platform = $2, tenant = $3, channel = $4, thread = $5, story = $6, settings = $7, state = $8,
  owner = $9, declared = $10, since = $11,
  next_due_at = case when subscription.next_due_at > 0 then 0 else subscription.next_due_at - 1 end,
  told_mark = case when subscription.story = $6 then subscription.told_mark else cast($12 as bigint) end,
  told_at = case when subscription.story = $6 then subscription.told_at else 0 end`;
const SAVED = {
  any: `${INSERTED} on conflict (id) do update set ${CHANGED} returning id, platform, tenant, channel`,
  new: `${INSERTED} on conflict (id) do nothing returning id, platform, tenant, channel`,
  known: `update subscription set ${CHANGED} where id = $1 returning id, platform, tenant, channel`,
} as const;

export function subscriptionStore(driver: SqlDriver): SubscriptionStore {
  const known = async (where: string, ...values: readonly (string | number)[]) =>
    (await driver.all(`${KNOWN} where ${where}`, ...values)).map(knownSubscription);
  const waiting = async (where: string, ...values: readonly (string | number)[]) =>
    (await driver.page(`${KNOWN} where ${where}`, ...values)).map((row) => ({
      ...knownSubscription(row),
      nextDueAt: numberOf(row, 'next_due_at'),
    }));
  return {
    async saveSubscription(subscription, why, which = 'any', baseline = 0) {
      const written = saved(subscription, which, { mark: baseline, at: 0 });
      const [rows] = await driver.batch([
        written,
        ...onlyAfter(written, [auditStatement(why), ...driver.dialect.wake('plan')]),
        ...(subscription.state === 'paused' ? takenBack(written, 'paused', why.at) : []),
      ]);
      return (rows?.length ?? 0) > 0;
    },
    async addSubscription(subscription, why, told, mayBe) {
      const { platform, tenant } = subscription.place;
      const { oneAtATime, wake } = driver.dialect;
      let refused = false;
      const there = statement(
        `${KNOWN} where s.platform = $1 and s.tenant = $2 order by s.created_at, s.id`,
        platform,
        tenant,
      );
      const written: Following = {
        after: there,
        make(rows) {
          refused = !mayBe(rows.map(knownSubscription));
          return refused ? [] : [saved(subscription, 'new', told)];
        },
      };
      const noted: Following = {
        after: written,
        make: (rows) => (rows.length === 0 ? [] : [auditStatement(why), ...wake('plan')]),
      };
      const lock = oneAtATime(`subscriptions of ${platform} ${tenant}`);
      const rows = (await driver.batch([...lock, there, written, noted]))[lock.length + 1];
      if (refused) return 'refused';
      return (rows?.length ?? 0) > 0 ? 'added' : 'taken';
    },
    async removeSubscription(id, why) {
      const gone = statement(
        'delete from subscription where id = $1 returning id, platform, tenant, channel',
        id,
      );
      const [removed] = await driver.batch([
        gone,
        auditStatement(why),
        ...takenBack(gone, 'removed', why.at),
      ]);
      return (removed?.length ?? 0) > 0;
    },
    subscription: async (id) => (await known('s.id = $1', id))[0] ?? null,
    subscriptionsIn: ({ platform, tenant, channel }) =>
      known(
        `s.platform = $1 and (s.tenant = $2 or $3 = 1) and (s.channel = $4 or $5 = 1) order by s.created_at, s.id`,
        ...[
          platform,
          tenant ?? '',
          Number(tenant === undefined),
          channel ?? '',
          Number(channel === undefined),
        ],
      ),
    declaredSubscriptions: () => known(`s.declared <> '' order by s.declared`),
    activeSubscriptions: (after, limit) =>
      // The state is no way to find them: SQLite would sort all that are active for each page.
      waiting(`coalesce(s.state, '') = 'active' and s.id > $1 order by s.id limit $2`, after, limit),
    dueSubscriptions: (now, limit, after) =>
      waiting(
        `s.state = 'active' and s.next_due_at <= $1
          ${after === undefined ? '' : 'and (s.next_due_at, s.id) > ($3, $4)'}
        order by s.next_due_at, s.id limit $2`,
        ...[now, limit, ...(after === undefined ? [] : [after.nextDueAt, after.subscription.id])],
      ),
  };
}

function saved(
  { id, place, state, owner, declared, createdAt, since, story, ...settings }: Subscription,
  which: keyof typeof SAVED,
  told: Told,
): Statement {
  return statement(
    SAVED[which],
    ...[id, place.platform, place.tenant, place.channel, place.thread, story],
    ...[JSON.stringify(settings), state, owner, declared, since, told.mark],
    // Only what is changed keeps when it was made.
    ...(which === 'known' ? [] : [createdAt, told.at]),
  );
}

/**
 * What is planned for the subscriptions that `after` gives back and was not begun to be posted goes no more. A digest whose
 * first message is on its way becomes whole. After the subscription was written: whoever plans it writes that row, too, so
 * that all it planned is there by then.
 */
function takenBack(after: Statement, what: 'paused' | 'removed', now: number): readonly Following[] {
  const gone = `state = 'expired', claim = '', lease_until = 0, updated_at = $5,
    reason = 'The digest was ${what} before it could be posted.'`;
  const theirs = `platform = $1 and tenant = $2 and channel = $3 and subscription = $4
    and kind in ('digest', 'missed') and coalesce(state, '') in ('planned', 'claimed')`;
  const leads: Following = {
    after,
    make: (rows) =>
      rows.map((row) =>
        statement(
          `update delivery set ${gone} where ${theirs} and part = 0 returning platform, tenant, channel, subscription, slot`,
          ...['platform', 'tenant', 'channel', 'id'].map((name) => textOf(row, name)),
          now,
        ),
      ),
  };
  const details: Following = {
    after: leads,
    make: (rows) =>
      rows.map((row) =>
        statement(
          `update delivery set ${gone} where ${theirs} and slot = $6`,
          ...['platform', 'tenant', 'channel', 'subscription'].map((name) => textOf(row, name)),
          ...[now, textOf(row, 'slot')],
        ),
      ),
  };
  return [leads, details];
}

export function auditStore(driver: SqlDriver): AuditStore {
  return {
    async recordAudit(entry) {
      await driver.batch([auditStatement(entry)]);
    },
    async auditOf({ platform, tenant, channel }, limit) {
      const rows = await driver.all(
        `select * from audit where platform = $1 and tenant = $2 and (channel = $3 or $4 = 1)
        order by at desc limit $5`,
        ...[platform, tenant, channel ?? '', Number(channel === undefined), limit],
      );
      return rows.map((row) => ({
        at: numberOf(row, 'at'),
        platform: textOf(row, 'platform'),
        tenant: tenantOf(row),
        channel: textOf(row, 'channel'),
        actor: textOf(row, 'actor'),
        action: textOf(row, 'action'),
        subject: textOf(row, 'subject'),
        detail: textOf(row, 'detail'),
      }));
    },
  };
}

/** Writes who changed what. */
export function auditStatement(entry: AuditEntry): Statement {
  return statement(
    `insert into audit (at, platform, tenant, channel, actor, action, subject, detail)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    ...[entry.at, entry.platform, entry.tenant, entry.channel],
    ...[entry.actor, entry.action, entry.subject, entry.detail],
  );
}

/** The columns of `place`, wherever they stand. */
export function placeOf(row: Row): Place {
  return {
    platform: textOf(row, 'platform'),
    tenant: tenantOf(row),
    channel: textOf(row, 'channel'),
    thread: textOf(row, 'thread'),
  };
}

const SETTINGS_KEPT = 1_000;
const settingsRead = new Map<string, Omit<SubscriptionSettings, 'story'>>();

/** Thousands of subscriptions want the same: what their columns say is read once. */
function settingsIn(written: string): Omit<SubscriptionSettings, 'story'> {
  const known = settingsRead.get(written);
  if (known !== undefined) return known;
  // Written by saveSubscription alone, from this very type.
  const settings: Omit<SubscriptionSettings, 'story'> = JSON.parse(written);
  if (settingsRead.size >= SETTINGS_KEPT) settingsRead.clear();
  settingsRead.set(written, settings);
  return settings;
}

/** A subscription's columns with what is known of its slots (`last_day`, `told_mark`, `told_at`). */
export function knownSubscription(row: Row): KnownSubscription {
  const settings = settingsIn(textOf(row, 'settings'));
  const subscription: Subscription = {
    ...settings,
    id: textOf(row, 'id'),
    place: placeOf(row),
    story: textOf(row, 'story'),
    state: textOf(row, 'state') === 'paused' ? 'paused' : 'active',
    owner: textOf(row, 'owner'),
    declared: textOf(row, 'declared'),
    createdAt: numberOf(row, 'created_at'),
    since: numberOf(row, 'since'),
  };
  return {
    subscription,
    lastDay: textOf(row, 'last_day'),
    toldMark: numberOf(row, 'told_mark'),
    toldAt: numberOf(row, 'told_at'),
  };
}
