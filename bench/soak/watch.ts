import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { lifeOf, seededRandom } from './digests.ts';
import { type WatchLives, watchIn, withWatchLives } from './watch-lives.ts';

/**
 * Kills the process that tells watches again and again while records come, and some of them go again, and counts: each
 * record that stayed was told to each channel once, no message is there twice.
 * `node bench/soak/watch.ts [kills] [channels] [seed]`; ends by itself, exit code 1 where something is lost or doubled.
 */
const [KILLS, CHANNELS, SEED] = [400, 20, 1].map((usual, at) => Number(process.argv[2 + at] ?? usual));
const SETTLE_MS = 60_000;

async function main(
  { file, chat, pack, begin }: WatchLives,
  kills: number,
  channels: number,
  seed: number,
): Promise<boolean> {
  const random = seededRandom(seed);
  // One life names the pack's first state, so that what comes later is news.
  await lifeOf(begin(), 300);
  const store = await openSqliteStore({ file, exclusive: true });
  await watchIn(store, channels, Math.max(1, await store.currentMark('lake')));
  await store.close();
  const stayed: string[] = [];
  for (let killed = 0; killed < kills; killed += 1) {
    const id = `said-${killed}`;
    if (killed % 4 === 0) stayed.push(id);
    // Every other one is gone again before long: what is gone is never told as being there.
    writeFileSync(pack, [...stayed, ...(killed % 4 === 2 ? [id] : [])].join(' '));
    await lifeOf(begin(), 30 + random() * 400);
  }
  writeFileSync(pack, stayed.join(' '));
  const last = begin();
  await wait(SETTLE_MS);
  last.kill('SIGKILL');
  return report(readFileSync(chat, 'utf8'), { kills, channels, stayed });
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

const passed = await withWatchLives('watch', (lives) => main(lives, KILLS ?? 400, CHANNELS ?? 20, SEED ?? 1));
process.exitCode = passed ? 0 : 1;
