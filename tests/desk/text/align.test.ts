import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../../src/desk/text/align.ts';
import { readDraft } from '../../../src/desk/text/read-draft.ts';

const parts = (text: string) =>
  readDraft(text).parts.map(({ label, words }) => ({ labels: label === undefined ? [] : [label], words }));
const FIRST = `1. The harbour levy rises to four euros per container.
2. Night shifts at the eastern quay end by March.
3. Dredging of the northern channel is paid by the county, and the lighthouse museum opens on Sundays.
4. Seagull feeding is forbidden on the promenade.
5. Fishing licences are free for pensioners.`;

describe('two drafts', () => {
  it('are aligned: what is kept, amended, split, merged, moved, removed and new', () => {
    const second = `1. Fishing licences are free for pensioners.
2. The harbour levy rises to six euros per container.
3. Night shifts at the eastern quay end by March.
4. Dredging of the northern channel is paid by the county.
5. The lighthouse museum opens on Sundays.
6. Electric ferries replace diesel engines.`;
    const told = align(parts(FIRST), parts(second)).map(({ from, to, change, moved }) => [
      from,
      to,
      change,
      moved,
    ]);
    expect(told).toEqual([
      [[4], [0], 'kept', true],
      [[0], [1], 'amended', false],
      [[1], [2], 'kept', false],
      [[2], [3, 4], 'split', false],
      [[3], [], 'removed', false],
      [[], [5], 'new', false],
    ]);
    const back = align(parts(second), parts(FIRST)).map(({ change }) => change);
    expect(back).toContain('merged');
  });

  it('lose no part of either, whatever they say', () => {
    const words = fc.constantFrom(
      'levy',
      'harbour',
      'night',
      'shift',
      'quay',
      'museum',
      'ferry',
      'county',
      'euros',
    );
    const draft = fc.array(
      fc.record({
        labels: fc.array(fc.constantFrom('1', '2', 'IV', '6.1'), { maxLength: 2 }),
        words: fc.array(words, { maxLength: 6 }).map((all) => all.join(' ')),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(draft, draft, (earlier, later) => {
        const aligned = align(earlier, later);
        const sorted = (places: readonly number[]) => places.toSorted((a, b) => a - b);
        expect(sorted(aligned.flatMap(({ from }) => from))).toEqual([...earlier.keys()]);
        expect(sorted(aligned.flatMap(({ to }) => to))).toEqual([...later.keys()]);
      }),
    );
  });
});
