import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { planBoard } from '../../../src/digest/board/board.ts';
import { boardInWords, boardOf, TILE_STATES } from '../../../src/digest/board/plan.ts';
import { boardSvg } from '../../../src/digest/board/svg.ts';
import { conflict, lakeBriefing, provision, reading } from '../../fixtures/briefing.ts';

describe('the plan board', () => {
  const board = boardOf(lakeBriefing());

  test('has a tile for every provision of the followed texts, in the order of the main text', () => {
    expect(board.tiles.map(({ points, state }) => `${points.join()} ${state}`)).toEqual([
      ...['1 amended', '2 amended', '3 deferred', '4 removed', '5 kept', '6 unreported', '7 kept'],
      ' new',
    ]);
  });

  test('calls a provision unreported where the newest text is not known to speak of it', () => {
    const silent = lakeBriefing({
      provisions: [provision('p', 'A thing', [reading('p', 'first', { points: [1] })])],
    });
    expect(boardOf(silent).tiles).toMatchObject([{ state: 'unreported' }]);
  });

  test('leaves out what only a context text has', () => {
    const context = lakeBriefing({ provisions: [provision('p', 'An old thing', [reading('p', 'older')])] });
    expect(boardOf(context).tiles).toEqual([]);
  });

  test('marks what is disputed, and not what only looks like it', () => {
    const disputed = (type: 'fact' | 'trap') =>
      boardOf(lakeBriefing({ conflicts: [conflict('c', { type, records: ['reading:dam/second'] })] }))
        .tiles.filter((tile) => tile.disputed)
        .map((tile) => tile.title);
    expect([disputed('fact'), disputed('trap')]).toEqual([['Control of the dam'], []]);
  });

  test('says in its alt text what it shows', () => {
    const alt = boardInWords(board);
    for (const { title } of board.tiles) expect(alt).toContain(title);
    expect(alt).toContain('Removed: 4 Amnesty. Not reported: 6 Control of the dam. Disputed: 4 Amnesty.');
    expect(alt).toContain(
      'Size of the patrol fleet, cap: 8-point 60 boats in peacetime, 6-point 80 boats in peacetime.',
    );
  });

  test('gives every state a letter of its own beside its colour', () => {
    const [tile] = board.tiles;
    if (tile === undefined) throw new Error('It has tiles.');
    const svg = boardSvg({
      ...board,
      tiles: TILE_STATES.map((state) => ({ ...tile, state, disputed: state === 'kept' })),
    });
    const letters = [...svg.matchAll(/text-anchor="middle"[^>]*>(.)</g)].map((match) => match[1]);
    expect(new Set(letters).size).toBe(TILE_STATES.length + 1);
  });

  test('shows the label of a text whole, and a value that is wider than its bar in full below it', () => {
    const label = 'Shore 28-point, 2nd form';
    const words = 'boats as first said, and eighty or ninety after the talks by the account of one delegate';
    const svg = boardSvg({
      ...board,
      moves: [
        {
          title: 'Fleet',
          name: 'cap',
          steps: [
            { label, value: 60, words: '60 boats' },
            { label: 'B', value: 4, words: `4 ${words}` },
          ],
        },
      ],
    });
    expect(svg).toContain(`>${label}<`);
    const drawn = [...svg.matchAll(/>([^<]*)<\/text>/g)].map((match) => match[1]);
    expect(drawn.join(' ')).toContain(`4 ${words}`);
  });

  test('keeps outside words from becoming markup', () => {
    const hostile = provision('p', '<script>&"\u0000', [reading('p', 'second')]);
    const svg = boardSvg(boardOf(lakeBriefing({ provisions: [hostile] })));
    expect(svg).toContain('&#60;script&#62;&#38;&#34;');
  });

  test('is drawn once, off the main thread, in Latin, Cyrillic and Greek', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const titles = ['Водный режим озера', 'Στάθμη της λίμνης', 'Niveau du lac'];
    const story = lakeBriefing({
      provisions: titles.map((title, at) => provision(`p${at}`, title, [reading(`p${at}`, 'second')])),
    });
    const picture = planBoard(story);
    delay.enable();
    const [first, second] = await Promise.all([picture.png(), planBoard({ ...story }).png()]);
    delay.disable();
    expect(second).toBe(first);
    expect(Buffer.from(first.subarray(0, 8)).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    expect(new DataView(first.buffer, first.byteOffset).getUint32(16)).toBe(1080);
    expect(delay.percentile(90) / 1e6).toBeLessThan(50);
  });
});
