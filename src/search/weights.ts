/** Weights of the rank score by feature. */
export const RANK: Readonly<Record<string, number>> = { anywhere: 1, alignScore: 1, inPlace: 0.5, run: 0.3 };

/** Weights of the probability by feature. */
export const SURE: { readonly bias: number; readonly weights: Readonly<Record<string, number>> } = {
  bias: -10,
  weights: { rank: 4, lead: 4, found: 1 },
};

/** Probability below which nothing is claimed. */
export const THRESHOLD = 0.4;
