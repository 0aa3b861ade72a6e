import type { AnswerStatus, Spans } from '../../answer/answer.ts';
import type { Citer } from '../../answer/compose.ts';
import type { Briefing, BriefingRecord } from '../../domain/briefing.ts';

/** What is said to such a question, with the records that say it, most important first. */
export interface TrackedTold {
  readonly status: AnswerStatus;
  readonly headline: Spans;
  readonly rows: readonly Spans[];
  readonly records: readonly BriefingRecord[];
}

/** What a telling is made with. */
export interface TrackedSaying {
  readonly briefing: Briefing;
  readonly citer: Citer;
  /** ISO day the answer speaks for. */
  readonly asOf: string;
}
