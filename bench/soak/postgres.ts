import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { addressUrl } from '../../tests/fixtures/postgres/address-url.ts';
import { startPostgres } from '../../tests/fixtures/postgres/start.ts';
import { startSoakChat } from './chat.ts';
import { seededRandom, startSender, subscribeAll, tallyOf } from './digests.ts';

/**
 * Several processes send digests to both platforms over one PostgreSQL and a network that fails, while they are killed and
 * stopped (SIGSTOP, for longer than a claim lasts) and the server is restarted, soundly and as by a crash. In the end each message
 * must be there exactly once.
 * A process that is stopped is replaced meanwhile, and goes on beside the others when its time is over.
 * `node bench/soak/postgres.ts [processes] [digests] [kills] [stops] [restarts] [seed] [seconds of a stop]`; PG_BIN names
 * another server's programs.
 * Ends by itself, exit code 1 where a message is lost or doubled.
 */
// A stop is longer than a claim of the senders lasts, which is 4 s.
const [PROCESSES = 4, DIGESTS = 200, KILLS = 40, STOPS = 3, RESTARTS = 3, SEED = 1, STOP_SECONDS = 6] =
  process.argv.slice(2).map(Number);
const FAULT_SHARE = 0.17;
const STOP_AFTER_MS = 1_200_000;

type Blow = 'kill' | 'stop' | 'restart';

async function main(): Promise<boolean> {
  const random = seededRandom(SEED);
  const server = await startPostgres(process.env.PG_BIN);
  const chat = await startSoakChat(DIGESTS / 2, FAULT_SHARE, random);
  const began = performance.now();
  const senders = new Map<ChildProcess, Promise<number | null>>();
  /** Those that are stopped. */
  const still = new Set<ChildProcess>();
  let finished = 0;
  const keep = () => {
    while (senders.size - still.size < PROCESSES && finished === 0) {
      const child = startSender(addressUrl({ host: server.host, schema: 'soak' }), chat.addresses);
      const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
      senders.set(child, exited);
      void exited.then((code) => {
        senders.delete(child);
        still.delete(child);
        if (code === 0) finished += 1;
        keep();
      });
    }
  };
  const strike = async (blow: Blow) => {
    const [victim] = [...senders.keys()].filter((child) => !still.has(child)).sort(() => random() - 0.5);
    switch (blow) {
      case 'kill':
        victim?.kill('SIGKILL');
        return;
      case 'stop':
        if (victim === undefined) return;
        victim.kill('SIGSTOP');
        still.add(victim);
        keep();
        void wait(STOP_SECONDS * 1_000, undefined, { ref: false }).then(() => {
          still.delete(victim);
          victim.kill('SIGCONT');
        });
        return;
      case 'restart':
        await server.stop(random() < 0.5 ? 'stop' : 'kill');
        await server.start();
    }
  };
  const blows: Blow[] = [
    ...Array<Blow>(KILLS).fill('kill'),
    ...Array<Blow>(STOPS).fill('stop'),
    ...Array<Blow>(RESTARTS).fill('restart'),
  ].sort(() => random() - 0.5);
  const struck = { kill: 0, stop: 0, restart: 0 };
  try {
    const store = await openPostgresStore({
      address: {
        ...{ host: server.host, port: 5432, user: 'desk', password: undefined, database: 'postgres' },
        ...{ schema: 'soak', tls: false },
      },
    });
    await subscribeAll(store, chat);
    await store.close();
    keep();
    for (const blow of blows) {
      await wait(150 + random() * 600);
      if (finished > 0 || performance.now() - began > STOP_AFTER_MS) break;
      struck[blow] += 1;
      await strike(blow);
    }
    while (senders.size > 0 && performance.now() - began < STOP_AFTER_MS) await Promise.all(senders.values());
    const { lines, messages, lost, doubled } = tallyOf(chat);
    for (const line of lines) console.log(line);
    console.log(
      `${PROCESSES} processes, ${struck.kill} SIGKILLs, ${struck.stop} SIGSTOPs of ${STOP_SECONDS} s, ${struck.restart} restarts of the server, ${chat.posts()} posts, ${chat.faults()} network faults, ${((performance.now() - began) / 1_000).toFixed(0)} s`,
    );
    console.log(`${DIGESTS} digests, ${messages} messages: ${lost} lost, ${doubled} doubled`);
    return lost === 0 && doubled === 0;
  } finally {
    finished += 1;
    for (const child of senders.keys()) child.kill('SIGKILL');
    await chat.close();
    await server.end();
  }
}

process.exitCode = (await main()) ? 0 : 1;
