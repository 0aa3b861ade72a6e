import { parseArgs } from 'node:util';
import MiniSearch from 'minisearch';
import { buildQuoteIndex, type Hit, type IndexedStatement } from '../../src/search/statements/quote-index.ts';
import { tokens } from '../../src/search/text/normalize.ts';
import { makeQueries, makeStatements, seededRandom, vocabulary } from '../corpus.ts';
import { machineLoad } from '../machine.ts';
import { type Outcome, type Query, quality, readCorpus, readQueries } from './data.ts';

type Search = (question: string) => readonly Hit[];

/** How an engine ranks with nothing held back, and how it answers as shipped. */
type Built = { readonly rank: Search; readonly answer: Search };

type Engine = {
  readonly name: string;
  readonly build: (statements: readonly IndexedStatement[]) => Built;
};

const ENGINES: readonly Engine[] = [
  {
    name: 'readout',
    build: (statements) => {
      const index = buildQuoteIndex(statements);
      return {
        rank: (question) => index.search(question, { threshold: 0 }),
        answer: (question) => index.search(question),
      };
    },
  },
  {
    // The settings that did best of those tried: normalised words, no stems, a quarter of a word's letters may differ.
    name: 'minisearch',
    build: (statements) => {
      const index = new MiniSearch<IndexedStatement>({
        fields: ['text'],
        tokenize: (text) => tokens(text).map(({ word }) => word),
        processTerm: (term) => term,
        searchOptions: {
          fuzzy: (term) => (term.length > 3 ? 0.25 : false),
          maxFuzzy: 2,
          weights: { fuzzy: 0.25, prefix: 0.375 },
        },
      });
      index.addAll(statements);
      const rank: Search = (question) =>
        index
          .search(question)
          .slice(0, 10)
          .map(({ id, score }) => ({ id, score }));
      // It has no threshold: whatever shares a word with the question is an answer.
      return { rank, answer: rank };
    },
  },
];

const WARM_UP = 200;
const QUERIES_A_KIND = 100;

/**
 * Prints what each engine finds, how fast, and what it costs.
 * `--size N` statements made from a seed, or `--corpus FILE --queries FILE`; `--each N` queries a kind, all where absent; `--only NAME`.
 */
export function run(args: readonly string[]): void {
  const { values: flags } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      each: { type: 'string' },
      corpus: { type: 'string' },
      queries: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const { statements, queries } =
    flags.corpus === undefined || flags.queries === undefined
      ? made(Number(flags.size), Number(flags.each ?? QUERIES_A_KIND), Number(flags.seed))
      : { statements: readCorpus(flags.corpus), queries: readQueries(flags.queries) };
  // All of them where nobody asks for fewer.
  const shown = flags.each === undefined ? queries : firstOfEachKind(queries, Number(flags.each));
  console.log(`${statements.length} statements, ${shown.length} queries; machine: ${machineLoad()}`);
  const engines = ENGINES.filter(({ name }) => flags.only === undefined || name === flags.only);
  console.table(
    Object.fromEntries(engines.map((engine) => [engine.name, measure(engine, statements, shown)])),
  );
  if (engines.length > 1) console.table(interleaved(engines, statements, shown));
  console.log(
    `What would flatter: engines alone, each with the processor's caches to itself (the first table); the first questions of a kind; the better of two tries. Machine: ${machineLoad()}`,
  );
}

/** Each question asked of every engine in turn, once, as in a process that does other things besides. */
function interleaved(
  engines: readonly Engine[],
  statements: readonly IndexedStatement[],
  queries: readonly Query[],
) {
  const built = engines.map(({ name, build }) => ({
    name,
    rank: build(statements).rank,
    times: [] as number[],
  }));
  for (const { q } of queries.slice(-WARM_UP)) for (const { rank } of built) rank(q);
  for (const [at, { q }] of queries.entries()) {
    for (let turn = 0; turn < built.length; turn += 1) {
      const engine = built[(at + turn) % built.length];
      const asked = performance.now();
      engine?.rank(q);
      engine?.times.push(performance.now() - asked);
    }
  }
  return Object.fromEntries(
    built.map(({ name, times }) => {
      times.sort((a, b) => a - b);
      const at = (share: number): string => (times[Math.floor(share * times.length)] ?? 0).toFixed(2);
      return [
        name,
        { 'interleaved p50 ms': at(0.5), 'p99 ms': at(0.99), 'worst ms': (times.at(-1) ?? 0).toFixed(2) },
      ];
    }),
  );
}

function made(size: number, each: number, seed: number) {
  const random = seededRandom(seed);
  const words = vocabulary(new URL('../../briefings/', import.meta.url), random);
  const all = makeStatements(size + Math.max(500, Math.floor(size / 10)), words, random);
  return { statements: all.slice(0, size), queries: makeQueries(all, size, each, random) };
}

function firstOfEachKind(queries: readonly Query[], each: number): readonly Query[] {
  const counts = new Map<string, number>();
  return queries.filter(({ kind, neg }) => {
    const key = `${kind} ${neg}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= each;
  });
}

function measure({ build }: Engine, statements: readonly IndexedStatement[], queries: readonly Query[]) {
  const before = usedBytes();
  const started = performance.now();
  const { rank, answer } = build(statements);
  const built = performance.now() - started;
  const bytes = usedBytes() - before;
  for (const { q } of queries.slice(-WARM_UP)) rank(q);
  const times: number[] = [];
  const outcomes: Outcome[] = [];
  const shipped: Outcome[] = [];
  for (const query of queries) {
    const outcomeOf = ([first]: readonly Hit[]): Outcome => ({
      query,
      right: first !== undefined && query.gold.includes(first.id),
      // Only whether there is an answer counts for what is shipped; nothing found scores below any threshold.
      score: first?.score ?? -1,
    });
    const asked = performance.now();
    outcomes.push(outcomeOf(rank(query.q)));
    const once = performance.now();
    shipped.push(outcomeOf(answer(query.q)));
    // The better of two, for a shared machine interrupts either.
    times.push(Math.min(once - asked, performance.now() - once));
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(share * times.length)] ?? 0).toFixed(2);
  const { hitAtOne, atOnePercent, atFivePercent } = quality(outcomes);
  const { claimed, found } = quality(shipped);
  return {
    'threshold 0: hit@1': hitAtOne.toFixed(4),
    'at 1 % false': atOnePercent.toFixed(4),
    'at 5 % false': atFivePercent.toFixed(4),
    'shipped: hit@1': found(0).toFixed(4),
    'shipped: claims of absent': claimed(0).toFixed(4),
    'p50 ms': at(0.5),
    'p99 ms': at(0.99),
    'build ms': built.toFixed(0),
    'index MB': (bytes / 1e6).toFixed(1),
  };
}

function usedBytes(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
