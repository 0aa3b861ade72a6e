import { lookupOf } from '../../../../domain/lookups/lookup.ts';
import type { Candidate } from '../../../../search/evidence/evidence-index.ts';
import type { Unit } from '../../../../search/evidence/unit.ts';
import type { Asked } from '../../../ranking/asked.ts';

/** How much of the question before in the thread a record holds, by the weight of its words, 0 to 1. */
function contextHeld({ held }: Candidate, { terms, context }: Asked): number {
  let all = 0;
  let own = 0;
  for (const [at, { idf }] of context.entries()) {
    all += idf;
    own += idf * (held[terms.length + at]?.factor ?? 0);
  }
  return all === 0 ? 0 : own / all;
}

/** The records that pass, those first that hold most of what was asked before. */
export function nearestToBefore(
  candidates: readonly Candidate[],
  asked: Asked,
  isMeant: (unit: Unit, candidate: Candidate) => boolean,
  least: number,
): readonly Unit[] {
  return candidates
    .filter((one) => one.unit !== asked.thread && isMeant(one.unit, one))
    .map((one) => ({ unit: one.unit, share: contextHeld(one, asked) }))
    .filter(({ share }) => share >= least)
    .sort((a, b) => b.share - a.share)
    .map(({ unit }) => unit);
}

/** Everybody who may speak in the name of those a record concerns, or whose words it is. */
export function partOf(unit: Unit, { briefing }: Asked): ReadonlySet<string> {
  return lookupOf(briefing).sideOf(unit.voice === '' ? unit.who : [unit.voice]);
}

/** On the same subject, text or day. */
export function isOnSame(unit: Unit, other: Unit): boolean {
  return (
    unit.provisions.some((id) => other.provisions.includes(id)) ||
    unit.texts.some((id) => other.texts.includes(id)) ||
    (unit.day !== 0 && unit.day === other.day)
  );
}

/** Words somebody said or where he stands. */
export function isVoiced({ kind }: Unit): boolean {
  return kind === 'statement' || kind === 'position';
}
