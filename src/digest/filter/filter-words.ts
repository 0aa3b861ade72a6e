import { inSeries } from '../../answer/phrases.ts';
import { briefingAsOf } from '../../domain/as-of.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Condition, Filter } from '../../domain/schedule/subscription.ts';
import { capital } from '../../domain/words/capital.ts';
import { changesSince, claimsOf } from '../compose/revisions.ts';
import { passes } from './filter.ts';

/** Over how many days it is counted what a filter would have let through. */
export const COUNTED_DAYS = 7;

/** `Only what Tomas Vey says, or what concerns Northmark; never what is second-hand.` Empty where everything passes. */
export function filterSentence(filter: Filter, briefing: Briefing): string {
  const words = (conditions: readonly Condition[], joint: 'and' | 'or') =>
    inSeries(
      conditions.map((condition) => conditionWords(condition, briefing)),
      joint,
    );
  const wanted = [
    ...(filter.any.length === 0 ? [] : [words(filter.any, 'or')]),
    ...(filter.all.length === 0 ? [] : [words(filter.all, 'and')]),
  ];
  const only = wanted.length === 0 ? '' : `only ${wanted.join(', and of that only ')}`;
  const never = filter.not.length === 0 ? '' : `never ${words(filter.not, 'or')}`;
  const whole = [only, never].filter((part) => part !== '').join('; ');
  return whole === '' ? '' : `${capital(whole)}.`;
}

/** How many records of the last seven days the filter would have let through: new, changed or withdrawn ones. */
export function filterMatches(filter: Filter, briefing: Briefing, asOf: string): number {
  const since = Temporal.PlainDate.from(asOf).subtract({ days: COUNTED_DAYS }).toString();
  const before = claimsOf(briefingAsOf(briefing, since));
  return changesSince(before, briefing).filter((change) =>
    passes(filter, (change.kind === 'withdrawn' ? change.was : change.claim).traits),
  ).length;
}

/** The same as the end of a sentence: `3 records of the last 7 days match`. */
export function matchesWords(count: number): string {
  if (count === 0) return `no record of the last ${COUNTED_DAYS} days matches`;
  return `${count} ${count === 1 ? 'record' : 'records'} of the last ${COUNTED_DAYS} days ${count === 1 ? 'matches' : 'match'}`;
}

function conditionWords(condition: Condition, briefing: Briefing): string {
  const lookup = lookupOf(briefing);
  const name = (id: string) => lookup.actor(id)?.name ?? id;
  switch (condition.kind) {
    case 'point': {
      const provision = briefing.provisions.find(({ id }) => id === condition.provision);
      return `what is about ${provision === undefined ? condition.provision : `“${provision.title}”`}`;
    }
    case 'party':
      return `what concerns ${name(condition.actor)}`;
    case 'speaker':
      return `what ${name(condition.actor)} says`;
    case 'provenance':
      return KNOWN_BY[condition.provenance];
    case 'material':
      return 'what changes the picture';
    default:
      return unreachable(condition);
  }
}

const KNOWN_BY: Readonly<Record<Extract<Condition, { kind: 'provenance' }>['provenance'], string>> = {
  'published-text': 'what a published text says',
  'official-statement': 'what is stated officially',
  'named-source': 'what a named source says',
  'unnamed-source': 'what an unnamed source says',
  'second-hand': 'what is second-hand',
  denied: 'what is denied',
};
