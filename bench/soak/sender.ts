import { randomBytes } from 'node:crypto';
import { readDatabaseUrl } from '../../src/app/config/database-url.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { SYSTEM_CLOCK } from '../../src/core/clock.ts';
import type { Delivery } from '../../src/core/delivery.ts';
import { createProcessMemory } from '../../src/core/memory.ts';
import { createDigests } from '../../src/digest/digests.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { SILENT } from '../../src/domain/log.ts';
import type { Source } from '../../src/domain/source.ts';
import { createButtonCodec } from '../../src/platforms/button-codec.ts';
import { createRest } from '../../src/platforms/discord/api/rest.ts';
import { createDelivery as createDiscordDelivery } from '../../src/platforms/discord/deliver/delivery.ts';
import { createClients } from '../../src/platforms/slack/api/api.ts';
import { createDelivery as createSlackDelivery } from '../../src/platforms/slack/deliver/delivery.ts';
import { TIMINGS } from '../../src/platforms/slack/timings.ts';
import { watchPostgresStore } from '../../src/store/postgres/watch.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';

/**
 * The process that `kill.ts` and `restart.ts` kill: digests over a store and both platforms' own deliveries, until
 * all is settled. Without an address of Slack's it goes at Discord's own pace, and is as patient as the product.
 */
const [file = '', discordUrl = '', slackUrl = '', self = '', pace = '6'] = process.argv.slice(2);
const hurried = slackUrl !== '';
/** Slow enough that each life sends a few, so that most kills hit something under way. */
const SLOW = { perSecond: Number(pace), perTenantPerSecond: Number(pace), perChannelMs: 0 };
const LOOK_EVERY_MS = 200;
const SECRET = 'soak';

const source: Source = {
  ...{ kind: 'source', id: 'paper', publisher: 'The Paper', quality: 'original', origin: 'paper' },
  published: { precision: 'day', from: '2025-11-20', to: '2025-11-20' },
};
const briefing: Briefing = {
  ...{ id: 'soak', title: 'A story', mainText: '', latestText: '', zone: 'UTC', reviewed: '2025-11-25' },
  ...{ asOf: null, sources: [source], actors: [], texts: [], provisions: [], statements: [], events: [] },
  ...{ occasions: [], positions: [], votes: [], figures: [], deadlines: [], conflicts: [], gaps: [] },
  lead: [{ text: 'They are talking.', sources: [{ source: 'paper' }], reported: '2025-11-20' }],
};

const clients = createClients({ apiUrl: slackUrl, timeoutMs: 500, log: SILENT });
const slack: Delivery = createSlackDelivery({
  commands: COMMANDS,
  clientOf: async () => clients(`xoxb-${SECRET}`),
  codecFor: (tenant) => createButtonCodec({ secret: SECRET, tenant, maxLength: 2_000 }),
  tokenRefused: () => {},
  ...{ log: SILENT, clock: SYSTEM_CLOCK, timings: { ...TIMINGS, call: 500, betweenPosts: 0 } },
});
const discord: Delivery = createDiscordDelivery({
  rest: createRest({ token: SECRET, apiUrl: discordUrl, now: Date.now, log: SILENT }),
  memory: createProcessMemory(Date.now),
  commands: COMMANDS,
  ...{ secret: SECRET, clock: SYSTEM_CLOCK, log: SILENT, self: () => self },
});

const server = readDatabaseUrl(file);
const watched =
  server.kind === 'postgres' ? await watchPostgresStore({ address: server.address, log: SILENT }) : null;
const store = watched?.store ?? (await openSqliteStore({ file, exclusive: true }));
const digests = createDigests({
  store,
  deliveries: new Map<string, Delivery>(
    hurried
      ? [
          ['discord', { ...discord, limits: SLOW }],
          ['slack', { ...slack, limits: SLOW }],
        ]
      : [['discord', discord]],
  ),
  briefings: () => new Map([[briefing.id, briefing]]),
  ...{ declared: [], alone: watched === null, log: SILENT },
  ...(watched === null ? {} : { duties: { lead: true, send: 'always' } }),
  // One that is alone recovers what it finds when it starts; several do so with each beat.
  beats(ring) {
    if (watched === null) return () => {};
    const beating = setInterval(ring, LOOK_EVERY_MS);
    return () => clearInterval(beating);
  },
  token: () => randomBytes(12).toString('base64url'),
  // The stand-ins store a message before they fail or never, so a doubt need not last a minute.
  ...(hurried
    ? { timing: { leaseMs: watched === null ? 30_000 : 4_000, doubtMs: 1_200, lookAgainMs: 500 } }
    : {}),
});
watched?.onWell(digests.wake);
watched?.onWake((what) => (what === 'plan' ? digests.packsChanged() : digests.wake()));
await watched?.start();
await digests.start();
process.stdout.write('ready\n');
const timer = setInterval(() => {
  void finished().catch((error: unknown) => {
    // A server that is being restarted: it is asked again.
    if (watched === null) throw error;
  });
}, LOOK_EVERY_MS);

async function finished(): Promise<void> {
  const counts = await store.countDeliveries();
  const open = [...counts].filter(([state]) => state !== 'sent' && state !== 'reconciled');
  if (counts.size === 0 || open.length > 0) return;
  clearInterval(timer);
  await digests.stop();
  await store.close();
  process.exit(0);
}
