import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace, type Pace } from '../../../../src/platforms/discord/api/pace.ts';
import { createSimulatedClock, type SimulatedClock } from '../../../fakes/simulated-clock.ts';

const PER_SECOND = 45;

function paced(): { readonly pace: Pace; readonly clock: SimulatedClock } {
  const clock = createSimulatedClock(1_000_000);
  return { clock, pace: createPace({ perSecond: PER_SECOND, ...clock }) };
}

/** The most of these times that lie within one second, wherever that second begins. */
function mostWithinASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}

const never = new AbortController().signal;

describe('the pace of requests', () => {
  it('lets none wait as long as there are few', async () => {
    const { pace, clock } = paced();
    expect(await pace.next(0)).toBe(0);
    await clock.advance(100);
    expect(await pace.next(0)).toBe(0);
    expect(clock.now()).toBe(1_000_100);
  });

  it('is even: what comes all at once leaves one after the other', async () => {
    const { pace, clock } = paced();
    const times: number[] = [];
    for (let count = 0; count < 90; count += 1) {
      void pace.next(60_000).then((wait) => {
        if (wait === 0) times.push(clock.now() - 1_000_000);
      });
    }
    await clock.advance(2_100);
    expect(times).toHaveLength(90);
    const gaps = times.slice(1).map((at, before) => at - (times[before] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(22);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(25);
  });

  it('tells how long it would be, where that is longer than anybody waits', async () => {
    const { pace, clock } = paced();
    for (let count = 0; count < 46; count += 1) void pace.next(60_000);
    const wait = await pace.next(500);
    expect(wait).toBeGreaterThan(900);
    expect(wait).toBeLessThan(1_200);
    pace.hold(clock.now() + 30_000);
    expect(await pace.next(5_000)).toBeGreaterThanOrEqual(30_000);
  });

  it('gives room for new work only where no request waits, and keeps it for what is begun', async () => {
    const { pace, clock } = paced();
    const order: string[] = [];
    void pace.room(never).then(() => order.push('room'));
    await clock.advance(0);
    void pace.room(never).then(() => order.push('more room'));
    for (const name of ['first', 'second', 'third']) void pace.next(60_000).then(() => order.push(name));
    await clock.advance(1_000);
    expect(order).toEqual(['room', 'first', 'second', 'third', 'more room']);
  });

  it('gives up what waits for room when it is called off', async () => {
    const { pace, clock } = paced();
    pace.hold(clock.now() + 60_000);
    const off = new AbortController();
    let over = false;
    void pace.room(off.signal).then(() => {
      over = true;
    });
    await clock.advance(1_000);
    expect(over).toBe(false);
    off.abort();
    await clock.advance(0);
    expect(over).toBe(true);
  });

  it('goes on where the clock is set back', async () => {
    const times = { at: 10_000_000 };
    const pace = createPace({ perSecond: PER_SECOND, now: () => times.at, after: () => () => undefined });
    expect(await pace.next(0)).toBe(0);
    times.at -= 3_600_000;
    expect(await pace.next(0)).toBe(0);
  });

  it('never lets more than its limit leave within a second, whatever comes when and however late it is told', async () => {
    const step = fc.record({
      pauseMs: fc.nat({ max: 400 }),
      requests: fc.nat({ max: 60 }),
      begins: fc.nat({ max: 20 }),
      lagMs: fc.constantFrom(0, 0, 30, 400),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { pace, clock } = paced();
        const times: number[] = [];
        const leave = async () => {
          if ((await pace.next(60_000)) === 0) times.push(clock.now());
        };
        for (const { pauseMs, requests, begins, lagMs } of steps) {
          for (let count = 0; count < requests; count += 1) void leave();
          for (let count = 0; count < begins; count += 1) {
            void pace.room(never).then(async () => {
              await clock.sleep(lagMs);
              await leave();
            });
          }
          await clock.advance(pauseMs);
        }
        await clock.advance(60_000);
        const wanted = steps.reduce((sum, { requests, begins }) => sum + requests + begins, 0);
        expect(times).toHaveLength(wanted);
        expect(times.length === 0 ? 0 : mostWithinASecond(times)).toBeLessThanOrEqual(PER_SECOND);
      }),
      { numRuns: 60 },
    );
  });
});
