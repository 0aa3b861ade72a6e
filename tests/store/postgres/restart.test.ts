import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SYSTEM_CLOCK } from '../../../src/core/clock.ts';
import { createDigests, type Digests } from '../../../src/digest/digests.ts';
import { type Log, SILENT } from '../../../src/domain/log.ts';
import { EVERY_DAY } from '../../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import type { PostgresAddress } from '../../../src/store/postgres/address.ts';
import { watchPostgresStore } from '../../../src/store/postgres/watch.ts';
import type { WatchedStore } from '../../../src/store/watch.ts';
import { createChat } from '../../fakes/chat.ts';
import { startPostgresWire } from '../../fakes/postgres-wire.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { addressOn, asOwner } from '../../fixtures/postgres/postgres.ts';
import { type PostgresServer, startPostgres } from '../../fixtures/postgres/start.ts';
import { subscription } from '../../fixtures/subscription.ts';

const CHANNELS = 30;
const WITHIN = { timeout: 30_000, interval: 50 };

describe('a PostgreSQL that goes away while digests are sent', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.end());

  /** Processes that share the store and send what is due, to a platform that counts. */
  async function sending(address: PostgresAddress, many: number, onPost: (call: number) => void) {
    const chat = createChat({
      ...{ clock: SYSTEM_CLOCK, kind: 'history', latencyMs: 5 },
      limits: { perSecond: 200, perTenantPerSecond: 200, perChannelMs: 0 },
      fate: (_, call) => {
        onPost(call);
        return { kind: 'ok' };
      },
    });
    const running: { readonly watched: WatchedStore; readonly digests: Digests }[] = [];
    for (let at = 0; at < many; at += 1) {
      const watched = await watchPostgresStore({ address, log: SILENT });
      const digests = createDigests({
        store: watched.store,
        deliveries: new Map([['discord', chat.delivery]]),
        briefings: () => new Map([['lake', lakeBriefing()]]),
        declared: [],
        beats: (ring) => {
          const timer = setInterval(ring, 200);
          return () => clearInterval(timer);
        },
        token: () => randomBytes(12).toString('base64url'),
        ...{ alone: false, duties: { lead: true, send: 'always' }, log: SILENT },
        timing: { leaseMs: 3_000, doubtMs: 500, lookAgainMs: 500 },
      });
      watched.onWell(digests.wake);
      watched.onWake((what) => (what === 'plan' ? digests.packsChanged() : digests.wake()));
      running.push({ watched, digests });
    }
    return {
      chat,
      running,
      async stop() {
        for (const { digests, watched } of running) {
          await digests.stop();
          await watched.store.close();
        }
      },
    };
  }

  const subscribeAll = async ({ store }: WatchedStore) => {
    const due = Temporal.Now.instant().subtract({ minutes: 2 }).toZonedDateTimeISO('UTC');
    const weekday = EVERY_DAY.find((day) => day === due.dayOfWeek) ?? 1;
    const time = due.toPlainTime().toString({ smallestUnit: 'minute' });
    for (let at = 0; at < CHANNELS; at += 1) {
      const place = {
        platform: 'discord',
        tenant: tenantId('guild-1'),
        channel: `channel-${at}`,
        thread: '',
      };
      await store.saveSubscription(
        subscription({
          ...{ id: `sub-${at}`, place, schedule: { time, days: [weekday], zone: 'UTC' }, threads: false },
          ...{ since: 0, createdAt: 0 },
        }),
        { at: 0, ...place, actor: 'user', action: 'subscribe', subject: `sub-${at}`, detail: '' },
      );
    }
  };

  test.each(['stop', 'kill'] as const)('loses none and doubles none: %s, and a start', async (how) => {
    let down: Promise<void> | undefined;
    const desk = await sending(addressOn(server.host), 2, (call) => {
      if (call === 8) down = server.stop(how).then(server.start);
    });
    const [first] = desk.running;
    if (first === undefined) throw new Error('No process.');
    await subscribeAll(first.watched);
    for (const { digests, watched } of desk.running) {
      await watched.start();
      await digests.start();
    }
    await vi.waitFor(async () => {
      const counts = await first.watched.store.countDeliveries();
      expect((counts.get('sent') ?? 0) + (counts.get('reconciled') ?? 0)).toBe(CHANNELS);
    }, WITHIN);
    await down;
    expect(down).toBeDefined();
    const channels = desk.chat.messages.map(({ destination }) => destination.channel);
    expect([channels.length, new Set(channels).size]).toEqual([CHANNELS, CHANNELS]);
    await desk.stop();
  });

  test('is told once in the log and once more when it is back, and every question at once', async () => {
    const lines: string[] = [];
    const log: Log = { ...SILENT, error: (line) => lines.push(line), info: (line) => lines.push(line) };
    const wire = await startPostgresWire(server.host);
    const watched = await watchPostgresStore({ address: addressOn(wire.host), log });
    await watched.start();
    const woken: string[] = [];
    watched.onWake((what) => woken.push(what));
    wire.cut();
    await expect(watched.store.lineOf('thread', 0)).rejects.toMatchObject({ code: 'away' });
    await expect(watched.store.lineOf('thread', 0)).rejects.toMatchObject({ code: 'away' });
    expect(watched.trouble()).toMatchObject({ code: 'away' });
    wire.mend();
    await vi.waitFor(() => expect(watched.trouble()).toBeNull(), WITHIN);
    expect(await watched.store.lineOf('thread', 0)).toBeUndefined();
    expect(lines).toEqual([
      expect.stringMatching(/does not answer for the database.*no digest is posted/),
      expect.stringMatching(/can be used again/),
    ]);
    // It hears again, too.
    await vi.waitFor(() => expect(woken).toContain('plan'), WITHIN);
    await watched.store.close();
    await wire.close();
  });

  test('ends sessions that the server ends without a question failing', async () => {
    const address = addressOn(server.host);
    const watched = await watchPostgresStore({ address, log: SILENT });
    await watched.store.markSeen('key', Date.now(), Date.now() + 60_000);
    await asOwner(
      server.host,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'readout'`,
    );
    expect(await watched.store.isSeen('key', Date.now())).toBe(true);
    await watched.store.close();
  });

  test('wakes the other processes for what one of them plans', async () => {
    const address = addressOn(server.host);
    const one = await watchPostgresStore({ address, log: SILENT });
    const other = await watchPostgresStore({ address, log: SILENT });
    const woken: string[] = [];
    other.onWake((what) => woken.push(what));
    await other.start();
    await vi.waitFor(() => expect(woken).toEqual(['plan']), WITHIN);
    await one.store.enqueue([], [], 0);
    await vi.waitFor(() => expect(woken).toEqual(['plan', 'deliver']), WITHIN);
    await Promise.all([one.store.close(), other.store.close()]);
  });
});
