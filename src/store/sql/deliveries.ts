import {
  type ClaimRequest,
  type Content,
  DELIVERY_KINDS,
  DELIVERY_STATES,
  type DeliveryStore,
  type NewDelivery,
  type Settlement,
  type StoredDelivery,
} from '../ports/deliveries.ts';
import { numberOf, type Row, type SqlDriver, type Statement, statement, textOf } from './driver.ts';
import { manyRows } from './many-rows.ts';
import { placeOf } from './subscriptions.ts';

/** The columns of a delivery `d` with the text `c` it carries and the messages it hangs on. */
export const DELIVERY_COLUMNS = `d.*, c.body as body, c.story as story,
  coalesce((select message from delivery where id = d.parent), '') as parent_message,
  coalesce((select message from delivery where id = d.edits), '') as edited_message`;
export const WHOLE_DELIVERY = `select ${DELIVERY_COLUMNS} from delivery d join content c on c.hash = d.content`;

/** A delivery `d` whose place is not parked. */
export const FREE = `not exists (select 1 from parked p where p.platform = d.platform and p.tenant = d.tenant
    and p.channel = d.channel and p.thread in ('', d.thread))`;
const HANGS_ON_A_MESSAGE = `(d.parent = '' or exists (select 1 from delivery r where r.id = d.parent and r.message <> ''))`;

/** As the index `delivery_by_turn` has it: part 0 of all before part 1 of any. */
const LEADS_FIRST = 'd.part, d.not_before, d.due_at, d.id';
const PARTS = { leads: 'd.part = 0', details: 'd.part > 0', all: 'd.part >= 0' } as const;

export function deliveryStore(driver: SqlDriver): DeliveryStore {
  return { ...sending(driver), ...givenUp(driver), ...waiting(driver) };
}

/** From the plan to what became of it. */
function sending(
  driver: SqlDriver,
): Pick<DeliveryStore, 'enqueue' | 'notePosted' | 'claim' | 'claimDoubtful' | 'startSending' | 'settle'> {
  const { lockRows, now: time, wake } = driver.dialect;
  const take = async (candidates: string, becomes: string, request: ClaimRequest) => {
    const { platform, claim, now, leaseUntil, limit } = request;
    const taken = await driver.all(
      // Materialized: a sub-select that is run again for each row would lock, and take, more than its limit.
      `with taken as materialized (
        select d.id from delivery d where d.platform = $4 and d.not_before <= ${time('$3')} and ${candidates}
        order by ${LEADS_FIRST} limit $5 ${lockRows})
      update delivery set ${becomes} claim = $1, lease_until = ${leaseEnd(driver, '$2', '$3')},
        updated_at = ${time('$3')}
      where id in (select id from taken) returning id`,
      ...[claim, leaseUntil, now, platform, limit],
    );
    // Mostly nothing waits; and what was taken is nobody else's to change.
    if (taken.length === 0) return [];
    const rows = await driver.all(
      `${WHOLE_DELIVERY} where d.claim = $1 and d.claim <> '' order by d.due_at, d.id`,
      claim,
    );
    return rows.map(storedDelivery);
  };
  return {
    async enqueue(contents, deliveries, now) {
      await driver.batch([
        ...contentStatements(contents, now),
        ...deliveryStatements(deliveries, now),
        ...wake('deliver'),
      ]);
    },
    async notePosted(content, delivery, message, now) {
      await driver.batch([
        ...contentStatements([content], now),
        ...deliveryStatements([delivery], now),
        // Nobody else sees the row before it is settled: it is never there to be sent.
        statement(
          `update delivery set state = 'sent', message = $2 where id = $1 and state = 'planned'`,
          ...[delivery.id, message],
        ),
      ]);
    },
    claim: (request) =>
      take(
        `d.state = 'planned' and d.expires_at > ${time('$3')} and ${PARTS[request.only ?? 'all']} and ${HANGS_ON_A_MESSAGE} and ${FREE}`,
        `state = 'claimed',`,
        request,
      ),
    claimDoubtful: (request) =>
      take(`d.state = 'in-doubt' and d.lease_until <= ${time('$3')} and ${FREE}`, '', request),
    async startSending(id, claim, now, leaseUntil) {
      const rows = await driver.all(
        `update delivery set state = 'sending', attempt_at = ${time('$3')}, attempts = attempts + 1,
          updated_at = ${time('$3')}, lease_until = ${leaseEnd(driver, '$4', '$3')}
        where id = $1 and claim = $2 and state = 'claimed' returning id`,
        ...[id, claim, now, leaseUntil],
      );
      return rows.length > 0;
    },
    async settle(id, claim, outcome, now) {
      const [settled] = await driver.batch([
        settleStatement(id, claim, outcome, now),
        ...('message' in outcome ? [toldStatement(id, now), correctedStatement(id)] : []),
      ]);
      return (settled?.length ?? 0) > 0;
    },
  };
}

/** When a lease ends that is to last from `from` until `until`, which are parameters. */
export function leaseEnd({ dialect }: SqlDriver, until: string, from: string): string {
  return `${dialect.now(from)} + (cast(${until} as bigint) - cast(${from} as bigint))`;
}

/** More rows than any store has. */
const ALL = 2 ** 31;

/**
 * What goes back to the plan, or out of it, without having been posted. Rows that somebody is writing this moment are
 * passed over: they are being claimed or settled, and waiting for several of them in another order would be a deadlock.
 */
function givenUp(driver: SqlDriver): Pick<DeliveryStore, 'recover' | 'release' | 'expire' | 'holdBack'> {
  const { lockRows, now: time } = driver.dialect;
  const those = (where: string) => `id in (select d.id from delivery d where ${where} ${lockRows})`;
  const ranOut = `(d.lease_until <= ${time('$1')} or $2 = 1)`;
  return {
    async recover({ now, doubtMs, everything }) {
      const [claimed, sending] = await driver.batch([
        statement(
          `update delivery set state = 'planned', claim = '', lease_until = 0, updated_at = ${time('$1')}
          where ${those(`d.state = 'claimed' and ${ranOut}`)} returning id`,
          ...[now, Number(everything)],
        ),
        statement(
          `update delivery set state = 'in-doubt', claim = '', lease_until = 0, updated_at = ${time('$1')},
            not_before = attempt_at + $3, reason = 'The process ended while it was sending.'
          where ${those(`d.state = 'sending' and ${ranOut}`)} returning id`,
          ...[now, Number(everything), doubtMs],
        ),
        statement(
          `update delivery set claim = '', lease_until = 0
          where ${those(`d.state = 'in-doubt' and d.claim <> '' and ${ranOut}`)}`,
          ...[now, Number(everything)],
        ),
      ]);
      return (claimed?.length ?? 0) + (sending?.length ?? 0);
    },
    async release(claim, now) {
      const [planned] = await driver.batch([
        statement(
          `update delivery set state = 'planned', claim = '', lease_until = 0, updated_at = $2
          where claim = $1 and claim <> '' and state = 'claimed' returning id`,
          ...[claim, now],
        ),
        statement(
          `update delivery set claim = '', lease_until = 0 where claim = $1 and claim <> '' and state = 'in-doubt'`,
          claim,
        ),
      ]);
      return planned?.length ?? 0;
    },
    async expire(now, most = ALL) {
      const claim = `expired at ${now}`;
      const [, rows] = await driver.batch([
        statement(
          // Materialized for the limit's sake, as where they are claimed.
          `with gone as materialized (
            select d.id from delivery d where d.state = 'planned' and d.expires_at <= ${time('$1')}
            order by d.expires_at limit $3 ${lockRows})
          update delivery set state = 'expired', claim = $2, updated_at = ${time('$1')},
            reason = case when reason = '' then 'Its time ran out before it could be posted.' else reason end
          where id in (select id from gone)`,
          ...[now, claim, most],
        ),
        statement(
          `${WHOLE_DELIVERY} where d.claim = $1 and d.claim <> '' and d.state = 'expired' order by d.due_at, d.id`,
          claim,
        ),
        statement(`update delivery set claim = '' where claim = $1 and claim <> ''`, claim),
      ]);
      return (rows ?? []).map(storedDelivery);
    },
    async holdBack(place, until) {
      await driver.all(
        `update delivery set not_before = $4
        where ${those(
          `d.platform = $1 and d.tenant = $2 and d.channel = $3 and d.state = 'planned' and d.not_before < $4`,
        )}`,
        ...[place.platform, place.tenant, place.channel, until],
      );
    },
  };
}

/** What waits, and what is there. */
function waiting(driver: SqlDriver): Pick<DeliveryStore, 'nextMove' | 'deliveriesIn' | 'countDeliveries'> {
  return {
    async nextMove(platform, now) {
      // One index walk each that ends at the first hit: a minimum over both would read everything that waits.
      const soonest = (which: string) =>
        statement(
          `select d.not_before as at from delivery d where d.platform = $1 and (d.expires_at > $2 or d.state = 'in-doubt')
            and ${which} and ${FREE}
          order by d.not_before limit 1`,
          ...[platform, now],
        );
      const [planned, doubtful] = await driver.batch([
        soonest(`d.state = 'planned' and ${HANGS_ON_A_MESSAGE}`),
        soonest(`d.state = 'in-doubt' and d.claim = ''`),
      ]);
      const times = [...(planned ?? []), ...(doubtful ?? [])].map((row) => numberOf(row, 'at'));
      return times.length === 0 ? null : Math.min(...times);
    },
    async deliveriesIn(place, limit) {
      const rows = await driver.all(
        `${WHOLE_DELIVERY} where d.platform = $1 and d.tenant = $2 and d.channel = $3
        order by d.created_at desc, d.id limit $4`,
        ...[place.platform, place.tenant, place.channel, limit],
      );
      return rows.map(storedDelivery);
    },
    async countDeliveries() {
      const rows = await driver.all(
        'select state, sum(n) as n from delivery_count group by state having sum(n) <> 0',
      );
      return new Map(rows.map((row) => [oneOf(DELIVERY_STATES, textOf(row, 'state')), numberOf(row, 'n')]));
    },
  };
}

function settleStatement(id: string, claim: string, outcome: Settlement, now: number): Statement {
  const message = 'message' in outcome ? outcome.message : '';
  const reason = 'reason' in outcome ? outcome.reason : '';
  const notBefore = 'notBefore' in outcome ? outcome.notBefore : 0;
  return statement(
    `update delivery set state = $3, message = $4, reason = $5, not_before = $6, updated_at = $7,
      claim = '', lease_until = 0
    where id = $1 and claim = $2 and state in ('claimed', 'sending', 'in-doubt') returning id`,
    ...[id, claim, outcome.state, message, reason, notBefore, now],
  );
}

/** A digest that arrived moves what its subscription was told; an older one that arrives later does not move it back. */
function toldStatement(id: string, now: number): Statement {
  return statement(
    `update subscription set told_at = $2, told_mark = (select mark from delivery where id = $1)
    where id = (select subscription from delivery where id = $1 and kind = 'digest' and part = 0
      and state in ('sent', 'reconciled')) and told_mark <= (select mark from delivery where id = $1)`,
    ...[id, now],
  );
}

/** An edit that arrived is what the edited post says from then on; one that grew is known by other messages. */
function correctedStatement(id: string): Statement {
  return statement(
    `update delivery set content = (select content from delivery where id = $1),
      message = (select message from delivery where id = $1)
    where id = (select edits from delivery where id = $1 and edits <> '' and state in ('sent', 'reconciled'))`,
    id,
  );
}

const insertContents = manyRows({
  row: (of) => `(${of(1)}, ${of(2)}, ${of(3)}, ${of(4)})`,
  whole: (list) =>
    `insert into content (hash, story, body, created_at) values ${list} on conflict (hash) do nothing`,
});
const insertRevisions = manyRows({
  row: (of) => `(${of(1)}, ${of(2)}, ${of(3)})`,
  whole: (list) =>
    `insert into posted_revision (content, record, revision) values ${list}
    on conflict (content, record) do nothing`,
});

export function contentStatements(contents: readonly Content[], now: number): readonly Statement[] {
  return [
    ...insertContents(contents.map(({ hash, story, body }) => [hash, story, body, now])),
    ...insertRevisions(
      contents.flatMap(({ hash, revisions }) =>
        [...revisions].map(([record, revision]) => [hash, record, revision]),
      ),
    ),
  ];
}

const DELIVERY_GIVEN =
  'id, kind, subscription, slot, part, platform, tenant, channel, thread, post_key, content, parent, edits, mark';
const insertDeliveries = manyRows({
  row: (of) => {
    const given = DELIVERY_GIVEN.split(', ').map((_, at) => of(at + 1));
    return `(${given.join(', ')}, 'planned', '', 0, 0, 0, ${of(15)}, ${of(16)}, ${of(17)}, '', '', ${of(18)}, ${of(19)})`;
  },
  whole: (list) =>
    `insert into delivery (${DELIVERY_GIVEN}, state, claim, lease_until, attempts, attempt_at, due_at, not_before,
      expires_at, message, reason, created_at, updated_at)
    values ${list}
    on conflict (platform, tenant, channel, thread, slot, part) do nothing`,
});

export function deliveryStatements(deliveries: readonly NewDelivery[], now: number): readonly Statement[] {
  return insertDeliveries(
    deliveries.map((delivery) => {
      const { place } = delivery;
      return [
        ...[delivery.id, delivery.kind, delivery.subscription, delivery.slot, delivery.part],
        ...[place.platform, place.tenant, place.channel, place.thread, delivery.key, delivery.content],
        ...[delivery.parent, delivery.edits, delivery.mark],
        ...[delivery.dueAt, delivery.notBefore, delivery.expiresAt, now, now],
      ];
    }),
  );
}

/** One row of `DELIVERY_COLUMNS`. */
export function storedDelivery(row: Row): StoredDelivery {
  return {
    id: textOf(row, 'id'),
    kind: oneOf(DELIVERY_KINDS, textOf(row, 'kind')),
    subscription: textOf(row, 'subscription'),
    slot: textOf(row, 'slot'),
    part: numberOf(row, 'part'),
    place: placeOf(row),
    key: textOf(row, 'post_key'),
    content: textOf(row, 'content'),
    parent: textOf(row, 'parent'),
    edits: textOf(row, 'edits'),
    mark: numberOf(row, 'mark'),
    dueAt: numberOf(row, 'due_at'),
    notBefore: numberOf(row, 'not_before'),
    expiresAt: numberOf(row, 'expires_at'),
    state: oneOf(DELIVERY_STATES, textOf(row, 'state')),
    body: textOf(row, 'body'),
    story: textOf(row, 'story'),
    parentMessage: textOf(row, 'parent_message'),
    editedMessage: textOf(row, 'edited_message'),
    message: textOf(row, 'message'),
    reason: textOf(row, 'reason'),
    attempts: numberOf(row, 'attempts'),
    attemptAt: numberOf(row, 'attempt_at'),
    updatedAt: numberOf(row, 'updated_at'),
  };
}

function oneOf<T extends string>(known: readonly T[], text: string): T {
  const found = known.find((value) => value === text);
  if (found === undefined)
    throw new Error(`The store holds "${text}" where one of ${known.join(', ')} belongs.`);
  return found;
}
