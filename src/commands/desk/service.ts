import type { Asker, OptionValues } from '../../core/command.ts';
import type { Briefing } from '../../domain/briefing.ts';

/** A draft as people see it before and after it is decided. */
export interface DraftCard {
  /** Short name, for commands and buttons. */
  readonly id: string;
  readonly story: string;
  /** `statement`, `event`, `position`, `actor`, `conflict`, `term`. */
  readonly kind: string;
  /** Exact words that it would put into somebody's mouth, and whose. */
  readonly quotation?: { readonly words: string; readonly speaker: string };
  /** The other keys of the record as it would stand in the pack, with names for ids, in the format's order. */
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  /** Keys it needs and lacks. */
  readonly missing: readonly string[];
  readonly source: { readonly title: string; readonly published: string; readonly url?: string };
  /** The sentence the words stand in: `before`, `text` and `after` in a row; `text` is empty where they were not found. */
  readonly evidence: { readonly before: string; readonly text: string; readonly after: string };
  /** From 0 to 1; null where a person typed it. */
  readonly confidence: number | null;
  /** The article's words for the day, where it does not state it. */
  readonly dateFrom?: string;
  readonly nearest?: {
    readonly id: string;
    readonly says: string;
    readonly same: boolean;
    readonly onRecord: boolean;
  };
  /** Conflicts on record about it or about what is nearest to it. */
  readonly conflicts: readonly string[];
  /** It is to take the place of a published record, and why. */
  readonly amends?: string;
  readonly proposedBy: string;
  readonly standing: DraftStanding;
}

export type DraftStanding =
  /** `putOffBy`: who wants to see it later. */
  | { readonly kind: 'open'; readonly putOffBy?: string }
  | { readonly kind: 'held'; readonly by: string; readonly until: string }
  | { readonly kind: 'approved' | 'merged'; readonly by: string; readonly record: string }
  | { readonly kind: 'rejected'; readonly by: string; readonly reason: string };

export type DeskDecision =
  /** `until`: in words, on the clock of the story's desk; empty for at once. */
  | { readonly kind: 'approve'; readonly until: string }
  | { readonly kind: 'merge'; readonly into: string }
  | { readonly kind: 'reject'; readonly reason: string }
  | { readonly kind: 'edit'; readonly values: OptionValues }
  | { readonly kind: 'later' };

/** What somebody hands in: an article (an address or its text), or a record of their own with where it is from. */
export type Proposing =
  | { readonly kind: 'source'; readonly what: string }
  | { readonly kind: 'statement' | 'event' | 'position'; readonly values: OptionValues };

/** A change of a published record. `values` are what the form of an edit has; empty for one that is withdrawn. */
export interface RecordWish {
  /** `statement:x`; without its kind where only one record has the id. */
  readonly record: string;
  readonly reason: string;
}

/**
 * What chat commands ask of the desk. Everything rejects with a `Refusal` in one sentence for who may not and for what
 * cannot be done; nothing of a draft is told to those who may not decide on it.
 */
export interface DeskService {
  /** What waits, the oldest first and what was put off last. */
  readonly list: (asker: Asker) => Promise<readonly DraftCard[]>;
  readonly card: (asker: Asker, id: string) => Promise<DraftCard>;
  /** The draft after it; what besides did not work is a sentence in `note`. */
  readonly decide: (
    asker: Asker,
    id: string,
    decision: DeskDecision,
  ) => Promise<{ readonly card: DraftCard; readonly note?: string }>;
  /** What the form of an edit shows: the draft's record. */
  readonly draftFields: (asker: Asker, id: string) => Promise<OptionValues>;
  /** A sentence on what came of it, and what is wrong, a sentence each. */
  readonly propose: (
    asker: Asker,
    what: Proposing,
    briefing: Briefing,
  ) => Promise<{ readonly says: string; readonly problems: readonly string[] }>;
  readonly withdraw: (asker: Asker, wish: RecordWish, briefing: Briefing) => Promise<string>;
  readonly amend: (
    asker: Asker,
    wish: RecordWish & { readonly values: OptionValues },
    briefing: Briefing,
  ) => Promise<string>;
  /** What the form of an amendment shows; of any story of the desk where none is named. */
  readonly recordFields: (asker: Asker, record: string, story: string | undefined) => Promise<OptionValues>;
}
