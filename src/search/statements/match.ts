/** How a word of the question and a word of a statement agree, weakest first. */
export const MATCH = { none: 0, synonym: 1, related: 2, typo: 3, stem: 4, exact: 5 } as const;
export type Match = (typeof MATCH)[keyof typeof MATCH];

/** A stem that would do for a word of the question, and how well, 0 to 1. */
export type Variant = { readonly stem: number; readonly likeness: number; readonly match: Match };

/** Likeness of the kinds of match, chosen by hand: a changed ending hardly matters, a synonym is half a match. */
export const LIKENESS = { stem: 0.95, related: 0.6, synonym: 0.55 } as const;
