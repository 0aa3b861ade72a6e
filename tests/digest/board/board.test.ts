import { describe, expect, test } from 'vitest';
import { planBoard } from '../../../src/digest/board/board.ts';
import { boardEntries, boardInWords, boardOf, TILE_STATES } from '../../../src/digest/board/plan.ts';
import { boardSvg } from '../../../src/digest/board/svg.ts';
import { conflict, lakeBriefing, provision, reading } from '../../fixtures/briefing.ts';
import { bundledBriefings, fixtureBriefings } from '../../fixtures/every-line.ts';

/** Every line of a drawing. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/>([^<]+)<\/text>/g)].map(([, words = '']) => words);
}

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

  test('shows only what moved or is disputed, a term that moved first, and the rest as one line', () => {
    expect(
      boardEntries(board).map(
        ({ tile, move }) => `${tile.labels.join()} ${tile.state}${move === null ? '' : ' moved'}`,
      ),
    ).toEqual([...['2 amended moved', '4 removed', ' new', '1 amended', '3 deferred']]);
    const drawn = textsOf(boardSvg(board)).join(' ');
    expect(drawn).toContain('8-point: 60 boats in peacetime 6-point: 80 boats in peacetime');
    expect(drawn).toContain('1 not reported · 2 kept · As of 25 November 2025');
    expect(drawn).not.toContain('Control of the dam');
  });

  test('says in its alt text what it shows', () => {
    const alt = boardInWords(board);
    for (const { tile } of boardEntries(board)) expect(alt).toContain(tile.title);
    expect(alt).toContain('Removed: 4 Amnesty. Disputed: 4 Amnesty. The rest: 1 not reported · 2 kept.');
    expect(alt).toContain(
      'Size of the patrol fleet, cap: 8-point 60 boats in peacetime, 6-point 80 boats in peacetime.',
    );
  });

  test('gives every state a letter of its own beside its colour', () => {
    const [tile] = board.tiles;
    if (tile === undefined) throw new Error('It has tiles.');
    const tiles = TILE_STATES.map((state) => ({ ...tile, title: `A ${state}`, state, disputed: true }));
    const svg = boardSvg({ ...board, tiles, moves: [] }, 'phone');
    const letters = [...svg.matchAll(/text-anchor="middle"[^>]*>(.)</g)].map((match) => match[1]);
    expect(new Set(letters).size).toBe(TILE_STATES.length + 1);
  });

  test.each(
    [...fixtureBriefings(), ...bundledBriefings()].map((briefing) => [briefing.id, briefing] as const),
  )(
    'has no text under 9 px where chat shows it 400 px wide, and none beyond its edges, for %s',
    (_, briefing) => {
      for (const [form, shown] of [
        ['chat', 400],
        ['phone', 375],
      ] as const) {
        const svg = boardSvg(boardOf(briefing), form);
        const [width = 0, height = 0] = ['width', 'height'].map((name) =>
          Number(new RegExp(`<svg[^>]* ${name}="(\\d+)"`).exec(svg)?.[1]),
        );
        const texts = [
          ...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*font-size="([\d.]+)"[^>]*>([^<]*)</g),
        ];
        expect(texts.length).toBeGreaterThan(2);
        for (const [, x, y, size, words = ''] of texts) {
          expect((Number(size) * shown) / width).toBeGreaterThanOrEqual(9);
          expect({ words, inside: Number(y) < height && Number(x) < width }).toEqual({ words, inside: true });
        }
        if (form === 'chat') expect([width, height]).toEqual([1200, 675]);
      }
    },
  );

  test('keeps outside words from becoming markup', () => {
    const hostile = provision('p', '<script>&"\u0000', [reading('p', 'second', { change: 'amended' })]);
    const svg = boardSvg(boardOf(lakeBriefing({ provisions: [hostile] })));
    expect(svg).toContain('&#60;script&#62;&#38;&#34;');
  });

  test('is drawn once, off the main thread, in Latin, Cyrillic and Greek', async () => {
    const titles = ['Водный режим озера', 'Στάθμη της λίμνης', 'Niveau du lac'];
    const story = lakeBriefing({
      provisions: titles.map((title, at) => provision(`p${at}`, title, [reading(`p${at}`, 'second')])),
    });
    const picture = planBoard(story);
    const before = { all: process.cpuUsage(), here: process.threadCpuUsage() };
    const [first, second] = await Promise.all([picture.png(), planBoard({ ...story }).png()]);
    // Processor time, not time: a busy machine makes every thread late, and none of them work more.
    const all = process.cpuUsage(before.all).user;
    const here = process.threadCpuUsage(before.here).user;
    expect(second).toBe(first);
    expect(Buffer.from(first.subarray(0, 8)).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    expect(new DataView(first.buffer, first.byteOffset).getUint32(16)).toBe(1200);
    expect(here).toBeLessThan(all / 2);
  });
});
