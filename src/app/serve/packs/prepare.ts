import { prepareQuestions, questionsAbout } from '../../../ask/prepare.ts';
import { everyCommand } from '../../../commands/every-command.ts';
import { prepareSources } from '../../../commands/sources/source-names.ts';
import type { Asker } from '../../../core/command.ts';
import { createStory } from '../../../core/stories.ts';
import { createCore } from '../../../dispatch/dispatch.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { aboutOf, statementsBy } from '../../../domain/lookups/about-index.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { newsOf } from '../../../domain/lookups/news.ts';
import { byVoice, countStatements, newestStatements } from '../../../domain/lookups/said-by.ts';
import { sourceIndexOf, sourcesAbout } from '../../../domain/lookups/source-index.ts';
import { NO_TENANT } from '../../../domain/schedule/tenant.ts';
import { evidencePartsOf } from '../../../search/evidence/evidence-parts.ts';
import { trackedIn } from '../../../search/evidence/find-tracked.ts';
import { whoIsMeant } from '../../../search/names/find-actor.ts';
import { topicsOf } from '../../../search/names/find-topic.ts';
import { mentionedActors } from '../../../search/names/mentioned-actors.ts';
import { ownWordsOf } from '../../../search/names/own-words.ts';
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
  yield* lookupOf.prepare(briefing);
  for (const warm of WARM) {
    yield;
    warm(briefing);
  }
  yield* byVoice.prepare(briefing);
  yield* statementsBy.prepare(briefing);
  yield* topicsOf.prepare(briefing);
  yield* prepareSources(briefing);
  yield* sourceIndexOf.prepare(briefing);
  for (const { id } of [...briefing.provisions, ...briefing.texts]) {
    yield;
    sourcesAbout([id], briefing);
  }
  yield* newsOf.prepare(briefing);
  yield* evidencePartsOf.prepare(briefing);
  yield* prepareQuestions(briefing, index);
  return index;
}

/** Nobody: what he asks is told to no one. */
const REHEARSING: Asker = {
  platform: 'terminal',
  tenant: NO_TENANT,
  channel: '',
  user: '',
  mayConfigure: false,
};

/**
 * Asks one question of each kind as a person would, in steps, and drops the answers: what is only loaded or run where
 * somebody is answered took the first of them several times as long. The parts of it are made by `preparing` before.
 */
export async function* rehearsing(briefing: Briefing, index: QuoteIndex): AsyncGenerator<void, void> {
  const story = createStory(briefing, () => index);
  const core = createCore({
    stories: () => [story],
    commands: await everyCommand(),
    clock: () => Temporal.PlainDate.from(briefing.reviewed).toZonedDateTime('UTC').toInstant(),
  });
  // The plainest first: each loads what the next has need of, and nothing holds up others for long.
  for (const words of questionsAbout(briefing).toReversed()) {
    yield;
    await core.respond({ kind: 'words', words, asker: REHEARSING });
  }
}

/** Each makes one index over the whole briefing, by looking for nothing in particular. */
const WARM: readonly ((briefing: Briefing) => unknown)[] = [
  (briefing) => aboutOf(briefing).events(''),
  (briefing) => aboutOf(briefing).positions(''),
  newestStatements,
  countStatements,
  trackedIn,
  ownWordsOf,
  // A name that nobody has is looked for everywhere.
  (briefing) => whoIsMeant('Zzzzzz Qqqqqq', briefing),
  (briefing) => mentionedActors('zzzzzz', briefing),
];
