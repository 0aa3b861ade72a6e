import type { Article } from '../reading/article.ts';
import { type Before, candidatesFor, NO_QUOTATION, UNNAMED } from './candidates.ts';
import { type Position, pairOf, placeOf } from './mention-features.ts';
import { shapeOf, wordsBeside } from './shape-features.ts';
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
  position: Position,
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
  pairOf(article, quote, candidate, before, position, emit);
}

/** Where each candidate stands among those of its side. */
export function positionsOf(
  article: Article,
  quote: number,
  candidates: readonly number[],
): readonly Position[] {
  const at = article.units.ofQuote[quote] ?? 0;
  const left = { rank: 0, rivals: 0 };
  const right = { rank: 0, rivals: 0 };
  return candidates.map((mention) => {
    if (mention < 0) return NOWHERE;
    const side = (article.units.ofMention[mention] ?? 0) < at ? left : right;
    side.rank++;
    const position = { ...side };
    if (article.speaks[mention]) side.rivals++;
    return position;
  });
}

const NOWHERE: Position = { rank: 0, rivals: 0 };

/** Who speaks a quotation, with probabilities that add up to 1, likeliest first. */
export function rankSpeakers(
  article: Article,
  quote: number,
  before: Before,
  weights: Weights,
  places: Map<number, number>,
): readonly Candidate[] {
  const candidates = candidatesFor(article, quote, before);
  const positions = positionsOf(article, quote, candidates);
  const scores = candidates.map((mention, i) => {
    const { start, emit, end } = weights;
    start();
    if (mention < 0) {
      featuresOf(article, quote, mention, before, NOWHERE, emit);
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
    pairOf(article, quote, mention, before, positions[i] ?? NOWHERE, emit);
    return place + end();
  });
  const most = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - most));
  const sum = odds.reduce((a, b) => a + b, 0);
  return candidates
    .map((mention, i) => ({ mention, probability: (odds[i] ?? 0) / sum }))
    .sort((a, b) => b.probability - a.probability);
}
