import { unreachable } from './errors.ts';
import type { Materiality } from './provision.ts';
import type { SourceRef } from './source.ts';

/** `superseded` and `change-over-time` are ordered: the last side is the latest. `trap`: looks like a conflict, is not. */
export const CONFLICT_KINDS = [
  'attribution',
  'fact',
  'wording',
  'strength',
  'tension',
  'superseded',
  'change-over-time',
  'completeness',
  'detail',
  'trap',
] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** One of the claims that cannot all be right. */
export interface ConflictSide {
  /** The claim in our words, with whose it is. */
  readonly claim: string;
  readonly sources: readonly SourceRef[];
}

/** Records that cannot all be right, or are easily taken for one another; shown whenever one of them is. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly id: string;
  readonly title: string;
  readonly type: ConflictKind;
  /** Two or more. */
  readonly sides: readonly ConflictSide[];
  /** How to read it, in our words: what may be said and what may not. */
  readonly assessment: string;
  /** Record ids (`statement:x`, `reading:p/t`, `event:x`, `position:x`, `provision:x`, `text:x`) it concerns. */
  readonly records: readonly string[];
  readonly materiality: Materiality;
  readonly reported: string;
}

/** True for disagreements that stand; a superseded claim, a change over time and a look-alike are not open disputes. */
export function isOpenConflict(type: ConflictKind): boolean {
  switch (type) {
    case 'attribution':
    case 'fact':
    case 'strength':
    case 'tension':
    case 'wording':
      return true;
    case 'superseded':
    case 'change-over-time':
    case 'completeness':
    case 'detail':
    case 'trap':
      return false;
    default:
      return unreachable(type);
  }
}
