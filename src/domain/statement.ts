import type { Materiality } from './provision.ts';
import type { Provenance } from './source.ts';
import type { When } from './when.ts';

/** `direct`: whole sentences in quotation marks; `partial`: a fragment in them; `indirect`: reported without them. */
export type StatementForm = 'direct' | 'partial' | 'indirect';

/** How one source prints a statement. */
export interface Printing {
  readonly source: string;
  /** A short span exactly as printed there. */
  readonly words: string;
  /** True where that source sets the words in quotation marks. */
  readonly quoted: boolean;
  /** Actor the source credits, where that is not the statement's speaker. */
  readonly credits?: string;
  /** Code of the language it prints the words in, where that is the one they were said in. */
  readonly language?: string;
  /** Who translated them there, where that is not the publisher itself. */
  readonly translator?: string;
}

/** True where a source prints the words in another language than they were said in. */
export function isTranslated(
  statement: { readonly language?: string | undefined },
  printing: { readonly language?: string | undefined },
): boolean {
  return statement.language !== undefined && printing.language !== statement.language;
}

/** Words that say nothing by themselves. */
const FEW_WORDS = 3;

/** True where the exact words are so few ("just", "spirit and letter") that only what was said around them makes them one. */
export function isFragment({
  form,
  words,
  partOf,
}: Pick<Statement, 'form' | 'words'> & { readonly partOf?: string | undefined }): boolean {
  if (partOf !== undefined) return true;
  return form === 'partial' && words !== undefined && words.split(/\s+/).length <= FEW_WORDS;
}

/** Words somebody said. */
export interface Statement {
  readonly kind: 'statement';
  readonly id: string;
  /** Actor id. */
  readonly speaker: string;
  readonly form: StatementForm;
  /**
   * The exact words, without quotation marks, where a source that is not machine-reworded prints them in quotation
   * marks and in the language they were said in; absent otherwise: then only `gist` and translations may be shown, marked
   * as what they are.
   */
  readonly words?: string;
  /** What was said, in our words. Always present. */
  readonly gist: string;
  /** Probable original of words that survive only in a machine-reworded copy, and why we think so. */
  readonly likely?: { readonly words: string; readonly basis: string };
  /** Code of the language it was said in, where sources print it in another. */
  readonly language?: string;
  /** The translated wording to show first; what may be shown is for `translationsOf` to say. */
  readonly translation?: string;
  /** Id of the statement whose sentence these few words are part of. */
  readonly partOf?: string;
  /** Where or to whom, in words. */
  readonly occasion: string;
  /** Id of the occasion, where it is a record. */
  readonly occasionId?: string;
  readonly date: When;
  readonly provenance: Provenance;
  /** Ids of provisions and texts it speaks about. */
  readonly about: readonly string[];
  /** At least one, in the order the editor gives (clearest first). */
  readonly sources: readonly Printing[];
  readonly note?: string;
  readonly materiality: Materiality;
  readonly reported: string;
}
