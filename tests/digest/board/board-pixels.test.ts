import { copyFileSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { drawPng, planBoard } from '../../../src/digest/board/board.ts';
import { boardEntries, boardOf } from '../../../src/digest/board/plan.ts';
import { boardSvg } from '../../../src/digest/board/svg.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { decodePng, inkIn } from '../../fixtures/png.ts';

const FONTS = fileURLToPath(new URL('../../../assets/fonts/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'readout-fonts-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Where each text of the document stands: its box, generously, from its own position and size. */
function textBoxes(svg: string) {
  return [
    ...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*font-size="([\d.]+)"([^>]*)>([^<]+)<\/text>/g),
  ].map(([, x, y, size, rest, words]) => {
    const height = Number(size);
    const width = (words ?? '').length * height * 0.45;
    const left = rest?.includes('middle') ? Number(x) - height * 0.4 : Number(x);
    const wide = rest?.includes('middle') ? height * 0.8 : width;
    return { words, left, top: Number(y) - height * 0.75, width: wide, height: height * 0.75 };
  });
}

describe('a drawn board, looked at', () => {
  const board = boardOf(lakeBriefing());
  const svg = boardSvg(board);

  test('has ink where each of its words stands: title, badges, subjects, terms and the rest', async () => {
    const picture = decodePng(await planBoard(lakeBriefing()).png());
    const boxes = textBoxes(svg);
    const drawn = boxes.map(({ words }) => words).join(' ');
    for (const { tile } of boardEntries(board)) expect(drawn).toContain(tile.title);
    expect(boxes.length).toBeGreaterThan(boardEntries(board).length * 2);
    const blank = boxes.filter((box) => inkIn(picture, box) < 0.04);
    expect(blank.map(({ words }) => words)).toEqual([]);
  });

  test('differs from the same board without its words in each of these places', async () => {
    const [picture, wordless] = await Promise.all(
      [svg, svg.replace(/<text.*?<\/text>/g, '')].map(async (document) => decodePng(await drawPng(document))),
    );
    if (picture === undefined || wordless === undefined) throw new Error('Both are drawn.');
    const same = textBoxes(svg).filter((box) => inkIn(picture, box) === inkIn(wordless, box));
    expect(same.map(({ words }) => words)).toEqual([]);
  });

  test.each(['missing', 'empty', 'damaged'])('is refused loudly where a font file is %s', async (state) => {
    const font = join(scratch, `${state}.ttf`);
    if (state !== 'missing') copyFileSync(join(FONTS, 'NotoSans-Bold.ttf'), font);
    if (state === 'empty') truncateSync(font, 0);
    if (state === 'damaged') truncateSync(font, 5000);
    await expect(drawPng(svg, [join(FONTS, 'NotoSans-Regular.ttf'), font])).rejects.toThrow(
      `The font file ${font} is missing or cannot be read`,
    );
  });
});
