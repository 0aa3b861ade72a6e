import type { SourceRef } from './source.ts';
import type { When } from './when.ts';

/** How much of a draft is public. `reported`: only described by others; `not-public`: known to exist, nothing more. */
export type TextStatus = 'full' | 'partial' | 'reported' | 'not-public';

/** A numbering beside the main one: the parts or chapters of a text in articles. */
export interface Numbering {
  /** What stands before its labels: "part". */
  readonly word: string;
  /** How many there are; absent where nobody has said. */
  readonly count?: number;
}

/** One draft of the plan under negotiation, or an earlier proposal kept for context. */
export interface Text {
  readonly kind: 'text';
  readonly id: string;
  /** Full name: "League 8-point draft". */
  readonly name: string;
  /** A few characters for tables and tiles: "8-point". */
  readonly label: string;
  readonly aliases: readonly string[];
  /** Actor ids, in the order the sources give. */
  readonly authors: readonly string[];
  readonly status: TextStatus;
  /** How many numbered points it has; absent where not known or not numbered. */
  readonly points?: number;
  /** What it calls one of them; "point" where absent. */
  readonly called?: string;
  /** Further numberings of the same text beside its points. */
  readonly numberings?: readonly Numbering[];
  /** Id of the text it is annexed to. */
  readonly annexTo?: string;
  /** Ids of the texts it was made from, nearest first; its readings' `change` is against the first. */
  readonly parents: readonly string[];
  /** When the text became known; `published` when its wording became public, if it did. */
  readonly known: When;
  readonly published?: When;
  /** True for background only: left out of crosswalks unless asked for. */
  readonly context: boolean;
  readonly summary: string;
  readonly sources: readonly SourceRef[];
  readonly reported: string;
}

/** A text's name in the middle of a sentence: "the US plan", but "Ann's note". */
export function theText(text: Text): string {
  return /^(?:[Tt]he |\p{Lu}\S*['’]s? )/u.test(text.name) ? text.name : `the ${text.name}`;
}
