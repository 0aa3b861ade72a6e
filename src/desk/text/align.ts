import type { Alignable } from './alignable.ts';
import { sameWords } from './likeness.ts';
import { bestOf, LEAST, type Link, NEAR, type Scores, scoresOf } from './scores.ts';

export type Alteration = 'kept' | 'amended' | 'split' | 'merged' | 'removed' | 'new';

/** What became of subjects: which of the earlier draft stand in which parts of the later one, by their places in both. */
export interface Aligned {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly change: Alteration;
  /** True where it has changed places with others. */
  readonly moved: boolean;
  /** How alike they are, from 0 to 1; of what is removed or new, how alike the nearest is. */
  readonly likeness: number;
  /** Why a person should look, in words; absent where nothing speaks for another reading. */
  readonly doubt?: string;
}

/** So much of a subject is in a part that holds others too. */
const HELD = 0.45;

/**
 * Aligns the subjects of an earlier draft with the parts of a later one. Every subject and every part is in exactly one
 * of the results. In the order of the later draft; what was removed stands where it stood.
 */
export function align(earlier: readonly Alignable[], later: readonly Alignable[]): readonly Aligned[] {
  const scores = scoresOf(earlier, later);
  const groups = grouped(linksOf(earlier, later, scores));
  const moved = movedIn(groups);
  const linked = groups.map((group, at): Aligned => {
    const { from, to } = group;
    const best = Math.max(...from.flatMap((one) => to.map((other) => scores.at(one, other))));
    const doubt = doubtOf(group, best, earlier, later, scores);
    return {
      from,
      to,
      change: changeOf(group, earlier, later),
      moved: moved.has(at),
      likeness: Math.min(1, best),
      ...(doubt === undefined ? {} : { doubt }),
    };
  });
  const hasFrom = new Set(linked.flatMap(({ from }) => from));
  const hasTo = new Set(linked.flatMap(({ to }) => to));
  const removed = places(earlier, hasFrom).map((at) =>
    alone('removed', at, later, (other) => scores.at(at, other)),
  );
  const fresh = places(later, hasTo).map((at) => alone('new', at, earlier, (other) => scores.at(other, at)));
  return inOrder([...linked, ...fresh], removed);
}

/** Each part with the subject most like it; a subject nobody took with the part that holds it. */
function linksOf(
  earlier: readonly Alignable[],
  later: readonly Alignable[],
  { at, held }: Scores,
): readonly Link[] {
  const links: Link[] = [];
  const taken = new Set<number>();
  const given = new Set<number>();
  const pairs = earlier
    .flatMap((_, from) => later.map((_, to) => [from, to] as const))
    .filter(([from, to]) => at(from, to) >= LEAST)
    .sort((a, b) => at(b[0], b[1]) - at(a[0], a[1]));
  for (const [from, to] of pairs) {
    if (taken.has(from) || given.has(to)) continue;
    links.push([from, to]);
    taken.add(from);
    given.add(to);
  }
  // What is left over of one subject, or of several that are one part now.
  for (const [to] of later.entries()) {
    if (given.has(to)) continue;
    const from = bestOf(earlier.length, (one) => at(one, to));
    if (from >= 0 && at(from, to) >= LEAST && held(from, to) >= HELD) links.push([from, to]);
  }
  for (const [from] of earlier.entries()) {
    if (taken.has(from)) continue;
    const to = bestOf(later.length, (other) => at(from, other));
    if (to >= 0 && at(from, to) >= LEAST && held(from, to) >= HELD) links.push([from, to]);
  }
  return links;
}

interface Group {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

function grouped(links: readonly Link[]): readonly Group[] {
  const groups: { from: Set<number>; to: Set<number> }[] = [];
  for (const [from, to] of links) {
    const touching = groups.filter((group) => group.from.has(from) || group.to.has(to));
    const whole = { from: new Set([from]), to: new Set([to]) };
    for (const group of touching) {
      for (const one of group.from) whole.from.add(one);
      for (const other of group.to) whole.to.add(other);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(whole);
  }
  const ascending = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b);
  return groups
    .map(({ from, to }) => ({ from: ascending(from), to: ascending(to) }))
    .sort((a, b) => (a.to[0] ?? 0) - (b.to[0] ?? 0));
}

/** Several subjects in one part or more are merged, whatever else; kept only with the very same words. */
function changeOf(
  { from, to }: Group,
  earlier: readonly Alignable[],
  later: readonly Alignable[],
): Alteration {
  if (from.length > 1) return 'merged';
  if (to.length > 1) return 'split';
  const [one, other] = [earlier[from[0] ?? -1], later[to[0] ?? -1]];
  return one !== undefined && other !== undefined && sameWords(one.words, other.words) ? 'kept' : 'amended';
}

/** The groups that are out of the longest run in which both drafts have the same order. */
function movedIn(groups: readonly Group[]): ReadonlySet<number> {
  const firsts = groups.map(({ from }) => from[0] ?? 0);
  const length: number[] = [];
  const before: number[] = [];
  for (const [at, first] of firsts.entries()) {
    length[at] = 1;
    before[at] = -1;
    for (let other = 0; other < at; other += 1) {
      if ((firsts[other] ?? 0) > first || (length[other] ?? 0) + 1 <= (length[at] ?? 0)) continue;
      length[at] = (length[other] ?? 0) + 1;
      before[at] = other;
    }
  }
  const run = new Set<number>();
  for (let at = length.indexOf(Math.max(0, ...length)); at >= 0; at = before[at] ?? -1) run.add(at);
  return new Set(groups.keys().filter((at) => !run.has(at)));
}

/**
 * What speaks for another reading, in words; undefined where nothing does. One other candidate a side is enough to
 * look.
 */
function doubtOf(
  { from, to }: Group,
  best: number,
  earlier: readonly Alignable[],
  later: readonly Alignable[],
  { at, words }: Scores,
): string | undefined {
  const elsewhere = from.flatMap((one) =>
    later.flatMap((part, other) =>
      !to.includes(other) && at(one, other) > best - NEAR
        ? [`also like ${nameOf(part, other)} of the later text`]
        : [],
    ),
  );
  const others = to.flatMap((other) =>
    earlier.flatMap((part, one) =>
      !from.includes(one) && at(one, other) > best - NEAR
        ? [`also like ${nameOf(part, one)} of the earlier text`]
        : [],
    ),
  );
  // However well number and place fit, it is the words that a person can check.
  const common = Math.max(...from.flatMap((one) => to.map((other) => words(one, other))));
  const weak = common < LEAST + 0.1 ? ['few words in common'] : [];
  const whole = from.length > 1 && to.length > 1 ? ['several subjects in several parts'] : [];
  const reasons = [...weak, ...whole, ...elsewhere.slice(0, 1), ...others.slice(0, 1)];
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

/** How a part is called where it may have no label. */
export function nameOf({ labels }: Alignable, at: number): string {
  return labels.length === 0 ? `part ${at + 1}` : labels.join(', ');
}

/** A subject or part without a counterpart. The nearest is named where it was almost near enough. */
function alone(
  change: 'removed' | 'new',
  at: number,
  others: readonly Alignable[],
  score: (other: number) => number,
): Aligned {
  const nearest = bestOf(others.length, score);
  const likeness = nearest < 0 ? 0 : score(nearest);
  const other = others[nearest];
  const doubt =
    other !== undefined && likeness > LEAST - NEAR
      ? {
          doubt: `nearest is ${nameOf(other, nearest)} of the ${change === 'new' ? 'earlier' : 'later'} text`,
        }
      : {};
  const ends = change === 'new' ? { from: [], to: [at] } : { from: [at], to: [] };
  return { ...ends, change, moved: false, likeness: Math.min(1, likeness), ...doubt };
}

/** The places of a list that are in no group. */
function places(list: readonly unknown[], without: ReadonlySet<number>): readonly number[] {
  return [...list.keys()].filter((at) => !without.has(at));
}

/** By place in the later draft, each removed subject behind the last one that stood before it. */
function inOrder(standing: readonly Aligned[], removed: readonly Aligned[]): readonly Aligned[] {
  const order = standing.toSorted((a, b) => (a.to[0] ?? 0) - (b.to[0] ?? 0));
  for (const gone of removed) {
    const after = order.findLastIndex(
      ({ from }) => (from[0] ?? Number.POSITIVE_INFINITY) < (gone.from[0] ?? 0),
    );
    order.splice(after + 1, 0, gone);
  }
  return order;
}
