import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SharedTurns } from '../../../../src/core/post-rate.ts';
import type { Pace } from '../../../../src/platforms/discord/api/pace.ts';
import { createSharedPace } from '../../../../src/platforms/discord/api/shared-pace.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../../src/store/store.ts';
import { createSimulatedClock } from '../../../fakes/simulated-clock.ts';

/** What we ask for, and what Discord allows: between them is room for how long an answer of the store takes. */
const PER_SECOND = 45;
const DISCORDS = 50;
const never = new AbortController().signal;

function mostWithinASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}

describe('the pace of several processes with one token', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openSqliteStore({ file: ':memory:', exclusive: true });
  });
  afterAll(() => store.close());
  let names = 0;

  /** `many` processes on one store, whose requests leave at `times`. */
  function processes(many: number, away = () => false, runsAt = (_process: number, at: number) => at) {
    const clock = createSimulatedClock(1_000_000);
    const name = `limit ${names++}`;
    const turns: SharedTurns = {
      take: async (wish) => {
        if (away()) throw new Error('away');
        return store.takeTurns(wish, clock.now());
      },
      hold: (limit, forMs) => store.holdTurns(limit, forMs, clock.now()),
    };
    const times: number[] = [];
    const paces = Array.from({ length: many }, (_, process) =>
      createSharedPace({
        ...{ perSecond: PER_SECOND, now: clock.now, turns, name },
        after: (ms, run) => clock.after(runsAt(process, clock.now() + ms) - clock.now(), run),
      }),
    );
    const ask = async (pace: Pace | undefined, patienceMs: number) => {
      const wait = (await pace?.next(patienceMs)) ?? 0;
      if (wait === 0) times.push(clock.now());
      return wait;
    };
    /** One that has always work: takes room, then posts. */
    const work = async (pace: Pace) => {
      await pace.room(never);
      await ask(pace, 2_000);
      void work(pace);
    };
    return { clock, paces, times, ask, work };
  }

  it.each([1, 2, 4])('is the limit in all and nearly reached by %i of them', async (many) => {
    const { clock, paces, times, work } = processes(many);
    for (const pace of paces) for (let at = 0; at < 20; at += 1) void work(pace);
    await clock.advance(10_000);
    expect(mostWithinASecond(times)).toBeLessThanOrEqual(DISCORDS);
    expect(times.length).toBeGreaterThanOrEqual((10 * PER_SECOND) / 1.05);
  });

  it.each([
    ['one of four stands still for 300 ms of each 900', [300, 0, 0, 0]],
    ['all stand still by turns for a sixth of the time', [150, 150, 150, 150]],
    ['each stands still for 90 ms in each 900', [90, 90, 90, 90]],
  ])('is never passed and nearly reached where %s', async (_, stillMs) => {
    const standsStill = (process: number, at: number) => {
      const since = (at + process * 225) % 900;
      const still = stillMs[process] ?? 0;
      return since < still ? at - since + still : at;
    };
    const { clock, paces, times, work } = processes(4, () => false, standsStill);
    for (const pace of paces) for (let at = 0; at < 20; at += 1) void work(pace);
    await clock.advance(20_000);
    expect(mostWithinASecond(times)).toBeLessThanOrEqual(DISCORDS);
    expect(times.length).toBeGreaterThanOrEqual((20 * PER_SECOND) / 1.05);
  });

  it('lets a request go soon while others have work without end', async () => {
    const { clock, paces, ask, work } = processes(3);
    for (const pace of paces.slice(1)) for (let at = 0; at < 20; at += 1) void work(pace);
    await clock.advance(2_000);
    for (let at = 0; at < 5; at += 1) {
      const began = clock.now();
      let ended = 0;
      void ask(paces[0], 2_000).then((wait) => {
        ended = wait === 0 ? clock.now() : Number.POSITIVE_INFINITY;
      });
      await clock.advance(1_000);
      expect(ended - began).toBeLessThanOrEqual(700);
    }
  });

  it('tells a request that would wait for too long, and holds everybody where Discord says so', async () => {
    const { clock, paces, ask } = processes(2);
    paces[0]?.hold(clock.now() + 3_000);
    await clock.advance(0);
    const here = ask(paces[0], 500);
    const there = ask(paces[1], 500);
    await clock.advance(500);
    expect(await here).toBeGreaterThanOrEqual(2_500);
    expect(await there).toBeGreaterThanOrEqual(2_500);
    const later = ask(paces[1], 5_000);
    await clock.advance(4_000);
    expect(await later).toBe(0);
  });

  it('is a quarter of the limit in each process where the store is away', async () => {
    const { clock, paces, times, ask } = processes(1, () => true);
    for (let at = 0; at < 100; at += 1) void ask(paces[0], 60_000);
    await clock.advance(4_000);
    expect(times.length).toBeGreaterThan(40);
    expect(mostWithinASecond(times)).toBeLessThanOrEqual(PER_SECOND / 4 + 1);
  });
});
