import { describe, expect, it } from 'vitest';
import { createProcessMemory, type Memory } from '../../src/core/memory.ts';
import type { Log } from '../../src/domain/log.ts';
import { isFirst, once } from '../../src/platforms/dedupe.ts';

/** Parts around a memory; whatever waits has waited long enough. */
function around(memory: Partial<Memory> = {}) {
  const logged: string[] = [];
  const write = (sentence: string) => void logged.push(sentence);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const after = (_: number, run: () => void) => {
    const timer = setImmediate(run);
    return () => clearImmediate(timer);
  };
  const kept = createProcessMemory(() => 0);
  return {
    ...{ log, logged, kept, clock: { after }, here: createProcessMemory(() => 0) },
    memory: { ...kept, ...memory },
  };
}

const hanging = () => new Promise<boolean>(() => {});
const failing = () => Promise.reject<boolean>(new Error('what somebody typed'));

describe('what may come twice', () => {
  it('is new once', async () => {
    const parts = around();
    expect([await isFirst('a', parts), await isFirst('a', parts), await isFirst('b', parts)]).toEqual([
      ...[true, false, true],
    ]);
  });

  it.each([
    ['hangs', hanging, 'The memory of past deliveries takes too long.'],
    ['fails', failing, 'The memory of past deliveries does not answer.'],
  ])('is taken for new where the memory %s: better twice than never', async (_, firstTime, sentence) => {
    const parts = around({ firstTime });
    expect(await isFirst('a', parts)).toBe(true);
    expect(parts.logged).toEqual([sentence]);
  });

  it('is done once where two come at the same time, and not again after a restart', async () => {
    const parts = around();
    let done = 0;
    const work = async () => {
      done += 1;
    };
    await Promise.all([once('a', parts, work), once('a', parts, work)]);
    await once('a', { ...parts, here: createProcessMemory(() => 0) }, work);
    expect(done).toBe(1);
  });

  it('is marked when the reply is on its way, and at the latest when the work is over or has failed', async () => {
    const parts = around();
    const seen: boolean[] = [];
    await once('a', parts, async (onItsWay) => {
      seen.push(await parts.kept.seen('a'));
      onItsWay();
      for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve));
      seen.push(await parts.kept.seen('a'));
    });
    await once('b', parts, () => Promise.reject(new Error('no'))).catch(() => undefined);
    expect([...seen, await parts.kept.seen('b')]).toEqual([false, true, true]);
  });
});
