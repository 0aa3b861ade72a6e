import type { TenantId } from '../../domain/schedule/tenant.ts';
/** What became of a question that was not answered as asked: `wrong` was marked so by whoever read the answer. */
export const QUESTION_STATUSES = ['not-found', 'not-reported', 'refused', 'wrong'] as const;
export type QuestionStatus = (typeof QUESTION_STATUSES)[number];

/** A question for the desk's list: scrubbed words and where it was asked, never who asked. */
export interface StoredQuestion {
  readonly id: string;
  readonly story: string;
  readonly words: string;
  /** The stems of its telling words, sorted: what makes two questions one. */
  readonly meaning: string;
  readonly status: QuestionStatus;
  readonly platform: string;
  readonly tenant: TenantId;
  readonly channel: string;
  readonly thread: string;
  /** Epoch milliseconds. */
  readonly askedAt: number;
}

export interface QuestionStore {
  readonly noteQuestion: (question: StoredQuestion) => Promise<void>;
  /** Open ones asked since `since`, newest first; of one tenant, or of all. */
  readonly openQuestions: (
    since: number,
    limit: number,
    of?: { readonly platform: string; readonly tenant: TenantId },
  ) => Promise<readonly StoredQuestion[]>;
  /** They are listed no more: `done`, `dismissed`, or `told` to those who asked. Returns how many were open. */
  readonly closeQuestions: (ids: readonly string[], state: 'done' | 'dismissed' | 'told') => Promise<number>;
  /** When somebody (an `askerName`, of which a hash alone is kept) asked last, in epoch milliseconds; null for those who did not ask to have it kept, or too long ago. */
  readonly lastAsked: (person: string, now: number) => Promise<number | null>;
  /** Somebody wants it kept when they asked last, and has asked now. */
  readonly keepAsked: (person: string, at: number, until: number) => Promise<void>;
  /** These asked: it is kept only of those who want it, and never as earlier than it is kept already. */
  readonly noteAsked: (persons: readonly string[], at: number, until: number) => Promise<void>;
  readonly forgetAsked: (person: string) => Promise<boolean>;
  /** The mark a story's records had at a time; 0 where none was seen by then. */
  readonly markAt: (story: string, time: number) => Promise<number>;
}
