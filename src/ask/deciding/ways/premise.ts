import type { Unit } from '../../../search/evidence/unit.ts';
import { answerLedBy, type Decision, headedBy, MOST_UNITS } from '../decision.ts';
import type { Found } from '../found.ts';
import { gapIn } from '../gaps.ts';
import { premiseOf } from '../premises/premises.ts';

/** What the question takes for granted: told where it is so, corrected where it is not. Null where it takes nothing for granted. */
export function premiseTaken(found: Found): Decision | null {
  const { ranked, units, asked, fit } = found;
  const premise = premiseOf(ranked, asked);
  if (premise === null) return null;
  switch (premise.kind) {
    case 'confirmed': {
      const first = ranked.slice(0, 12).some(({ candidate }) => candidate.unit === premise.unit);
      if (!first && !premise.verdict) return null;
      return {
        kind: 'answer',
        verdict: premise.verdict && asked.wanted.verdict > 0 ? 'yes' : null,
        ...(premise.verdict && premise.there !== undefined ? { there: premise.there } : {}),
        units: ledBy(premise.unit, units),
        fit: Math.max(fit, 0.8),
      };
    }
    case 'no-such-point':
      return { kind: 'correct', premise, gap: null, units: [], fit: 0.9 };
    case 'not-in-text':
      return null;
    case 'no-such-text':
    case 'no-text-of':
      return { kind: 'correct', premise, gap: null, units: premise.units.slice(0, MOST_UNITS), fit: 0.8 };
    case 'other-stance':
      // Whether somebody accepts takes nothing for granted: on conditions, or not yet, is the answer.
      if (premise.deed === 'acceptance' && asked.wanted.verdict > 0 && isUndecided(premise.unit))
        return answerLedBy(premise.unit, found, 0.8);
      return { kind: 'correct', premise, gap: null, units: ledBy(premise.unit, units), fit: 0.8 };
    case 'otherwise':
    case 'not-office':
    case 'only-expected':
    case 'not-there':
      return { kind: 'correct', premise, gap: null, units: ledBy(premise.unit, units), fit: 0.8 };
    case 'not-on-record':
      return { kind: 'correct', premise, gap: gapIn(ranked, asked), units, fit: 0.6 };
  }
}

function ledBy(lead: Unit, units: readonly Unit[]): readonly Unit[] {
  return headedBy(lead, units).slice(0, MOST_UNITS);
}

function isUndecided({ record }: Unit): boolean {
  return record.kind === 'position' && record.stance !== 'rejects' && record.stance !== 'supports';
}
