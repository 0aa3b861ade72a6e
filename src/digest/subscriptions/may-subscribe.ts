import type { Delivery } from '../../core/delivery.ts';
import { blockedWords } from '../../core/delivery-words.ts';
import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Place, Subscription } from '../../domain/schedule/subscription.ts';
import type { KnownSubscription } from '../../store/ports/subscriptions.ts';
import { type Person, quotaWords, type SubscriptionView } from './service.ts';

/** Enough for any channel, few enough that nobody fills one by mistake. */
const MOST_IN_A_CHANNEL = 10;

export function mustConfigure(person: Person): void {
  if (person.mayConfigure) return;
  throw new Refusal(
    'not-allowed',
    'Changing what is posted here is for those who may manage this channel. Anyone may ask questions and see /digest list.',
    [asking('digest list'), asking('digest preview')],
  );
}

/** Resolves with what a view says beside that posting works. */
export async function mustBePostable(
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

export function refuse(refusal: Refusal | null): void {
  if (refusal !== null) throw refusal;
}

/** A channel gets the same digest once, and not many; nor does a tenant have more than it may. `others` may be the tenant's. */
export function whyNot(
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

/** What tells one digest of a channel from another. */
type Order = Pick<Subscription, 'story' | 'schedule' | 'filter' | 'place'>;

/** Two that would post the same thing at the same time. */
function sameOrder(one: Order, other: Order): boolean {
  const order = ({ story, schedule, filter, place }: Order) =>
    JSON.stringify([story, schedule.time, schedule.zone, schedule.days, filter, place.thread]);
  return order(one) === order(other);
}
