import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Subscription } from '../../domain/schedule/subscription.ts';
import { readTime } from '../../domain/schedule/time-of-day.ts';
import { clockWords } from '../../domain/schedule/wall-time.ts';
import { daysInWords } from '../../domain/schedule/weekdays.ts';
import type { Store } from '../../store/store.ts';
import { scopeOf } from './person-place.ts';
import type { Person } from './service.ts';

/** The digest somebody means. */
export async function chosen(store: Store, person: Person, id: string): Promise<Subscription> {
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
