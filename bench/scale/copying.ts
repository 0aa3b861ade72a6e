import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { openSqliteDriver } from '../../src/store/sqlite/sqlite.ts';
import { addressUrl } from '../../tests/fixtures/postgres/address-url.ts';
import { tell, took } from './figure.ts';
import { keep } from './keeping.ts';

const KILLS = 10;
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * `readout store copy` of so many deliveries from a file to the server, killed ten times on its way, each time after another
 * thirteenth of the rows; and back to another file. Both ends compare each table by count and hash; so does the way back.
 */
export async function copying(address: PostgresAddress, many: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const [first, last] = ['first.db', 'last.db'].map((name) => join(folder, name));
  const server = addressUrl(address);
  try {
    const driver = await openSqliteDriver({ file: `${first}`, exclusive: true });
    await keep(driver, many);
    await driver.close();
    const began = performance.now();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const copy = startCopy(`file:${first}`, server, folder);
      await Promise.race([copy.seen((many * kill) / (KILLS + 3)), copy.ended]);
      copy.child.kill('SIGKILL');
      await copy.ended;
      // A server forgets who was killed after a moment.
      await wait(200);
    }
    const there = startCopy(`file:${first}`, server, folder);
    const codes = [await there.ended];
    const thereMs = performance.now() - began;
    const back = startCopy(server, `file:${last}`, folder);
    const backMs = await took(async () => codes.push(await back.ended));
    const [sums, sumsBack] = [there, back].map((copy) => sumsIn(copy.output()));
    const same = sums !== undefined && sums.length > 0 && JSON.stringify(sums) === JSON.stringify(sumsBack);
    const rows = sums?.find((sum) => sum.startsWith('delivery '))?.split(/\s+/)[1];
    if (!same || codes.some((code) => code !== 0))
      console.log(there.output().slice(-600), back.output().slice(-600));
    tell(
      `store copy of ${many} deliveries, killed ${KILLS} times, and back`,
      `${rows} rows, ${same ? 'the same' : 'NOT the same'} counts and hashes in all three; ${(thereMs / 1_000).toFixed(0)} s and ${(backMs / 1_000).toFixed(0)} s`,
      'equal counts and hashes',
      same && Number(rows) === many + 1 && codes.every((code) => code === 0),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Copy {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  /** Resolves once so many deliveries are copied. */
  readonly seen: (rows: number) => Promise<void>;
  readonly output: () => string;
}

function startCopy(from: string, to: string, home: string): Copy {
  const child = spawn(process.execPath, ['bin/readout.js', 'store', 'copy', '--from', from, '--to', to], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', READOUT_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let rows = 0;
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      rows = Math.max(
        rows,
        ...[...chunk.toString().matchAll(/delivery: (\d+)/g)].map(([, count]) => Number(count)),
      );
      for (const look of looks) look();
    });
  }
  return {
    child,
    ended: new Promise((resolve) => child.once('close', resolve)),
    output: () => output,
    seen: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (rows >= wanted) resolve();
        };
        looks.add(look);
        look();
      }),
  };
}

/** `delivery 1000001 3fe1...`, a line a table. */
function sumsIn(output: string): readonly string[] {
  return output.split('\n').filter((line) => /^[a-z_]+ +\d+ +[0-9a-f]{16}$/.test(line));
}
