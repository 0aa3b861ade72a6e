import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { candidatesFor, NO_QUOTATION, UNNAMED } from '../src/ingest/quotes/attribution/mention-features.ts';
import type { Model } from '../src/ingest/quotes/attribution/model.ts';
import {
  peopleFor,
  personFeatures,
  type Speakers,
} from '../src/ingest/quotes/attribution/person-features.ts';
import { featuresOf, positionsOf } from '../src/ingest/quotes/attribution/ranker.ts';
import { type Emit, joined, weightsOf } from '../src/ingest/quotes/attribution/weights.ts';
import { attribute, kindOfSpeaker } from '../src/ingest/quotes/find-quotes.ts';
import { type Article, readArticle } from '../src/ingest/quotes/reading/article.ts';
import { surnameKey } from '../src/ingest/quotes/reading/entities.ts';
import type { Mention } from '../src/ingest/quotes/reading/mentions.ts';
import type { Token } from '../src/ingest/quotes/reading/stream.ts';
import { type Answered, type Case, coverage, readCases, type Score, score } from './quotes-cases.ts';

const FILE = fileURLToPath(new URL('../src/ingest/quotes/attribution/weights.json', import.meta.url));
const MENTION = { rare: 4, rounds: 8, decay: 3e-3, step: 0.15, least: 0.08, doubt: 0.08 };
const PERSON = { rare: 3, rounds: 8, decay: 1e-2, step: 0.1, least: 0.03, doubt: 0.4 };
type Way = typeof MENTION;
type Named = ReadonlyMap<string, number>;

/** One choice between candidates: the features of each, and which are right. */
interface Choice {
  readonly rows: readonly (readonly string[])[];
  readonly right: readonly boolean[];
}

interface Read {
  readonly one: Case;
  readonly article: Article;
  readonly mentions: readonly Choice[];
  readonly people: readonly Choice[];
}

/**
 * Fits the two rankers on a corpus (`--corpus FILE`, one article a line), prints what they reach on articles that were
 * left out (`--folds 5`) and on another part (`--check FILE`), and writes the weights (`--write`), or what
 * was answered to the articles that were left out (`--answers FILE`).
 */
export function run(flags: readonly string[]): void {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      corpus: { type: 'string' },
      check: { type: 'string' },
      folds: { type: 'string', default: '5' },
      lost: { type: 'string', default: '0' },
      answers: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  if (values.corpus === undefined) {
    console.error('bench: quotes-fit needs --corpus FILE, one article a line, as bench/quotes-cases.ts says');
    process.exitCode = 2;
    return;
  }
  const read = readCases(values.corpus).map(readCase);
  const folds = Number(values.folds);
  const answers = new Map<string, readonly Answered[]>();
  for (let fold = 0; fold < folds; fold++) {
    const model = modelOf(fitModel(read.filter((_, i) => i % folds !== fold)));
    for (const { one, article } of read.filter((_, i) => i % folds === fold)) {
      answers.set(one.id, answersOf(article, model));
    }
  }
  const held = score(
    read.map(({ one }) => one),
    answers,
  );
  if (folds > 1) print('left out', held);
  if (values.answers !== undefined) {
    const lines = Array.from(answers, ([id, quotes]) => JSON.stringify({ id, quotes }));
    writeFileSync(values.answers, `${lines.join('\n')}\n`);
  }
  const fitted = fitModel(read);
  const model = modelOf(fitted);
  const calibration = Object.fromEntries(
    ['name', 'pronoun', 'noun', 'none'].map((kind) => [kind, folds > 1 ? steps(held, kind) : [[1, 1]]]),
  );
  if (values.check !== undefined) {
    const cases = readCases(values.check);
    const checked = score(
      cases,
      new Map(cases.map((one) => [one.id, answersOf(readArticle(one.text), model)])),
    );
    print('check', checked);
    for (const line of checked.lost.slice(0, Number(values.lost))) console.log(line);
  }
  if (!values.write) return;
  const kept = (weights: Named) => Object.fromEntries([...weights].sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(
    FILE,
    `${JSON.stringify({ calibration, person: kept(fitted.person), mention: kept(fitted.mention) })}\n`,
  );
  console.log(`written: ${model.mention.size} + ${model.person.size} weights`);
}

function modelOf({ mention, person }: { readonly mention: Named; readonly person: Named }): Model {
  return { mention: weightsOf(mention), person: weightsOf(person) };
}

function print(name: string, result: Score): void {
  const n = (value: number) => value.toFixed(1);
  console.log(
    `${name}: articles ${result.articles}  quotations ${result.gold}  found ${result.found}  extraction F1 ${n(result.extraction)}  ` +
      `speaker ${n(result.accuracy)}  end-to-end P ${n(result.precision)} R ${n(result.recall)} F1 ${n(result.f1)}  flawless ${n(result.flawless)} %  ` +
      [0.95, 0.98, 0.99].map((p) => `P≥${p}: ${n(coverage(result, p))} %`).join('  '),
  );
}

function answersOf(article: Article, model: Model): readonly Answered[] {
  return attribute(article, model).map((found) => ({
    kind: kindOfSpeaker(article, found),
    quote: article.text.slice(found.start, article.marked[found.quote]?.end),
    start: found.start,
    speaker: found.meant.name,
    confidence: found.probability,
  }));
}

function fitModel(read: readonly Read[]): { readonly mention: Named; readonly person: Named } {
  return {
    mention: fit(
      read.flatMap(({ mentions }) => mentions),
      MENTION,
    ),
    person: fit(
      read.flatMap(({ people }) => people),
      PERSON,
    ),
  };
}

/** What one article teaches. A choice whose right answer is not among its candidates teaches nothing. */
function readCase(one: Case): Read {
  const article = readArticle(one.text);
  const mentions: Choice[] = [];
  const people: Choice[] = [];
  let previous: number | null = null;
  let speakers: Speakers = [];
  article.marked.forEach(({ start }, quote) => {
    const candidates = candidatesFor(article, quote, { mention: previous });
    const right = rightMentions(article, one, start, candidates);
    if (right === null) return;
    const positions = positionsOf(article, quote, candidates);
    const before = { mention: previous };
    if (candidates.some((candidate) => right.includes(candidate))) {
      mentions.push({
        rows: candidates.map((candidate, i) =>
          collected((emit) =>
            featuresOf(article, quote, candidate, before, positions[i] ?? { rank: 0, rivals: 0 }, emit),
          ),
        ),
        right: candidates.map((candidate) => right.includes(candidate)),
      });
    }
    const first = right.length > 3 ? null : (right[0] ?? NO_QUOTATION);
    if (first === null) return;
    previous = first;
    if (first < 0) return;
    const entity = learnPerson(article, one, quote, first, speakers, people);
    if (entity < 0) return;
    const token = article.stream.tokenOfQuote[quote] ?? 0;
    speakers = [{ entity, token }, ...speakers.filter((speaker) => speaker.entity !== entity)].slice(0, 4);
  });
  return { one, article, mentions, people };
}

function collected(from: (emit: Emit) => void): readonly string[] {
  const features: string[] = [];
  from((...parts) => features.push(joined(...parts)));
  return features;
}

function rightMentions(
  article: Article,
  one: Case,
  start: number,
  candidates: readonly number[],
): readonly number[] | null {
  const gold = one.quotes.find((quote) => quote.start === start);
  if (gold === undefined) {
    const ignored = one.ignore.find((quote) => quote.start === start);
    if (ignored?.why === 'not-in-an-annotated-attribution') return [NO_QUOTATION];
    // Somebody's, and the corpus does not say whose: that teaches only that it is a quotation.
    return ignored?.why.startsWith('fewer-than') ? candidates.filter((one) => one !== NO_QUOTATION) : null;
  }
  const { source } = gold;
  if (source === undefined) return [UNNAMED];
  const { tokens } = article.stream;
  const inside = article.mentions.filter(
    ({ from, to }) => (tokens[from] as Token).start < source[1] && (tokens[to - 1] as Token).end > source[0],
  );
  const surname = surnameKey((gold.speaker ?? '').replace(/,? (?:Jr|Sr|I{2,3})\.?$/, ''));
  const named = inside.filter(({ kind, words }) => kind === 'name' && surnameKey(words) === surname);
  const headed = inside.filter(({ kind, noun }) => kind === 'noun' && noun === gold.head?.toLowerCase());
  const people = gold.kind === 'person' || gold.kind === 'propn';
  const best =
    people && named.length > 0
      ? named
      : headed.length > 0 && !people
        ? headed.slice(0, 1)
        : inside.slice(0, 1);
  return best.length === 0 ? null : best.map(({ index }) => index);
}

/** Learns whom a pronoun means; gives the entity that spoke, -1 where it is not known. */
function learnPerson(
  article: Article,
  one: Case,
  quote: number,
  index: number,
  speakers: Speakers,
  people: Choice[],
): number {
  const own = article.entities.ofMention[index] ?? -1;
  const mention = article.mentions[index] as Mention;
  const gold = one.quotes.find(({ start }) => start === article.marked[quote]?.start);
  if (!/^(?:he|she|him|her|his)$/.test(mention.pronoun) || gold?.speaker == null) return own;
  const key = surnameKey(gold.speaker.replace(/,? (?:Jr|Sr)\.?$/, ''));
  const candidates = peopleFor(article, index, speakers);
  const right = candidates.map((person) => surnameKey(article.entities.all[person]?.name ?? '') === key);
  if (!right.includes(true)) return own;
  people.push({
    rows: candidates.map((person, rank) =>
      collected((emit) => personFeatures(article, index, quote, person, rank, speakers, emit)),
    ),
    right,
  });
  return candidates[right.indexOf(true)] ?? own;
}

/** How many fits from another beginning are averaged: what chance gave one of them the others take away. */
const FITS = 3;

function fit(choices: readonly Choice[], way: Way): Named {
  const sums = new Map<string, number>();
  for (let at = 0; at < FITS; at++) {
    for (const [name, weight] of fitOnce(choices, way, 7 + 1000 * at)) {
      sums.set(name, (sums.get(name) ?? 0) + weight / FITS);
    }
  }
  const rounded = Array.from(sums, ([name, sum]) => [name, Math.round(100 * sum) / 100] as const);
  return new Map(rounded.filter(([, weight]) => Math.abs(weight) >= way.least));
}

/** Fits weights so that right candidates are likelier than the others: stochastic descent, each weight with its own step. */
function fitOnce(
  choices: readonly Choice[],
  { rare, rounds, decay, step, least, doubt }: Way,
  seed: number,
): Named {
  const counts = new Map<string, number>();
  for (const { rows } of choices) {
    for (const row of rows) for (const feature of row) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const names = [...counts].filter(([, count]) => count >= rare).map(([name]) => name);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const coded = choices.map(({ rows, right }) => ({
    right,
    rows: rows.map((row) => Int32Array.from(row.flatMap((feature) => indexOf.get(feature) ?? []))),
  }));
  const weights = new Float64Array(names.length);
  const squares = new Float64Array(names.length).fill(1e-3);
  const random = randomFrom(seed);
  const sums = new Float64Array(names.length);
  let snapshots = 0;
  let seen = 0;
  for (let round = 0; round < rounds; round++) {
    for (const at of shuffled(coded.length, random)) {
      const { rows: all, right } = coded[at] as (typeof coded)[number];
      // Some are left out each time, so that no feature leans on another one being there.
      const rows = all.map((row) => row.filter(() => random() >= DROPPED));
      const odds = probabilities(rows, weights);
      const mass = odds.reduce((sum, odd, i) => sum + (right[i] ? odd : 0), 0);
      // Gold that was found by a program is wrong now and then: what the fit is sure of is left alone.
      if (round > 2 && mass < doubt) continue;
      const slopes = new Map<number, number>();
      rows.forEach((row, i) => {
        const odd = odds[i] ?? 0;
        const off = odd - (right[i] ? odd / Math.max(mass, 1e-12) : 0);
        if (Math.abs(off) < 1e-5) return;
        for (const k of row) slopes.set(k, (slopes.get(k) ?? 0) + off);
      });
      for (const [k, slope] of slopes) {
        const whole = slope + decay * (weights[k] ?? 0);
        squares[k] = (squares[k] ?? 0) + whole * whole;
        weights[k] = (weights[k] ?? 0) - (step * whole) / Math.sqrt(squares[k] ?? 1);
      }
      seen++;
      if (round > 0 && seen % 500 === 0) {
        for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] ?? 0) + (weights[k] ?? 0);
        snapshots++;
      }
    }
  }
  const kept = new Map<string, number>();
  names.forEach((name, i) => {
    const mean = snapshots > 0 ? (sums[i] ?? 0) / snapshots : (weights[i] ?? 0);
    const weight = Math.round(100 * mean) / 100;
    if (Math.abs(weight) >= least) kept.set(name, weight);
  });
  return kept;
}

/** Share of the features that each step of the fit leaves out. */
const DROPPED = 0.3;

function probabilities(rows: readonly Int32Array[], weights: Float64Array): readonly number[] {
  const scores = rows.map((row) => row.reduce((sum, k) => sum + (weights[k] ?? 0), 0));
  const most = Math.max(...scores);
  const odds = scores.map((one) => Math.exp(one - most));
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((odd) => odd / sum);
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

function shuffled(length: number, random: () => number): readonly number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

/**
 * What an answer counts that is wrong by gold which a program found: of 40 such answers read by hand 27 were right and the
 * gold was not.
 */
const SILVER = 0.33;

/** Steps from probability to share of right answers, never falling: neighbours that would fall are joined. */
function steps({ judged }: Score, kind: string): readonly (readonly number[])[] {
  interface Block {
    sum: number;
    right: number;
    count: number;
  }
  const blocks: Block[] = [];
  let open: Block = { sum: 0, right: 0, count: 0 };
  for (const one of [...judged].reverse()) {
    if (one.kind !== kind || one.open) continue;
    const count = one.silver && !one.right ? SILVER : 1;
    open.sum += count * one.confidence;
    open.right += one.right ? 1 : 0;
    open.count += count;
    if (open.count < BLOCK) continue;
    blocks.push(open);
    open = { sum: 0, right: 0, count: 0 };
  }
  if (open.count > 0) blocks.push(open);
  for (let i = 1; i < blocks.length; ) {
    const [a, b] = [blocks[i - 1] as Block, blocks[i] as Block];
    if (a.right / a.count < b.right / b.count) {
      i++;
      continue;
    }
    blocks.splice(i - 1, 2, { sum: a.sum + b.sum, right: a.right + b.right, count: a.count + b.count });
    i = Math.max(1, i - 1);
  }
  const round = (value: number) => Math.round(1000 * value) / 1000;
  return blocks.map(({ sum, right, count }) => [round(sum / count), round(right / count)]);
}

/** Answers that one step of the calibration stands on, at least. */
const BLOCK = 60;
