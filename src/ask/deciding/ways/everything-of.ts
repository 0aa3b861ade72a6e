import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { latestDay } from '../../../domain/when.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import { type Decision, MOST_UNITS } from '../decision.ts';
import type { Found } from '../found.ts';

/** "What did X say", "where does X stand" and nothing else: everything of theirs, the newest first. */
export function everythingOf({ ranked, asked }: Found): Decision | null {
  const { subject, mentions, wanted, terms } = asked;
  if (subject === null || wanted.words + wanted.stance === 0) return null;
  if (mentions.period !== null || mentions.texts.length > 0 || mentions.named.length > 1) return null;
  if (terms.some(({ part }) => part !== 'name' && part !== 'asking')) return null;
  const voices = lookupOf(asked.briefing).voicesOf(subject.id);
  const own = ranked.map(({ candidate }) => candidate.unit).filter(({ voice }) => voices.has(voice));
  const about = wanted.words >= wanted.stance ? 'words' : 'stance';
  const kind = about === 'words' ? 'statement' : 'position';
  const asKind = own.filter((unit) => unit.kind === kind);
  const shown =
    asKind.length > 0 || about === 'words' ? asKind : own.filter((unit) => unit.kind === 'statement');
  const units = shown.toSorted((a, b) =>
    dayOfUnit(b) < dayOfUnit(a) ? -1 : dayOfUnit(b) > dayOfUnit(a) ? 1 : 0,
  );
  if (units.length === 0)
    return {
      kind: 'silent',
      actor: subject,
      about,
      bare: true,
      units: ranked.slice(0, 3).map(({ candidate }) => candidate.unit),
      fit: 0.3,
    };
  return {
    kind: 'answer',
    verdict: null,
    allOf: { actor: subject, what: about },
    units: units.slice(0, MOST_UNITS),
    fit: 0.8,
  };
}

function dayOfUnit({ when }: Unit): string {
  return when === null ? '' : latestDay(when);
}
