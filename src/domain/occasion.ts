import type { SourceRef } from './source.ts';
import type { When } from './when.ts';

/** One moment at which somebody spoke; several statements share it. */
export interface Occasion {
  readonly kind: 'occasion';
  readonly id: string;
  /** "Press conference in the customs hall". */
  readonly name: string;
  /** Other words people ask for it by. */
  readonly aliases: readonly string[];
  /** Actor ids, in the order the sources give; empty where they do not. */
  readonly speakers: readonly string[];
  readonly place?: string;
  readonly date: When;
  /** Ids of provisions and texts it was about. */
  readonly about: readonly string[];
  readonly sources: readonly SourceRef[];
  readonly note?: string;
  readonly reported: string;
}

/** What stands for an occasion beside a statement on a day on which nobody had told of it yet. */
export const OCCASION_UNKNOWN = 'occasion not reported by then';

/** "Press conference in the customs hall, Northmark": the place where the name does not say it. */
export function occasionWords({ name, place }: Pick<Occasion, 'name' | 'place'>): string {
  return place === undefined || name.toLowerCase().includes(place.toLowerCase()) ? name : `${name}, ${place}`;
}
