import type { SourceQuality } from '../../domain/source.ts';

/** The source an article would become: as a record of the pack has it. */
export interface DraftSource {
  readonly id: string;
  readonly title?: string;
  readonly publisher: string;
  /** In the pack's notation. */
  readonly published: string;
  readonly url?: string;
  /** ISO 639-1, absent where it could not be told. */
  readonly language?: string;
  readonly quality?: SourceQuality;
  /** Address or id of the article it copies; absent where it is the first. */
  readonly origin?: string;
  /** Name and SHA-256 of its text as it is kept in the archive once it is proposed. */
  readonly archive?: { readonly file: string; readonly sha256: string };
}

export const DRAFT_KINDS = ['statement', 'event', 'position', 'actor', 'conflict', 'term'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** A record that an article may be a reason for; nothing answers from it before a person approved it. */
export interface Draft {
  readonly kind: DraftKind;
  /** As the pack's files have it, as far as the article decides it. */
  readonly record: Readonly<Record<string, unknown>>;
  /** String indices into the article's text: `text.slice(start, end) === evidence.text`. */
  readonly evidence: { readonly start: number; readonly end: number; readonly text: string };
  /** From 0 to 1: how likely it is right as it stands. */
  readonly confidence: number;
  /** Id of the statement on record that has these words, or of a draft before this one from the same article that has. */
  readonly known?: string;
  /** The article's words that the date comes from, where it does not state the day: "on Tuesday". */
  readonly dateFrom?: string;
  /** A person typed it: its confidence says nothing. */
  readonly typed?: true;
  /** Why it is to be so, where a person said it. */
  readonly reason?: string;
  /** The record of the pack, as its file had it, that this one is to take the place of. */
  readonly amends?: Readonly<Record<string, unknown>>;
}

/** What came of one article; `problems` are one sentence each. Nothing was read where `text` is empty. */
export interface Added {
  readonly source: DraftSource;
  readonly text: string;
  readonly drafts: readonly Draft[];
  readonly problems: readonly string[];
}
