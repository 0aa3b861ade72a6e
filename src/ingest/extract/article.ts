/** One piece of an article. */
export type BlockKind =
  /** Running text. */
  | 'paragraph'
  /** A line over a part of it. */
  | 'heading'
  /** Set apart as somebody's words, as a rule without quotation marks. */
  | 'quote'
  /** An embedded post: somebody's words without quotation marks. */
  | 'post';

/** A piece with where it stands in the article's text: string indices, the end behind the last character. */
export interface Block {
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
  /** Who posted it, as the page says. */
  readonly by?: string;
  /** ISO day of this piece alone: an entry of a live blog, a post. */
  readonly day?: string;
}

/** What a page says, without what stands around it. */
export interface Article {
  /** Its own address, where it gives one. */
  readonly url?: string;
  readonly title?: string;
  readonly publisher?: string;
  /** In the pack's notation. */
  readonly published?: string;
  /** The moment of it, ISO 8601 with its offset, where the page gives that. */
  readonly publishedAt?: string;
  /** ISO 639-1: `en`, `de`, `uk`. */
  readonly language?: string;
  /** Paragraphs with an empty line between them. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Agencies the page credits, as it names them. */
  readonly credits: readonly string[];
  /** The language or page it says it was translated from. */
  readonly translatedFrom?: string;
  /** Address that the page names as the original of what it prints. */
  readonly originalAt?: string;
  /** What a reader must know, a sentence each. */
  readonly problems: readonly string[];
}

/** A page as it came, with what was said about it. */
export interface Page {
  readonly bytes: Uint8Array;
  /** As the server said; empty where nobody did. */
  readonly contentType: string;
  /** Where it was found; absent for a file or pasted text. */
  readonly url?: string;
  /** Name of the file it came from, for its ending. */
  readonly file?: string;
}
