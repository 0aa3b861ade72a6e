import type { SourceRef } from './source.ts';
import type { Membership } from './tracked/membership.ts';

/** A role somebody holds, with the ISO days it is known to have begun and ended (inclusive). */
export interface Role {
  readonly title: string;
  readonly from?: string;
  readonly to?: string;
}

/** A state, institution, group or office that acts or is spoken for. */
export interface Party {
  readonly kind: 'party';
  readonly id: string;
  readonly name: string;
  /** Every other spelling, metonym and likely misspelling; unique over all parties and persons. */
  readonly aliases: readonly string[];
  /** The party it belongs to or speaks for: an office to its state. */
  readonly partOf?: string;
  readonly description?: string;
  /** Who joined it and who left, in the pack's order; absent where nobody is on record. Its positions hold for them. */
  readonly members?: readonly Membership[];
}

/** A human being who acts or speaks; also an unnamed one ("a senior official") where that is how sources have it. */
export interface Person {
  readonly kind: 'person';
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Id of the party they act for. */
  readonly party?: string;
  readonly roles: readonly Role[];
  /** True where the sources withhold the name. */
  readonly unnamed: boolean;
  readonly sources: readonly SourceRef[];
}

export type Actor = Party | Person;
