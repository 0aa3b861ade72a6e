import { describe, expect, test } from 'vitest';
import { NOTED_WITHIN_MS } from '../../src/core/memory.ts';
import { SILENT } from '../../src/domain/log.ts';
import { createStoredMemory } from '../../src/store/memory.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';

/** A store that counts what it is asked, a clock that stands, and what was put off. */
async function openMemory() {
  const store = await openSqliteStore({ file: ':memory:', exclusive: true });
  const calls: string[] = [];
  const counted = new Proxy(store, {
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        calls.push(String(name));
        return value.apply(target, given);
      };
    },
  });
  const put: (() => void)[] = [];
  const clock = { now: 1_000 };
  const open = (alone = true) =>
    createStoredMemory(counted, () => clock.now, SILENT, {
      alone,
      later: (ms, run) => {
        expect(ms).toBe(NOTED_WITHIN_MS);
        put.push(run);
      },
    });
  return { store, calls, put, clock, open };
}

describe('what a process alone with its store has seen', () => {
  test('costs one read for all questions, and one write for those of a second', async () => {
    const { store, calls, put, open } = await openMemory();
    const memory = open();
    for (const key of ['a', 'b', 'c']) {
      expect(await memory.seen(key)).toBe(false);
      await memory.note(key);
      expect(await memory.seen(key)).toBe(true);
    }
    expect(calls).toEqual(['seenKeys']);
    expect(put).toHaveLength(1);
    for (const run of put) run();
    await memory.flush();
    expect(calls).toEqual(['seenKeys', 'markAllSeen']);
    expect([...(await store.seenKeys(1_000)).keys()].sort()).toEqual(['a', 'b', 'c']);
  });

  test('is known after a restart once it is written, and no longer than its mark lasts', async () => {
    const { clock, open } = await openMemory();
    const first = open();
    await first.note('a');
    await first.flush();
    const next = open();
    expect([await next.seen('a'), await next.seen('b')]).toEqual([true, false]);
    clock.now += 15 * 60_000;
    expect(await next.seen('a')).toBe(false);
  });

  test('is lost by a crash only where it was noted within the last second', async () => {
    const { put, open } = await openMemory();
    const killed = open();
    await killed.note('written');
    for (const run of put.splice(0)) run();
    await killed.note('lost');
    const next = open();
    expect([await next.seen('written'), await next.seen('lost')]).toEqual([true, false]);
  });

  test('is asked of the store each time where other processes mark in it, too', async () => {
    const { open } = await openMemory();
    const [one, other] = [open(false), open(false)];
    expect(await other.seen('a')).toBe(false);
    await one.note('a');
    await one.flush();
    expect(await other.seen('a')).toBe(true);
  });

  test('marks more than fit into one statement', async () => {
    const { open } = await openMemory();
    const memory = open();
    const keys = Array.from({ length: 250 }, (_, at) => `key-${at}`);
    for (const key of keys) await memory.note(key);
    await memory.flush();
    const next = open();
    expect(await Promise.all(keys.map(next.seen))).toEqual(keys.map(() => true));
  });
});
