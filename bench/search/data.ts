import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { IndexedStatement } from '../../src/search/statements/quote-index.ts';

/** A question whose answer is known: the ids of the statements it may be answered with, none where nobody said it. */
export type Query = {
  readonly qid: string;
  readonly kind: string;
  readonly neg: boolean;
  readonly q: string;
  readonly gold: readonly string[];
};

/** Reads statements from a JSON file, gzipped or not: an array of `{id, speaker, text}`. */
export function readCorpus(file: string): readonly IndexedStatement[] {
  return (readJson(file) as readonly IndexedStatement[]).map(({ id, speaker, text }) => ({
    id,
    speaker,
    text,
  }));
}

/** Reads queries from a JSON file, gzipped or not: an array of `{qid, kind, neg, q, gold}`. */
export function readQueries(file: string): readonly Query[] {
  return readJson(file) as readonly Query[];
}

function readJson(file: string): unknown {
  const bytes = readFileSync(file);
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

/** What an engine made of one query: whether it put a right statement first, and how sure it was of what it put first. */
export type Outcome = { readonly query: Query; readonly right: boolean; readonly score: number };

/** The share of present statements put first, of all and by kind; and what remains of it at a rate of false claims. */
export function quality(outcomes: readonly Outcome[]) {
  const present = outcomes.filter(({ query }) => !query.neg);
  const absent = outcomes.filter(({ query }) => query.neg);
  const falseScores = absent.map(({ score }) => score).sort((a, b) => b - a);
  const shareAt = (rate: number): number => {
    const bar = falseScores[Math.floor(rate * falseScores.length)] ?? -Infinity;
    return share(present, ({ right, score }) => right && score > bar);
  };
  const kinds = [...new Set(present.map(({ query }) => query.kind))].sort();
  return {
    hitAtOne: share(present, ({ right }) => right),
    atOnePercent: shareAt(0.01),
    atFivePercent: shareAt(0.05),
    byKind: kinds.map((kind) => {
      const own = present.filter(({ query }) => query.kind === kind);
      return { kind, hitAtOne: share(own, ({ right }) => right) };
    }),
    claimed: (threshold: number) => share(absent, ({ score }) => score >= threshold),
    found: (threshold: number) => share(present, ({ right, score }) => right && score >= threshold),
  };
}

function share<T>(values: readonly T[], holds: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(holds).length / values.length;
}
