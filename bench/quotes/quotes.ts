import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { findQuotes } from '../../src/ingest/quotes/find-quotes.ts';
import { findMarked } from '../../src/ingest/quotes/reading/marks.ts';
import { type Answered, type Case, coverage, readCases, type Score, score } from './cases.ts';

/** What the naive rules take for a verb of speaking. */
const SAID = /\b(?:said|says|told|wrote|added|tweeted|asked)\b/;
const NAME = /\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+)*/gu;
const ROUNDS = 3;

/**
 * Scores quotations and speakers on a corpus (`--corpus FILE`, one article a line as `quotes-cases.ts` says) beside naive
 * rules in the same run: every quotation goes to the nearest name by a verb of speaking, else to the nearest name.
 */
export function run(flags: readonly string[]): void {
  const { values } = parseArgs({
    args: [...flags],
    options: { corpus: { type: 'string' }, lost: { type: 'string', default: '0' } },
  });
  if (values.corpus === undefined) {
    console.error('bench: quotes needs --corpus FILE, one article a line, as bench/quotes/cases.ts says');
    process.exitCode = 2;
    return;
  }
  const cases = readCases(values.corpus);
  const ours = timed(cases, (text) => findQuotes(text).filter(({ marked }) => marked));
  const naive = timed(cases, naiveQuotes);
  const result = score(cases, ours.answers);
  const verbatim = cases.every((one) =>
    (ours.answers.get(one.id) ?? []).every(({ quote, start }) => one.text.startsWith(quote, start)),
  );
  line('naive', score(cases, naive.answers), naive.perSecond);
  line('readout', result, ours.perSecond);
  console.log(`every quotation verbatim at its place: ${verbatim ? 'yes' : 'NO'}`);
  console.log(
    `one article takes ${(naive.perSecond / ours.perSecond).toFixed(1)} times what the naive rules take`,
  );
  console.log(
    `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} processors; articles per second of processor time`,
  );
  for (const precision of [0.9, 0.95, 0.98, 0.99]) {
    console.log(`  precision ${precision}: ${coverage(result, precision).toFixed(1)} % of the quotations`);
  }
  confidences(result);
  for (const text of result.lost.slice(0, Number(values.lost))) console.log(text);
}

function line(name: string, result: Score, perSecond: number): void {
  const n = (value: number) => value.toFixed(1).padStart(5);
  console.log(
    `${name.padEnd(8)} extraction F1 ${n(result.extraction)}  speaker ${n(result.accuracy)}  end-to-end P ${n(result.precision)} R ${n(result.recall)} ` +
      `F1 ${n(result.f1)}  flawless articles ${n(result.flawless)} %  ${perSecond.toFixed(0)} articles/s`,
  );
}

/** What a stated confidence is worth: how many answers have it, and how many of those are right. */
function confidences({ judged }: Score): void {
  for (const [from, to] of [
    [0, 0.5],
    [0.5, 0.8],
    [0.8, 0.9],
    [0.9, 0.95],
    [0.95, 0.98],
    [0.98, 1.01],
  ] as const) {
    const those = judged.filter(({ confidence }) => confidence >= from && confidence < to);
    const right = those.filter((one) => one.right).length;
    const share = those.length === 0 ? '-' : ((100 * right) / those.length).toFixed(1);
    console.log(`  confidence ${from} to ${Math.min(1, to)}: ${those.length} answers, ${share} % right`);
  }
}

interface Timed {
  readonly answers: ReadonlyMap<string, readonly Answered[]>;
  /** Articles a second of processor time, the best of the rounds. */
  readonly perSecond: number;
}

function timed(cases: readonly Case[], find: (text: string) => readonly Answered[]): Timed {
  let answers = new Map<string, readonly Answered[]>();
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    answers = new Map(cases.map(({ id, text }) => [id, find(text)]));
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, cases.length / ((user + system) / 1e6));
  }
  return { answers, perSecond: best };
}

function naiveQuotes(text: string): readonly Answered[] {
  return findMarked(text).map(({ start, end, outerStart, outerEnd }) => {
    const paragraph = text.lastIndexOf('\n', outerStart) + 1;
    const stop = text.indexOf('\n', outerEnd);
    const behind = text.slice(outerEnd, Math.min(stop < 0 ? text.length : stop, outerEnd + 150));
    const before = text.slice(Math.max(paragraph, outerStart - 150), outerStart);
    const name = (words: string) => words.match(NAME)?.filter((one) => one.length > 2) ?? [];
    const speaker =
      (SAID.test(behind) ? name(behind)[0] : undefined) ??
      (SAID.test(before) ? name(before).at(-1) : undefined) ??
      name(before).at(-1) ??
      name(behind)[0] ??
      null;
    return { quote: text.slice(start, end), start, speaker, confidence: 0.5 };
  });
}
