import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync, writeSync } from 'node:fs';
import { readDatabaseUrl } from '../../src/app/config/database-url.ts';
import { SYSTEM_CLOCK } from '../../src/core/clock.ts';
import type { Delivery } from '../../src/core/delivery.ts';
import { createDigests } from '../../src/digest/digests.ts';
import { SILENT } from '../../src/domain/log.ts';
import { watchPostgresStore } from '../../src/store/postgres/watch.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { followedStory } from './story.ts';

/**
 * The process that `planning.ts` kills: digests over a store and a chat that is a file, the pack as another file says. It
 * leads by the name it is given, so that a lease it leaves behind can be given back.
 */
const [where = '', chat = '', pack = '', holder = ''] = process.argv.slice(2);
const LOOK_EVERY_MS = 50;

const loaded = followedStory(pack);

const delivery: Delivery = {
  limits: { perSecond: 50_000, perTenantPerSecond: 50_000, perChannelMs: 0 },
  async post({ channel, thread = '' }, answer, key) {
    appendFileSync(chat, `${JSON.stringify({ channel, thread, key, records: answer.records.length })}\n`);
    await new Promise((resolve) => setTimeout(resolve, 2));
    return { kind: 'sent', message: key };
  },
  edit: async (_, message) => ({ kind: 'sent', message }),
  find: async (_, key) =>
    readFileSync(chat, 'utf8').includes(`"key":"${key}"`)
      ? { kind: 'found', message: key }
      : { kind: 'absent' },
  probe: async () => ({ kind: 'ok', name: 'channel' }),
};

const server = readDatabaseUrl(where);
const watched =
  server.kind === 'postgres' ? await watchPostgresStore({ address: server.address, log: SILENT }) : null;
/** Says each page before it is written, so that a kill can be aimed at it. */
function told(store: Store): Store {
  return {
    ...store,
    planSlots(slots, now, looked) {
      if (slots.length > 0) writeSync(1, 'page\n');
      return store.planSlots(slots, now, looked);
    },
    leading: (lease) => told(store.leading(lease)),
  };
}
const store = told(watched?.store ?? (await openSqliteStore({ file: where, exclusive: true })));
let named = false;
const digests = createDigests({
  ...{ store, alone: watched === null, log: SILENT, declared: [], clock: SYSTEM_CLOCK },
  ...(watched === null ? {} : { duties: { lead: true, send: 'always' } }),
  deliveries: new Map([['discord', delivery]]),
  briefings: () => new Map([['lake', loaded()]]),
  beats(ring) {
    const beating = setInterval(ring, LOOK_EVERY_MS);
    return () => clearInterval(beating);
  },
  token() {
    if (named) return randomBytes(12).toString('base64url');
    named = true;
    return holder;
  },
  // The file has a message or never gets it, so a doubt need not last a minute.
  timing: { leaseMs: 4_000, doubtMs: 1_000, lookAgainMs: 500 },
});
watched?.onWell(digests.wake);
watched?.onWake((what) => (what === 'plan' ? digests.packsChanged() : digests.wake()));
await watched?.start();
await digests.start();
process.stdout.write('ready\n');
