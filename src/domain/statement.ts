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
}

/** Words that say nothing by themselves. */
const FEW_WORDS = 3;

/** True where the exact words are so few ("just", "spirit and letter") that only what was said around them makes them one. */
export function isFragment({ form, words }: Pick<Statement, 'form' | 'words'>): boolean {
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
   * marks; absent otherwise: then only `gist` may be shown, marked as reported.
   */
  readonly words?: string;
  /** What was said, in our words. Always present. */
  readonly gist: string;
  /** Probable original of words that survive only in a machine-reworded copy, and why we think so. */
  readonly likely?: { readonly words: string; readonly basis: string };
  readonly occasion: string;
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
