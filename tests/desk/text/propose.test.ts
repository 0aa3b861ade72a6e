import { describe, expect, it } from 'vitest';
import { proposeText } from '../../../src/desk/text/propose.ts';
import { readDraft } from '../../../src/desk/text/read-draft.ts';

const example = { id: 'example', title: 'An example', draft: true, readings: [{ text: 'one', points: [1] }] };
const FIRST = readDraft(
  '1. The levy rises to four euros.\n2. Levels:\n(a) the lock is kept\n(b) floods are told',
);

describe('a draft proposed to a pack', () => {
  const first = proposeText(FIRST, { text: 'one', sources: ['page'], provisions: [example] });
  const records = first.changes.flatMap((change) => (change.kind === 'put' ? [change.record] : []));

  it('is one subject a part, each a draft with a short quotation to be put into own words', () => {
    expect(records.map(({ id }) => id)).toEqual([
      'the-levy-rises-to-four-euros',
      'levels-the-lock-is-kept',
      'levels-floods-are-told',
    ]);
    expect(records[0]?.['readings']).toEqual([
      {
        ...{ text: 'one', points: [1], wording: '“The levy rises to four euros.”' },
        ...{ provenance: 'published-text', sources: ['page'], draft: true },
      },
    ]);
  });

  it('quotes the first sentence behind a heading, which the title has already', () => {
    const parts = readDraft('1. Debt limit. The limit is raised by 1.5 trillion dollars. It lasts a year.');
    const { changes } = proposeText(parts, { text: 'one', sources: ['page'], provisions: [] });
    expect(changes[0]).toMatchObject({
      record: {
        title: 'Debt limit',
        readings: [{ wording: '“The limit is raised by 1.5 trillion dollars. …”' }],
      },
    });
  });

  it('is proposed once', () => {
    const again = proposeText(FIRST, { text: 'one', sources: ['page'], provisions: [example, ...records] });
    expect(again).toEqual({ changes: [], lines: [], before: 3 });
  });

  it('that is a second one tells of every subject of the first, and puts nothing in the place of what is there', () => {
    const second = proposeText(readDraft('1. Floods are told at once\n2. The levy rises to six euros.'), {
      ...{ text: 'two', parent: 'one', sources: ['page'], provisions: [example, ...records] },
    });
    expect(second.lines.map((line) => line.split(':', 1)[0])).toEqual([
      'amended',
      'amended, moved',
      'removed',
    ]);
    for (const change of second.changes) {
      if (change.kind !== 'put') continue;
      expect(change.was).toBeDefined();
      expect(change.record['readings']).toHaveLength(2);
    }
  });
});
