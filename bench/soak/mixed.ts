import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createStories } from '../../src/digest/schedule/story-revisions.ts';
import { noteShared } from '../../src/digest/shared/note-shared.ts';
import { EVERY_DAY, EVERYTHING } from '../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { lifeOf, seededRandom } from './digests.ts';
import { soakStory, soakWords } from './story.ts';
import { FACTOR, soakPlace, type WatchLives, watchIn, withWatchLives } from './watch-lives.ts';

/**
 * Kills the process that posts digests, alerts, corrections and edits again and again while records come, change and go
 * and people share answers, and counts: nothing is there twice, nothing is told twice as news, nothing that stayed was
 * left out, and what was shared says in the end what is right.
 * `node bench/soak/mixed.ts [kills] [channels] [seed]`; ends by itself, exit code 1 where one of these is not so.
 */
const [KILLS, CHANNELS, SEED] = [400, 10, 1].map((usual, at) => Number(process.argv[2 + at] ?? usual));
/** More than one simulated day, so that the last digest is posted. */
const SETTLE_MS = 75_000;
const START = Date.parse('2025-11-25T06:00:00Z');

interface Shared {
  readonly message: string;
  readonly id: string;
}

async function main(
  { file, chat, pack, began, begin }: WatchLives,
  kills: number,
  channels: number,
  seed: number,
): Promise<boolean> {
  const random = seededRandom(seed);
  const now = () => Math.round(START + (Date.now() - began) * FACTOR);
  const over = async (work: (store: Store) => Promise<void>) => {
    const store = await openSqliteStore({ file, exclusive: true });
    try {
      await work(store);
    } finally {
      await store.close();
    }
  };
  // One life names the pack's first state, so that what comes later is news.
  await lifeOf(begin(), 300);
  await over((store) => set(store, channels, now()));
  const versions = new Map<string, number>();
  const shared: Shared[] = [];
  for (let killed = 0; killed < kills; killed += 1) {
    const id = `said-${killed}`;
    // One of four stays; another is gone again before long; now and then one that stayed is worded anew.
    if (killed % 4 === 0) versions.set(id, 1);
    const stayed = [...versions.keys()];
    const changed = stayed[Math.floor(random() * stayed.length)];
    if (killed % 4 === 1 && changed !== undefined) versions.set(changed, (versions.get(changed) ?? 1) + 1);
    const text = [...listed(versions), ...(killed % 4 === 2 ? [id] : [])].join(' ');
    writeFileSync(pack, text);
    if (killed % 8 === 3 && changed !== undefined)
      await over(async (store) => {
        shared.push(await share(store, { text, id: changed, version: versions.get(changed) ?? 1 }, now()));
      });
    await lifeOf(begin(), 30 + random() * 400);
  }
  writeFileSync(pack, listed(versions).join(' '));
  const last = begin();
  await wait(SETTLE_MS);
  last.kill('SIGKILL');
  return report(readFileSync(chat, 'utf8'), { kills, channels, versions, shared });
}

function listed(versions: ReadonlyMap<string, number>): readonly string[] {
  return [...versions].map(([id, version]) => `${id}:${version}`);
}

/** A watch in each channel `c`, a digest a day of everything in full in each channel `d`. */
async function set(store: Store, channels: number, now: number): Promise<void> {
  const mark = Math.max(1, await store.currentMark('lake'));
  await watchIn(store, channels, mark);
  for (let at = 0; at < channels; at += 1) {
    const id = `d${at}`;
    await store.saveSubscription(
      {
        ...{
          id,
          story: 'lake',
          schedule: { time: '12:00', days: EVERY_DAY, zone: 'UTC' },
          filter: EVERYTHING,
        },
        ...{ format: 'full', threads: false, quiet: 'skip', state: 'active', owner: 'u', declared: '' },
        ...{ place: soakPlace(id), createdAt: now, since: now },
      },
      { at: now, ...soakPlace(id), actor: 'u', action: 'subscribe', subject: id, detail: '' },
      'new',
      mark,
    );
  }
}

/** Somebody shares what one statement says, in the channel `s`. */
async function share(
  store: Store,
  { text, id, version }: { readonly text: string; readonly id: string; readonly version: number },
  now: number,
): Promise<Shared> {
  const briefing = soakStory(text);
  const message = `shared-${id}-${now}`;
  const stories = createStories(
    store,
    () => new Map([['lake', briefing]]),
    () => now,
  );
  await noteShared(
    {
      ...{ platform: 'discord', tenant: tenantId('g'), channel: 's', message },
      answer: {
        ...{ status: 'answered', headline: [{ kind: 'quote', text: soakWords(id, version) }], blocks: [] },
        ...{ citations: [], records: [`statement:${id}`], actions: [], asOf: '2025-11-25' },
        ...{ command: 'who-said', audience: 'channel', story: { id: 'lake' } },
      },
    },
    { store, stories, now },
  );
  return { message, id };
}

interface Line {
  readonly kind: 'post' | 'edit';
  readonly channel?: string;
  readonly thread?: string;
  readonly aloud?: boolean;
  readonly key?: string;
  readonly message?: string;
  readonly said: string;
}

function report(
  text: string,
  run: {
    readonly kills: number;
    readonly channels: number;
    readonly versions: ReadonlyMap<string, number>;
    readonly shared: readonly Shared[];
  },
): boolean {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Line => JSON.parse(line));
  const posts = lines.filter(({ kind }) => kind === 'post');
  const edits = lines.filter(({ kind }) => kind === 'edit');
  const keys = posts.map(({ channel, key }) => `${channel} ${key}`);
  const doubled = keys.length - new Set(keys).size;
  const inChannel = posts.filter(({ thread, aloud }) => thread === '' || aloud === true);
  const count = (kind: 'c' | 'd') => {
    let [once, twice, none] = [0, 0, 0];
    for (let at = 0; at < run.channels; at += 1) {
      const own = inChannel.filter(({ channel }) => channel === `${kind}${at}`);
      for (const [id, version] of run.versions) {
        const times = own.filter(({ said }) => said.includes(soakWords(id, version))).length;
        once += Number(times === 1);
        twice += Math.max(0, times - 1);
        none += Number(times === 0);
      }
    }
    return { once, twice, none };
  };
  const [alerts, digests] = [count('c'), count('d')];
  // What was worded anew after it was shared has to be told under the message itself.
  const wrong = run.shared.filter(({ message, id }) => {
    const last = edits.findLast((edit) => edit.message === message);
    const words = soakWords(id, run.versions.get(id) ?? 1);
    return last !== undefined && !last.said.includes(words);
  });
  console.log(
    `${run.kills} SIGKILLs, ${posts.length} posts, ${edits.length} edits, ${run.shared.length} shared answers of which ${new Set(edits.map(({ message }) => message)).size} messages edited: ${doubled} messages doubled`,
  );
  console.log(
    `alerts: of ${run.versions.size} statements to ${run.channels} channels ${alerts.once} told once in their last wording, ${alerts.twice} told twice, ${alerts.none} in the count of an alert of more than five`,
  );
  console.log(
    `digests: ${digests.once} told once in their last wording, ${digests.twice} told twice, ${digests.none} lost`,
  );
  console.log(`shared: ${wrong.length} left with a wording that is not the last`);
  return doubled + alerts.twice + digests.twice + digests.none + wrong.length === 0;
}

const passed = await withWatchLives('mixed', (lives) => main(lives, KILLS ?? 400, CHANNELS ?? 10, SEED ?? 1));
process.exitCode = passed ? 0 : 1;
