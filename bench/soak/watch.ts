import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readSubject } from '../../src/digest/watch/read-subject.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { lakeBriefing } from '../../tests/fixtures/briefing.ts';
import { lifeOf, seededRandom } from './digests.ts';

/**
 * Kills the process that tells watches again and again while records come, and some of them go again, and counts: each
 * record that stayed was told to each channel once, no message is there twice.
 * `node bench/soak/watch.ts [kills] [channels] [seed]`; ends by itself, exit code 1 where something is lost or doubled.
 */
const [KILLS, CHANNELS, SEED] = [400, 20, 1].map((usual, at) => Number(process.argv[2 + at] ?? usual));
/** Simulated time against real: five minutes of bundling take 0.15 s, a day with its night 43 s. */
const FACTOR = 2_000;
const SETTLE_MS = 60_000;

async function main(kills: number, channels: number, seed: number): Promise<boolean> {
  const random = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'readout-soak-watch-'));
  const [file, chat, pack] = ['readout.db', 'chat.jsonl', 'pack.txt'].map((name) => join(folder, name));
  if (file === undefined || chat === undefined || pack === undefined) throw new Error('No files.');
  writeFileSync(chat, '');
  writeFileSync(pack, '');
  const began = Date.now();
  const script = fileURLToPath(new URL('./watch-sender.ts', import.meta.url));
  const sender = () =>
    spawn(process.execPath, [script, file, chat, pack, String(began), String(FACTOR)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  try {
    // One life names the pack's first state, so that what comes later is news.
    await lifeOf(sender(), 300);
    const store = await openSqliteStore({ file, exclusive: true });
    const mark = Math.max(1, await store.currentMark('lake'));
    for (let at = 0; at < channels; at += 1)
      await store.addWatch({
        ...readSubject('vey', lakeBriefing()),
        ...{ id: `w${at}`, story: 'lake', home: tenantId('g'), owner: 'u', private: false, zone: 'UTC' },
        place: { platform: 'discord', tenant: tenantId('g'), channel: `c${at}`, thread: '' },
        ...{ createdAt: 0, toldMark: mark, alertDay: '', alertCount: 0 },
      });
    await store.close();
    const stayed: string[] = [];
    for (let killed = 0; killed < kills; killed += 1) {
      const id = `said-${killed}`;
      if (killed % 4 === 0) stayed.push(id);
      // Every other one is gone again before long: what is gone is never told as being there.
      writeFileSync(pack, [...stayed, ...(killed % 4 === 2 ? [id] : [])].join(' '));
      await lifeOf(sender(), 30 + random() * 400);
    }
    writeFileSync(pack, stayed.join(' '));
    const last = sender();
    await wait(SETTLE_MS);
    last.kill('SIGKILL');
    return report(readFileSync(chat, 'utf8'), { kills, channels, stayed });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Line {
  readonly kind: 'post' | 'edit';
  readonly channel?: string;
  readonly thread?: string;
  readonly key?: string;
  readonly records?: readonly string[];
}

function report(
  text: string,
  run: { readonly kills: number; readonly channels: number; readonly stayed: readonly string[] },
): boolean {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Line => JSON.parse(line));
  const posts = lines.filter(({ kind }) => kind === 'post');
  const keys = posts.map(({ channel, key }) => `${channel} ${key}`);
  const doubled = keys.length - new Set(keys).size;
  let [told, lost, twice] = [0, 0, 0];
  for (let at = 0; at < run.channels; at += 1) {
    const own = posts.filter(({ channel, thread }) => channel === `c${at}` && thread === '');
    for (const id of run.stayed) {
      const times = own.filter(({ records = [] }) => records.includes(`statement:${id}`)).length;
      told += Number(times === 1);
      twice += Math.max(0, times - 1);
      lost += Number(times === 0);
    }
  }
  const edits = lines.length - posts.length;
  console.log(
    `${run.kills} SIGKILLs, ${posts.length} alerts, ${edits} edits: ${doubled} messages doubled; of ${run.stayed.length} records to ${run.channels} channels ${told} told once, ${twice} told twice, ${lost} in the count of an alert of more than five`,
  );
  return doubled === 0 && twice === 0;
}

process.exitCode = (await main(KILLS ?? 400, CHANNELS ?? 20, SEED ?? 1)) ? 0 : 1;
