import { describe, expect, test } from 'vitest';
import type { BlockReason } from '../../../src/core/delivery.ts';
import type { Fate } from '../../fakes/chat.ts';
import { said } from '../../fixtures/asking.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { type Desk, HOUR, MINUTE, openDesk, placeNumber } from '../../fixtures/digest-desk.ts';
import { subscription } from '../../fixtures/subscription.ts';

const { place } = subscription();
const stateOf = async ({ store }: Desk) =>
  (await store.deliveriesIn(place, 50)).map(({ part, state }) => `${part} ${state}`).sort();
const always = (fate: Fate) => () => fate;
const once =
  (fate: Fate) =>
  (_: unknown, call: number): Fate =>
    call === 1 ? fate : { kind: 'ok' };

describe('delivery', () => {
  test('posts the lead at its time and the detail in its thread, once', async () => {
    const desk = await openDesk();
    await desk.subscribe();
    await desk.digests.start();
    await desk.clock.advance(MINUTE);
    expect(desk.chat.messages).toEqual([]);
    await desk.clock.advance(2 * HOUR);
    expect(desk.chat.messages.map(({ destination }) => destination.thread)).toEqual([undefined, 'm1']);
    expect(await stateOf(desk)).toEqual(['0 sent', '1 sent']);
    await desk.digests.stop();
  });

  test('says nothing the next day where nothing changed, and tells what changed the day after', async () => {
    const desk = await openDesk();
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await desk.clock.advance(26 * HOUR);
    expect(desk.chat.messages).toHaveLength(1);
    const [first, ...others] = lakeBriefing().statements;
    if (first === undefined) throw new Error('The fixture has statements.');
    desk.load(
      lakeBriefing({ statements: [first, ...others, { ...first, id: 'new', words: 'Quite new words.' }] }),
    );
    await desk.clock.advance(24 * HOUR);
    expect(desk.chat.messages.map(({ answer }) => said(answer).split('\n').slice(0, 3))).toEqual([
      ['The Lake Accord: where it stands', 'Both sides are talking. [1]', 'New in the last days'],
      [
        'The Lake Accord: 1 change since Tue 08:00',
        'Both sides are talking. [1]',
        'Mira Holm: Said what calm says (21 November 2025; official statement). In these words: “Quite new words.” [1]',
      ],
    ]);
    await desk.digests.stop();
  });

  test.each<[string, 'nonce' | 'history', Fate]>([
    ['a reply lost before it was stored', 'nonce', { kind: 'lost-before' }],
    ['a reply lost before it was stored', 'history', { kind: 'lost-before' }],
    ['a reply lost after it was stored', 'nonce', { kind: 'lost-after' }],
    ['a reply lost after it was stored', 'history', { kind: 'lost-after' }],
    ['a call that hangs', 'nonce', { kind: 'hang' }],
    ['a call that hangs', 'history', { kind: 'hang' }],
    ['a message stored 20 s after we gave up', 'nonce', { kind: 'late', afterMs: 20_000 }],
    ['a message stored 20 s after we gave up', 'history', { kind: 'late', afterMs: 20_000 }],
    ['a connection that was refused', 'nonce', { kind: 'refused' }],
    ['a connection that was refused', 'history', { kind: 'refused' }],
  ])('stores one message after %s, on a %s platform', async (_, kind, fate) => {
    const desk = await openDesk({ chat: { kind, fate: once(fate) } });
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await desk.clock.advance(HOUR);
    expect(desk.chat.messages).toHaveLength(1);
    await desk.digests.stop();
  });

  test('waits at least a minute before it looks for a doubtful message', async () => {
    const desk = await openDesk({ chat: { kind: 'history', fate: once({ kind: 'lost-after' }) } });
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await desk.clock.advance(2 * MINUTE + 59_000);
    expect([desk.chat.calls.find, await stateOf(desk)]).toEqual([0, ['0 in-doubt']]);
    await desk.clock.advance(10_000);
    expect([desk.chat.calls.find, await stateOf(desk)]).toEqual([1, ['0 reconciled']]);
    await desk.digests.stop();
  });

  test('resends at once what was certainly not sent', async () => {
    const desk = await openDesk({ chat: { fate: once({ kind: 'refused' }) } });
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await desk.clock.advance(2 * MINUTE + 1_000);
    expect([desk.chat.calls.post, await stateOf(desk)]).toEqual([2, ['0 sent']]);
    await desk.digests.stop();
  });

  test('shows a doubt it cannot settle and never resends blindly', async () => {
    const desk = await openDesk({ chat: { kind: 'blind', fate: always({ kind: 'lost-after' }) } });
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await desk.clock.advance(12 * HOUR);
    expect([desk.chat.calls.post, desk.chat.messages.length, await stateOf(desk)]).toEqual([
      1,
      1,
      ['0 in-doubt'],
    ]);
    const [view] = await desk.digests.service.list({ ...place, user: 'user-1', mayConfigure: false });
    expect(view?.last).toMatchObject({ state: 'in-doubt', reason: 'History may not be read.' });
    await desk.digests.stop();
  });

  test('posts one late digest, marked late, after twenty minutes of downtime', async () => {
    const desk = await openDesk({ start: '2025-11-25T06:20:00Z' });
    await desk.subscribe({ since: 0, threads: false });
    await desk.digests.start();
    await desk.clock.advance(5 * HOUR);
    expect(desk.chat.messages).toHaveLength(1);
    expect(said(desk.chat.messages[0]?.answer ?? fail())).toContain('Late: due Tue 08:00, posted Tue 08:20.');
    await desk.digests.stop();
  });

  test('posts one notice and no digest after three days of downtime', async () => {
    const desk = await openDesk({ start: '2025-11-22T05:58:00Z' });
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await desk.clock.advance(HOUR);
    await desk.digests.stop();
    await desk.clock.advance(3 * 24 * HOUR + 10 * HOUR);
    const later = desk.another();
    await later.start();
    await desk.clock.advance(HOUR);
    expect(desk.chat.messages.map(({ answer }) => said(answer).split('\n')[0])).toEqual([
      'The Lake Accord: where it stands',
      'The Lake Accord: the digest of Tue 08:00 was missed',
    ]);
    expect(said(desk.chat.messages[1]?.answer ?? fail())).toContain(
      '2 earlier digests went by too. Next: Wed 08:00 Kyiv',
    );
    await later.stop();
  });

  test('posts a notice where the platform was down for longer than the window', async () => {
    const upFrom = Temporal.Instant.from('2025-11-25T13:00:00Z').epochMilliseconds;
    let now = () => 0;
    const desk = await openDesk({
      chat: { fate: () => ({ kind: now() < upFrom ? 'refused' : 'ok' }) },
    });
    now = desk.clock.now;
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await desk.clock.advance(9 * HOUR);
    expect(desk.chat.messages.map(({ answer }) => said(answer).split('\n')[0])).toEqual([
      'The Lake Accord: the digest of Tue 08:00 was missed',
    ]);
    expect(await stateOf(desk)).toEqual(['0 expired', '0 sent']);
    await desk.digests.stop();
  });

  test('parks a channel with its reason, tells the owner once and goes on when it is cured', async () => {
    let reason: BlockReason | null = 'archived';
    const told: string[] = [];
    const desk = await openDesk({
      chat: {
        fate: () => (reason === null ? { kind: 'ok' } : { kind: 'blocked', reason }),
        blocked: () => reason,
        async tell(tenant, user, answer) {
          told.push(`${tenant} ${user}: ${said(answer).split('\n')[1]}`);
          return { kind: 'sent', message: 'dm' };
        },
      },
    });
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await desk.clock.advance(26 * HOUR);
    expect(told).toEqual([
      'guild-1 user-1: The platform said no. It is sub-1, every day at 08:00 Kyiv time. It is kept and goes on by itself once this is mended; /digest resume in the channel tries at once.',
    ]);
    expect(desk.chat.calls.post).toBeLessThanOrEqual(2);
    const person = { ...place, user: 'user-1', mayConfigure: true };
    expect((await desk.digests.service.list(person))[0]?.parked).toMatchObject({ reason: 'archived' });
    await expect(desk.digests.service.resume(person, '')).rejects.toThrow('I cannot post here.');
    reason = null;
    await desk.clock.advance(25 * HOUR);
    expect((await desk.digests.service.list(person))[0]?.parked).toBe(null);
    expect(desk.chat.messages.length).toBeGreaterThan(0);
    await desk.digests.stop();
  });

  test('keeps one limited channel from delaying the others by more than a second', async () => {
    const desk = await openDesk({
      chat: {
        limits: { perSecond: 50, perTenantPerSecond: 50, perChannelMs: 1_000 },
        fate: ({ channel }, call) =>
          channel === 'channel-0' && call < 60 ? { kind: 'limited', retryAfterMs: 30_000 } : { kind: 'ok' },
      },
    });
    await desk.subscribe(
      ...Array.from({ length: 50 }, (_, at) => ({ id: `sub-${at}`, place: placeNumber(at), threads: false })),
    );
    await desk.digests.start();
    await desk.clock.advance(2 * MINUTE + 1_000 + 50 * 20 + 1_000);
    const due = Temporal.Instant.from('2025-11-25T06:00:00Z').epochMilliseconds;
    const others = desk.chat.messages.filter(({ destination }) => destination.channel !== 'channel-0');
    expect(others).toHaveLength(49);
    expect(Math.max(...others.map(({ at }) => at)) - due).toBeLessThanOrEqual(50 * 20 + 1_000);
    await desk.clock.advance(HOUR);
    expect(desk.chat.messages).toHaveLength(50);
    const first = desk.chat.posts
      .filter(({ destination }) => destination.channel === 'channel-0')
      .map(({ at }) => at);
    expect((first[1] ?? 0) - (first[0] ?? 0)).toBeGreaterThanOrEqual(30_000);
    await desk.digests.stop();
  });

  test('lets a second process take over when the first dies, with nothing doubled', async () => {
    const desk = await openDesk({ over: { alone: false } });
    await desk.subscribe({ threads: false });
    await desk.digests.start();
    await desk.clock.advance(1_000);
    const second = desk.another();
    await second.start();
    await desk.clock.advance(3 * MINUTE);
    expect(desk.chat.messages).toHaveLength(1);
    await desk.digests.stop();
    await desk.clock.advance(MINUTE);
    desk.load(lakeBriefing({ statements: [] }));
    await desk.clock.advance(24 * HOUR);
    expect(new Set(desk.chat.messages.map(({ key }) => key)).size).toBe(desk.chat.messages.length);
    expect(desk.chat.messages.filter(({ answer }) => said(answer).includes('since Tue 08:00'))).toHaveLength(
      1,
    );
    await second.stop();
  });

  test('gives back what it cannot finish when it is stopped, and another start sends it', async () => {
    const desk = await openDesk({
      chat: { latencyMs: 500, limits: { perSecond: 2, perTenantPerSecond: 2, perChannelMs: 0 } },
    });
    await desk.subscribe(
      ...Array.from({ length: 30 }, (_, at) => ({ id: `sub-${at}`, place: placeNumber(at), threads: false })),
    );
    await desk.digests.start();
    await desk.clock.advance(2 * MINUTE + 3_000);
    const began = desk.clock.now();
    let stopped = false;
    void desk.digests.stop().then(() => {
      stopped = true;
    });
    await desk.clock.until(() => stopped, 20_000);
    expect(desk.clock.now() - began).toBeLessThanOrEqual(10_000);
    const counts = await desk.store.countDeliveries();
    expect([...counts.keys()].sort()).toEqual(['planned', 'sent']);
    await desk.another().start();
    await desk.clock.advance(HOUR);
    expect(desk.chat.messages).toHaveLength(30);
    expect(new Set(desk.chat.messages.map(({ key }) => key)).size).toBe(30);
  });
});

function fail(): never {
  throw new Error('There is no such message.');
}
