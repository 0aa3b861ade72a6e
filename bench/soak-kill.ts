import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EVERY_DAY, EVERYTHING, type Subscription } from '../src/domain/schedule/subscription.ts';
import { openSqliteStore } from '../src/store/sqlite/sqlite.ts';
import { GUILD } from '../tests/fakes/discord/interactions.ts';
import { type SoakChat, startSoakChat } from './soak-chat.ts';

/**
 * Kills the sending process again and again while it posts digests to both platforms over a network that fails, and
 * counts what they have stored in the end: each message must be there exactly once. Every other digest is a brief one,
 * a lead with its detail in a thread.
 * `node bench/soak-kill.ts [kills] [deliveries] [seed]`; ends by itself, exit code 1 where one is lost or doubled.
 */
const [KILLS, DELIVERIES, SEED] = [420, 600, 1].map((usual, at) => Number(process.argv[2 + at] ?? usual));
const FAULT_SHARE = 0.17;
/** The longest a run may take, whatever happens. */
const STOP_AFTER_MS = 1_200_000;

/** Numbers in [0, 1) that are the same for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function main(kills: number, deliveries: number, seed: number): Promise<boolean> {
  const random = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'readout-soak-'));
  const file = join(folder, 'readout.db');
  const chat = await startSoakChat(deliveries / 2, FAULT_SHARE, random);
  const began = performance.now();
  try {
    await subscribeAll(file, chat);
    let killed = 0;
    let done = false;
    while (!done && performance.now() - began < STOP_AFTER_MS) {
      const child = start(file, chat.addresses);
      const spared = killed >= kills;
      done = await lifeOf(child, spared ? STOP_AFTER_MS : 10 + random() * 230);
      if (!done) killed += 1;
    }
    return await report(file, deliveries, killed, chat, (performance.now() - began) / 1_000);
  } finally {
    await chat.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const BRIEF = { format: 'brief', threads: true } as const;
const STANDARD = { format: 'standard', threads: false } as const;

function hasThread(at: number): boolean {
  return at % 2 === 0;
}

/** One digest for every channel of both platforms, all due a moment ago. */
async function subscribeAll(file: string, { channels }: SoakChat): Promise<void> {
  const store = await openSqliteStore({ file, exclusive: true });
  const due = Temporal.Now.instant().subtract({ minutes: 2 }).toZonedDateTimeISO('UTC');
  const time = due.toPlainTime().toString({ smallestUnit: 'minute' });
  const weekday = EVERY_DAY.find((day) => day === due.dayOfWeek) ?? 1;
  for (const [platform, ids] of Object.entries(channels)) {
    for (const [at, channel] of ids.entries()) {
      const id = `${channel}-${platform}`;
      const subscription: Subscription = {
        ...{ id, story: 'soak', schedule: { time, days: [weekday], zone: 'UTC' }, filter: EVERYTHING },
        ...(hasThread(at) ? BRIEF : STANDARD),
        ...{ quiet: 'skip', state: 'active', owner: 'soak', declared: '' },
        place: { platform, tenant: GUILD, channel, thread: '' },
        ...{ createdAt: 0, since: 0 },
      };
      const why = {
        at: 0,
        ...subscription.place,
        actor: 'soak',
        action: 'subscribe',
        subject: id,
        detail: '',
      };
      await store.saveSubscription(subscription, why);
    }
  }
  await store.close();
}

function start(file: string, addresses: readonly string[]): ChildProcess {
  const script = fileURLToPath(new URL('./soak-sender.ts', import.meta.url));
  return spawn(process.execPath, [script, file, ...addresses], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Lets a sender live for `ms` from the moment it is ready, then kills it; true where it had finished everything. */
async function lifeOf(child: ChildProcess, ms: number): Promise<boolean> {
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await Promise.race([new Promise((resolve) => child.stdout?.once('data', resolve)), exited]);
  const timer = new AbortController();
  const ended = await Promise.race([
    exited,
    wait(ms, undefined, { signal: timer.signal }).catch(() => undefined),
  ]);
  timer.abort();
  if (ended === 0) return true;
  if (typeof ended === 'number') throw new Error(`A sender ended by itself with code ${ended}.`);
  child.kill('SIGKILL');
  await exited;
  return false;
}

async function report(
  file: string,
  deliveries: number,
  killed: number,
  chat: SoakChat,
  seconds: number,
): Promise<boolean> {
  const store = await openSqliteStore({ file, exclusive: true });
  const counts = await store.countDeliveries();
  await store.close();
  let [lost, doubled] = [0, 0];
  let messages = 0;
  for (const [platform, stored] of Object.entries(chat.stored())) {
    let right = 0;
    for (const [at, { leads, details }] of stored.entries()) {
      const wanted = hasThread(at) ? 1 : 0;
      lost += Number(leads === 0) + Math.max(0, wanted - details);
      doubled += Math.max(0, leads - 1) + Math.max(0, details - wanted);
      messages += 1 + wanted;
      right += Number(leads === 1 && details === wanted);
    }
    console.log(`${platform}: ${right} of ${stored.length} channels hold exactly their one digest`);
  }
  const states = [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
  console.log(
    `${killed} SIGKILLs, ${chat.posts()} posts, ${chat.faults()} network faults, ${seconds.toFixed(0)} s`,
  );
  console.log(`store: ${states}`);
  console.log(`${deliveries} digests, ${messages} messages: ${lost} lost, ${doubled} doubled`);
  return lost === 0 && doubled === 0;
}

process.exitCode = (await main(KILLS ?? 420, DELIVERIES ?? 600, SEED ?? 1)) ? 0 : 1;
