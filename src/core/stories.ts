import { briefingAsOf } from '../domain/as-of.ts';
import type { Briefing } from '../domain/briefing.ts';
import type { QuoteIndex } from '../search/statements/quote-index.ts';

/** One followed story, ready to be asked. */
export interface Story {
  readonly briefing: Briefing;
  /** Over every statement, whatever the day asked for; built on first use. */
  readonly index: () => QuoteIndex;
  /** The briefing as known at the end of an ISO day; the whole one for today or later. Kept, since days repeat. */
  readonly on: (day: string) => Briefing;
}

/** Days kept cut to size per story; the oldest asked-for is dropped first. */
const MOST_DAYS = 64;

/** Makes a loaded briefing askable; `buildIndex` is called once, by the first question that looks for words. */
export function createStory(briefing: Briefing, buildIndex: () => QuoteIndex): Story {
  let index: QuoteIndex | undefined;
  const days = new Map<string, Briefing>();
  return {
    briefing,
    index() {
      index ??= buildIndex();
      return index;
    },
    on(day) {
      const kept = days.get(day);
      if (kept !== undefined) return kept;
      const cut = briefingAsOf(briefing, day);
      days.set(day, cut);
      const oldest = days.keys().next();
      if (days.size > MOST_DAYS && !oldest.done) days.delete(oldest.value);
      return cut;
    },
  };
}
