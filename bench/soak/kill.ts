import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { type SoakChat, startSoakChat } from './chat.ts';
import { lifeOf, seededRandom, startSender, subscribeAll, tallyOf } from './digests.ts';

/**
 * Kills the sending process again and again while it posts digests to both platforms over a network that fails, and
 * counts what they have stored in the end: each message must be there exactly once. Every other digest is a brief one,
 * a lead with its detail in a thread.
 * `node bench/soak/kill.ts [kills] [deliveries] [seed]`; ends by itself, exit code 1 where one is lost or doubled.
 */
const [KILLS, DELIVERIES, SEED] = [420, 600, 1].map((usual, at) => Number(process.argv[2 + at] ?? usual));
const FAULT_SHARE = 0.17;
/** The longest a run may take, whatever happens. */
const STOP_AFTER_MS = 1_200_000;

async function main(kills: number, deliveries: number, seed: number): Promise<boolean> {
  const random = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'readout-soak-'));
  const file = join(folder, 'readout.db');
  const chat = await startSoakChat(deliveries / 2, FAULT_SHARE, random);
  const began = performance.now();
  try {
    const store = await openSqliteStore({ file, exclusive: true });
    await subscribeAll(store, chat);
    await store.close();
    let killed = 0;
    let done = false;
    while (!done && performance.now() - began < STOP_AFTER_MS) {
      const child = startSender(file, chat.addresses);
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
  const { lines, messages, lost, doubled } = tallyOf(chat);
  for (const line of lines) console.log(line);
  const states = [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
  console.log(
    `${killed} SIGKILLs, ${chat.posts()} posts, ${chat.faults()} network faults, ${seconds.toFixed(0)} s`,
  );
  console.log(`store: ${states}`);
  console.log(`${deliveries} digests, ${messages} messages: ${lost} lost, ${doubled} doubled`);
  return lost === 0 && doubled === 0;
}

process.exitCode = (await main(KILLS ?? 420, DELIVERIES ?? 600, SEED ?? 1)) ? 0 : 1;
