import type { Briefing } from '../../../domain/briefing.ts';
import { aboutOf } from '../../../domain/lookups/about-index.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { countStatements, newestStatements, saidBy } from '../../../domain/lookups/said-by.ts';
import { restsOn } from '../../../domain/lookups/source-index.ts';
import { evidenceOf } from '../../../search/evidence/evidence-index.ts';
import type { CorpusParts } from '../../../search/statements/index/corpus.ts';
import type { QuoteIndex } from '../../../search/statements/quote-index.ts';
import { restoringStatements } from '../../../search/statements/statement-index.ts';

/** Makes, in steps, what the first questions about a pack would otherwise wait for; gives its who-said index. */
export function* preparing(
  briefing: Briefing,
  parts: CorpusParts,
  threshold: number | undefined,
): Generator<void, QuoteIndex> {
  const index = yield* restoringStatements(briefing, parts, threshold);
  for (const warm of WARM) {
    yield;
    warm(briefing);
  }
  yield* evidenceOf.prepare(briefing);
  return index;
}

/** Each makes one index over the whole briefing, by looking for nothing in particular. */
const WARM: readonly ((briefing: Briefing) => unknown)[] = [
  (briefing) => lookupOf(briefing).record('statement:'),
  (briefing) => aboutOf(briefing).statements(''),
  (briefing) => aboutOf(briefing).events(''),
  (briefing) => aboutOf(briefing).positions(''),
  newestStatements,
  (briefing) => saidBy('', briefing),
  countStatements,
  (briefing) => restsOn('', briefing),
];
