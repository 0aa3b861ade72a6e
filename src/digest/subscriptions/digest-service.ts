import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Subscription } from '../../domain/schedule/subscription.ts';
import type { KnownSubscription } from '../../store/ports/subscriptions.ts';
import { saveNew } from './add-subscription.ts';
import { removalDetail } from './last-removed.ts';
import { mustBePostable, mustConfigure, refuse, whyNot } from './may-subscribe.ts';
import { auditOf, placeIds, placeOf, scopeOf } from './person-place.ts';
import { restoring } from './restore.ts';
import type { DigestService, Person, SubscriptionView } from './service.ts';
import type { ServiceOptions } from './service-options.ts';
import { createSubscriptionViews, goneWords } from './subscription-views.ts';
import { chosen } from './which-digest.ts';

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

function sameSchedule(one: Subscription, other: Subscription): boolean {
  return JSON.stringify(one.schedule) === JSON.stringify(other.schedule);
}
