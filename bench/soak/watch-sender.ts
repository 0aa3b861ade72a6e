import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import type { Clock } from '../../src/core/clock.ts';
import type { Delivery } from '../../src/core/delivery.ts';
import { createDigests } from '../../src/digest/digests.ts';
import { SILENT } from '../../src/domain/log.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { said } from '../../tests/fixtures/asking.ts';
import { followedStory } from './story.ts';

/**
 * The process that `watch.ts` and `mixed.ts` kill: watches and digests over a store, a chat that is a file, and a clock that runs faster. Which
 * records the pack has stands in a file that grows and shrinks meanwhile.
 */
const [file = '', chat = '', pack = '', began = '0', factor = '1'] = process.argv.slice(2);
const start = Number(began);
const now = () => Math.round(Date.parse('2025-11-25T06:00:00Z') + (Date.now() - start) * Number(factor));
const clock: Clock = {
  now,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const timer = setTimeout(resolve, ms / Number(factor));
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
  after(ms, run) {
    const timer = setTimeout(run, ms / Number(factor));
    return () => clearTimeout(timer);
  },
};

const loaded = followedStory(pack);

const lines = () =>
  readFileSync(chat, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
const write = (line: object) => appendFileSync(chat, `${JSON.stringify(line)}\n`);
const delivery: Delivery = {
  limits: { perSecond: 50_000, perTenantPerSecond: 50_000, perChannelMs: 0 },
  async post({ channel, thread = '', aloud = false }, answer, key) {
    // Stored before anybody hears of it: most kills hit here.
    write({ kind: 'post', channel, thread, aloud, key, records: answer.records, said: said(answer) });
    await new Promise((resolve) => setTimeout(resolve, 2));
    return { kind: 'sent', message: key };
  },
  async edit(_, message, answer) {
    write({ kind: 'edit', message, said: said(answer) });
    return { kind: 'sent', message };
  },
  find: async (_, key) =>
    lines().some((line) => line.includes(`"key":"${key}"`))
      ? { kind: 'found', message: key }
      : { kind: 'absent' },
  probe: async () => ({ kind: 'ok', name: 'channel' }),
};
const store = await openSqliteStore({ file, exclusive: true });
const digests = createDigests({
  ...{ store, clock, alone: true, log: SILENT, declared: [] },
  deliveries: new Map([['discord', delivery]]),
  briefings: () => new Map([['lake', loaded()]]),
  beats(ring) {
    const beating = setInterval(ring, 30);
    return () => clearInterval(beating);
  },
  token: () => randomBytes(12).toString('base64url'),
  timing: { leaseMs: 60_000, doubtMs: 30_000, lookAgainMs: 30_000 },
});
await digests.start();
process.stdout.write('ready\n');
