/**
 * Boosted trees of two steps each: ten numbers a tree, which are the feature and the bound of the first step, those of the
 * second where the first was at most its bound, those where it was above, and what the four ends add.
 */
export type Trees = readonly (readonly number[])[];

/** The logarithm of the odds that the trees give to a row of features, added to `base`. */
export function grown(trees: Trees, row: readonly number[], base: number): number {
  let sum = base;
  for (const tree of trees) sum += tree[endOf(tree, row)] ?? 0;
  return sum;
}

/** Which of the ten numbers a row ends at: 6 to 9. */
export function endOf(tree: readonly number[], row: readonly number[]): number {
  const above = isAbove(tree, row, 0);
  return 6 + 2 * above + isAbove(tree, row, above === 0 ? 2 : 4);
}

function isAbove(tree: readonly number[], row: readonly number[], step: number): 0 | 1 {
  return (row[tree[step] ?? 0] ?? 0) > (tree[step + 1] ?? 0) ? 1 : 0;
}

export function oddsToShare(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
