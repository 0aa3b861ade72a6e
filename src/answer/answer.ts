import type { Ask } from '../domain/ask.ts';
import type { SourceQuality } from '../domain/source.ts';
import type { When } from '../domain/when.ts';

/**
 * A run of text with one meaning. Never Markdown: outside text stays literal, so it can become neither a mention nor a
 * format, and quotes stay exact.
 * `quote`: somebody's exact words, shown in quotation marks; `cite`: a 1-based index into the answer's citations;
 * `strike` and `strong` also mark removed and added words in comparisons.
 */
export type Span =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'strike'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'cite'; readonly index: number }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'date'; readonly when: When }
  /**
   * A moment (epoch milliseconds) in the reader's own zone, behind the words that lead to it; nothing where the platform
   * does not know the reader's zone, so it is said in a zone beside it.
   */
  | { readonly kind: 'moment'; readonly text: string; readonly at: number };

export type Spans = readonly Span[];

/**
 * One piece of an answer, in reading order.
 * `quotation` is set apart as somebody's words with who, when and where below; `verbatim: false` means reported or
 * reworded speech, which renderers never put in quotation marks. `field` is a labelled value (a text's reading, a
 * count); `context` is small print.
 */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly spans: Spans }
  | { readonly kind: 'item'; readonly spans: Spans }
  | { readonly kind: 'field'; readonly label: string; readonly spans: Spans }
  | {
      readonly kind: 'quotation';
      readonly verbatim: boolean;
      readonly spans: Spans;
      readonly attribution: Spans;
    }
  /** `age`: that the briefing is old, which a card says beside its day. */
  | { readonly kind: 'context'; readonly spans: Spans; readonly tells?: 'age' };

/** What a `cite` span points to. */
export interface Citation {
  /** The number cite spans use: 1 is the first cited. A page of a long answer keeps the numbers of the whole. */
  readonly index: number;
  readonly id: string;
  readonly publisher: string;
  readonly title?: string;
  readonly published: When;
  readonly url?: string;
  readonly quality: SourceQuality;
  /** Id of the first report it traces to: two of one origin are one voice. */
  readonly origin?: string;
  /** File name of the archived copy. */
  readonly archive?: string;
  /** Its own page, where pages are served to others. */
  readonly page?: string;
}

/**
 * Something the reader can do next. `ask` asks as if its line had been typed: `/plan-point 6`. `whole`: what is asked for is
 * all of it, so that its card is passed over.
 */
export type Action =
  | ({ readonly kind: 'ask'; readonly label: string; readonly whole?: true } & Ask)
  | { readonly kind: 'open'; readonly label: string; readonly url: string };

/** A picture that says what the text says. `alt` is required: no reader may depend on seeing it. */
export interface Picture {
  readonly name: string;
  readonly alt: string;
  /** Renders the PNG when a platform wants it; off the main thread, cached. */
  readonly png: () => Promise<Uint8Array>;
}

/** The short form of an answer, made of typed parts; cites are the answer's own. What does not fit a surface waits. */
export interface Card {
  /** At most two sentences and 280 characters that answer what was asked, and say who reports it and how it is known. */
  readonly lead: Spans;
  /** One line where what the lead says is disputed. */
  readonly dispute?: Spans;
  /** What has to be known to read it right: whom a name was taken for, which story it is of. Never left out. */
  readonly notice?: Spans;
  /** Most important first. A quotation that comes first is never left out. */
  readonly rows: readonly Block[];
}

/**
 * `corrected`: the question takes something for granted that is not so, and the first line says it. `asks-back`: nothing is claimed, choices are offered. `refused`: the request could not be understood or is not allowed,
 * and nothing is claimed.
 */
export type AnswerStatus =
  | 'answered'
  | 'conflict'
  | 'corrected'
  | 'asks-back'
  | 'not-found'
  | 'not-reported'
  | 'refused';

/** The platform-neutral reply. Every claim in `headline` and `blocks` is followed by a `cite` span. */
export interface Answer {
  readonly status: AnswerStatus;
  readonly headline: Spans;
  readonly blocks: readonly Block[];
  /** What is shown first of it; absent where headline and blocks are short enough in their own order. */
  readonly card?: Card;
  /** Set where nothing but the card was composed: what else it says comes by asking again. */
  readonly cardAlone?: true;
  /**
   * Set where this is the card of an answer: whether the whole says more than it. `sources`: told by name on one line, with
   * what kind of report each is where it is not the first; their days stand in the whole.
   */
  readonly short?: { readonly more: boolean; readonly sources?: 'names' };
  /** In the order they are first cited; `cite.index` 1 is the first. */
  readonly citations: readonly Citation[];
  /** Ids of the records it is made from, `statement:x`, most important first. */
  readonly records: readonly string[];
  readonly actions: readonly Action[];
  /** How a reader says what they think of it, where that is kept; apart from what can be asked next. */
  readonly feedback?: { readonly helpful: Ask; readonly wrong: Ask };
  /** Its buttons are what it is for, such as pausing what it lists: none waits behind "More". */
  readonly controls?: true;
  readonly picture?: Picture;
  /** ISO day up to which the briefing was read; the day of asking where nothing else was asked for. */
  readonly asOf: string;
  /** Days since the briefing was last reviewed, where that is long enough to be said with every answer. */
  readonly ageDays?: number;
  /** The same answer as a page, where pages are served to others. */
  readonly page?: string;
  /** Name of the command that answered. */
  readonly command: string;
  /** The story it speaks of; absent where it is none or several. `title` where it has to be said: several are followed. */
  readonly story?: { readonly id: string; readonly title?: string };
  /** How a plain question was read, where it was not typed as a command: `/position Northmark about:border`. */
  readonly readAs?: string;
  /** `asker`: only the one who asked may see it, whatever the platform's default; `channel`: everyone; `default`: as configured. */
  readonly audience: 'asker' | 'channel' | 'default';
}

/** The `command` of what answers words that ask nothing; a thread goes on from the question before them. */
export const SMALL_TALK = 'small-talk';

/**
 * True where an answer says something of its story, or that there is nothing; refusals, small talk and what is there to be
 * changed, such as a list of digests, do not: no day and no page is theirs.
 */
export function speaksOfStory({
  status,
  command,
  controls,
}: Pick<Answer, 'status' | 'command' | 'controls'>): boolean {
  return status !== 'refused' && command !== SMALL_TALK && controls !== true;
}
