import { lineAt, picture, type Run, type Setting } from './runs.ts';

const WIDTH = 760;
const MARGIN = 20;
const BAR = 34;
const GROUND = '#1f2329';
const FRAME = '#343a43';
const PROMPT = '#7ee0a1';
const TEXT: Setting = { size: 14, line: 19.5, colour: '#dfe3e8' };

/** A command and what it printed to a terminal of so many columns, escape sequences included. */
export function terminalPicture(command: string, printed: string, columns: number): string {
  const lines = [
    [{ text: '$ ', colour: PROMPT, weight: 700 } as const, { text: command }],
    ...readAnsi(printed.trimEnd()).flatMap((line) => folded(line, columns)),
  ];
  const column = (WIDTH - 2 * MARGIN) / columns;
  const svg = lines.flatMap((line, at) =>
    aligned(line).map((part) =>
      lineAt(part.runs, TEXT, MARGIN + part.column * column, BAR + 28 + at * TEXT.line),
    ),
  );
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (colour, at) => `<circle cx="${MARGIN + 6 + at * 20}" cy="${BAR / 2}" r="6" fill="${colour}"/>`,
  );
  const bar = `<rect width="${WIDTH}" height="${BAR}" fill="${FRAME}"/>${dots.join('')}`;
  return picture({ svg: bar + svg.join(''), height: BAR + 32 + lines.length * TEXT.line }, WIDTH, GROUND);
}

/** Select Graphic Rendition codes (ECMA-48, 8.3.117) and what they do to a look. */
const CODES: Readonly<Record<string, Partial<Run>>> = {
  '1': { weight: 700 },
  '2': { colour: '#98a2ad' },
  '4': { underlined: true },
  '9': { struck: true },
  '22': { weight: 400, colour: TEXT.colour },
  '24': { underlined: false },
  '29': { struck: false },
  '36': { colour: '#6cd3e0' },
  '39': { colour: TEXT.colour },
};

/** What was printed as lines of runs; looks go on over line ends, as they do on a terminal. */
function readAnsi(printed: string): readonly (readonly Run[])[] {
  let look: Partial<Run> = {};
  return printed.split('\n').map((line) => {
    const runs: Run[] = [];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    for (const [, code, text] of line.matchAll(/\u001b\[(\d+)m|([^\u001b]+)/gu)) {
      if (code !== undefined) look = { ...look, ...CODES[code] };
      else runs.push({ ...look, text: text ?? '' });
    }
    return runs;
  });
}

/** A line longer than the terminal is wide goes on below, as it does there. */
function folded(line: readonly Run[], columns: number): readonly (readonly Run[])[] {
  const rows: Run[][] = [[]];
  let used = 0;
  for (const run of line) {
    let rest = run.text;
    while (used + rest.length > columns) {
      rows.at(-1)?.push({ ...run, text: rest.slice(0, columns - used) });
      rest = rest.slice(columns - used);
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push({ ...run, text: rest });
    used += rest.length;
  }
  return rows;
}

/**
 * The parts of a line that must stand in a column of their own: what is indented, and what follows a bullet, a dash or a
 * number. The type is proportional, so the rest of a line is set as it comes.
 */
function aligned(
  line: readonly Run[],
): readonly { readonly column: number; readonly runs: readonly Run[] }[] {
  const text = line.map((run) => run.text).join('');
  const [, indent = '', mark = ''] = /^( *)((?:[•—]|\[\d+\]) +)?/u.exec(text) ?? [];
  const after = indent.length + mark.length;
  return [
    ...(mark === '' ? [] : [{ column: indent.length, runs: slice(line, indent.length, after) }]),
    { column: after, runs: slice(line, after, text.length) },
  ];
}

function slice(line: readonly Run[], from: number, to: number): readonly Run[] {
  let at = 0;
  return line.flatMap((run) => {
    const start = at;
    at += run.text.length;
    const text = run.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    return text === '' ? [] : [{ ...run, text }];
  });
}
