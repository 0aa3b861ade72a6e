import type { Briefing } from '../domain/briefing.ts';
import type { QuoteIndex } from '../search/statements/quote-index.ts';

export interface AskGround {
  readonly briefing: Briefing;
  readonly index: () => QuoteIndex;
  /** ISO day in the desk's zone. */
  readonly today: string;
  /** ISO day the answer speaks for. */
  readonly asOf: string;
  /** The command line or question last answered in this thread. */
  readonly previous?: string | undefined;
}
