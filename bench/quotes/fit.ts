import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { candidatesFor, NO_QUOTATION, UNNAMED } from '../../src/ingest/quotes/attribution/candidates.ts';
import { certaintyOf } from '../../src/ingest/quotes/attribution/certainty.ts';
import type { Model } from '../../src/ingest/quotes/attribution/model.ts';
import {
  peopleFor,
  personFeatures,
  type Speakers,
} from '../../src/ingest/quotes/attribution/person-features.ts';
import { featuresOf, positionsOf } from '../../src/ingest/quotes/attribution/ranker.ts';
import { grown, oddsToShare } from '../../src/ingest/quotes/attribution/trees.ts';
import { type Emit, joined, weightsOf } from '../../src/ingest/quotes/attribution/weights.ts';
import { attribute } from '../../src/ingest/quotes/find-quotes.ts';
import { type Article, readArticle } from '../../src/ingest/quotes/reading/article.ts';
import { surnameKey } from '../../src/ingest/quotes/reading/entities.ts';
import type { Mention } from '../../src/ingest/quotes/reading/mention.ts';
import type { Token } from '../../src/ingest/quotes/reading/stream.ts';
import { type Answered, type Case, coverage, type Judged, readCases, type Score, score } from './cases.ts';
import { type Example, fitTrees } from './trees.ts';
import { type Choice, fit, type Named, type Way } from './weights.ts';

const FILE = fileURLToPath(new URL('../../src/ingest/quotes/attribution/weights.json', import.meta.url));

const MENTION: Way = { rare: 4, rounds: 8, decay: 3e-3, step: 0.15, least: 0.08, doubt: 0.08 };
const PERSON: Way = { rare: 3, rounds: 8, decay: 1e-2, step: 0.1, least: 0.03, doubt: 0.4 };

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
    console.error('bench: quotes-fit needs --corpus FILE, one article a line, as bench/quotes/cases.ts says');
    process.exitCode = 2;
    return;
  }
  const read = readCases(values.corpus).map(readCase);
  const folds = Number(values.folds);
  const cases = read.map(({ one }) => one);
  const unseen = new Map<string, readonly Weighed[]>();
  for (let fold = 0; fold < folds; fold++) {
    const model = modelOf(fitModel(read.filter((_, i) => i % folds !== fold)));
    for (const { one, article } of read.filter((_, i) => i % folds === fold)) {
      unseen.set(one.id, answersOf(article, model));
    }
  }
  const examples = examplesOf(cases, unseen);
  const answers = sureness(cases, unseen, examples, folds);
  const held = score(cases, answers);
  if (folds > 1) print('left out', held);
  if (values.answers !== undefined) {
    const lines = Array.from(answers, ([id, quotes]) => JSON.stringify({ id, quotes }));
    writeFileSync(values.answers, `${lines.join('\n')}\n`);
  }
  const fitted = fitModel(read);
  const certainty = fitTrees(
    examples.flatMap(({ example }) => example),
    SEED,
  );
  const model = { ...modelOf(fitted), certainty };
  const calibration = folds > 1 ? steps(held) : [[1, 1]];
  if (values.check !== undefined) {
    const others = readCases(values.check);
    const checked = score(
      others,
      new Map(others.map((one) => [one.id, answersOf(readArticle(one.text), model)])),
    );
    print('check', checked);
    for (const line of checked.lost.slice(0, Number(values.lost))) console.log(line);
  }
  if (!values.write) return;
  const kept = (weights: Named) => Object.fromEntries([...weights].sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(
    FILE,
    `${JSON.stringify({ calibration, certainty, person: kept(fitted.person), mention: kept(fitted.mention) })}\n`,
  );
  console.log(`written: ${model.mention.size} + ${model.person.size} weights`);
}

function modelOf({ mention, person }: { readonly mention: Named; readonly person: Named }): Model {
  return { mention: weightsOf(mention), person: weightsOf(person), certainty: { base: 0, trees: [] } };
}

function print(name: string, result: Score): void {
  const n = (value: number) => value.toFixed(1);
  console.log(
    `${name}: articles ${result.articles}  quotations ${result.gold}  found ${result.found}  extraction F1 ${n(result.extraction)}  ` +
      `speaker ${n(result.accuracy)}  end-to-end P ${n(result.precision)} R ${n(result.recall)} F1 ${n(result.f1)}  flawless ${n(result.flawless)} %  ` +
      [0.95, 0.98, 0.99].map((p) => `P≥${p}: ${n(coverage(result, p))} %`).join('  '),
  );
}

/** An answer with what the trees see of it; null where a label or a signature says who spoke. */
interface Weighed extends Answered {
  readonly row: readonly number[] | null;
}

function answersOf(article: Article, model: Model): readonly Weighed[] {
  return attribute(article, model).map(({ quote, start, meant, certainty, looks, at }) => ({
    quote: article.text.slice(start, article.marked[quote]?.end),
    start,
    speaker: meant.name,
    confidence: certainty,
    row: looks[at]?.plain ? null : certaintyOf(article, looks, at),
  }));
}

interface OfArticle {
  readonly id: string;
  readonly example: readonly Example[];
}

/** What the trees learn: of every article the answers to it by weights that have not seen it. */
function examplesOf(
  cases: readonly Case[],
  answers: ReadonlyMap<string, readonly Weighed[]>,
): readonly OfArticle[] {
  const judged = new Map<string, Judged[]>();
  for (const one of score(cases, answers).judged) {
    judged.set(one.id, [...(judged.get(one.id) ?? []), one]);
  }
  return cases.map(({ id }) => ({
    id,
    example: (judged.get(id) ?? []).flatMap(({ start, right, silver, open }) => {
      const row = answers.get(id)?.find((answer) => answer.start === start)?.row ?? null;
      return row === null ? [] : [{ row, right, weight: right ? 1 : open ? 0 : silver ? SILVER : 1 }];
    }),
  }));
}

/** The answers, each as sure as trees say that have not seen its article. */
function sureness(
  cases: readonly Case[],
  answers: ReadonlyMap<string, readonly Weighed[]>,
  examples: readonly OfArticle[],
  folds: number,
): ReadonlyMap<string, readonly Answered[]> {
  const found = new Map<string, readonly Answered[]>();
  for (let fold = 0; fold < folds; fold++) {
    // Other parts than those of the rankers, so that the articles of one ranker lie in all of them.
    const isOut = (index: number) => Math.floor(index / folds) % folds === fold;
    const { base, trees } = fitTrees(
      examples.flatMap(({ example }, i) => (isOut(i) ? [] : example)),
      SEED,
    );
    cases.forEach(({ id }, i) => {
      if (!isOut(i)) return;
      const sure = (answers.get(id) ?? []).map((answer) =>
        answer.row === null ? answer : { ...answer, confidence: oddsToShare(grown(trees, answer.row, base)) },
      );
      found.set(id, sure);
    });
  }
  return found;
}

const SEED = 11;

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

/**
 * What an answer counts that is wrong by gold which a program found: of 40 such answers read by hand 27 were right and the
 * gold was not.
 */
const SILVER = 0.33;

/** Steps from probability to share of right answers, never falling: neighbours that would fall are joined. */
function steps({ judged }: Score): readonly (readonly number[])[] {
  interface Block {
    sum: number;
    right: number;
    count: number;
  }
  const blocks: Block[] = [];
  let open: Block = { sum: 0, right: 0, count: 0 };
  for (const one of [...judged].reverse()) {
    if (one.open) continue;
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
