import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeSlack } from '../../tests/fakes/slack/slack.ts';
import { serveIt } from '../../tests/fixtures/served.ts';
import { cpuMs } from '../chat/compare.ts';
import { tell } from './figure.ts';
import { beforeSeveralProcesses, type Older, olderReadout } from './older.ts';

const STARTS = 9;

/** The default, one process on a file: its start beside that of the last version that knew no other, turn about. */
export async function startTime(): Promise<void> {
  const older = olderReadout(beforeSeveralProcesses());
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const slack = await startFakeSlack();
  const start = async (name: string, version: Older | null) => {
    const began = performance.now();
    const one = await serveIt(
      { DATABASE_URL: `file:${join(folder, `${name}.db`)}` },
      { slack, ...(version === null ? {} : { program: version.program, cwd: version.folder }) },
    );
    await one.seen(/"msg":"Started\."/);
    const found = { ms: performance.now() - began, cpu: cpuMs(one.child) };
    await one.stop();
    return found;
  };
  try {
    // The first of each makes its store, and keeps that its packs are right.
    await start('now', null);
    await start('before', older);
    const now: { readonly ms: number; readonly cpu: number }[] = [];
    const before: typeof now = [];
    for (let at = 0; at < STARTS; at += 1) {
      before.push(await start('before', older));
      now.push(await start('now', null));
    }
    const [cpu, cpuBefore] = [now, before].map((all) => median(all.map((each) => each.cpu)));
    const [ms, msBefore] = [now, before].map((all) => median(all.map((each) => each.ms)));
    const ratio = (cpu ?? 0) / (cpuBefore ?? 1);
    tell(
      `start of one process on a file, against ${older.name}`,
      `${cpu?.toFixed(0)} and ${cpuBefore?.toFixed(0)} ms of processor (${ratio.toFixed(2)} x); ${ms?.toFixed(0)} and ${msBefore?.toFixed(0)} ms`,
      'at most 1.1 x',
      ratio <= 1.1,
    );
  } finally {
    await slack.stop();
    rmSync(folder, { recursive: true, force: true });
    older.remove();
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
