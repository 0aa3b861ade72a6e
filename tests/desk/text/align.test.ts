import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Aligned, align } from '../../../src/desk/text/align.ts';
import type { Alignable } from '../../../src/desk/text/alignable.ts';
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

  /** What stands between parts that are the same in both. */
  const between = (parts: readonly Alignable[]): readonly Alignable[] => {
    const [first, ...rest] = parts;
    const part = (words: string): Alignable => ({ labels: [], words });
    return [
      part('The harbour levy rises to four euros per container.'),
      ...(first === undefined ? [] : [first]),
      part('Dredging of the northern channel is paid by the county.'),
      ...rest,
      part('Seagull feeding is forbidden on the promenade.'),
      part('Fishing licences are free for pensioners.'),
    ];
  };
  const sentence = (words: string, over: Partial<Alignable> = {}): Alignable => ({
    ...{ labels: [], words },
    ...over,
  });
  const pairs = (aligned: readonly Aligned[]) =>
    aligned.flatMap(({ from, to }) => from.flatMap((one) => to.map((other) => `${one}-${other}`))).sort();

  it.each([
    ['Night landings. quay hours', 'Whoever lands late pays by the quay; it closes at ten and opens at six.'],
    ['Pilot service. pilots', 'From 2036 a pilot goes aboard at the outer buoy.'],
  ])('are aligned by a name of the subject, wherever the part stands: %s', (heading, words) => {
    const earlier = between([sentence('Nobody is to come at night.', { heading })]);
    const later = [...between([]), sentence(words)];
    expect(pairs(align(earlier, later))).toContain('1-4');
  });

  it('have a part of hardly a word where number and place say, and not in whatever has that word', () => {
    const number = (parts: readonly Alignable[]) =>
      parts.map((part, at) => ({ ...part, labels: [`${at + 1}`] }));
    const disputes = 'A dispute that talks cannot end goes to a panel of five arbitrators.';
    const law = 'Where a dispute turns on harbour law the panel asks the high court, which binds it.';
    const earlier = number(between([sentence('The museum opens late.'), sentence(disputes), sentence(law)]));
    const later = number(
      between([sentence('The museum opens late.'), sentence('The same panel.'), sentence('The same.')]),
    );
    const aligned = align(earlier, later);
    expect(pairs(aligned)).toEqual(earlier.map((_, at) => `${at}-${at}`));
    expect(aligned.find(({ from }) => from.includes(4))?.doubt).toContain('few words in common');
  });

  it('are aligned by place, in doubt, where they keep their order and a word is shared', () => {
    const earlier = between([sentence('Ferries go each hour from the old pier to the island.')]);
    const later = between([
      sentence('Boats leave the new landing stage in the afternoon, four within an hour.'),
    ]);
    const found = align(earlier, later).find(({ from }) => from.includes(1));
    expect(found).toMatchObject({ to: [1], change: 'amended' });
    expect(found?.doubt).toContain('few words in common');
  });

  it('are not aligned by place alone', () => {
    const aligned = align(
      between([sentence('Ferries go hourly.')]),
      between([sentence('Bonfires need a permit.')]),
    );
    expect(aligned.map(({ change }) => change).sort()).toEqual([
      'kept',
      'kept',
      'kept',
      'kept',
      'new',
      'removed',
    ]);
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
