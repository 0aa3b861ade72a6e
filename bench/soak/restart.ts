import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EVERY_DAY, type Subscription } from '../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { type FakeDiscord, type Received, startFakeDiscord } from '../../tests/fakes/discord/fake-discord.ts';
import { BOT, GUILD } from '../../tests/fakes/discord/interactions.ts';
import { subscription } from '../../tests/fixtures/subscription.ts';

/**
 * One SIGKILL in a fan-out of digests with threads on Discord, at its own limits and with the product's own patience:
 * how long after the restart every digest is whole, and the busiest second that Discord saw.
 * `node bench/soak/restart.ts [channels] [seconds before the kill …]`; exit code 1 where a bound is missed.
 */
const [CHANNELS = 20, ...KILLS] = process.argv.slice(2).map(Number);
const KILL_AFTER_S = KILLS.length > 0 ? KILLS : [0.15, 0.4, 0.7, 1.1, 1.6];
/** Beyond what the limits alone would take. */
const BOUND_S = 30;
const GLOBAL_LIMIT = 50;
/** As long as Discord takes: what is on its way when the process dies is what has to be found out about. */
const LATENCY_MS = 300;
const STOP_AFTER_MS = 240_000;

const posts = ({ method, path }: Received) => method === 'POST' && path.endsWith('/messages');

async function main(): Promise<boolean> {
  let held = true;
  for (const seconds of KILL_AFTER_S) held = (await killedAfter(seconds)) && held;
  return held;
}

async function killedAfter(seconds: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-restart-'));
  const file = join(folder, 'readout.db');
  const discord = await startFakeDiscord();
  discord.latencyMs = LATENCY_MS;
  const channels = Array.from({ length: CHANNELS }, (_, at) => String(700_000_000_000_000_000n + BigInt(at)));
  let child: ChildProcess | null = null;
  try {
    await subscribeAll(file, discord, channels);
    child = start(file, discord.apiUrl);
    await discord.seen(posts);
    await wait(seconds * 1_000);
    const before = discord.requests.filter(posts).length;
    await ended(child);
    child = start(file, discord.apiUrl);
    await new Promise((resolve) => child?.stdout?.once('data', resolve));
    const began = performance.now();
    const took = await whole(discord, channels, began);
    const all = [...discord.messages.values()].flat().length;
    const times = discord.requests.map(({ at }) => at);
    const busiest = Math.max(
      ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
    );
    console.log(
      `killed ${seconds} s after the first post (${before} of ${2 * CHANNELS} sent): whole ${took.toFixed(1)} s after the restart (bound ${BOUND_S}), ${all} messages stored; at most ${busiest} requests in a second (bound ${GLOBAL_LIMIT})`,
    );
    return took <= BOUND_S && all === 2 * CHANNELS && busiest <= GLOBAL_LIMIT;
  } finally {
    if (child !== null) await ended(child);
    await discord.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function subscribeAll(file: string, discord: FakeDiscord, channels: readonly string[]): Promise<void> {
  const store = await openSqliteStore({ file, exclusive: true });
  const due = Temporal.Now.instant().subtract({ minutes: 2 }).toZonedDateTimeISO('UTC');
  const time = due.toPlainTime().toString({ smallestUnit: 'minute' });
  for (const channel of channels) {
    discord.channels.set(channel, { id: channel, type: 0, guild_id: GUILD, permission_overwrites: [] });
    const made: Subscription = subscription({
      ...{ id: `sub-${channel}`, story: 'soak', format: 'brief', threads: true },
      ...{ place: { platform: 'discord', tenant: tenantId(GUILD), channel, thread: '' } },
      schedule: { time, days: EVERY_DAY, zone: 'UTC' },
    });
    const why = { at: 0, ...made.place, actor: 'soak', action: 'subscribe', subject: made.id, detail: '' };
    await store.saveSubscription(made, why);
  }
  await store.close();
}

function start(file: string, discordUrl: string): ChildProcess {
  const script = fileURLToPath(new URL('./sender.ts', import.meta.url));
  return spawn(process.execPath, [script, file, discordUrl, '', BOT], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

/** Seconds until every channel holds its lead and, in the lead's thread, its detail. */
async function whole(discord: FakeDiscord, channels: readonly string[], began: number): Promise<number> {
  const isWhole = (channel: string) => {
    const [lead] = discord.messages.get(channel) ?? [];
    return lead !== undefined && (discord.messages.get(String(lead.id))?.length ?? 0) > 0;
  };
  while (!channels.every(isWhole) && performance.now() - began < STOP_AFTER_MS) await wait(20);
  return (performance.now() - began) / 1_000;
}

process.exitCode = (await main()) ? 0 : 1;
