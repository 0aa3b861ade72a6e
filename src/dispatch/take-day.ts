import { findDate } from '../search/dates/find-date.ts';

/** A question without its `as-of:`, and the day as typed behind it; null where it has none. */
export interface TakenDay {
  readonly rest: string;
  readonly given: string | null;
}

const NAMING = /(?<![^\s(])as-of[:：] ?(?=[^\s])/iu;
const QUOTED = /^["“]([^"“”]{1,60})["”]/u;
/** A day has at most this many words: "24 November 2025". */
const MOST_WORDS = 3;

/**
 * Takes `as-of:24 November` out of a plain question, wherever it stands, as `story:` is: left in it the day would be
 * looked for among the words, and the answer would be of another day than was asked for. `today` is an ISO day; `near` is
 * one that the story is about.
 */
export function takeDay(words: string, today: string, near: string): TakenDay {
  const match = NAMING.exec(words);
  if (match === null) return { rest: words, given: null };
  const tail = words.slice(match.index + match[0].length);
  const { given, length } = dayAt(tail, today, near);
  const rest = `${words.slice(0, match.index).trimEnd()} ${tail.slice(length).trimStart()}`.trim();
  return { rest, given };
}

/** As many words as make one day, or the first where none do, for whoever says that it is none. */
function dayAt(
  tail: string,
  today: string,
  near: string,
): { readonly given: string; readonly length: number } {
  const quoted = QUOTED.exec(tail);
  if (quoted !== null) return { given: quoted[1] ?? '', length: quoted[0].length };
  const ends = [...tail.matchAll(/\S+/gu)].slice(0, MOST_WORDS).map((one) => one.index + one[0].length);
  const tries = ends.map((length) => ({
    given: tail.slice(0, length).replace(/[?.,;!)]{1,3}$/u, ''),
    length,
  }));
  const day = tries.findLast(({ given }) => findDate(given, today, near) !== null);
  return day ?? tries[0] ?? { given: tail, length: tail.length };
}
