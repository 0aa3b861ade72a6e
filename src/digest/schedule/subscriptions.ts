import type { Delivery } from '../../core/delivery.ts';
import { blockedWords } from '../../core/delivery-words.ts';
import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Place, Subscription } from '../../domain/schedule/subscription.ts';
import { readTime } from '../../domain/schedule/time-of-day.ts';
import { clockWords } from '../../domain/schedule/wall-time.ts';
import { daysInWords } from '../../domain/schedule/weekdays.ts';
import type { AuditEntry } from '../../store/ports/audit.ts';
import type { KnownSubscription, Told } from '../../store/ports/subscriptions.ts';
import type { Store } from '../../store/store.ts';
import { lastRemoved, removalDetail } from './last-removed.ts';
import { type DigestService, type Person, quotaWords, type SubscriptionView } from './service.ts';
import { createSubscriptionViews, goneWords, type ViewOptions } from './subscription-views.ts';

export interface ServiceOptions extends ViewOptions {
  readonly store: Store;
  /** A new short id, easy to type. */
  readonly newId: () => string;
  /** The mark of a story's state now, which a new subscription begins with. */
  readonly markOf: (story: string) => Promise<number>;
  /** Plans a test post. */
  readonly test: (subscription: Subscription) => Promise<void>;
  /** Most subscriptions of one tenant, those of the configuration file included; absent: any number. */
  readonly most?: number;
  /** Something changed that the scheduler should look at now. */
  readonly changed: () => void;
}

/** Enough for any channel, few enough that nobody fills one by mistake. */
const MOST_IN_A_CHANNEL = 10;

/** The chat side of digests over the store. */
export function createDigestService(options: ServiceOptions): DigestService {
  const { store, now } = options;

  const { view, corrections, audit } = createSubscriptionViews(options);

  const mustBeFollowed = (subscription: Subscription) => {
    if (!options.follows(subscription.story))
      throw new Refusal('not-available', goneWords(subscription), [
        asking('digest list'),
        asking('readout story'),
      ]);
  };

  const change = async (person: Person, id: string, action: string): Promise<Subscription> => {
    mustConfigure(person);
    const subscription = await chosen(store, person, id);
    if (subscription.declared !== '' && action !== 'test') {
      throw new Refusal(
        'not-available',
        `This digest is declared as "${subscription.declared}" in the configuration file: change it there.`,
      );
    }
    return subscription;
  };

  const save = async (person: Person, subscription: Subscription, action: string) => {
    const audit = auditOf(person, action, subscription.id, now());
    const there = action === 'subscribe' || (await store.saveSubscription(subscription, audit, 'known'));
    options.changed();
    const known = there ? await store.subscription(subscription.id) : null;
    if (known === null) throw new Refusal('not-available', 'The digest was removed in the meantime.');
    return view(known);
  };

  return {
    edit: editing(options, { change, mustBeFollowed, save }),
    restore: restoring(options, save),
    async count(tenant) {
      const all = await Promise.all(
        [...options.deliveries.keys()].map((platform) => store.subscriptionsIn({ platform, tenant })),
      );
      return all.flat().length;
    },
    async subscribe(person, { here, ...settings }, briefing) {
      mustConfigure(person);
      if (here && person.thread === undefined)
        throw new Refusal('bad-value', 'thread:here is for use in a thread; this is the channel itself.');
      const place = placeOf(person, here);
      const proven = await mustBePostable(options.deliveries, place);
      const mayBe = (others: readonly KnownSubscription[]) =>
        whyNot({ ...settings, place }, others, { title: briefing.title, ...options });
      const { platform, tenant } = place;
      refuse(mayBe(await store.subscriptionsIn({ platform, tenant })));
      const made = {
        state: 'active',
        owner: person.user,
        declared: '',
        createdAt: now(),
        since: now(),
      } as const;
      // It was just proven that posting works here.
      await store.unpark(place);
      const subscription = await saveNew(options, { ...settings, ...made, place }, person, mayBe);
      return { ...(await save(person, subscription, 'subscribe')), ...(settings.threads ? proven : {}) };
    },
    list: async (person) => Promise.all((await store.subscriptionsIn(scopeOf(person))).map(view)),
    async listAll(person) {
      mustConfigure(person);
      const { platform, tenant } = person;
      return Promise.all((await store.subscriptionsIn({ platform, tenant })).map(view));
    },
    async pause(person, id) {
      const subscription = await change(person, id, 'pause');
      return save(person, { ...subscription, state: 'paused' }, 'pause');
    },
    async resume(person, id) {
      const subscription = await change(person, id, 'resume');
      mustBeFollowed(subscription);
      await mustBePostable(options.deliveries, subscription.place);
      await store.unpark(subscription.place);
      const since = subscription.state === 'paused' ? now() : subscription.since;
      return save(person, { ...subscription, state: 'active', since }, 'resume');
    },
    async remove(person, id) {
      const subscription = await change(person, id, 'remove');
      const known = await store.subscription(subscription.id);
      if (known === null) throw new Refusal('not-available', 'The digest was removed in the meantime.');
      const gone = await view(known);
      const why = auditOf({ ...person, ...placeIds(subscription) }, 'remove', subscription.id, now());
      await store.removeSubscription(subscription.id, { ...why, detail: removalDetail(known) });
      return gone;
    },
    async test(person, id) {
      const subscription = await change(person, id, 'test');
      mustBeFollowed(subscription);
      await mustBePostable(options.deliveries, subscription.place);
      await store.unpark(subscription.place);
      await store.recordAudit(auditOf(person, 'test', subscription.id, now()));
      await options.test(subscription);
      options.changed();
      const known = await store.subscription(subscription.id);
      if (known === null) throw new Refusal('not-available', 'The digest was removed in the meantime.');
      return view(known);
    },
    corrections: (person) => corrections(placeOf(person, false)),
    async audit(person) {
      mustConfigure(person);
      return audit(person);
    },
  };
}

/** What was due at the old time is due no more; what was told stays told. */
function editing(
  { store, now }: ServiceOptions,
  steps: {
    readonly change: (person: Person, id: string, action: string) => Promise<Subscription>;
    readonly mustBeFollowed: (subscription: Subscription) => void;
    readonly save: (person: Person, subscription: Subscription, action: string) => Promise<SubscriptionView>;
  },
): DigestService['edit'] {
  return async (person, id, { schedule, ...settings }, briefing) => {
    const subscription = await steps.change(person, id, 'change');
    steps.mustBeFollowed(subscription);
    const edited = { ...subscription, ...settings, schedule: { ...subscription.schedule, ...schedule } };
    const others = await store.subscriptionsIn(scopeOf({ ...person, ...placeIds(subscription) }));
    refuse(
      whyNot(
        edited,
        others.filter((other) => other.subscription.id !== subscription.id),
        { title: briefing.title },
      ),
    );
    const since = sameSchedule(edited, subscription) ? subscription.since : now();
    return steps.save(person, { ...edited, since }, 'change');
  };
}

/** The digest somebody means. */
async function chosen(store: Store, person: Person, id: string): Promise<Subscription> {
  const here = await store.subscriptionsIn(scopeOf(person));
  const [first, ...others] = here.filter(({ subscription }) => isMeant(subscription, id));
  if (first !== undefined && others.length === 0) return first.subscription;
  const elsewhere = person.everywhere === true ? await store.subscription(id) : null;
  if (elsewhere !== null && isInTenant(elsewhere.subscription, person)) return elsewhere.subscription;
  if (here.length === 0)
    throw new Refusal('bad-value', 'This channel has no digest.', [
      asking('digest subscribe', { time: '08:00' }),
    ]);
  throw new Refusal(
    'bad-value',
    `${id === '' ? 'Which digest?' : `This channel has no digest "${id}".`} It has ${here.map(({ subscription }) => whichWords(subscription)).join(' and ')}.`,
    [asking('digest list')],
  );
}

/** Brings back what was removed, as it was. */
function restoring(
  options: ServiceOptions,
  save: (person: Person, subscription: Subscription, action: string) => Promise<SubscriptionView>,
): DigestService['restore'] {
  const { store, now } = options;
  return async (person, id) => {
    mustConfigure(person);
    const removed = await lastRemoved(store, scopeOf(person), id, now());
    if (removed === null)
      throw new Refusal('bad-value', 'No digest was removed from this channel within the last day.', [
        asking('digest list'),
      ]);
    const { subscription } = removed;
    const mayBe = (others: readonly KnownSubscription[]) =>
      whyNot(subscription, others, { title: 'this story', ...options });
    const { platform, tenant } = subscription.place;
    refuse(mayBe(await store.subscriptionsIn({ platform, tenant })));
    await mustBePostable(options.deliveries, subscription.place);
    const back = { ...subscription, since: now() };
    const why = auditOf(person, 'restore', back.id, now());
    // As it was: what changed since it last told is told yet.
    const told = removed.told ?? { mark: await options.markOf(back.story), at: 0 };
    if ((await added(store, back, why, told, mayBe)) === 'taken')
      throw new Refusal('bad-value', `The digest "${back.id}" is there already.`, [asking('digest list')]);
    return save(person, back, 'subscribe');
  };
}

/** By its id or, as people think of it, by its time; the only one where nothing is said. */
function isMeant({ id, schedule }: Subscription, typed: string): boolean {
  if (typed === '' || typed === id) return true;
  const time = readTime(typed);
  return time.kind === 'read' && time.value === schedule.time;
}

function isInTenant({ place }: Subscription, { platform, tenant }: Person): boolean {
  return place.platform === platform && place.tenant === tenant;
}

/** `ab12c (every weekday at 08:00 Kyiv time)` */
function whichWords({ id, schedule: { days, time, zone } }: Subscription): string {
  return `${id} (${daysInWords(days)} at ${clockWords(time, zone)})`;
}

/** An audit entry for something somebody did in a channel. */
function auditOf(person: Person, action: string, subject: string, at: number): AuditEntry {
  const { platform, tenant, channel, user } = person;
  return { at, platform, tenant, channel, actor: user, action, subject, detail: '' };
}

function mustConfigure(person: Person): void {
  if (person.mayConfigure) return;
  throw new Refusal(
    'not-allowed',
    'Changing what is posted here is for those who may manage this channel. Anyone may ask questions and see /digest list.',
    [asking('digest list'), asking('digest preview')],
  );
}

/** Resolves with what a view says beside that posting works. */
async function mustBePostable(
  deliveries: ReadonlyMap<string, Delivery>,
  place: Place,
): Promise<Pick<SubscriptionView, 'note'>> {
  const delivery = deliveries.get(place.platform);
  if (delivery === undefined) {
    throw new Refusal('not-available', 'Digests are posted in chat channels; here you can preview one.', [
      asking('digest preview'),
    ]);
  }
  const { thread, ...channel } = place;
  const proof = await delivery.probe({ ...channel, ...(thread === '' ? {} : { thread }) });
  if (proof.kind === 'later')
    throw new Refusal(
      'not-available',
      `It could not be found out now whether Readout may post here (${proof.reason}); please try again in ${seconds(proof.retryAfterMs)}.`,
    );
  if (proof.kind === 'blocked')
    throw new Refusal('not-available', `I cannot post here. ${blockedWords(proof.reason, proof.detail)}`);
  return proof.note === undefined ? {} : { note: proof.note };
}

function seconds(ms: number): string {
  const whole = Math.max(1, Math.ceil(ms / 1_000));
  return whole === 1 ? 'a second' : `${whole} seconds`;
}

function scopeOf({ platform, tenant, channel }: Person) {
  return { platform, tenant, channel };
}

function placeOf({ platform, tenant, channel, thread }: Person, here: boolean): Place {
  return { platform, tenant, channel, thread: here ? (thread ?? '') : '' };
}

/** Ids are short, so one may be taken, by another tenant even: saving under it would take that digest over. */
async function saveNew(
  { store, newId, now, markOf }: ServiceOptions,
  wanted: Omit<Subscription, 'id'>,
  person: Person,
  mayBe: (others: readonly KnownSubscription[]) => Refusal | null,
): Promise<Subscription> {
  const baseline = await markOf(wanted.story);
  for (let tries = 0; tries < 50; tries += 1) {
    const made = { ...wanted, id: newId() };
    if (made.id === '') continue;
    const why = auditOf(person, 'subscribe', made.id, now());
    if ((await added(store, made, why, { mark: baseline, at: 0 }, mayBe)) === 'added') return made;
  }
  throw new Error('No free id for a subscription was found in 50 tries.');
}

/** Adds one, where nothing that was added meanwhile is in its way. @throws Refusal */
async function added(
  store: Store,
  subscription: Subscription,
  why: AuditEntry,
  told: Told,
  mayBe: (others: readonly KnownSubscription[]) => Refusal | null,
): Promise<'added' | 'taken'> {
  let against: Refusal | null = null;
  const outcome = await store.addSubscription(subscription, why, told, (others) => {
    against = mayBe(others);
    return against === null;
  });
  refuse(against);
  return outcome === 'added' ? 'added' : 'taken';
}

function refuse(refusal: Refusal | null): void {
  if (refusal !== null) throw refusal;
}

/** A channel gets the same digest once, and not many; nor does a tenant have more than it may. `others` may be the tenant's. */
function whyNot(
  wanted: Order,
  others: readonly KnownSubscription[],
  { title, most = Number.POSITIVE_INFINITY }: { readonly title: string; readonly most?: number },
): Refusal | null {
  const here = others.filter(({ subscription: { place } }) => place.channel === wanted.place.channel);
  const same = here.find(({ subscription }) => sameOrder(subscription, wanted));
  if (same !== undefined) {
    return new Refusal(
      'bad-value',
      `This channel already gets that digest of ${title}, as "${same.subscription.id}".`,
      [asking('digest list'), asking('digest remove', { id: same.subscription.id })],
    );
  }
  if (here.length >= MOST_IN_A_CHANNEL)
    return new Refusal('not-available', `A channel has at most ${MOST_IN_A_CHANNEL} digests.`, [
      asking('digest list'),
    ]);
  if (others.length >= most)
    return new Refusal('not-available', quotaWords(most, 'digests'), [asking('digest list')]);
  return null;
}

function sameSchedule(one: Subscription, other: Subscription): boolean {
  return JSON.stringify(one.schedule) === JSON.stringify(other.schedule);
}

function placeIds({ place: { platform, tenant, channel } }: Subscription) {
  return { platform, tenant, channel };
}

/** What tells one digest of a channel from another. */
type Order = Pick<Subscription, 'story' | 'schedule' | 'filter' | 'place'>;

/** Two that would post the same thing at the same time. */
function sameOrder(one: Order, other: Order): boolean {
  const order = ({ story, schedule, filter, place }: Order) =>
    JSON.stringify([story, schedule.time, schedule.zone, schedule.days, filter, place.thread]);
  return order(one) === order(other);
}
