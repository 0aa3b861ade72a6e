import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { machineLoad } from '../machine.ts';
import { differentQuestions, type MixQuestion, REPEATED } from './mix.ts';

const STARTS = 7;
const PER_TURN = 25;
const REPEATS = 1_000;
const STOP_MS = 15_000;

export type Who = 'readout' | 'bare';

/** One bot in a process of its own, on a platform of its own. */
export interface Bot {
  readonly process: ChildProcess;
  /** Until it had answered a first question: milliseconds by the clock and of processor time. */
  readonly startedMs: number;
  readonly startedCpuMs: number;
  /** Milliseconds from sending a question to having its answer. */
  readonly ask: (question: MixQuestion) => Promise<number>;
  /** The answer as a bare bot has to give it again; null where it is none that is sent at once. */
  readonly answer: (question: MixQuestion) => Promise<unknown>;
  /** Rules of the platform's that it broke. */
  readonly broken: () => readonly string[];
  /** Takes down what stands around the process, which has ended. */
  readonly clear: () => Promise<void>;
}

/** What a bare bot answers with, told to it in a file by key. */
export type Answers = ReadonlyMap<string, unknown>;

/** How much is compared. */
interface Scope {
  readonly startsOnly: boolean;
  readonly more?: (readout: Bot, bare: Bot) => Promise<void>;
}

/**
 * Compares Readout with a bare bot of the same SDK that gives Readout's own answers, by start, by 300 different questions
 * asked for the first time and again, and by one that is repeated. Ended by SIGTERM.
 */
export async function compareBots(
  name: string,
  start: (who: Who, answers: Answers) => Promise<Bot>,
  keyOf: (question: MixQuestion) => string,
  { startsOnly, more = async () => {} }: Scope,
): Promise<void> {
  const { answers, questions } = await learn(start, keyOf);
  const starts = await starting(start, answers);
  reportStarts(name, starts);
  if (startsOnly) return;
  const bots = { bare: await start('bare', answers), readout: await start('readout', answers) };
  const told = (what: string, { readout, bare, cpu }: Measured, goal: number) => {
    report(`${name} ${what} median`, readout, bare, 0.5, 'ms', goal);
    report(`${name} ${what} p99`, readout, bare, 0.99, 'ms', goal);
    report(`${name} ${what} processor`, [mean(cpu.readout)], [mean(cpu.bare)], 0.5, 'ms', goal);
  };
  const each = (what: string, all: Measured) => {
    told(`different, ${what}`, all, ANEW);
    for (const command of APART) {
      const { readout, bare, cpu } = only(all, questions, command);
      report(`${name} ${command}, ${what} median`, readout, bare, 0.5, 'ms', ANEW);
      report(`${name} ${command}, ${what} processor`, cpu.readout, cpu.bare, 0.5, 'ms', ANEW);
    }
  };
  try {
    each('cold', await measure(bots, questions));
    each('again', await measure(bots, questions));
    const repeated = Array.from({ length: REPEATS }, () => REPEATED);
    told('repeated', await measure(bots, repeated), 1.15);
    const memory = { readout: residentMb(bots.readout.process), bare: residentMb(bots.bare.process) };
    report(`${name} memory after all that`, [memory.readout], [memory.bare], 0.5, 'MB', 1.15);
    await more(bots.readout, bots.bare);
    const broken = bots.readout.broken();
    if (broken.length > 0) throw new Error(`Rules broken: ${broken.slice(0, 3).join('; ')}`);
  } finally {
    await stop(bots.bare);
    await stop(bots.readout);
  }
  console.log(`machine: ${machineLoad()}`);
}

/** Of a question that differs from the one before, against a bot that looks its answer up. */
const ANEW = 1.5;
/** Told by themselves too: their figures are held against a goal, where the mix is only as heavy as it is made. */
const APART = ['plan-point', 'who-said', 'timeline', 'position'];

function only(all: Measured, questions: readonly MixQuestion[], command: string): Measured {
  const of = (values: readonly number[]) => values.filter((_, at) => questions[at]?.path[0] === command);
  const { readout, bare, cpu } = all;
  return { readout: of(readout), bare: of(bare), cpu: { readout: of(cpu.readout), bare: of(cpu.bare) } };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function reportStarts(name: string, starts: Awaited<ReturnType<typeof starting>>): void {
  const goal = name.startsWith('discord') ? 0.8 : 1.1;
  report(`${name} start to first answer`, starts.readout, starts.bare, 0.5, 'ms', goal);
  report(`${name} processor to then`, starts.cpu.readout, starts.cpu.bare, 0.5, 'ms', goal);
}

/** Readout's own answers, for the bare bot to give; questions that it answers only after a while are left out for both. */
async function learn(start: Parameters<typeof compareBots>[1], keyOf: (question: MixQuestion) => string) {
  const first = await start('readout', new Map());
  const answers = new Map<string, unknown>();
  const questions: MixQuestion[] = [];
  for (const question of [REPEATED, ...differentQuestions()]) {
    const answer = await first.answer(question);
    if (answer === null) continue;
    answers.set(keyOf(question), answer);
    if (question !== REPEATED) questions.push(question);
  }
  await stop(first);
  console.log(
    `${questions.length} different questions, ${JSON.stringify([...answers.values()]).length} bytes of answers`,
  );
  return { answers, questions };
}

async function starting(start: Parameters<typeof compareBots>[1], answers: Answers) {
  const took: Record<Who, number[]> = { readout: [], bare: [] };
  const cpu: Record<Who, number[]> = { readout: [], bare: [] };
  for (let at = 0; at < STARTS; at += 1) {
    for (const who of ['bare', 'readout'] as const) {
      const bot = await start(who, answers);
      took[who].push(bot.startedMs);
      cpu[who].push(bot.startedCpuMs);
      await stop(bot);
    }
  }
  return { ...took, cpu };
}

interface Measured {
  readonly readout: readonly number[];
  readonly bare: readonly number[];
  /** Of each reply. */
  readonly cpu: Readonly<Record<Who, readonly number[]>>;
}

/** Turn about, so that what else happens on the machine meets both alike. */
async function measure(
  bots: Readonly<Record<Who, Bot>>,
  questions: readonly MixQuestion[],
): Promise<Measured> {
  const times: Record<Who, number[]> = { readout: [], bare: [] };
  const cpu: Record<Who, number[]> = { readout: [], bare: [] };
  for (let from = 0; from < questions.length; from += PER_TURN) {
    for (const who of ['bare', 'readout'] as const) {
      for (const question of questions.slice(from, from + PER_TURN)) {
        const before = cpuMs(bots[who].process);
        times[who].push(await bots[who].ask(question));
        cpu[who].push(cpuMs(bots[who].process) - before);
      }
    }
  }
  return { ...times, cpu };
}

/** As a supervisor ends it. */
async function stop(bot: Bot): Promise<void> {
  const gone = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('bench: a bot did not end by SIGTERM')), STOP_MS);
    bot.process.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
  });
  bot.process.kill('SIGTERM');
  await gone;
  await bot.clear();
}

function report(
  what: string,
  ours: readonly number[],
  bare: readonly number[],
  share: number,
  unit: string,
  goal: number,
): void {
  const [own, other] = [quantile(ours, share), quantile(bare, share)];
  const ratio = own / other;
  console.log(
    `${what.padEnd(40)} ${own.toFixed(2)} ${unit}, bare ${other.toFixed(2)} ${unit}: ${ratio.toFixed(2)}x (goal ${goal}x) ${ratio <= goal ? 'met' : 'MISSED'}`,
  );
}

/** Time on a processor of all threads of a process, which other processes do not lengthen. */
export function cpuMs({ pid }: ChildProcess): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const spent = threads.map(
    (thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0],
  );
  return spent.reduce((sum, nanoseconds) => sum + Number(nanoseconds) / 1e6, 0);
}

/** Resident memory as the system counts it. */
function residentMb(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** What `npm start` sets for it, unless the machine has set another. */
export const READOUT_ENV: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '1',
};

/** What `npm start` runs, without the shell before it: of the checkout, or of the package that `BENCH_PROGRAM` names. */
export const READOUT: readonly string[] = [
  '--max-semi-space-size=2',
  process.env.BENCH_PROGRAM ?? 'bin/readout.js',
  'serve',
];
