import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeliveryResult } from '../../src/core/delivery.ts';
import {
  editParts,
  type ListedParts,
  type PartMark,
  type PartsPlace,
  type PlacedPart,
  postParts,
  wholeOf,
} from '../../src/platforms/delivery-parts.ts';

/** What becomes of one call; `lost` did its work and nobody was told. */
type Fate = 'done' | 'lost' | 'refused';

interface Stored extends PlacedPart {
  readonly key: string;
  readonly first: string | null;
  text: string;
}

/** A channel that stores what is posted; `fates` are those of the calls that change something, in order. */
function startChannel(options: {
  readonly collapses: boolean;
  readonly fates?: readonly Fate[];
  readonly look?: ListedParts;
}) {
  const stored: Stored[] = [];
  const fates = [...(options.fates ?? [])];
  let looks = 0;
  const come = (change: () => string): DeliveryResult => {
    const fate = fates.shift() ?? 'done';
    if (fate === 'refused') return { kind: 'not-sent', reason: 'too fast', retryAfterMs: 5 };
    const message = change();
    return fate === 'done' ? { kind: 'sent', message } : { kind: 'in-doubt', reason: 'no reply' };
  };
  const place: PartsPlace<string> = {
    collapses: options.collapses,
    post: async (text, { key, index, count }: PartMark, first) =>
      come(() => {
        const same = stored.find((each) => each.key === key && each.index === index);
        if (options.collapses && same !== undefined) return same.message;
        const message = `m${stored.length}`;
        stored.push({ key, index, count, first, text, message });
        return message;
      }),
    update: async (text, message) =>
      come(() => {
        for (const each of stored) if (each.message === message) each.text = text;
        return message;
      }),
    remove: async (message) =>
      come(() => {
        stored.splice(
          stored.findIndex((each) => each.message === message),
          1,
        );
        return message;
      }),
    async list(key) {
      looks += 1;
      return options.look ?? { kind: 'parts', parts: stored.filter((each) => each.key === key).reverse() };
    },
    idOf: (messages) => messages.join('+'),
  };
  return { place, stored, looks: () => looks };
}

const PARTS = fc
  .integer({ min: 1, max: 6 })
  .map((count) => Array.from({ length: count }, (_, at) => `page ${at}`));
const FATES = fc.array(fc.constantFrom<Fate>('done', 'lost', 'refused'), { maxLength: 12 });
const NOW = 1_764_000_000_000;

describe('an answer of several messages', () => {
  it('is there once and in order, however often its posting was cut off, where each try looks first', async () => {
    await fc.assert(
      fc.asyncProperty(PARTS, FATES, fc.boolean(), async (parts, fates, collapses) => {
        const { place, stored } = startChannel({ collapses, fates });
        let message: string | null = null;
        for (let tries = 0; message === null; tries += 1) {
          // As the outbox does: what may be there is looked for before it is posted again.
          const listed = tries > 0 ? await place.list('k', 0) : null;
          const whole = listed?.kind === 'parts' ? wholeOf(listed.parts) : null;
          const result: DeliveryResult =
            whole === null
              ? await postParts(place, { parts, key: 'k', tried: tries > 0, now: NOW })
              : { kind: 'sent', message: place.idOf(whole) };
          if (result.kind === 'sent') message = result.message;
        }
        expect(stored.map(({ text }) => text)).toEqual(parts);
        expect(message).toBe(stored.map((each) => each.message).join('+'));
        const [root] = stored;
        for (const each of stored.slice(1)) expect(each.first).toBe(root?.message);
      }),
    );
  });

  it.each([
    ['not-sent where a message posted again is the same one', true, 'not-sent'],
    ['in doubt where it would be there twice', false, 'in-doubt'],
  ])('whose second message was refused is %s', async (_, collapses, kind) => {
    const { place } = startChannel({ collapses, fates: ['done', 'refused'] });
    const result = await postParts(place, { parts: ['a', 'b'], key: 'k', tried: false, now: NOW });
    expect(result).toMatchObject({ kind });
  });

  it('waits as long as the look for it asks, and posts nothing meanwhile', async () => {
    const look = { kind: 'later', reason: 'busy', retryAfterMs: 700 } as const;
    const { place, stored } = startChannel({ collapses: true, look });
    expect(await postParts(place, { parts: ['a', 'b'], key: 'k', tried: true, now: NOW })).toEqual({
      ...{ kind: 'not-sent', reason: 'busy', retryAfterMs: 700 },
    });
    expect(stored).toEqual([]);
  });

  it.each([
    ['that was never tried', ['a', 'b'], false, 0],
    ['of one message', ['a'], true, 0],
    ['of several that was tried', ['a', 'b'], true, 1],
  ])('%s: looked for as often as it needs to be', async (_, parts, tried, times) => {
    const { place, looks } = startChannel({ collapses: false });
    expect(await postParts(place, { parts, key: 'k', tried, now: NOW })).toMatchObject({ kind: 'sent' });
    expect(looks()).toBe(times);
  });

  it('is what it was edited to, whether it grew or shrank', async () => {
    await fc.assert(
      fc.asyncProperty(PARTS, PARTS, async (before, after) => {
        const { place, stored } = startChannel({ collapses: true });
        await postParts(place, { parts: before, key: 'k', tried: false, now: NOW });
        const edited = after.map((text) => `new ${text}`);
        const result = await editParts(place, { parts: edited, there: [...stored], key: 'edit' });
        expect(stored.map(({ text }) => text)).toEqual(edited);
        expect(result).toEqual({ kind: 'sent', message: stored.map(({ message }) => message).join('+') });
      }),
    );
  });

  it.each([
    ['none of it', [], null],
    ['a part without the first', [1], null],
    ['all but one', [0, 2], null],
    ['all, in any order and one twice', [2, 0, 1, 1], ['m0', 'm1', 'm2']],
  ])('is whole only where every part is there: %s', (_, indexes, messages) => {
    expect(wholeOf(indexes.map((index) => ({ index, count: 3, message: `m${index}` })))).toEqual(messages);
  });
});
