import { displayWidth, graphemes } from './display-width.ts';

/** What a run is for; colours are chosen from it, the words never depend on it. */
export type Style = 'plain' | 'strong' | 'strike' | 'quote' | 'link' | 'small';

/** A stretch of text in one style. `unbroken`: never cut inside, however long (an address). `glued`: no line starts with it. */
export interface Run {
  readonly text: string;
  readonly style: Style;
  readonly unbroken?: boolean;
  readonly glued?: boolean;
}

interface Word {
  readonly runs: readonly Run[];
  readonly width: number;
  /** False where a line may be broken before it but no space stands there. */
  readonly spaced: boolean;
}

/** Select Graphic Rendition codes, on and off (ECMA-48, 8.3.117). */
const SGR: Readonly<Record<Exclude<Style, 'plain'>, readonly [number, number]>> = {
  strong: [1, 22],
  strike: [9, 29],
  quote: [36, 39],
  link: [4, 24],
  small: [2, 22],
};

/**
 * Breaks runs into lines of at most `width` columns, the first starting with `first` and the others with `rest` (both
 * count). White space collapses to single spaces. Only an unbroken run can make a line longer than `width`.
 */
export function wrapRuns(
  runs: readonly Run[],
  options: {
    readonly width: number;
    readonly colour: boolean;
    readonly first?: string;
    readonly rest?: string;
  },
): readonly string[] {
  const { width, colour, first = '', rest = first } = options;
  const room = Math.max(8, width - Math.max(displayWidth(first), displayWidth(rest)));
  const lines: Word[][] = [];
  let line: Word[] = [];
  let used = 0;
  for (const word of wordsOf(runs).flatMap((word) => cutLong(word, room))) {
    const gap = line.length > 0 && word.spaced ? 1 : 0;
    if (line.length > 0 && used + gap + word.width > room) {
      lines.push(line);
      line = [];
      used = 0;
    }
    used += (line.length > 0 ? gap : 0) + word.width;
    line.push(word);
  }
  if (line.length > 0) lines.push(line);
  return lines.map((words, at) => `${at === 0 ? first : rest}${paint(words, colour)}`);
}

/** Splits runs at breakable white space; no-break spaces stay inside their word. */
function wordsOf(runs: readonly Run[]): readonly Word[] {
  const words: (readonly Run[])[] = [];
  let current: Run[] = [];
  const close = () => {
    if (current.length > 0) words.push(current);
    current = [];
  };
  for (const run of runs) {
    if (run.glued === true) {
      if (current.length === 0) current = [...(words.pop() ?? [])];
      // A long row of glued runs (twenty citation numbers) may be broken all the same.
      if (current.filter((piece) => piece.glued === true).length >= MOST_GLUED) close();
      const space = current.length === 0 ? '' : ' ';
      current.push({ ...run, text: space + run.text });
      continue;
    }
    for (const [at, part] of run.text.split(BREAKABLE).entries()) {
      if (at > 0) close();
      if (part !== '') current.push({ ...run, text: part });
    }
  }
  close();
  return words.map((pieces) => ({ runs: pieces, width: widthOf(pieces), spaced: true }));
}

const MOST_GLUED = 4;

/** Spaces of any width but the no-break ones. */
const BREAKABLE = /[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+/;

function widthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + displayWidth(run.text), 0);
}

/** A word wider than a line, cut between characters into parts that each fit. */
function cutLong(word: Word, room: number): readonly Word[] {
  if (word.width <= room || word.runs.some((run) => run.unbroken === true)) return [word];
  const parts: Word[] = [];
  let runs: Run[] = [];
  let width = 0;
  const close = () => {
    if (runs.length > 0) parts.push({ runs, width, spaced: parts.length === 0 });
    runs = [];
    width = 0;
  };
  for (const run of word.runs) {
    let kept = '';
    const keep = () => {
      if (kept !== '') runs.push({ ...run, text: kept });
      kept = '';
    };
    for (const cluster of graphemes(run.text)) {
      const columns = displayWidth(cluster);
      if (width + columns > room) {
        keep();
        close();
      }
      kept += cluster;
      width += columns;
    }
    keep();
  }
  close();
  return parts;
}

/** One line as written: neighbours of one style share their codes, and so does the space between them. */
function paint(words: readonly Word[], colour: boolean): string {
  if (!colour) return words.map((word, at) => gapBefore(word, at) + plainOf(word)).join('');
  let line = '';
  let style: Style = 'plain';
  const turn = (next: Style) => {
    if (next === style) return;
    if (style !== 'plain') line += `\u001b[${SGR[style][1]}m`;
    if (next !== 'plain') line += `\u001b[${SGR[next][0]}m`;
    style = next;
  };
  for (const [at, word] of words.entries()) {
    const opening = word.runs[0]?.style ?? 'plain';
    const gap = gapBefore(word, at);
    if (gap !== '' && opening !== style) turn('plain');
    line += gap;
    for (const run of word.runs) {
      turn(run.style);
      line += run.text;
    }
  }
  turn('plain');
  return line;
}

function gapBefore(word: Word, at: number): string {
  return at > 0 && word.spaced ? ' ' : '';
}

function plainOf(word: Word): string {
  return word.runs.map((run) => run.text).join('');
}
