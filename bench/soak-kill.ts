import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EVERY_DAY, EVERYTHING, type Subscription } from '../src/domain/subscription.ts';
import { openSqliteStore } from '../src/store/sqlite.ts';
import { CHAT_KINDS, type ChatKind, type Fate, seededRandom, startLoopbackChat } from './loopback-chat.ts';

/**
 * Kills the sending process again and again while it posts digests over a network that fails, and counts what the
 * chat service has stored in the end: each message must be there exactly once.
 * `node bench/soak-kill.ts [kills] [deliveries] [seed]`; ends by itself, exit code 1 where one is lost or doubled.
 */
const [KILLS, DELIVERIES, SEED] = [420, 600, 1].map((usual, at) => Number(process.argv[2 + at] ?? usual));
const FAULT_SHARE = 0.17;
const FAULTS: readonly Fate[] = [
  'lost-before',
  'lost-after',
  '502-before',
  '502-after',
  'hang-before',
  'hang-after',
  'late',
];
/** The longest a run may take, whatever happens. */
const STOP_AFTER_MS = 1_200_000;

async function main(kills: number, deliveries: number, seed: number): Promise<boolean> {
  const random = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'readout-soak-'));
  const file = join(folder, 'readout.db');
  const chat = await startLoopbackChat({
    fate: () => (random() < FAULT_SHARE ? (FAULTS[Math.floor(random() * FAULTS.length)] ?? 'ok') : 'ok'),
    lateMs: () => 500 + random() * 400,
  });
  const began = performance.now();
  try {
    await subscribeAll(file, deliveries);
    let killed = 0;
    let done = false;
    while (!done && performance.now() - began < STOP_AFTER_MS) {
      const child = start(file, chat.url);
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

/** Half of the channels on each kind of platform, all due a moment ago. */
async function subscribeAll(file: string, deliveries: number): Promise<void> {
  const store = await openSqliteStore({ file, exclusive: true });
  const due = Temporal.Now.instant().subtract({ minutes: 2 }).toZonedDateTimeISO('UTC');
  const time = due.toPlainTime().toString({ smallestUnit: 'minute' });
  const weekday = EVERY_DAY.find((day) => day === due.dayOfWeek) ?? 1;
  for (let at = 0; at < deliveries; at += 1) {
    const kind: ChatKind = at % 2 === 0 ? 'nonce' : 'history';
    const id = `sub-${String(at).padStart(5, '0')}`;
    const subscription: Subscription = {
      ...{ id, story: 'soak', schedule: { time, days: [weekday], zone: 'UTC' }, filter: EVERYTHING },
      ...{ format: 'standard', quiet: 'skip', threads: false, state: 'active', owner: 'soak', declared: '' },
      place: { platform: kind, tenant: `tenant-${at}`, channel: `channel-${at}`, thread: '' },
      ...{ createdAt: 0, since: 0 },
    };
    const why = { at: 0, ...subscription.place, actor: 'soak', action: 'subscribe', subject: id, detail: '' };
    await store.saveSubscription(subscription, why);
  }
  await store.close();
}

function start(file: string, url: string): ChildProcess {
  const script = fileURLToPath(new URL('./soak-sender.ts', import.meta.url));
  return spawn(process.execPath, [script, file, url], { stdio: ['ignore', 'pipe', 'inherit'] });
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
  child.kill('SIGKILL');
  await exited;
  return false;
}

async function report(
  file: string,
  deliveries: number,
  killed: number,
  chat: Awaited<ReturnType<typeof startLoopbackChat>>,
  seconds: number,
): Promise<boolean> {
  const store = await openSqliteStore({ file, exclusive: true });
  const counts = await store.countDeliveries();
  await store.close();
  let [lost, doubled] = [0, 0];
  for (const kind of CHAT_KINDS) {
    const keys = chat.stored[kind];
    const distinct = new Set(keys).size;
    lost += deliveries / 2 - distinct;
    doubled += keys.length - distinct;
    console.log(`${kind}: ${keys.length} stored, ${distinct} distinct of ${deliveries / 2}`);
  }
  const states = [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
  console.log(
    `${killed} SIGKILLs, ${chat.posts()} posts, ${chat.faults()} network faults, ${seconds.toFixed(0)} s`,
  );
  console.log(`store: ${states}`);
  console.log(`${deliveries} deliveries: ${lost} lost, ${doubled} doubled`);
  return lost === 0 && doubled === 0;
}

process.exitCode = (await main(KILLS ?? 420, DELIVERIES ?? 600, SEED ?? 1)) ? 0 : 1;
