import type { Provision, Term } from '../domain/provision.ts';
import { writtenDays } from '../search/find-date.ts';
import { shiftDay } from '../search/relative-day.ts';
import { stem } from '../search/stem.ts';
import { phraseWords, tellingWords } from '../search/topics.ts';
import type { Clues } from './clues.ts';
import type { Proposal } from './question-rules.ts';
import { COMPARES, MET, SAID, WHEN } from './question-words.ts';

const NEXT =
  /^(?:what(?:'s| is|s| happens| comes) next|(?:the )?(?:timeline|chronology|upcoming|schedule)(?: please)?)[?.! ]*$/i;
const NEWS = /^(?:events?|news|updates?|developments?|timeline|chronology)$/;
const PAST = /^(?:when|(?:on )?(?:what|which) (?:date|day|time)) (?:did|was|were|has|have|had)\b/i;
/** How well an event must fit to be what "when" asks after: a little where the past is asked for, well otherwise. */
const FITS_PAST = 0.35;
const FITS_WELL = 0.6;

/** "When …", and whether they met. */
export function times(clues: Clues): readonly Proposal[] {
  const { words, actors, provision, topics } = clues;
  const meets =
    MET.test(words) &&
    actors.length > 0 &&
    /^(?:has|have|did|will|is|are|was|were|does|do|when|where)\b/i.test(words);
  if (!WHEN.test(words) && !meets) return [];
  if (NEXT.test(words)) return [{ path: ['timeline'], values: {}, sure: 0.95 }];
  const event = topics.find(({ record }) => record.kind === 'event');
  const proposals: Proposal[] = [
    {
      path: ['timeline'],
      values: { about: words.replace(/(?<![?!. ])[?!. ]+$/, '') },
      sure: meets || (event?.score ?? 0) > 0.5 ? 0.88 : 0.7,
    },
  ];
  // A date that is itself negotiated ("when is the deadline") is a point; what has happened is an event.
  if (provision !== null && provision.score >= 0.75 && asksForTerm(provision.provision, clues)) {
    proposals.push({ path: ['plan-point'], values: { point: provision.provision.title }, sure: 0.92 });
  }
  return proposals;
}

function asksForTerm(provision: Provision, { words, topics }: Clues): boolean {
  const dated = provision.readings.flatMap(({ terms }) => terms.filter(isDated));
  if (dated.length === 0) return false;
  const names = new Set(dated.flatMap(({ name }) => phraseWords(name).map(stem)));
  const telling = tellingWords(phraseWords(words)).map(stem);
  const others = telling.filter((word) => !names.has(word));
  if (others.length === 0) return true;
  const past = PAST.test(words);
  if (others.length < telling.length && !past) return true;
  return !topics.some(
    ({ record, score }) =>
      record.kind === 'event' && record.status !== 'expected' && score >= (past ? FITS_PAST : FITS_WELL),
  );
}

/** A day, or a time from one: "within 100 days". */
function isDated({ value, unit }: Term): boolean {
  if (typeof value === 'number') return /^(?:hour|day|week|month|year)s?$/i.test(unit ?? '');
  return /^\d{4}-\d{2}-\d{2}/.test(value) || writtenDays(phraseWords(value)).length > 0;
}

/** A day or two, and nothing else that could be looked up: what happened then, or what changed. */
export function days({ words, period, asOf }: Clues): readonly Proposal[] {
  if (period === null || asOf !== null) return [];
  const { from, to, rest } = period;
  const telling = tellingWords(phraseWords(rest)).filter((word) => !NEWS.test(word));
  if (telling.length > 0 || SAID.test(words)) return [];
  // That nothing happened then is the answer, whatever else the words may fit.
  if (!COMPARES.test(words)) return [{ path: ['timeline'], values: { from, to }, sure: 0.96 }];
  // What changed on a day is what was reported after the day before.
  const start = from !== undefined && to !== undefined ? shiftDay(from, -1) : from;
  return [{ path: ['compare'], values: { from: start, to }, sure: 0.96 }];
}
