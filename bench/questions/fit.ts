import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ask } from '../../src/ask/ask.ts';
import { threadBefore } from '../../src/ask/deciding/thread.ts';
import type { AskGround } from '../../src/ask/ground.ts';
import type { Asked } from '../../src/ask/ranking/asked.ts';
import { FEATURES, type Row } from '../../src/ask/ranking/features.ts';
import { type Model, modelInUse } from '../../src/ask/ranking/model.ts';
import { rank, rowsOf, scoreOf, weightsOf } from '../../src/ask/ranking/rank.ts';
import {
  SUPPORT_FEATURES,
  SUPPORT_PRIOR,
  type SupportRow,
  supportOf,
  supportRow,
} from '../../src/ask/ranking/support.ts';
import { readQuestion } from '../../src/ask/reading/read-question.ts';
import type { Candidate } from '../../src/search/evidence/evidence-index.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';
import { PRIOR } from './prior.ts';
import { isRight, questionSets, type SetQuestion, storyPacks, wellFormed } from './question-sets.ts';

const SUPPORT_FILE = fileURLToPath(new URL('../../src/ask/ranking/support.json', import.meta.url));
const FILE = fileURLToPath(new URL('../../src/ask/ranking/weights.json', import.meta.url));

/** A question as the model learns from it: the rows of its candidates, and which of them are right. */
export interface Example {
  readonly question: SetQuestion;
  readonly asked: Asked;
  readonly candidates: readonly Candidate[];
  readonly ids: readonly string[];
  readonly rows: readonly Row[];
  readonly right: readonly number[];
}

/** Fits the weights of the ranking on every question set, prints how it does with each story left out, and writes them. */
export function run(flags: readonly string[]): void {
  const { values } = parseArgs({
    args: [...flags],
    options: { dry: { type: 'boolean', default: false }, misses: { type: 'string', default: '0' } },
  });
  const examples = examplesOf([...questionSets(), ...wellFormed()]);
  const stories = [...new Set(examples.map(({ question }) => question.story))];
  const missed: string[] = [];
  const tops: Top[] = [];
  for (const story of stories) {
    const weights = fit(examples.filter(({ question }) => question.story !== story));
    const held = examples.filter(({ question }) => question.story === story);
    report(
      `${story} (left out)`,
      held.filter(({ question }) => question.records.length > 0),
      weights,
      missed,
    );
    tops.push(...held.map((example) => topOf(example, weights)));
  }
  for (const story of stories) {
    const support = fitSupport(tops.filter((top) => top.story !== story));
    reportSupport(
      `${story} (left out)`,
      tops.filter((top) => top.story === story),
      support,
    );
  }
  const weights = fit(examples);
  report(
    'all (fitted on)',
    examples.filter(({ question }) => question.records.length > 0),
    weights,
    [],
  );
  const support = fitSupport(tops);
  reportSupport('all (fitted on)', tops, support);
  for (const line of missed.slice(0, Number(values.misses))) console.log(line);
  if (values.dry) return;
  writeFileSync(FILE, asJson(FEATURES.map((name, at) => [name, weights[at] ?? 0])));
  writeFileSync(SUPPORT_FILE, asJson(SUPPORT_FEATURES.map((name) => [name, support[name] ?? 0])));
}

/**
 * By story, the model fitted on every other. Support learns from rankings that have not seen the question it judges, of the
 * other stories alone.
 */
export function modelsWithout(examples: readonly Example[]): ReadonlyMap<string, Model> {
  const stories = [...new Set(examples.map(({ question }) => question.story))];
  const folds = stories.map((story) => {
    const weights = fit(examples.filter(({ question }) => question.story !== story));
    const own = examples.filter(({ question }) => question.story === story);
    return { story, weights, tops: own.map((example) => topOf(example, weights)) };
  });
  return new Map(
    folds.map(({ story, weights }) => [
      story,
      {
        rank: weights,
        support: fitSupport(folds.flatMap((fold) => (fold.story === story ? [] : fold.tops))),
      },
    ]),
  );
}

/** The likeliest record of a question, as support judges it, and whether it should be answered with. */
interface Top {
  readonly story: string;
  readonly ask: string;
  readonly row: SupportRow;
  readonly right: boolean;
}

function topOf({ question, asked, candidates }: Example, weights: Float64Array): Top {
  const ranked = rank(candidates, asked, weights);
  const ids = ranked.slice(0, 2).map(({ candidate }) => candidate.unit.id);
  const wanted =
    question.as.length === 0 || question.as.some((status) => status === 'answered' || status === 'conflict');
  const first = ids[0] ?? '';
  const right =
    question.records.length > 0
      ? isRight(first, question.records) || (wanted && ids.some((id) => isRight(id, question.records)))
      : wanted && question.kind !== 'chat';
  return {
    story: question.story,
    ask: question.ask,
    row: supportRow(ranked, asked),
    right: right && (wanted || first.startsWith('gap:')),
  };
}

/** Logistic regression towards the prior. */
function fitSupport(tops: readonly Top[]): SupportRow {
  const weights: Record<string, number> = { ...SUPPORT_PRIOR };
  const prior: Record<string, number> = { ...SUPPORT_PRIOR };
  const first: Record<string, number> = {};
  const second: Record<string, number> = {};
  for (let round = 1; round <= 400; round += 1) {
    const slope: Record<string, number> = {};
    for (const { row, right } of tops) {
      const off = (right ? 1 : 0) - supportOf(row, weights);
      for (const [name, value] of Object.entries(row)) slope[name] = (slope[name] ?? 0) + off * value;
    }
    for (const name of SUPPORT_FEATURES) {
      const down = (slope[name] ?? 0) / tops.length - 0.004 * ((weights[name] ?? 0) - (prior[name] ?? 0));
      first[name] = 0.9 * (first[name] ?? 0) + 0.1 * down;
      second[name] = 0.999 * (second[name] ?? 0) + 0.001 * down * down;
      const step = (first[name] ?? 0) / (1 - 0.9 ** round);
      weights[name] =
        (weights[name] ?? 0) + (0.05 * step) / (Math.sqrt((second[name] ?? 0) / (1 - 0.999 ** round)) + 1e-8);
    }
  }
  return weights;
}

function reportSupport(name: string, tops: readonly Top[], weights: SupportRow): void {
  const scored = tops.map((top) => ({ ...top, sure: supportOf(top.row, weights) }));
  const right = scored.filter((top) => top.right);
  const wrong = scored.filter((top) => !top.right);
  const kept = (limit: number, of: typeof scored) =>
    `${of.filter(({ sure }) => sure >= limit).length}/${of.length}`;
  console.log(
    `support ${name}: ${[0.3, 0.4, 0.5, 0.6]
      .map((limit) => `at ${limit} right kept ${kept(limit, right)}, wrong kept ${kept(limit, wrong)}`)
      .join('; ')}`,
  );
}

export function examplesOf(questions: readonly SetQuestion[]): readonly Example[] {
  const packs = storyPacks();
  const indexes = new Map([...packs].map(([id, briefing]) => [id, indexStatements(briefing)]));
  return questions.flatMap((question) => {
    const briefing = packs.get(question.story);
    const index = indexes.get(question.story);
    if (briefing === undefined || index === undefined) return [];
    const ground = { briefing, index: () => index, today: briefing.reviewed, asOf: briefing.reviewed };
    const thread =
      question.after === undefined
        ? null
        : threadBefore({ ...ground, previous: lineBefore(question.after, ground) }, modelInUse().rank);
    const { asked, candidates } = readQuestion(question.ask, { ...ground, thread });
    const ids = candidates.map(({ unit }) => unit.id);
    const right = ids.flatMap((id, at) => (isRight(id, question.records) ? [at] : []));
    return [
      {
        question,
        asked,
        candidates,
        ids,
        rows: rowsOf(candidates, asked),
        right,
      },
    ];
  });
}

/** What a thread keeps of a question that was answered before. */
function lineBefore(words: string, ground: AskGround): string {
  const [lead] = ask(words, ground).short?.records ?? [];
  return lead === undefined ? words : `re:${lead} ${words}`;
}

const PENALTY = 0.002;
const ROUNDS = 120;

/** Weights that give the right records of each example the greatest chance; Adam over all examples at once. */
export function fit(examples: readonly Example[], penalty = PENALTY, rounds = ROUNDS): Float64Array {
  const size = FEATURES.length;
  const prior = weightsOf(PRIOR);
  const usable = examples
    .filter(({ right, rows }) => right.length > 0 && right.length < rows.length)
    .map((example) => flat(example, prior));
  const weights = Float64Array.from(prior);
  if (usable.length === 0) return weights;
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const slope = new Float64Array(size);
  for (let round = 1; round <= rounds; round += 1) {
    slope.fill(0);
    for (const one of usable) addSlope(one, weights, slope);
    const rate = 0.15 * Math.min(1, (rounds - round + 1) / (rounds * 0.4));
    for (let at = 0; at < size; at += 1) {
      const down = (slope[at] ?? 0) / usable.length - penalty * ((weights[at] ?? 0) - (prior[at] ?? 0));
      first[at] = 0.9 * (first[at] ?? 0) + 0.1 * down;
      second[at] = 0.999 * (second[at] ?? 0) + 0.001 * down * down;
      const step = (first[at] ?? 0) / (1 - 0.9 ** round);
      const scale = Math.sqrt((second[at] ?? 0) / (1 - 0.999 ** round)) + 1e-8;
      weights[at] = (weights[at] ?? 0) + (rate * step) / scale;
    }
  }
  return weights;
}

/** The rows of an example one behind the other, the right ones first. */
interface Flat {
  readonly numbers: Uint16Array;
  readonly values: Float64Array;
  /** Where each row ends. */
  readonly ends: Uint32Array;
  readonly right: number;
  readonly scores: Float64Array;
}

const flattened = new WeakMap<Example, Flat>();

/** The right records and those that come nearest by the prior: the others cost time and teach nothing. */
function flat(example: Example, prior: Float64Array): Flat {
  const kept = flattened.get(example);
  if (kept !== undefined) return kept;
  const { rows, right } = example;
  const isRightAt = new Set(right);
  const rivals = rows
    .map((row, at) => ({ at, score: scoreOf(row, prior) }))
    .filter(({ at }) => !isRightAt.has(at))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_RIVALS)
    .map(({ at }) => at);
  const chosen = [...right, ...rivals].map((at) => rows[at] ?? []);
  const all = chosen.flat();
  let end = 0;
  const made = {
    numbers: Uint16Array.from(all, ([number]) => number),
    values: Float64Array.from(all, ([, value]) => value),
    ends: Uint32Array.from(chosen, (row) => {
      end += row.length;
      return end;
    }),
    right: right.length,
    scores: new Float64Array(chosen.length),
  };
  flattened.set(example, made);
  return made;
}

const MOST_RIVALS = 50;

function addSlope(
  { numbers, values, ends, right, scores }: Flat,
  weights: Float64Array,
  slope: Float64Array,
): void {
  let most = Number.NEGATIVE_INFINITY;
  let at = 0;
  for (let row = 0; row < ends.length; row += 1) {
    let score = 0;
    for (const end = ends[row] ?? 0; at < end; at += 1)
      score += (weights[numbers[at] ?? 0] ?? 0) * (values[at] ?? 0);
    scores[row] = score;
    if (score > most) most = score;
  }
  let all = 0;
  let rightSum = 0;
  for (let row = 0; row < ends.length; row += 1) {
    const share = Math.exp((scores[row] ?? 0) - most);
    scores[row] = share;
    all += share;
    if (row < right) rightSum += share;
  }
  at = 0;
  for (let row = 0; row < ends.length; row += 1) {
    const share = scores[row] ?? 0;
    const pull = (row < right ? share / (rightSum || 1e-300) : 0) - share / all;
    const end = ends[row] ?? 0;
    if (Math.abs(pull) < 1e-6) {
      at = end;
      continue;
    }
    for (; at < end; at += 1) {
      const number = numbers[at] ?? 0;
      slope[number] = (slope[number] ?? 0) + pull * (values[at] ?? 0);
    }
  }
}

function report(name: string, examples: readonly Example[], weights: Float64Array, missed: string[]): void {
  const within = [1, 3, 5, 10].map(() => 0);
  let there = 0;
  for (const { question, ids, rows, right } of examples) {
    if (right.length > 0) there += 1;
    const order = rows
      .map((row, at) => ({
        at,
        score: row.reduce((sum, [number, value]) => sum + (weights[number] ?? 0) * value, 0),
      }))
      .sort((a, b) => b.score - a.score);
    const place = order.findIndex(({ at }) => right.includes(at));
    for (const [index, limit] of [1, 3, 5, 10].entries())
      if (place >= 0 && place < limit) within[index] = (within[index] ?? 0) + 1;
    if (place < 0 || place >= 3)
      missed.push(
        `${place} ${question.ask}  | wants ${question.records.slice(0, 3).join(' ')} | got ${order
          .slice(0, 3)
          .map(({ at }) => ids[at])
          .join(' ')}`,
      );
  }
  const share = (count: number) => `${((100 * count) / examples.length).toFixed(1)} %`;
  console.log(
    `${name}: ${examples.length} with records; among candidates ${share(there)}; first ${share(within[0] ?? 0)}, in 3 ${share(within[1] ?? 0)}, in 5 ${share(within[2] ?? 0)}, in 10 ${share(within[3] ?? 0)}`,
  );
}

function asJson(named: readonly (readonly [string, number])[]): string {
  const lines = named
    .map(([name, weight]): [string, number] => [name, Number(weight.toFixed(3))])
    .filter(([, weight]) => Math.abs(weight) >= 0.005)
    .map(([name, weight]) => `  ${JSON.stringify(name)}: ${weight}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}
