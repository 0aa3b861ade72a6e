import type { Refusal } from '../../domain/errors.ts';
import type { Subscription } from '../../domain/schedule/subscription.ts';
import type { AuditEntry } from '../../store/ports/audit.ts';
import type { KnownSubscription, Told } from '../../store/ports/subscriptions.ts';
import type { Store } from '../../store/store.ts';
import { refuse } from './may-subscribe.ts';
import { auditOf } from './person-place.ts';
import type { Person } from './service.ts';
import type { ServiceOptions } from './service-options.ts';

/** Ids are short, so one may be taken, by another tenant even: saving under it would take that digest over. */
export async function saveNew(
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
export async function added(
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
