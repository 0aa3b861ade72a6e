import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { renderPlain } from '../src/answer/plain.ts';
import { COMMANDS } from '../src/commands/registry.ts';
import { createStory } from '../src/core/stories.ts';
import { createCore } from '../src/dispatch/dispatch.ts';
import type { Briefing } from '../src/domain/briefing.ts';
import { diskFolder } from '../src/pack/read/disk-folder.ts';
import { loadPacks } from '../src/pack/read/load.ts';
import { requestFor } from '../src/platforms/terminal/request.ts';
import { indexStatements } from '../src/search/statements/statement-index.ts';
import { withLargePack } from './ask-pack.ts';
import { seededRandom } from './corpus.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** How long `readout ask` takes cold, how many answers a second it gives warm, and what a large pack costs. */
export async function run(flags: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      cold: { type: 'string', default: '15' },
      questions: { type: 'string', default: '3000' },
      statements: { type: 'string', default: '100000' },
    },
  });
  measureCold(Number(values.cold));
  const bundled = load(`${ROOT}briefings`);
  await measureWarm('bundled pack', bundled.briefing, Number(values.questions));
  await withLargePack(Number(values.statements), async (folder) => {
    const large = load(folder);
    console.log(
      `load: ${large.briefing.statements.length} statements in ${ms(large.tookMs)}, heap +${large.heapMegabytes} MB, resident ${large.residentMegabytes} MB`,
    );
    await measureWarm('large pack', large.briefing, Number(values.questions));
  });
}

const KEPT = `${ROOT}node_modules/.cache/readout/briefings.kept`;

/**
 * Processes in turn, so that a busy machine hurts all alike: what only imports the libraries that a question loads, what
 * also imports our modules, and the whole answer; and the same for the first question after an edited pack, which reads
 * the pack with every check and so loads one library more.
 */
function measureCold(times: number): void {
  const imports = (...paths: readonly string[]) => [
    '--input-type=module',
    '-e',
    `(await import('node:module')).enableCompileCache('node_modules/.cache/readout');
     await Promise.all([${paths.map((path) => `import('${path}')`)}]);`,
  ];
  const own = ['./src/app/cli/command-line.ts', './src/app/cli/ask.ts', './src/commands/plan-point.ts'];
  const answer = ['bin/readout.js', 'ask', '/plan-point 6'];
  const edited = ['./src/app/config/behaviour.ts', './src/pack/read/load.ts'];
  const again = () => rmSync(KEPT, { force: true });
  compareCold(times, {
    libraries: { words: imports('commander') },
    'libraries and our modules': { words: imports('commander', ...own) },
    'readout ask': { words: answer },
  });
  compareCold(times, {
    'libraries after an edit': { words: imports('commander', 'zod') },
    'libraries and our modules after an edit': { words: imports('commander', ...own, ...edited) },
    'readout ask after an edit': { words: answer, before: again },
  });
}

interface ColdProcess {
  readonly words: readonly string[];
  readonly before?: () => void;
}

/** Tells how long each takes, and how many times the first of them that is. */
function compareCold(times: number, kinds: Readonly<Record<string, ColdProcess>>): void {
  const took = new Map(Object.keys(kinds).map((kind) => [kind, [] as number[]]));
  // The first round fills the compile cache and is not counted.
  for (let round = 0; round <= times; round += 1) {
    for (const [kind, { words, before }] of Object.entries(kinds)) {
      before?.();
      const started = performance.now();
      const { status, stderr } = spawnSync(process.execPath, words, { cwd: ROOT });
      if (status !== 0) throw new Error(`bench: "${kind}" ended with ${status}: ${stderr}`);
      if (round > 0) took.get(kind)?.push(performance.now() - started);
    }
  }
  const [first = []] = took.values();
  const base = quantile(first, 0.5);
  for (const [kind, list] of took) {
    const median = quantile(list, 0.5);
    console.log(
      `cold: ${kind}: median ${ms(median)}, p90 ${ms(quantile(list, 0.9))}, ${(median / base).toFixed(2)} times`,
    );
  }
}

async function measureWarm(name: string, briefing: Briefing, count: number): Promise<void> {
  const story = createStory(briefing, () => indexStatements(briefing));
  const core = createCore({
    stories: () => [story],
    commands: COMMANDS,
    clock: () => Temporal.Now.instant(),
  });
  const indexing = performance.now();
  story.index();
  console.log(
    `${name}: index over ${briefing.statements.length} statements in ${ms(performance.now() - indexing)}`,
  );
  const questions = questionsOver(briefing, count);
  const ask = async (question: string) => renderPlain(await core.respond(requestFor(question, COMMANDS)));
  for (const question of questions.slice(0, 300)) await ask(question);
  const took: number[] = [];
  const started = performance.now();
  for (const question of questions) {
    const asked = performance.now();
    await ask(question);
    took.push(performance.now() - asked);
  }
  const perSecond = Math.round((questions.length / (performance.now() - started)) * 1000);
  const slowest = questions[took.indexOf(Math.max(...took))];
  console.log(
    `${name}: ${perSecond} answers a second, p50 ${ms(quantile(took, 0.5))}, p99 ${ms(quantile(took, 0.99))}, slowest ${ms(Math.max(...took))} (${slowest?.slice(0, 60)})`,
  );
}

/** Questions of every kind a pack can be asked, in a fixed random order. */
function questionsOver(briefing: Briefing, count: number): readonly string[] {
  const random = seededRandom(11);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const fragment = (text: string) => {
    const words = text.split(' ');
    const from = Math.floor(random() * Math.max(1, words.length - 6));
    return words.slice(from, from + 4 + Math.floor(random() * 5)).join(' ');
  };
  const said = () => {
    const statement = pick(briefing.statements);
    return fragment(statement?.words ?? statement?.gist ?? '');
  };
  const actor = () => pick(briefing.actors)?.name ?? '';
  const provision = () => pick(briefing.provisions)?.title ?? '';
  const kinds = [
    () => `/who-said ${said()}`,
    () => `who said ${said()}`,
    () => said().split('').reverse().join(''),
    () => `/plan-point ${1 + Math.floor(random() * 30)}`,
    () => `what happened to ${provision().toLowerCase()}`,
    () => `/compare`,
    () => `where does ${actor()} stand on ${provision().toLowerCase()}`,
    () => `what did ${actor()} say about ${provision().toLowerCase()}`,
    () => '/timeline',
    () => '/sources',
    () => '/briefing',
  ];
  return Array.from({ length: count }, (_, at) => kinds[at % kinds.length]?.() ?? '');
}

interface Loaded {
  readonly briefing: Briefing;
  readonly tookMs: number;
  readonly heapMegabytes: number;
  readonly residentMegabytes: number;
}

function load(folder: string): Loaded {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const { packs, problems } = loadPacks(diskFolder(folder));
  const tookMs = performance.now() - started;
  const briefing = packs[0]?.briefing;
  if (briefing === undefined) throw new Error(`bench: no pack could be read: ${JSON.stringify(problems[0])}`);
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    briefing,
    tookMs,
    heapMegabytes: Math.round((heapUsed - before) / 1e6),
    residentMegabytes: Math.round(rss / 1e6),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function ms(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`;
}
