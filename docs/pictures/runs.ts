import { escapeXml, measure } from '../../src/digest/board/svg-text.ts';

/** Words in one look. A line feed in the text ends the line. */
export interface Run {
  readonly text: string;
  readonly weight?: 400 | 500 | 600 | 700;
  readonly italic?: boolean;
  readonly struck?: boolean;
  readonly underlined?: boolean;
  readonly colour?: string;
}

/** How a paragraph is set; lengths in pixels. */
export interface Setting {
  readonly size: number;
  readonly line: number;
  readonly colour: string;
}

/** Something drawn with its top left corner at the origin. */
export interface Drawn {
  readonly svg: string;
  readonly height: number;
}

/** Runs broken into lines of at most `width` pixels. Only a word wider than that makes a longer line. */
export function linesOf(runs: readonly Run[], size: number, width: number): readonly (readonly Run[])[] {
  const lines: Run[][] = [];
  let line: Run[] = [];
  let used = 0;
  const end = () => {
    lines.push(line);
    line = [];
    used = 0;
  };
  for (const { space, word } of wordsOf(runs)) {
    if (word === 'line feed') {
      end();
      continue;
    }
    const gap = line.length === 0 ? [] : space;
    if (line.length > 0 && used + widthOf([...gap, ...word], size) > width) end();
    const added = line.length === 0 ? word : [...gap, ...word];
    line.push(...added);
    used += widthOf(added, size);
  }
  if (line.length > 0) end();
  return lines;
}

/** A paragraph of `width` pixels. */
export function paragraph(runs: readonly Run[], setting: Setting, width: number): Drawn {
  const lines = linesOf(runs, setting.size, width);
  // The baseline that centres the letters of Noto Sans in their line.
  const base = setting.line / 2 + setting.size * 0.36;
  return {
    svg: lines.map((line, at) => lineAt(line, setting, 0, at * setting.line + base)).join(''),
    height: lines.length * setting.line,
  };
}

/** One line of text; `y` is its baseline. */
export function lineAt(
  runs: readonly Run[],
  setting: Pick<Setting, 'size' | 'colour'>,
  x: number,
  y: number,
  anchor: 'start' | 'middle' = 'start',
): string {
  const spans = runs.map((run) => {
    const look = [
      run.weight === undefined ? '' : ` font-weight="${run.weight}"`,
      run.italic === true ? ' font-style="italic"' : '',
      run.colour === undefined ? '' : ` fill="${run.colour}"`,
      run.struck === true ? ' text-decoration="line-through"' : '',
      run.underlined === true ? ' text-decoration="underline"' : '',
    ].join('');
    return `<tspan${look}>${escapeXml(visible(run.text))}</tspan>`;
  });
  return `<text xml:space="preserve" x="${x}" y="${y}" font-family="Noto Sans" font-size="${setting.size}" fill="${setting.colour}" text-anchor="${anchor}">${spans.join('')}</text>`;
}

/** Width of runs side by side. */
export function widthOf(runs: readonly Run[], size: number): number {
  return runs.reduce(
    (sum, { text, weight }) => sum + measure(visible(text), size, (weight ?? 400) >= 600),
    0,
  );
}

/** Drawings one below the other, `gap` pixels apart. */
export function stacked(parts: readonly Drawn[], gap: number): Drawn {
  let height = 0;
  const svg = parts.map((part, at) => {
    height += at === 0 ? 0 : gap;
    const moved = movedBy(part, 0, height);
    height += part.height;
    return moved;
  });
  return { svg: svg.join(''), height };
}

export function movedBy(part: Drawn, x: number, y: number): string {
  return `<g transform="translate(${x} ${y})">${part.svg}</g>`;
}

/** Empty space. */
export function space(height: number): Drawn {
  return { svg: '', height };
}

/** A whole picture of `width` pixels on a plain ground. */
export function picture(drawn: Drawn, width: number, ground: string): string {
  const height = Math.ceil(drawn.height);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${ground}"/>${drawn.svg}</svg>`;
}

interface Word {
  readonly space: readonly Run[];
  readonly word: readonly Run[] | 'line feed';
}

/** Words with the space before each; a word may change its look inside: `“quoted” words,`. */
function wordsOf(runs: readonly Run[]): readonly Word[] {
  const words: Word[] = [];
  let [gap, word]: [Run[], Run[]] = [[], []];
  const close = () => {
    if (word.length > 0) words.push({ space: gap, word });
    if (word.length > 0) [gap, word] = [[], []];
  };
  for (const run of runs) {
    for (const text of run.text.match(/\n|[^\S\n]+|\S+/gu) ?? []) {
      if (text === '\n') {
        close();
        words.push({ space: [], word: 'line feed' });
        gap = [];
      } else if (/^\s/u.test(text)) {
        close();
        gap.push({ ...run, text: ' ' });
      } else word.push({ ...run, text });
    }
  }
  close();
  return words;
}

/** Without what a client gets but never shows: zero-width spaces and word joiners that keep text from being parsed. */
function visible(text: string): string {
  return text.replace(/[\u200B\u2060]/gu, '');
}
