import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machineLoad } from '../machine.ts';
import { measureGrowth } from './growth.ts';
import { withLargePack } from './large-pack.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * How long `readout ask` takes cold, after an edit and right after an installation, and how answers grow with the pack:
 * every command with its options, each question once, with the size of the text. `--sizes 1000,10000`, `--million`.
 */
export async function run(flags: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      cold: { type: 'string', default: '9' },
      sizes: { type: 'string', default: '1000,10000,100000' },
      million: { type: 'boolean', default: false },
      each: { type: 'string', default: '12' },
    },
  });
  console.log(`machine: ${machineLoad()}`);
  if (Number(values.cold) > 0) measureCold(Number(values.cold));
  const sizes = [
    ...values.sizes.split(',').filter(Boolean).map(Number),
    ...(values.million ? [1_000_000] : []),
  ];
  for (const size of sizes) await withLargePack(size, (folder) => measureGrowth(folder, Number(values.each)));
  console.log(`machine: ${machineLoad()}`);
  console.log(
    'What would flatter: one question asked again and again, options left out, a pack without sources and conflicts, a mean instead of the slowest.',
  );
}

/** The checkout's, or that of the package which BENCH_PROGRAM names. */
const PROGRAM = resolve(ROOT, process.env.BENCH_PROGRAM ?? 'bin/readout.js');
const CACHE = resolve(PROGRAM, '../../node_modules/.cache/readout');

/**
 * Processes in turn, so that a busy machine hurts all alike: what only imports a library, the whole answer, the answer
 * after a byte of the pack has changed (it is read with every check), and the first after an installation, with neither
 * checked packs nor compiled code. The pack is a copy of the bundled ones.
 */
function measureCold(times: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  try {
    cpSync(`${ROOT}briefings`, join(folder, 'briefings'), { recursive: true });
    const config = join(folder, 'readout.yaml');
    writeFileSync(config, `briefings: ${join(folder, 'briefings')}\n`);
    const [story] = globSync('*/story.yaml', { cwd: join(folder, 'briefings') });
    if (story === undefined) throw new Error('bench: no bundled pack');
    const answer = [PROGRAM, 'ask', '/plan-point 6'];
    compareCold(
      times,
      { READOUT_CONFIG: config },
      {
        'libraries alone': {
          words: ['--input-type=module', '-e', "await import('commander')"],
        },
        'readout ask': { words: answer },
        'after an edit': {
          words: answer,
          before: () => appendFileSync(join(folder, 'briefings', story), '# edited\n'),
        },
        'first after an installation': {
          words: answer,
          before: () => rmSync(CACHE, { recursive: true, force: true }),
        },
      },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface ColdProcess {
  readonly words: readonly string[];
  readonly before?: () => void;
}

/** Tells how long each takes, and how many times the first of them that is. */
function compareCold(
  times: number,
  env: Readonly<Record<string, string>>,
  kinds: Readonly<Record<string, ColdProcess>>,
): void {
  const took = new Map(Object.keys(kinds).map((kind) => [kind, [] as number[]]));
  for (let round = 0; round < times; round += 1) {
    for (const [kind, { words, before }] of Object.entries(kinds)) {
      before?.();
      const started = performance.now();
      const { status, stderr } = spawnSync(process.execPath, words, {
        cwd: ROOT,
        env: { ...process.env, ...env },
      });
      if (status !== 0) throw new Error(`bench: "${kind}" ended with ${status}: ${stderr}`);
      took.get(kind)?.push(performance.now() - started);
    }
  }
  const [first = []] = took.values();
  const base = quantile(first, 0.5);
  for (const [kind, list] of took) {
    const median = quantile(list, 0.5);
    console.log(
      `cold: ${kind}: median ${ms(median)}, p90 ${ms(quantile(list, 0.9))}, ${(median / base).toFixed(2)} times the first`,
    );
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function ms(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`;
}
