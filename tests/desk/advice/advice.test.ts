import { describe, expect, it } from 'vitest';
import { adviceOn } from '../../../src/desk/advice/registry.ts';
import { loadPack } from '../../../src/pack/read/load.ts';
import { formatProblem } from '../../../src/pack/read/problem.ts';
import { memoryFolder, SMALL_PACK } from '../../pack/small-pack.ts';
import { TRACKED_PACK } from '../../pack/tracked-cases.ts';

/** File, passage and what it becomes. */
type Edit = readonly [file: string, passage: string, replacement: string];

/** Advice on the small pack with some passages replaced, as it stands on a day. */
function adviceWith(
  edits: readonly Edit[],
  { today = '2024-05-20', files: more = {} }: { today?: string; files?: Record<string, string> } = {},
): readonly string[] {
  const files: Record<string, string> = { ...SMALL_PACK, ...more };
  for (const [file, passage, replacement] of edits) {
    const before = files[file] ?? '';
    expect(before.split(passage)).toHaveLength(2);
    files[file] = before.replace(passage, () => replacement);
  }
  const pack = loadPack(memoryFolder(files));
  if (pack.kind === 'broken') throw new Error(pack.problems.map(formatProblem).join('\n'));
  return adviceOn(pack, today).map(
    ({ file, line, expected, found }) => `${file}:${line}: ${expected}; ${found}`,
  );
}

const person = (lines: string): Edit => ['actors.yaml', 'persons:\n', `persons:\n${lines}`];

describe('advice on a pack', () => {
  it('is none where nothing is missing', () => {
    expect(adviceWith([])).toEqual([]);
  });

  it('says what every piece is about and what to do, in one line each', () => {
    const pack = loadPack(memoryFolder(SMALL_PACK));
    if (pack.kind === 'broken') throw new Error('broken');
    const [piece] = adviceOn(pack, '2030-01-01');
    expect(piece).toMatchObject({ rule: 'advice', hint: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(Object.values(piece ?? {}).join()).not.toContain('\n');
  });

  it('is given on a source whose day is yet to come, but not where the whole pack is set ahead', () => {
    const late: Edit = [
      'sources.yaml',
      '  - id: spinner\n',
      '  - id: late-news\n    publisher: Late News\n    published: 2062-06-01\n    quality: original\n  - id: spinner\n',
    ];
    const ahead = (pieces: readonly string[]) => pieces.filter((piece) => piece.includes('has come'));
    expect(ahead(adviceWith([late]))).toEqual([
      expect.stringMatching(/^sources\.yaml:\d+: a day that has come; 1 June 2062$/),
    ]);
    expect(ahead(adviceWith([late], { today: '2062-06-01' }))).toEqual([]);
    expect(ahead(adviceWith([late], { today: '2001-01-01' }))).toEqual([]);
  });

  it('is given on a lead that knows nothing of the newest article, until it was reviewed since', () => {
    const on = { today: '2024-06-02' };
    const newer: Edit = [
      'sources.yaml',
      '  - id: spinner\n',
      '  - id: late-news\n    publisher: Late News\n    published: 2024-06-01\n    quality: original\n  - id: spinner\n',
    ];
    expect(adviceWith([newer], on)).toEqual([
      'story.yaml:7: a lead that knows of "late-news" of 2024-06-01; one that cites nothing after 2024-05-10, reviewed 2024-05-20',
    ]);
    expect(adviceWith([newer, ['story.yaml', 'reviewed: 2024-05-20', 'reviewed: 2024-06-02']], on)).toEqual(
      [],
    );
    expect(adviceWith([newer, ['story.yaml', '[gazette, courier]', '[late-news]']], on)).toEqual([]);
  });

  it('is given on an expected event from the day after its own on', () => {
    expect(adviceWith([], { today: '2024-06-30' })).toEqual([]);
    expect(adviceWith([], { today: '2024-07-01' })).toEqual([
      'events.yaml:12: what became of an event whose day is past; expected, and its day was by 30 June 2024',
    ]);
    expect(
      adviceWith([['events.yaml', 'status: expected', 'status: claimed']], { today: '2024-07-01' }),
    ).toEqual([]);
  });

  it('is given on a deadline that is past and of which nobody has written what became', () => {
    const missed = TRACKED_PACK['deadlines.yaml'];
    const open = missed.slice(0, missed.indexOf('      - step: missed'));
    const about = (today: string, deadlines: string) =>
      adviceWith([], { today, files: { ...TRACKED_PACK, 'deadlines.yaml': deadlines } }).filter((line) =>
        line.startsWith('deadlines'),
      );
    expect(about('2024-05-09', open)).toEqual([]);
    expect(about('2024-05-10', open)).toEqual([
      'deadlines.yaml:7: what became of it; due 9 May 2024, which is past',
    ]);
    expect(about('2024-05-10', missed)).toEqual([]);
  });

  it('is given on a subject that nobody has read in the newest public text of the line', () => {
    const only: Edit = [
      'provisions.yaml',
      'provisions:\n',
      'provisions:\n  - id: quays\n    title: Quays\n    readings:\n      - text: second-draft\n        wording: Quays are free.\n        change: new\n        provenance: unnamed-source\n        sources: [courier]\n',
    ];
    expect(adviceWith([only])).toEqual([
      'provisions.yaml:4: a reading of "first-draft", the newest public text in play; none',
    ]);
    const published: readonly Edit[] = [
      ['texts.yaml', 'status: reported', 'status: full\n    published: 2024-05-10'],
      ['provisions.yaml', 'provenance: unnamed-source', 'provenance: published-text'],
    ];
    expect(adviceWith(published)).toEqual([]);
    expect(adviceWith([...published, only])).toEqual([]);
  });

  it('is given on a party that is quoted on a subject and has no position, its people included', () => {
    const none: Edit = ['positions.yaml', SMALL_PACK['positions.yaml'], 'positions: []\n'];
    expect(adviceWith([none])).toEqual([
      'actors.yaml:2: a position; 1 statement of Northland or its people on subjects of the pack, and none',
    ]);
    expect(adviceWith([none, ['statements.yaml', '    about: [water-level, first-draft]\n', '']])).toEqual(
      [],
    );
  });

  it('is given on a copy without a first report', () => {
    const lost: Edit = ['sources.yaml', 'quality: machine-reworded\n    origin: courier', 'quality: repost'];
    expect(adviceWith([lost])).toEqual([
      'sources.yaml:19: an origin; repost and none, which counts as a report of its own',
    ]);
    expect(adviceWith([['sources.yaml', '    origin: gazette\n', '']])).toEqual([]);
  });

  it('is given on a group without members', () => {
    const group: Edit = [
      'actors.yaml',
      'persons:\n',
      '  - id: shores\n    name: Coalition of the shores\npersons:\n',
    ];
    expect(adviceWith([group])).toEqual(['actors.yaml:9: members; "Coalition of the shores" without any']);
    const joined =
      '  - id: shores\n    name: Coalition of the shores\n    members:\n      - { who: northland, sources: [gazette] }\npersons:\n';
    expect(adviceWith([['actors.yaml', 'persons:\n', joined]])).toEqual([]);
  });

  it('is given on a person with half a name, with none, or with one that finds somebody else', () => {
    expect(adviceWith([person('  - id: olsen\n    name: Olsen\n')])).toEqual([
      'actors.yaml:10: a first and a last name among the names of a person; "Olsen"',
    ]);
    expect(adviceWith([person('  - id: olsen\n    name: Olsen\n    aliases: [Per Olsen]\n')])).toEqual([]);
    expect(adviceWith([person('  - id: aide\n    name: a senior official of the ministry\n')])).toEqual([
      'actors.yaml:10: the name of a person; "a senior official of the ministry", which describes somebody',
    ]);
    expect(
      adviceWith([person('  - id: aide\n    name: a senior official of the ministry\n    unnamed: true\n')]),
    ).toEqual([]);
    expect(adviceWith([person('  - id: eva-berg\n    name: Eva Berg\n')])).toEqual([
      'actors.yaml:10: a last name that finds the person; "Berg", which finds "ada-berg"',
    ]);
    expect(adviceWith([person('  - id: li\n    name: 李强\n')])).toEqual([]);
  });
});
