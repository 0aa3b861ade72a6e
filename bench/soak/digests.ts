import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EVERY_DAY, EVERYTHING, type Subscription } from '../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import type { Store } from '../../src/store/store.ts';
import { GUILD } from '../../tests/fakes/discord/interactions.ts';
import type { SoakChat } from './chat.ts';

/** Numbers in [0, 1) that are the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const BRIEF = { format: 'brief', threads: true } as const;
const STANDARD = { format: 'standard', threads: false } as const;

function hasThread(at: number): boolean {
  return at % 2 === 0;
}

/** One digest for every channel of both platforms, all due a moment ago; every other one with its detail in a thread. */
export async function subscribeAll(store: Store, { channels }: SoakChat): Promise<void> {
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
        place: { platform, tenant: tenantId(GUILD), channel, thread: '' },
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
}

/** What the platforms hold, against what they should. */
export interface Tally {
  readonly messages: number;
  readonly lost: number;
  readonly doubled: number;
  /** A sentence a platform. */
  readonly lines: readonly string[];
}

export function tallyOf(chat: SoakChat): Tally {
  let [lost, doubled, messages] = [0, 0, 0];
  const lines: string[] = [];
  for (const [platform, stored] of Object.entries(chat.stored())) {
    let right = 0;
    for (const [at, { leads, details }] of stored.entries()) {
      const wanted = hasThread(at) ? 1 : 0;
      lost += Number(leads === 0) + Math.max(0, wanted - details);
      doubled += Math.max(0, leads - 1) + Math.max(0, details - wanted);
      messages += 1 + wanted;
      right += Number(leads === 1 && details === wanted);
    }
    lines.push(`${platform}: ${right} of ${stored.length} channels hold exactly their one digest`);
  }
  return { messages, lost, doubled, lines };
}

/** A process that sends over the store, a file or what DATABASE_URL would name, at `pace` posts a second, until all is settled. */
export function startSender(store: string, addresses: readonly string[], pace = 6): ChildProcess {
  const script = fileURLToPath(new URL('./sender.ts', import.meta.url));
  return spawn(process.execPath, [script, store, ...addresses, String(pace)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Lets a sender live for `ms` from the moment it is ready, then kills it; true where it had finished everything. */
export async function lifeOf(child: ChildProcess, ms: number): Promise<boolean> {
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
