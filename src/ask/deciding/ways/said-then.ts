import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { earliestDay, latestDay, type When } from '../../../domain/when.ts';
import type { Period } from '../../../search/dates/find-date.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import { type Decision, MOST_UNITS } from '../decision.ts';
import type { Found } from '../found.ts';
import { namesNothing } from './everything-of.ts';

/**
 * "What did X say on 2 November", of whom words are on record and none that may be of those days: that there are none, with
 * those of the nearest days. Words of another day are no answer, however well all else fits. Null where any may be of then.
 */
export function saidThen({ ranked, asked }: Found): Decision | null {
  const { subject, mentions, wanted, terms, briefing, thread } = asked;
  const { period } = mentions;
  if (subject === null || period === null || thread !== null) return null;
  if (wanted.words === 0 || wanted.stance > wanted.words || wanted.vote > 0) return null;
  if (mentions.named.length !== 1 || mentions.texts.length > 0 || mentions.points.length > 0) return null;
  if (terms.some((term) => term.part !== 'date' && !namesNothing(term))) return null;
  const voices = lookupOf(briefing).voicesOf(subject.id);
  const own = briefing.statements.filter(({ speaker }) => voices.has(speaker));
  // What is told as an event may be that somebody spoke; what went on for weeks is not.
  const beside = [
    ...briefing.positions.filter(({ party }) => voices.has(party)),
    ...briefing.events.filter(({ who, date }) => isShort(date) && who.some((id) => voices.has(id))),
  ];
  if (own.length === 0 || [...own, ...beside].some(({ date }) => mayBeOf(date, period))) return null;
  const units = ranked
    .map(({ candidate }) => candidate.unit)
    .filter((unit) => unit.kind === 'statement' && voices.has(unit.voice))
    .toSorted((a, b) => daysApart(a, period) - daysApart(b, period))
    .slice(0, MOST_UNITS);
  return { kind: 'silent', actor: subject, about: 'words', bare: false, of: period, units, fit: 0.3 };
}

/** Whether a record may be of these days; of one without a date nobody can say so. */
function mayBeOf(date: When, { from, to }: Period): boolean {
  if (date.to === null) return false;
  return earliestDay(date) <= (to ?? LAST) && latestDay(date) >= (from ?? '');
}

const LAST = '9999';

function isShort(date: When): boolean {
  return date.to === null || Date.parse(latestDay(date)) - Date.parse(earliestDay(date)) <= WEEK_MS;
}

const WEEK_MS = 7 * 86_400_000;

/** Milliseconds between what was said and the days asked for. */
function daysApart({ when }: Unit, { from, to }: Period): number {
  if (when === null) return Number.POSITIVE_INFINITY;
  const said = Date.parse(latestDay(when));
  return Math.min(
    ...[from, to].map((day) =>
      day === undefined ? Number.POSITIVE_INFINITY : Math.abs(said - Date.parse(day)),
    ),
  );
}
