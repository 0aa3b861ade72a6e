import type { Materiality } from '../provision.ts';
import type { SourceRef } from '../source.ts';

/** Somebody joined a group or left it. Two records, because the one is known long before the other. */
export interface Membership {
  readonly kind: 'member';
  /** `<group>/<who>`, with `/left` for the end of the membership of that id. */
  readonly id: string;
  /** Party id. */
  readonly group: string;
  /** Actor id. */
  readonly who: string;
  readonly change: 'joined' | 'left';
  /** ISO day of the first or last day as a member, inclusive; absent where the sources do not give it. */
  readonly day?: string;
  readonly note?: string;
  readonly sources: readonly SourceRef[];
  readonly materiality: Materiality;
  readonly reported: string;
}

/** One stretch of somebody's membership; `left` is absent where no end is known. */
export interface Stretch {
  readonly joined: Membership;
  readonly left: Membership | undefined;
}
