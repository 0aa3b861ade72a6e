import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { Asked } from '../ranking/asked.ts';
import { signalsOf } from '../ranking/features.ts';
import type { RankedUnit } from '../ranking/rank.ts';

/** A known unknown that covers this much of the question says why there is no answer. */
const GAP_COVER = 0.6;
/** Less of the question, and what is not known is something else, however little is known of what was asked. */
const LEAST_COVER = 0.3;
/** Or one that is called just so. */
const GAP_TIGHT = 0.75;

/** A known unknown that has every telling word of the question. */
export function gapNamed(ranked: readonly RankedUnit[], asked: Asked): Unit | null {
  const found = ranked
    .slice(0, 8)
    .find(({ candidate }) => candidate.unit.kind === 'gap' && signalsOf(candidate, asked).cover >= NAMED);
  return found?.candidate.unit ?? null;
}

const NAMED = 0.85;

/** So much more of the question must a known unknown hold than the best record. */
const MORE = 0.12;

/** So far behind the best record, in score, a known unknown is not what is asked. */
const BEHIND = 0.8;

/** A known unknown near the top that holds more of what is asked than the best record. */
export function betterGap(ranked: readonly RankedUnit[], asked: Asked): Unit | null {
  const [first] = ranked;
  if (first === undefined || first.candidate.unit.kind === 'gap') return null;
  const { cover: most } = signalsOf(first.candidate, asked);
  const own = new Set(asked.subject === null ? [] : lookupOf(asked.briefing).voicesOf(asked.subject.id));
  // One word more of the question does not make up for being much less likely, but where somebody's words are another's.
  const isOpen = asked.subject !== null && !own.has(first.candidate.unit.voice);
  const gap = ranked.slice(1, 3).find(({ candidate, score }) => {
    if (candidate.unit.kind !== 'gap' || (!isOpen && score < first.score - BEHIND)) return false;
    const own = signalsOf(candidate, asked);
    return own.cover >= most + MORE && own['gap-of-another'] === 0 && own.cover >= GAP_COVER;
  });
  return gap?.candidate.unit ?? null;
}

/** The best known unknown that covers enough of what is asked. */
export function gapIn(ranked: readonly RankedUnit[], asked: Asked): Unit | null {
  const [first] = ranked;
  const found = ranked.slice(0, 8).find(({ candidate }) => {
    if (candidate.unit.kind !== 'gap') return false;
    const { cover, tight } = signalsOf(candidate, asked);
    const best = first === undefined ? 0 : signalsOf(first.candidate, asked).cover;
    const leads = candidate === first?.candidate && cover >= LEAST_COVER;
    return leads || (cover >= GAP_COVER && cover >= best) || tight >= GAP_TIGHT;
  });
  return found?.candidate.unit ?? null;
}

/** So far behind the record that leaves open what is asked may a known unknown be, in score, and say why. */
const BESIDE = 4;
const LITTLE_COVER = 0.15;

/** The known unknown beside a record that leaves open the very thing that is asked, where it has anything of it. */
export function gapBeside(ranked: readonly RankedUnit[], asked: Asked): Unit | null {
  const [first] = ranked;
  const found = ranked
    .slice(1, 3)
    .find(
      ({ candidate, score }) =>
        candidate.unit.kind === 'gap' &&
        score >= (first?.score ?? 0) - BESIDE &&
        signalsOf(candidate, asked).cover >= LITTLE_COVER,
    );
  return found?.candidate.unit ?? null;
}
