import { randomBytes } from 'node:crypto';
import { createDigests } from '../src/digest/digests.ts';
import type { Briefing } from '../src/domain/briefing.ts';
import { SILENT } from '../src/domain/log.ts';
import type { Source } from '../src/domain/source.ts';
import { openSqliteStore } from '../src/store/sqlite.ts';
import { CHAT_KINDS } from './loopback-chat.ts';
import { loopbackDelivery } from './loopback-delivery.ts';

/** The process that `soak-kill` kills: digests over a store and the loopback chat, until everything is settled. */
const [file = '', url = ''] = process.argv.slice(2);
/** Slow enough that each life sends a few, so that most kills hit something under way. */
const PER_SECOND = 6;
const LOOK_EVERY_MS = 200;

const source: Source = {
  ...{ kind: 'source', id: 'paper', publisher: 'The Paper', quality: 'original', origin: 'paper' },
  published: { precision: 'day', from: '2025-11-20', to: '2025-11-20' },
};
const briefing: Briefing = {
  ...{
    id: 'soak',
    title: 'A story',
    mainText: '',
    latestText: '',
    zone: 'UTC',
    reviewed: '2025-11-25',
    asOf: null,
  },
  lead: [{ text: 'They are talking.', sources: [{ source: 'paper' }], reported: '2025-11-20' }],
  ...{ sources: [source], actors: [], texts: [], provisions: [], statements: [], events: [], positions: [] },
  ...{ conflicts: [], gaps: [] },
};

const store = await openSqliteStore({ file, exclusive: true });
const digests = createDigests({
  store,
  deliveries: new Map(CHAT_KINDS.map((kind) => [kind, loopbackDelivery(url, kind, PER_SECOND)])),
  briefings: () => new Map([[briefing.id, briefing]]),
  ...{ declared: [], alone: true, log: SILENT, beats: () => () => {} },
  token: () => randomBytes(12).toString('base64url'),
  // The stand-in gives up and commits within a second, so a doubt need not last a minute.
  timing: { leaseMs: 5_000, doubtMs: 1_200, lookAgainMs: 500 },
});
await digests.start();
process.stdout.write('ready\n');
const timer = setInterval(() => {
  void store.countDeliveries().then(async (counts) => {
    const open = [...counts].filter(([state]) => state !== 'sent' && state !== 'reconciled');
    if (counts.size === 0 || open.length > 0) return;
    clearInterval(timer);
    await digests.stop();
    await store.close();
    process.exit(0);
  });
}, LOOK_EVERY_MS);
