import type { Article } from '../reading/article.ts';
import {
  type Before,
  candidatesFor,
  NO_QUOTATION,
  pairOf,
  placeOf,
  shapeOf,
  UNNAMED,
  wordsBeside,
} from './mention-features.ts';
import type { Emit, Weights } from './weights.ts';

export interface Candidate {
  /** A mention, or NO_QUOTATION, UNNAMED. */
  readonly mention: number;
  readonly probability: number;
}

/** Calls `emit` with every feature of one candidate. Shared by the fit and by reading. */
export function featuresOf(
  article: Article,
  quote: number,
  candidate: number,
  before: Before,
  rank: number,
  emit: Emit,
): void {
  if (candidate === NO_QUOTATION || candidate === UNNAMED) {
    const name = candidate === UNNAMED ? 'U' : 'Z';
    emit(name);
    for (const feature of shapeOf(article, quote, before)) emit(name, feature);
    for (const feature of wordsBeside(article, quote)) emit(name, feature);
    return;
  }
  for (const feature of placeOf(article, candidate)) emit(feature);
  pairOf(article, quote, candidate, before, rank, emit);
}

/** Position of each candidate among those of its side, nearest first; 0 for the two constants. */
export function ranksOf(article: Article, quote: number, candidates: readonly number[]): readonly number[] {
  const at = article.units.ofQuote[quote] ?? 0;
  let left = 0;
  let right = 0;
  return candidates.map((mention) => {
    if (mention < 0) return 0;
    return (article.units.ofMention[mention] ?? 0) < at ? ++left : ++right;
  });
}

/** Who speaks a quotation, with probabilities that add up to 1, likeliest first. */
export function rankSpeakers(
  article: Article,
  quote: number,
  before: Before,
  weights: Weights,
  places: Map<number, number>,
): readonly Candidate[] {
  const candidates = candidatesFor(article, quote, before);
  const ranks = ranksOf(article, quote, candidates);
  const scores = candidates.map((mention, i) => {
    const { start, emit, end } = weights;
    start();
    if (mention < 0) {
      featuresOf(article, quote, mention, before, 0, emit);
      return end();
    }
    // What a mention's own place says is the same for every quotation.
    let place = places.get(mention);
    if (place === undefined) {
      for (const feature of placeOf(article, mention)) emit(feature);
      place = end();
      places.set(mention, place);
      start();
    }
    pairOf(article, quote, mention, before, ranks[i] ?? 0, emit);
    return place + end();
  });
  const most = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - most));
  const sum = odds.reduce((a, b) => a + b, 0);
  return candidates
    .map((mention, i) => ({ mention, probability: (odds[i] ?? 0) / sum }))
    .sort((a, b) => b.probability - a.probability);
}
