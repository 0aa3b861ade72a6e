import { parseWhen, type When } from '../../domain/when.ts';
import { weekdayOf } from './calendar-names.ts';

const PARTS_OF_DAY = new Set('morning afternoon evening night noon midday'.split(' '));

/**
 * A day or period named from where one stands: "yesterday evening", "two days ago", "last Tuesday", "the past week".
 * `words` are in normal form, numbers in figures; `today` anchors them, `near` the weekdays. Null for anything else.
 */
export function readRelative(words: readonly string[], today: string, near: string): When | null {
  const bare = words.filter((word) => word !== 'the' && word !== 'of');
  const phrase = bare.join(' ');
  if (
    /^(?:now|today|tonight|(?:earlier|later) today|this (?:morning|afternoon|evening|night|noon))$/.test(
      phrase,
    )
  )
    return parseWhen(today);
  if (phrase === 'last night') return parseWhen(shiftDay(today, -1));
  const [first = ''] = bare;
  if (bare.length > 1 && PARTS_OF_DAY.has(bare.at(-1) ?? '') && first !== 'this' && first !== 'last')
    return readRelative(bare.slice(0, -1), today, near);
  if (phrase === 'yesterday') return parseWhen(shiftDay(today, -1));
  if (phrase === 'tomorrow') return parseWhen(shiftDay(today, 1));
  return readAgo(phrase, today) ?? readSpan(phrase, today) ?? readWeekday(bare, today, near);
}

/** "3 days ago", "a fortnight ago", "a couple of weeks back". */
function readAgo(phrase: string, today: string): When | null {
  const match =
    /^(\d{1,3}|an?|a couple) (minute|hour|day|week|fortnight|month|year)s? (?:ago|back|earlier)$/.exec(
      phrase,
    );
  if (match === null) return null;
  const [, amount = '', unit] = match;
  const count = amount === 'a couple' ? 2 : amount.startsWith('a') ? 1 : Number(amount);
  switch (unit) {
    case 'minute':
    case 'hour':
      return count > 24 ? null : parseWhen(today);
    case 'month':
      return parseWhen(Temporal.PlainDate.from(today).subtract({ months: count }).toString());
    case 'year':
      return parseWhen(Temporal.PlainDate.from(today).subtract({ years: count }).toString());
    default:
      return parseWhen(shiftDay(today, -count * (unit === 'day' ? 1 : unit === 'week' ? 7 : 14)));
  }
}

/** "this week", "last month", "next year", "last weekend", "the past 7 days". */
function readSpan(phrase: string, today: string): When | null {
  const counted = /^(?:past|last) (\d{1,3}) (hour|day|week)s?$/.exec(phrase);
  if (counted !== null) {
    const days = Number(counted[1]) / (counted[2] === 'hour' ? 24 : counted[2] === 'day' ? 1 : 1 / 7);
    return parseWhen(`${shiftDay(today, -Math.max(1, Math.ceil(days)))}/${today}`);
  }
  const [, which, unit] = /^(this|last|past|next|) ?(week|weekend|month|year)$/.exec(phrase) ?? [];
  if (which === undefined || unit === undefined || (which === '' && unit !== 'weekend')) return null;
  const step = which === 'next' ? 1 : which === 'last' || which === 'past' ? -1 : 0;
  switch (unit) {
    case 'week': {
      const monday = shiftDay(today, 7 * step - dayOfWeek(today));
      return parseWhen(`${monday}/${shiftDay(monday, 6)}`);
    }
    case 'weekend': {
      // "The weekend" is the latest one that has begun, "last weekend" the latest that is over.
      const begun = -((dayOfWeek(today) + 2) % 7);
      const over = begun > -2 && step === -1 ? -7 : 0;
      const ahead = which === 'next' || (which === 'this' && begun < -1) ? 7 : 0;
      const saturday = shiftDay(today, begun + over + ahead);
      return parseWhen(`${saturday}/${shiftDay(saturday, 1)}`);
    }
    case 'month':
      return parseWhen(Temporal.PlainDate.from(today).add({ months: step }).toString().slice(0, 7));
    default:
      return parseWhen(String(Number(today.slice(0, 4)) + step));
  }
}

/** "tuesday", "last tuesday": the latest one up to `near`; "next tuesday" the first after it; "tuesday last week". */
function readWeekday(words: readonly string[], today: string, near: string): When | null {
  const at = words.findIndex((word) => weekdayOf(word) !== null);
  const wanted = weekdayOf(words[at] ?? '');
  if (wanted === null) return null;
  const others = words.filter((_, position) => position !== at).join(' ');
  const inWeek = /^(this|last|next) week$/.exec(others)?.[1];
  if (inWeek !== undefined) {
    const week = inWeek === 'this' ? 0 : inWeek === 'last' ? -7 : 7;
    return parseWhen(shiftDay(today, week - dayOfWeek(today) + wanted));
  }
  if (!/^(?:last|this|next|past|)$/.test(others) || (others !== '' && at === 0)) return null;
  const back = (dayOfWeek(near) - wanted + 7) % 7;
  if (others === 'next') return parseWhen(shiftDay(near, back === 0 ? 7 : 7 - back));
  // On a Tuesday "last Tuesday" is that of the week before; of a story that ended on one it is that day.
  return parseWhen(
    shiftDay(near, back === 0 && /^(?:last|past)$/.test(others) && near === today ? -7 : -back),
  );
}

/** 0 is Monday. */
function dayOfWeek(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** An ISO day so many days later. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
