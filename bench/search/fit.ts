import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createCandidateFinder } from '../../src/search/statements/index/candidates.ts';
import { createCorpus } from '../../src/search/statements/index/corpus.ts';
import type { IndexedStatement } from '../../src/search/statements/quote-index.ts';
import {
  createRanker,
  type Measured,
  type Models,
  type Ordered,
  type Ranker,
} from '../../src/search/statements/ranker.ts';
import { evaluate, logistic, type Network, serializeNetwork } from '../../src/search/statements/score.ts';
import { withoutLeadIn } from '../../src/search/text/lead-in.ts';
import { normalize } from '../../src/search/text/normalize.ts';
import { makeTrainingQueries } from './augment.ts';
import { type Outcome, type Query, quality, readCorpus, readQueries } from './data.ts';
import { type Example, fit, type Training } from './train.ts';

const RANK_TRAINING: Training = { hidden: 32, rounds: 9, rate: 0.01, decay: 1e-3, seed: 7 };
const SURE_TRAINING: Training = { hidden: 12, rounds: 60, rate: 0.01, decay: 6e-4, seed: 11 };
/** Share of the questions nobody's words answer that the threshold lets through, at every size. */
const THRESHOLD_CLAIMED = 0.011;
/** An also-given question counts this much: they are few, and long. */
const ALSO_WEIGHT = 2;
const MADE_WEIGHT = 0.4;
const MADE_SEED = 12345;
/** Made questions that also teach when to be sure, in the first corpus. */
const NUMBERS = /number/;
const FIRST = 'corpus 1';
/** The fold of made questions: none. */
const NEVER_JUDGED = -1;

/** One query measured in one corpus. */
type Case = {
  readonly query: Query;
  readonly corpus: string;
  readonly measured: readonly Measured[];
  readonly right: readonly boolean[];
  readonly weight: number;
  readonly fold: number;
  /** Teaches the probability, too. */
  readonly claims: boolean;
  readonly sureInput: Ranker['sureInput'];
};

const NO_NETWORK: Network = { bias: 0, linear: [], hidden: [] };

function measureCases(
  name: string,
  statements: readonly IndexedStatement[],
  queries: readonly Query[],
  made: readonly Query[],
  folds: number,
) {
  const corpus = createCorpus();
  for (const { text } of statements) corpus.addRow(text, true);
  corpus.settle();
  const ids = new Set(statements.map(({ id }) => id));
  const ranker = createRanker(corpus, createCandidateFinder(corpus), () => false, {
    rank: NO_NETWORK,
    sure: NO_NETWORK,
  });
  const answerable = ({ neg, gold }: Query): boolean => neg || gold.some((id) => ids.has(id));
  const claimsMade = name === FIRST;
  const usable = queries.filter(answerable);
  const presentShare = usable.filter(({ neg }) => !neg).length / usable.length;
  const measureCase = (query: Query, weight: number, fold: number, claims: boolean): Case => {
    const normal = normalize(query.q);
    const core = withoutLeadIn(normal);
    const measured = ranker.measure(core === normal ? query.q : core, { has: () => true });
    const right = measured.map(({ row }) => query.gold.includes(statements[row]?.id ?? ''));
    return { query, corpus: name, measured, right, weight, fold, claims, sureInput: ranker.sureInput };
  };
  // Present and absent weigh the same in every corpus, whatever their numbers.
  const weightOf = ({ neg }: Query): number => (neg ? presentShare / (1 - presentShare) : 1);
  return [
    ...usable.map((query) => measureCase(query, weightOf(query), foldOf(query.qid, folds), true)),
    ...made
      .filter((query) => answerable(query) && (claimsMade || !query.neg))
      .map((query) => measureCase(query, MADE_WEIGHT, NEVER_JUDGED, claimsMade && NUMBERS.test(query.kind))),
  ];
}

function foldOf(id: string, folds: number): number {
  let hash = 7;
  for (const character of id) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return (Math.imul(hash, 0x9e3779b1) >>> 8) % folds;
}

function orderBy(rank: Network, { measured, right }: Case): { ordered: readonly Ordered[]; right: boolean } {
  const places = measured.map((one, i) => ({
    ...one,
    score: evaluate(rank, one.input),
    right: right[i] ?? false,
  }));
  places.sort((a, b) => b.verbatim - a.verbatim || b.score - a.score || a.row - b.row);
  return { ordered: places, right: places[0]?.right ?? false };
}

function learn(cases: readonly Case[]): Models {
  const choices = cases
    .filter(({ right }) => right.includes(true))
    .map(
      ({ measured, right, weight }): Example => ({
        inputs: measured.map(({ input }) => input),
        right,
        weight,
      }),
    );
  const rank = fit(choices, 'choice', RANK_TRAINING);
  const claims = cases.flatMap((one): readonly Example[] => {
    if (!one.claims) return [];
    const { ordered, right } = orderBy(rank, one);
    if (ordered.length === 0) return [];
    return [{ inputs: [one.sureInput(ordered, 0)], right: [right && !one.query.neg], weight: one.weight }];
  });
  return { rank, sure: fit(claims, 'yes-no', SURE_TRAINING) };
}

function judge({ rank, sure }: Models, one: Case): Outcome {
  const { ordered, right } = orderBy(rank, one);
  const score = ordered.length === 0 ? 0 : logistic(evaluate(sure, one.sureInput(ordered, 0)));
  return { query: one.query, right, score };
}

function print(name: string, outcomes: readonly Outcome[], threshold: number): void {
  const { hitAtOne, atOnePercent, atFivePercent, byKind, claimed, found } = quality(outcomes);
  const figure = (value: number): string => value.toFixed(4);
  console.log(
    `${name}: hit@1 ${figure(hitAtOne)}, found at 1 % false ${figure(atOnePercent)}, at 5 % ${figure(atFivePercent)}; ` +
      `at ${threshold.toFixed(3)}: claimed ${figure(claimed(threshold))}, found ${figure(found(threshold))}`,
  );
  console.log(`  ${byKind.map(({ kind, hitAtOne: own }) => `${kind} ${own.toFixed(3)}`).join(', ')}`);
}

/** A corpus of about `size` statements: the answers of some queries and a sample of the rest. */
function sample(statements: readonly IndexedStatement[], queries: readonly Query[], size: number) {
  const wanted = new Set(
    queries
      .filter(({ neg, qid }) => !neg && foldOf(`${qid}small`, 9) === 0)
      .flatMap(({ gold }) => gold)
      .slice(0, size / 2),
  );
  const every = Math.max(1, Math.floor(statements.length / (size / 2)));
  return statements.filter(({ id }, i) => wanted.has(id) || i % every === 0);
}

/** Numbers on lines of at most 120 characters. */
function lines(numbers: string): string {
  return numbers.replace(/(.{1,119})( |$)/g, '$1\n').trim();
}

/** The least threshold at which at most this share of absent statements is claimed. */
function thresholdFor(outcomes: readonly Outcome[], claimedShare: number): number {
  const scores = outcomes.filter(({ query }) => query.neg).map(({ score }) => score);
  scores.sort((a, b) => b - a);
  return scores[Math.floor(claimedShare * scores.length)] ?? 0.5;
}

/** Questions that have an answer and only teach the order of rows. */
function alsoCases(given: string): readonly Case[] {
  const [corpus = '', asked = ''] = given.split(':');
  const cases = measureCases(given, readCorpus(corpus), [], readQueries(asked), 1);
  return cases.map((one) => ({ ...one, weight: ALSO_WEIGHT, claims: false }));
}

/**
 * Fits the weights of the engine: `npm run bench search-fit -- --corpus FILE [--corpus FILE …] --queries FILE`, smallest
 * corpus first, each within the next. Prints figures by cross-validation over queries (a query's folds are the same in
 * every corpus), then, with `--write`, fits on everything and writes `src/search/statements/weights.ts`. Two small
 * corpora are drawn from the first one besides. `--also CORPUS:QUERIES` adds another collection whose questions only teach the order of rows.
 * Questions made from other statements (`augment.ts`) only teach the order of rows:
 * they are in no fold and no figure.
 */
export function run(args: readonly string[]): void {
  const { values: flags } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: 'string', multiple: true, default: [] },
      queries: { type: 'string', default: '' },
      also: { type: 'string', multiple: true, default: [] },
      folds: { type: 'string', default: '5' },
      write: { type: 'boolean', default: false },
    },
  });
  const folds = Number(flags.folds);
  const queries = readQueries(flags.queries);
  const corpora = flags.corpus.map((file, i) => ({ name: `corpus ${i + 1}`, statements: readCorpus(file) }));
  const smallest = corpora[0]?.statements ?? [];
  const spoken = new Set(queries.flatMap(({ gold }) => gold));
  const made = makeTrainingQueries(corpora.at(-1)?.statements ?? [], smallest, spoken, MADE_SEED);
  const cases = corpora.flatMap(({ name, statements }) =>
    measureCases(name, statements, queries, made, folds),
  );
  // A pack of few statements is asked too, and is what most desks have.
  for (const size of [1000, 150]) {
    const drawn = { name: `${size} of corpus 1`, statements: sample(smallest, queries, size) };
    cases.push(...measureCases(drawn.name, drawn.statements, queries, [], folds));
    corpora.unshift(drawn);
  }
  cases.push(...flags.also.flatMap(alsoCases));
  console.log(`${cases.length} cases measured, ${Math.round(performance.now() / 1000)} s`);

  // Thresholds need folds: what a network was fitted on it is too sure of.
  const thresholds: [rows: number, threshold: number][] = [];
  if (folds > 1) {
    const outcomes = new Map<string, Outcome[]>(corpora.map(({ name }) => [name, []]));
    for (let fold = 0; fold < folds; fold++) {
      const models = learn(cases.filter((one) => one.fold !== fold));
      for (const one of cases) if (one.fold === fold) outcomes.get(one.corpus)?.push(judge(models, one));
      console.log(`fold ${fold + 1} of ${folds}, ${Math.round(performance.now() / 1000)} s`);
    }
    for (const { name, statements } of corpora) {
      const judged = outcomes.get(name) ?? [];
      const threshold = thresholdFor(judged, THRESHOLD_CLAIMED);
      thresholds.push([statements.length, Number(threshold.toFixed(3))]);
      print(`${name} (${statements.length})`, judged, threshold);
    }
    // Small samples say little: a smaller pack never needs to be surer than a larger one.
    for (const [at, pair] of [...thresholds.entries()].toReversed())
      pair[1] = Math.min(pair[1], thresholds[at + 1]?.[1] ?? 1);
  }
  if (flags.write) {
    const models = learn(cases);
    const text = (network: Network): string => `parseNetwork(\`\n${lines(serializeNetwork(network))}\n\`)`;
    writeFileSync(
      new URL('../../src/search/statements/weights.ts', import.meta.url),
      `import { type Network, parseNetwork } from './score.ts';

/**
 * Written by \`npm run bench search-fit\`; the method is in this folder's README. Do not edit: fit again.
 * Orders rows; inputs are \`RANK_INPUTS\`.
 */
export const RANK: Network = ${text(models.rank)};

/** Log odds that a row is the one meant, where half of all questions are about something indexed; inputs are \`SURE_INPUTS\`. */
export const SURE: Network = ${text(models.sure)};

/**
 * Probability below which nothing is claimed, by the number of wordings indexed, fewest first: the more there are, the
 * likelier that one of them resembles what nobody said.
 */
export const THRESHOLDS: readonly (readonly [rows: number, threshold: number])[] = [${thresholds
        .map(([rows, threshold]) => `[${rows}, ${threshold}]`)
        .join(', ')}];
`,
    );
  }
}
