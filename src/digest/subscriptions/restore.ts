import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Subscription } from '../../domain/schedule/subscription.ts';
import type { KnownSubscription } from '../../store/ports/subscriptions.ts';
import { added } from './add-subscription.ts';
import { lastRemoved } from './last-removed.ts';
import { mustBePostable, mustConfigure, refuse, whyNot } from './may-subscribe.ts';
import { auditOf, scopeOf } from './person-place.ts';
import type { DigestService, Person, SubscriptionView } from './service.ts';
import type { ServiceOptions } from './service-options.ts';

/** Brings back what was removed, as it was. */
export function restoring(
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
