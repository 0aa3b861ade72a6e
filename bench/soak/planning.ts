import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readDatabaseUrl } from '../../src/app/config/database-url.ts';
import type { Subscription } from '../../src/domain/schedule/subscription.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { lookAtSqliteStore, openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { placeNumber } from '../../tests/fixtures/digest-desk.ts';
import { addressUrl } from '../../tests/fixtures/postgres/address-url.ts';
import { startPostgres } from '../../tests/fixtures/postgres/start.ts';
import { subscription } from '../../tests/fixtures/subscription.ts';
import { lifeOf, seededRandom } from './digests.ts';

/**
 * Kills the process that plans while thousands of digests fall due at once and the pack changes meanwhile, most often in the
 * middle of the planning; then lets one finish, and counts: every subscription has one day decided, every message of it
 * is there once, and what a digest says is of the state that it is marked with.
 * `node bench/soak/planning.ts [sqlite or postgres] [rounds] [kills a round] [subscriptions] [seed]`; on PostgreSQL two
 * processes work beside each other and the server crashes once a round. Exit code 1 where something is lost or doubled.
 */
const [KIND = 'sqlite', ...NUMBERS] = process.argv.slice(2);
const [ROUNDS, KILLS, COUNT, SEED] = [8, 15, 3_000, 1].map((usual, at) => Number(NUMBERS[at] ?? usual));
const STOP_AFTER_MS = 180_000;
const LONGEST_LIFE_MS = 5_000;

interface Round {
  readonly where: string;
  readonly folder: string;
  readonly kills: number;
  readonly count: number;
  readonly random: () => number;
  /** Crashes the server, where there is one. */
  readonly crash?: () => Promise<void>;
}

async function main(rounds: number, kills: number, count: number, seed: number): Promise<boolean> {
  const random = seededRandom(seed);
  const server = KIND === 'postgres' ? await startPostgres(process.env.PG_BIN) : null;
  let held = true;
  try {
    for (let round = 0; round < rounds; round += 1) {
      const folder = mkdtempSync(join(tmpdir(), 'readout-soak-planning-'));
      try {
        held =
          (await one({
            where:
              server === null
                ? join(folder, 'readout.db')
                : addressUrl({ host: server.host, schema: `planning_${round}` }),
            ...{ folder, kills, count, random },
            ...(server === null
              ? {}
              : {
                  async crash() {
                    await server.stop('kill');
                    await server.start();
                  },
                }),
          })) && held;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  } finally {
    await server?.end();
  }
  return held;
}

function open(where: string): Promise<Store> {
  const server = readDatabaseUrl(where);
  return server.kind === 'postgres'
    ? openPostgresStore({ address: server.address })
    : openSqliteStore({ file: where, exclusive: true });
}

async function one(round: Round): Promise<boolean> {
  const { where, folder, kills, count, random, crash } = round;
  const [chat, pack] = [join(folder, 'chat.jsonl'), join(folder, 'pack.txt')];
  writeFileSync(chat, '');
  writeFileSync(pack, 'said-1');
  const script = fileURLToPath(new URL('./planning-sender.ts', import.meta.url));
  let lives = 0;
  const start = () => {
    lives += 1;
    const holder = `life ${lives}`;
    const child = spawn(process.execPath, [script, where, chat, pack, holder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return { child, holder };
  };
  await over(where, (store) => subscribe(store, count));
  // One that is killed now and then, too, where several work beside each other.
  const beside: ChildProcess[] = crash === undefined ? [] : [start().child];
  let planned = 0;
  let during = 0;
  for (let killed = 0; killed < kills; killed += 1) {
    if (killed % 5 === 2) writeFileSync(pack, `said-1:${killed}`);
    if (killed === Math.floor(kills / 2)) await crash?.();
    const { child, holder } = start();
    // While something is left to plan a life ends about one of its pages; later ones end while it is sent.
    if (planned < count) await untilPage(child, 1 + Math.floor(random() * 2), random() * 8);
    else await lifeOf(child, random() * 900);
    await over(where, async (store) => {
      // A lease that the dead one left would only be waited for.
      await store.dropLease('digest', holder);
      planned = await decided(store, count);
      if (planned < count) during += 1;
    });
  }
  const last = start().child;
  const done = await settled(where, count);
  for (const child of [last, ...beside]) await ended(child);
  return over(where, (store) => report({ store, count, kills, during, done, chat }));
}

/** Kills a process so many milliseconds after it was about to write that page; after 5 s where it never is. */
async function untilPage(child: ChildProcess, page: number, ms: number): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, LONGEST_LIFE_MS);
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.split('page').length <= page) return;
      clearTimeout(late);
      setTimeout(resolve, ms);
    });
  });
  child.kill('SIGKILL');
  await exited;
}

async function over<T>(where: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await open(where);
  try {
    return await work(store);
  } finally {
    await store?.close();
  }
}

const isLong = (at: number) => at % 3 === 0;

async function subscribe(store: Store, count: number): Promise<void> {
  const due = Temporal.Now.instant().subtract({ minutes: 2 }).toZonedDateTimeISO('UTC');
  const time = due.toPlainTime().toString({ smallestUnit: 'minute' });
  for (let from = 0; from < count; from += 100) {
    const some = Array.from({ length: Math.min(100, count - from) }, (_, at) => made(from + at, time));
    await Promise.all(
      some.map((each) =>
        store.saveSubscription(each, {
          ...{ at: 0, ...each.place, actor: 'soak', action: 'subscribe', subject: each.id, detail: '' },
        }),
      ),
    );
  }
}

function made(at: number, time: string): Subscription {
  return subscription({
    id: `sub-${String(at).padStart(6, '0')}`,
    place: placeNumber(at),
    schedule: { time, days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC' },
    format: isLong(at) ? 'brief' : 'standard',
    threads: isLong(at),
    since: Date.now() - 600_000,
  });
}

async function decided(store: Store, count: number): Promise<number> {
  return count - (await undecided(store, count)).length;
}

async function undecided(store: Store, count: number): Promise<readonly string[]> {
  const all = await store.activeSubscriptions('', count);
  return all.filter(({ lastDay }) => lastDay === '').map(({ subscription: { id } }) => id);
}

/** Until everything has come to its end; false where that takes too long. */
async function settled(where: string, count: number): Promise<boolean> {
  const began = performance.now();
  while (performance.now() - began < STOP_AFTER_MS) {
    await wait(1_000);
    const counts = await look(where);
    const open = [...counts].filter(([state]) => state !== 'sent' && state !== 'reconciled');
    const all = [...counts.values()].reduce((sum, each) => sum + each, 0);
    if (open.length === 0 && all >= count) return true;
  }
  return false;
}

async function look(where: string): Promise<ReadonlyMap<string, number>> {
  const server = readDatabaseUrl(where);
  const store = server.kind === 'postgres' ? await open(where) : lookAtSqliteStore(where);
  try {
    if (store === null) throw new Error(`There is no store at ${where}.`);
    return await store.countDeliveries();
  } finally {
    await store?.close();
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

interface Found {
  readonly store: Store;
  readonly count: number;
  readonly kills: number;
  readonly during: number;
  readonly done: boolean;
  readonly chat: string;
}

async function report({ store, count, kills, during, done, chat }: Found): Promise<boolean> {
  const posts = readFileSync(chat, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): { readonly channel: string; readonly key: string } => JSON.parse(line));
  const left = await undecided(store, count);
  let [lost, doubled, mixed, slots] = [0, 0, 0, 0];
  const times = new Map<string, number>();
  for (const { channel, key } of posts)
    times.set(`${channel} ${key}`, (times.get(`${channel} ${key}`) ?? 0) + 1);
  for (let at = 0; at < count; at += 1) {
    const { place, id } = made(at, '00:00');
    slots += (await store.slotsOf(id, 5)).length;
    const own = (await store.deliveriesIn(place, 20)).filter(({ kind }) => kind === 'digest');
    lost += Number(own.filter(({ part }) => part === 0).length !== 1);
    for (const { key, state } of own) {
      const posted = times.get(`${place.channel} ${key}`) ?? 0;
      lost += Number(posted === 0 || (state !== 'sent' && state !== 'reconciled'));
      doubled += Math.max(0, posted - 1);
    }
    // Lead and detail are of one state of the story.
    mixed += Number(new Set(own.map(({ mark }) => mark)).size > 1);
  }
  console.log(
    `${KIND}: ${count} due at once, ${kills} SIGKILLs of which ${during} in the middle of the planning, ${posts.length} posts: ${left.length} not decided, ${slots - count} days too many, ${lost} lost, ${doubled} doubled, ${mixed} of two states${done ? '' : '; NOT settled in time'}`,
  );
  return done && left.length + lost + doubled + mixed === 0 && slots === count;
}

process.exitCode = (await main(ROUNDS ?? 8, KILLS ?? 15, COUNT ?? 3_000, SEED ?? 1)) ? 0 : 1;
