import { normalize } from '../../search/text/normalize.ts';

/** What a thing may be completed by. */
export interface Called {
  /** The words it is offered under, the first of them its label. */
  readonly own: readonly string[];
  /** Other names it goes by, which are not shown. */
  readonly also?: readonly string[];
}

/**
 * The things whose names fit what is typed so far, in this order: an own name begins so, a word within one does, another name
 * does, a word within that, it stands inside a word. Within each their own order. All of them where nothing is typed.
 */
export function beginningFirst<Thing>(
  things: readonly Thing[],
  typed: string,
  calledBy: (thing: Thing) => Called,
): readonly Thing[] {
  const wanted = normalize(typed);
  if (wanted === '') return typed.trim() === '' ? things : [];
  const ranked = things.flatMap((thing) => {
    const { own, also = [] } = calledBy(thing);
    const rank = Math.min(rankOf(own, wanted), 2 + rankOf(also, wanted));
    return rank < NOWHERE ? [{ thing, rank: Math.min(rank, INSIDE) }] : [];
  });
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ thing }) => thing);
}

const INSIDE = 4;
/** Two letters stand within half of all words. */
const LEAST_INSIDE = 3;
const NOWHERE = 10;

/** 0 a name begins so, 1 a word of it does, 4 it stands within a word; `NOWHERE` otherwise. */
function rankOf(names: readonly string[], wanted: string): number {
  let best = NOWHERE;
  for (const name of names) {
    const plain = normalize(name);
    const at = plain.indexOf(wanted);
    if (at === 0 || plain.startsWith(`the ${wanted}`)) return 0;
    if (` ${plain}`.includes(` ${wanted}`)) best = Math.min(best, 1);
    else if (at > 0 && wanted.length >= LEAST_INSIDE) best = Math.min(best, INSIDE);
  }
  return best;
}
