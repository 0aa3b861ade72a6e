import { describe, expect, test } from 'vitest';
import { type Log, SILENT } from '../../../src/domain/log.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { createSimulatedClock } from '../../fakes/simulated-clock.ts';
import { HOUR, MINUTE, openDesk, placeNumber } from '../../fixtures/digest-desk.ts';

const START = Temporal.Instant.from('2025-11-25T05:58:00Z').epochMilliseconds;
const EVERYBODY = { alone: false, duties: { lead: true, send: 'always' } } as const;

describe('processes that share a store', () => {
  const shared = async () => {
    const clock = createSimulatedClock(START);
    const store = await openSqliteStore({ file: ':memory:', exclusive: true });
    return { clock, store };
  };

  test('post nothing after a stop for longer than the claim, when somebody else has posted it', async () => {
    const { clock, store } = await shared();
    let starts = 0;
    const stopped: Store = {
      ...store,
      // As a process that is stopped between writing down that it sends and sending.
      async startSending(...given) {
        const started = await store.startSending(...given);
        starts += 1;
        if (starts === 1) await clock.sleep(4 * MINUTE);
        return started;
      },
    };
    const desk = await openDesk({ clock, store: stopped, chat: { kind: 'history' }, over: EVERYBODY });
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await clock.advance(2 * MINUTE + 1_000);
    const other = desk.another({ store });
    await other.start();
    await clock.advance(10 * MINUTE);
    expect(desk.chat.messages).toHaveLength(1);
    expect([...(await store.countDeliveries())]).toEqual([[expect.stringMatching(/sent|reconciled/), 1]]);
    await desk.digests.stop();
    await other.stop();
  });

  test('write what the platform answered once the store is back, without asking the platform again', async () => {
    const { clock, store } = await shared();
    let away = 0;
    const restarting: Store = {
      ...store,
      async settle(...given) {
        away += 1;
        if (away <= 4) throw new StoreError('away', { fault: 'It restarts.', remedy: 'Wait.' });
        return store.settle(...given);
      },
    };
    const desk = await openDesk({ clock, store: restarting, chat: { kind: 'history' }, over: EVERYBODY });
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await clock.advance(3 * MINUTE);
    expect(await store.countDeliveries()).toEqual(new Map([['sent', 1]]));
    expect([desk.chat.calls.post, desk.chat.calls.find]).toEqual([1, 0]);
    await desk.digests.stop();
  });

  test('send for whoever leads, and plan only while they lead', async () => {
    const { clock, store } = await shared();
    const desk = await openDesk({
      clock,
      store,
      over: { ...EVERYBODY, duties: { lead: true, send: 'never' } },
    });
    await desk.subscribe(
      ...[0, 1, 2].map((at) => ({ id: `s${at}`, place: placeNumber(at), threads: false })),
    );
    const sender = desk.another({ duties: { lead: false, send: 'always' } });
    await sender.start();
    await clock.advance(3 * MINUTE);
    expect(desk.chat.messages).toEqual([]);
    await desk.digests.start();
    await clock.advance(2 * MINUTE);
    expect(desk.chat.messages).toHaveLength(3);
    await desk.digests.stop();
    await sender.stop();
  });

  test('plan nothing after another one took the lead, and say so', async () => {
    const { clock, store } = await shared();
    const warned: string[] = [];
    const log: Log = { ...SILENT, warn: (line) => warned.push(line) };
    let renewals = 0;
    const stopped: Store = {
      ...store,
      // As a process that was stopped, and goes on with its beat before it asks whether it still leads.
      async holdLease(name, holder, now, until) {
        renewals += 1;
        return renewals === 1 ? store.holdLease(name, holder, now, until) : 1;
      },
    };
    const desk = await openDesk({ clock, store: stopped, over: { ...EVERYBODY, log } });
    await desk.digests.start();
    await clock.advance(1_000);
    const other = desk.another({ store, log: SILENT });
    await other.start();
    await clock.advance(90_000);
    expect(await store.holdLease('digest', 'nobody', clock.now(), clock.now())).toBeNull();
    await desk.subscribe({ threads: false });
    await clock.advance(2 * HOUR);
    expect(warned).toContain('Another process plans digests now.');
    expect(desk.chat.messages).toHaveLength(1);
    await desk.digests.stop();
    await other.stop();
  });
});
