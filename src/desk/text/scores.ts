import type { Alignable } from './alignable.ts';
import { likenessOf, namedIn } from './likeness.ts';

/** Below this, two texts have nothing to do with each other. */
export const LEAST = 0.2;
/** A second candidate as near as this to the best leaves a doubt. */
export const NEAR = 0.08;
/** From here on, a pair that is each other's best is taken for sure enough to learn from. */
const SURE = 0.3;
/** Fewer sure pairs than this tell nothing of a draft. */
const LEAST_SURE = 3;
/** What a name of the one in the other adds at most. */
const NAMED = 0.3;
/** What the same label adds where drafts keep their numbers. */
const LABEL = 0.2;
/** What the place between sure neighbours adds at most where drafts keep their order. */
const PLACE = 0.15;
/** What is learnt from labels and places makes more pairs sure, of which a second look learns. */
const LOOKS = 2;

/** How alike each pair is, by the places in both lists. */
export interface Scores {
  /** All that speaks for the pair. */
  readonly at: (from: number, to: number) => number;
  /** The words alone. */
  readonly words: (from: number, to: number) => number;
  /** How much of the shorter is in the longer. */
  readonly held: (from: number, to: number) => number;
}

/** A subject and a part it stands in. */
export type Link = readonly [from: number, to: number];

/**
 * By words first; then by labels and places, as far as the pairs whose words leave no doubt show that the later draft has kept
 * its numbers and its order. `npm run bench align` says what the numbers above come to.
 */
export function scoresOf(earlier: readonly Alignable[], later: readonly Alignable[]): Scores {
  const bare = likenessOf(earlier.map(said), later.map(said));
  const whole = likenessOf(earlier.map(withHeading), later.map(withHeading));
  const all = [...earlier, ...later].map(withHeading);
  const named = namedIn(earlier.map(namesOf), later.map(withHeading), all);
  const namedBack = namedIn(later.map(namesOf), earlier.map(withHeading), all);
  const held = table(earlier, later, (from, to) => Math.max(bare(from, to).held, whole(from, to).held));
  // With and without headings, whichever are more alike: a draft may have given a part a heading, or taken it.
  const words = table(earlier, later, (from, to) => {
    const cosine = Math.max(bare(from, to).cosine, whole(from, to).cosine);
    const name = Math.max(named(from, to), namedBack(to, from));
    return Math.max(cosine, 0.8 * held(from, to)) + NAMED * name;
  });
  let at = words;
  for (let look = 0; look < LOOKS; look += 1) {
    const sure = sureLinks(earlier.length, later.length, at);
    const numbered = sure.filter(([from, to]) => sameLabel(earlier[from], later[to])).length;
    const trust = sure.length < LEAST_SURE ? 0 : numbered / sure.length;
    const place = placesBetween(sure, earlier.length, later.length);
    at = table(earlier, later, (from, to) => {
      const label = sameLabel(earlier[from], later[to]) ? LABEL * trust : 0;
      return words(from, to) + label + PLACE * place(from, to);
    });
  }
  return { at, words, held };
}

function said({ words }: Alignable): string {
  return words;
}

function withHeading({ heading = '', words }: Alignable): string {
  return `${heading} ${words}`;
}

/** A heading may be several names of one subject, a sentence each. */
function namesOf({ heading = '' }: Alignable): readonly string[] {
  return heading.split('. ');
}

/** True where one of the labels is the same. */
function sameLabel(one: Alignable | undefined, other: Alignable | undefined): boolean {
  return one?.labels.some((label) => other?.labels.includes(label)) ?? false;
}

/** A score of each pair, worked out once: each is asked for many times. */
function table(
  ones: readonly unknown[],
  others: readonly unknown[],
  score: (one: number, other: number) => number,
): (one: number, other: number) => number {
  const rows = ones.map((_, one) => others.map((__, other) => score(one, other)));
  return (one, other) => rows[one]?.[other] ?? 0;
}

/** Pairs that are each other's best and well alike, by their places in the earlier draft. */
function sureLinks(ones: number, others: number, at: (from: number, to: number) => number): readonly Link[] {
  const links: Link[] = [];
  for (let from = 0; from < ones; from += 1) {
    const to = bestOf(others, (other) => at(from, other));
    if (at(from, to) > SURE && bestOf(ones, (other) => at(other, to)) === from) links.push([from, to]);
  }
  return links;
}

/**
 * How well a pair stands at the same place between its nearest sure neighbours, from 0 to 1. 0 for what is sure itself, and
 * everywhere if the sure pairs are few or in no order; the less, the more there is between the neighbours.
 */
function placesBetween(
  sure: readonly Link[],
  ones: number,
  others: number,
): (from: number, to: number) => number {
  const trust = orderKept(sure);
  if (trust === 0) return () => 0;
  // Single ones that have been moved tell nothing of their neighbours.
  const firm = sure.filter((link) => sure.filter((other) => crosses(link, other)).length <= sure.length / 4);
  const froms = new Set(firm.map(([from]) => from));
  const tos = new Set(firm.map(([, to]) => to));
  return (from, to) => {
    if (froms.has(from) || tos.has(to)) return 0;
    const [above, low] = firm.findLast(([one]) => one < from) ?? [-1, -1];
    const [below, high] = firm.find(([one]) => one > from) ?? [ones, others];
    if (to <= low || to >= high) return 0;
    const [mine, there] = [below - above - 1, high - low - 1];
    const most = Math.max(mine, there);
    const apart = Math.abs((from - above - 0.5) / mine - (to - low - 0.5) / there) * most;
    return (trust * Math.max(0, 1 - apart)) / (1 + Math.abs(mine - there)) / Math.sqrt(most);
  };
}

/** From 0, where pairs stand in no order or are too few to tell, to below 1. */
function orderKept(sure: readonly Link[]): number {
  if (sure.length < LEAST_SURE) return 0;
  const pairs = (sure.length * (sure.length - 1)) / 2;
  const crossed = sure.reduce(
    (total, link) => total + sure.filter((other) => crosses(link, other)).length / 2,
    0,
  );
  const kept = Math.max(0, 1 - (2 * crossed) / pairs);
  return (kept ** 2 * sure.length) / (sure.length + 2);
}

function crosses([from, to]: Link, [one, other]: Link): boolean {
  return from !== one && from < one !== to < other;
}

/** The place with the highest score, the first of several; -1 in an empty list. */
export function bestOf(count: number, score: (at: number) => number): number {
  let best = -1;
  let most = -1;
  for (let at = 0; at < count; at += 1) {
    const value = score(at);
    if (value > most) [best, most] = [at, value];
  }
  return best;
}
