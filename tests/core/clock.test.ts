import { describe, expect, it } from 'vitest';
import { orLate, SYSTEM_CLOCK } from '../../src/core/clock.ts';
import { createSimulatedClock } from '../fakes/simulated-clock.ts';

const LONG = 3_600_000;

describe("the machine's clock", () => {
  it('wakes a sleeper at once when its signal is aborted, before or while it sleeps', async () => {
    const before = AbortSignal.abort();
    await SYSTEM_CLOCK.sleep(LONG, before);
    const during = new AbortController();
    const slept = SYSTEM_CLOCK.sleep(LONG, during.signal);
    during.abort();
    await slept;
  });

  it('wakes a sleeper whose time has come, with a signal nobody aborts', async () => {
    await SYSTEM_CLOCK.sleep(1, new AbortController().signal);
  });

  it('runs nothing that was called off', async () => {
    let ran = false;
    const callOff = SYSTEM_CLOCK.after(0, () => {
      ran = true;
    });
    callOff();
    await SYSTEM_CLOCK.sleep(2);
    expect(ran).toBe(false);
  });
});

describe('orLate', () => {
  it('gives the result of what is in time, the other where it is late, and the fault of what failed', async () => {
    const clock = createSimulatedClock(0);
    const slow = orLate(new Promise(() => {}), 50, 'late', clock);
    const quick = orLate(Promise.resolve('done'), 50, 'late', clock);
    const broken = orLate(Promise.reject(new Error('broken')), 50, 'late', clock);
    await expect(broken).rejects.toThrow('broken');
    await clock.advance(50);
    expect(await quick).toBe('done');
    expect(await slow).toBe('late');
  });
});
