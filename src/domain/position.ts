import type { Materiality } from './provision.ts';
import type { Provenance, SourceRef } from './source.ts';
import type { When } from './when.ts';

export const STANCES = ['supports', 'rejects', 'conditional', 'open', 'mixed', 'abstains'] as const;
export type Stance = (typeof STANCES)[number];

/** Where an actor stands on a subject, from a date on until a later position of the same actor on the same subject. */
export interface Position {
  readonly kind: 'position';
  readonly id: string;
  /** Actor id. */
  readonly party: string;
  /** Ids of provisions and texts; empty for a stance on something else, named in `topic`. */
  readonly about: readonly string[];
  /** What it is on, in words for display: "the revised plan". */
  readonly topic: string;
  readonly stance: Stance;
  /** Where they stand, one sentence in our words. */
  readonly wording: string;
  /** Actor who voiced it, where that is not the party itself. */
  readonly per?: string;
  readonly date: When;
  /** True for a long-held stance whose beginning the sources do not give. */
  readonly standing: boolean;
  readonly provenance: Provenance;
  readonly sources: readonly SourceRef[];
  readonly note?: string;
  readonly materiality: Materiality;
  readonly reported: string;
}
