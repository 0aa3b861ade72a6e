import { type Briefing, stepwiseOncePerBriefing } from '../../domain/briefing.ts';
import type { Source } from '../../domain/source.ts';
import { type TopicIndex, topicIndexInSteps } from '../../search/names/topics.ts';
import { normalize } from '../../search/text/normalize.ts';

/** A name without its spaces: "first post" is Firstpost. */
export function joined(name: string): string {
  return normalize(name).replaceAll(' ', '');
}

/** Sources read before others get their turn: a large pack would hold up every answer. */
const SOURCES_A_STEP = 1_000;

/** Names and titles are the same on every day: a view asks the whole briefing's and leaves out what was published later. */
export const sourceNames = stepwiseOncePerBriefing(function* ({ sources }): Generator<void, SourceNames> {
  const byName = new Map<string, Source[]>();
  const byOrigin = new Map<string, Source[]>();
  for (const [at, source] of sources.entries()) {
    if (at % SOURCES_A_STEP === 0) yield;
    for (const [list, key] of [
      [byName, joined(source.publisher)],
      [byOrigin, source.origin],
    ] as const) {
      const own = list.get(key);
      if (own === undefined) list.set(key, [source]);
      else own.push(source);
    }
  }
  return {
    called: (name) => byName.get(name) ?? [],
    from: (origin) => byOrigin.get(origin) ?? [],
    like: yield* topicIndexInSteps(
      sources.map((source) => ({
        key: source,
        // "aljazeera" is one word to many.
        names: [source.publisher, source.id, source.publisher.replaceAll(' ', '')],
        prose: source.title === undefined ? [] : [source.title],
      })),
    ),
  };
});

interface SourceNames {
  /** By the publisher without spaces, in the pack's order. */
  readonly called: (name: string) => readonly Source[];
  /** All that trace to one first report. */
  readonly from: (origin: string) => readonly Source[];
  readonly like: TopicIndex<Source>;
}

/** Makes what the first question for a source would wait for. */
export const prepareSources: (briefing: Briefing) => Generator<void, void> = sourceNames.prepare;
