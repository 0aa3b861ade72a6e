import type { Unit } from '../../search/evidence/unit.ts';
import type { QuoteIndex } from '../../search/statements/quote-index.ts';
import type { Asked } from '../ranking/asked.ts';
import type { RankedUnit } from '../ranking/rank.ts';
import type { SupportRow } from '../ranking/support.ts';
import { type Decision, MOST_UNITS } from './decision.ts';
import { ANSWERS, type Found, foundFor, type Way } from './found.ts';
import { afterEvent } from './ways/after-event.ts';
import { beginEnd } from './ways/asked-for/begin-end.ts';
import { caseSet } from './ways/asked-for/case-set.ts';
import { comingUp } from './ways/asked-for/coming-up.ts';
import { defined } from './ways/asked-for/defined.ts';
import { eitherOr } from './ways/asked-for/either-or.ts';
import { fallsTo } from './ways/asked-for/falls-to.ts';
import { firstLast } from './ways/asked-for/first-last.ts';
import { nextInOffice } from './ways/asked-for/next-in-office.ts';
import { noLonger } from './ways/asked-for/no-longer.ts';
import { officeAsked } from './ways/asked-for/office.ts';
import { sidesTaken } from './ways/asked-for/sides-taken.ts';
import { figureSourced, sourceAsked, sourcesOfKind } from './ways/asked-for/source-asked.ts';
import { stillInOffice } from './ways/asked-for/still-in-office.ts';
import { tallyAsked } from './ways/asked-for/tally-asked.ts';
import { textCarried } from './ways/asked-for/text-carried.ts';
import { underPoint } from './ways/asked-for/under-point.ts';
import { beforeText } from './ways/before-text.ts';
import { bestRecord, leavesDetail, leavesOpen } from './ways/best-record.ts';
import { claimedWords } from './ways/claimed-words.ts';
import { everythingOf } from './ways/everything-of.ts';
import { followUp } from './ways/follow-up.ts';
import { knownUnknown, unknownInstead } from './ways/known-unknown.ts';
import { premiseTaken } from './ways/premise.ts';
import { saidThen } from './ways/said-then.ts';
import { silence } from './ways/silence.ts';
import { stranger } from './ways/stranger.ts';
import { betweenTexts } from './ways/texts/between-texts.ts';
import { inText } from './ways/texts/in-text.ts';
import { allTexts, ofText } from './ways/texts/of-text.ts';
import { textDated } from './ways/texts/text-dated.ts';
import { textStands } from './ways/texts/text-stands.ts';
import { textMentions, textWants } from './ways/texts/text-wants.ts';
import { wholeState } from './ways/whole-state.ts';
import { wordless } from './ways/wordless.ts';
import { wordsAsked } from './ways/words-asked.ts';

/** The ways of answering, in the order they are tried: the first that the question is one for decides. */
const WAYS: readonly Way[] = [
  // What was told before, and what several texts say, is read from the question and not from a score.
  nextInOffice,
  followUp,
  allTexts,
  betweenTexts,
  inText,
  textWants,
  textMentions,
  // Nothing is claimed of somebody unknown, or of what is not so.
  stranger,
  underPoint,
  caseSet,
  fallsTo,
  premiseTaken,
  wordsAsked,
  // One thing is asked for that the records have as such.
  textCarried,
  ofText,
  textStands,
  textDated,
  eitherOr,
  tallyAsked,
  firstLast,
  beginEnd,
  stillInOffice,
  officeAsked,
  defined,
  sidesTaken,
  noLonger,
  sourceAsked,
  sourcesOfKind,
  figureSourced,
  comingUp,
  saidThen,
  claimedWords,
  beforeText,
  everythingOf,
  wordless,
  // The likeliest record, or why there is none.
  knownUnknown,
  wholeState,
  bestRecord,
  unknownInstead,
  afterEvent,
  silence,
];

/** Decides what to do with the ranked records: what no way answers is offered where something of it is held, and else declined. */
export function decide(
  byScore: readonly RankedUnit[],
  asked: Asked,
  weights: SupportRow,
  index: () => QuoteIndex,
): Decision {
  const found = foundFor(byScore, asked, weights, index);
  for (const way of WAYS) {
    const decision = way(found);
    if (decision !== null) return decision;
  }
  return offered(found);
}

/** From this support on the best records are offered, and nothing is claimed. */
const OFFERS = 0.2;

/** Without what no source reports of a text, which says nothing to choose by, unless there is nothing else. */
function told(units: readonly Unit[]): readonly Unit[] {
  const some = units.filter(({ record }) => record.kind !== 'reading' || record.change !== 'unreported');
  return some.length === 0 ? units : some;
}

function offered(found: Found): Decision {
  const { asked, byScore, units, fit } = found;
  const least = leavesOpen(found) ? ANSWERS : OFFERS;
  if (fit < least || heldShare(byScore, asked) < LEAST_HELD) return { kind: 'decline', units, fit };
  // A choice would promise that one of them has what is asked.
  return leavesDetail(found)
    ? { kind: 'decline', detail: true, units, fit }
    : { kind: 'offer', units: told(units), fit };
}

/** Less of what is asked than this in any record, by the weight of the words: then nothing is worth a choice. */
const LEAST_HELD = 0.2;

/** The most of the words asked for that one of the first records holds, 0 to 1. */
function heldShare(found: readonly RankedUnit[], { terms }: Asked): number {
  const weights = terms.map(({ part, idf }) => (part === 'asking' ? 0 : idf));
  const all = weights.reduce((sum, one) => sum + one, 0);
  if (all === 0) return 1;
  const shares = found
    .slice(0, MOST_UNITS)
    .map(({ candidate: { held } }) =>
      weights.reduce((sum, weight, at) => sum + weight * (held[at]?.factor ?? 0), 0),
    );
  return Math.max(0, ...shares) / all;
}
