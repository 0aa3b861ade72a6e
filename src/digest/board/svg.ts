import { capital } from '../../domain/words/capital.ts';
import { type Board, boardEntries, type Entry, restWords, stateWords, type TileState } from './plan.ts';
import { clipTo, escapeXml, measure, wrap } from './svg-text.ts';

/**
 * A colour that stays apart from the others under colour blindness (Okabe and Ito, https://jfly.uni-koeln.de/color/),
 * a letter and a shape: each of the three tells the state alone.
 */
const LOOKS: Readonly<Record<TileState | 'disputed', { readonly colour: string; readonly letter: string }>> =
  {
    kept: { colour: '#009e73', letter: 'K' },
    amended: { colour: '#e69f00', letter: 'A' },
    new: { colour: '#0072b2', letter: 'N' },
    deferred: { colour: '#56b4e9', letter: 'D' },
    removed: { colour: '#d55e00', letter: 'R' },
    absent: { colour: '#5d5852', letter: '–' },
    unreported: { colour: '#8b8680', letter: '?' },
    disputed: { colour: '#cc79a7', letter: '!' },
  };

/** What a board is drawn for. `height` null: as high as it has to be. */
interface Form {
  readonly width: number;
  readonly height: number | null;
  readonly columns: number;
}

/**
 * `chat`: the box of 400 px in which chat shows a picture, at three times its size; `phone`: a phone's width of 375 px, at
 * twice its size.
 */
const FORMS = {
  chat: { width: 1200, height: 675, columns: 2 },
  phone: { width: 750, height: null, columns: 1 },
} satisfies Readonly<Record<string, Form>>;

/** No letter is smaller: 9.3 px where chat shows a board. */
const SMALL = 28;
/** As large as one line allows. */
const TITLES = [40, 36, 32, SMALL] as const;
const LINE = 35;
const MARGIN = 36;
const GAP = 18;
const BADGE = 52;
const INK = '#1c1b1a';
/** A ground of its own, so that light and dark clients show the same; its edge is seen on either. */
const PAPER = '#faf8f4';
const EDGE = '#8b8680';
const QUIET = '#5d5852';
/** Baseline of a line below its top. */
const BASE = 27;

/** The plan board as an SVG document: what moved or is disputed, and the rest as one line. */
export function boardSvg(board: Board, form: keyof typeof FORMS = 'chat'): string {
  const { width, height: fixed, columns } = FORMS[form];
  const inner = width - 2 * MARGIN;
  const parts: string[] = [];
  let y = 24;
  const size = TITLES.find((each) => measure(board.title, each, true) <= inner) ?? SMALL;
  for (const line of wrap(board.title, fixed === null ? TITLES[0] : size, inner, fixed === null ? 3 : 1)) {
    parts.push(words(line, MARGIN, y + 38, fixed === null ? TITLES[0] : size, { bold: true }));
    y += 50;
  }
  for (const line of board.subtitle === ''
    ? []
    : wrap(board.subtitle, SMALL, inner, fixed === null ? 2 : 1)) {
    parts.push(words(clipTo(line, SMALL, inner), MARGIN, y + BASE, SMALL, { colour: QUIET }));
    y += LINE;
  }
  y += GAP;
  const entries = boardEntries(board);
  const column = (inner - (columns - 1) * 2 * GAP) / columns;
  const bottom = fixed === null ? Number.POSITIVE_INFINITY : fixed - 24 - LINE - GAP;
  const placed = placedIn(entries, { column, top: y, bottom, columns });
  parts.push(...placed.drawn);
  if (entries.length === 0)
    parts.push(words('Nothing moved, and nothing is disputed.', MARGIN, y + BASE, SMALL, { bold: true }));
  const end = fixed === null ? Math.max(placed.end, y + LINE) + GAP : fixed - 24 - LINE;
  const left = entries.length - placed.drawn.length;
  const rest = [left > 0 ? `${left} more that moved or are disputed` : '', restWords(board), board.asOf]
    .filter((each) => each !== '')
    .join(' · ');
  const restLines = fixed === null ? wrap(rest, SMALL, inner, 3) : [clipTo(rest, SMALL, inner)];
  restLines.forEach((line, at) => {
    parts.push(words(line, MARGIN, end + BASE + at * LINE, SMALL, { colour: QUIET }));
  });
  const height = fixed ?? Math.ceil(end + restLines.length * LINE + 24);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${PAPER}"/><rect x="1.5" y="1.5" width="${width - 3}" height="${height - 3}" fill="none" stroke="${EDGE}" stroke-width="3"/>${parts.join('')}</svg>`;
}

/** Entries one below the other, in as many columns as there are, as many as have room. */
function placedIn(
  entries: readonly Entry[],
  room: { readonly column: number; readonly top: number; readonly bottom: number; readonly columns: number },
): { readonly drawn: readonly string[]; readonly end: number } {
  const drawn: string[] = [];
  let [at, y, end] = [0, room.top, room.top];
  for (const each of entries) {
    const { height } = drawEntry(each, room.column, 0, 0);
    if (y + height > room.bottom && at + 1 < room.columns) [at, y] = [at + 1, room.top];
    if (y + height > room.bottom) break;
    const x = MARGIN + at * (room.column + 2 * GAP);
    drawn.push(drawEntry(each, room.column, x, y).svg);
    y += height + GAP;
    end = Math.max(end, y);
  }
  return { drawn, end };
}

/** Badge, number and title of a subject, what became of it, and the term that moved before and after. */
function drawEntry(
  { tile, move }: Entry,
  width: number,
  x: number,
  y: number,
): { readonly svg: string; readonly height: number } {
  const left = BADGE + 14;
  const numbers = tile.labels.join(', ');
  const told = capital(tile.disputed ? `${stateWords(tile.state)}, disputed` : stateWords(tile.state));
  const name = `${told}: ${numbers === '' ? tile.title : `${numbers} ${tile.title}`}`;
  const side = tile.disputed ? BADGE + 14 : 0;
  const lines = wrap(name, SMALL, width - left - side, 2);
  const below = move === null ? [] : moveLines(move, width - left);
  const svg = [
    badge(tile.state, x + BADGE / 2, y + BADGE / 2, BADGE),
    tile.disputed ? badge('disputed', x + width - BADGE / 2, y + BADGE / 2, BADGE) : '',
    ...lines.map((line, at) =>
      words(line, x + left, y + at * LINE + BASE + 2, SMALL, {
        bold: true,
        colour: tile.state === 'removed' ? QUIET : INK,
      }),
    ),
    ...below.map(({ text, after }, at) =>
      words(text, x + left, y + (lines.length + at) * LINE + BASE + 2, SMALL, {
        bold: after,
        colour: after ? INK : QUIET,
      }),
    ),
  ];
  return { svg: svg.join(''), height: Math.max(BADGE, (lines.length + below.length) * LINE) };
}

/** The term in the first text that has it, and below that in the last. */
function moveLines(move: NonNullable<Entry['move']>, width: number) {
  const ends = [move.steps.at(0), move.steps.at(-1)];
  return ends.flatMap((step, at) =>
    wrap(`${step?.label ?? ''}: ${step?.words ?? ''}`, SMALL, width, 2).map((text) => ({
      text,
      after: at === 1,
    })),
  );
}

/** Letter on shape: circle kept, triangle amended, plus-like octagon new, hourglass-like hexagon deferred, square removed. */
function badge(state: TileState | 'disputed', x: number, y: number, size: number): string {
  const { colour, letter } = LOOKS[state];
  const fill = `fill="${colour}"`;
  const r = size / 2;
  const low = state === 'amended' ? size * 0.13 : 0;
  const type = Math.max(SMALL, size * 0.55);
  const dark = state === 'amended' || state === 'deferred' || state === 'disputed';
  return `${shape(state, x, y, r, fill)}<text x="${x}" y="${y + type * 0.36 + low}" font-family="Noto Sans" font-weight="700" font-size="${type}" text-anchor="middle" fill="${dark ? INK : '#ffffff'}">${letter}</text>`;
}

function shape(state: TileState | 'disputed', x: number, y: number, r: number, fill: string): string {
  switch (state) {
    case 'kept':
      return `<circle cx="${x}" cy="${y}" r="${r}" ${fill}/>`;
    case 'amended':
      return polygon(3, x, y + r * 0.2, r * 1.22, -90, fill);
    case 'new':
      return polygon(8, x, y, r * 1.05, 22.5, fill);
    case 'deferred':
      return polygon(6, x, y, r * 1.06, 0, fill);
    case 'removed':
      return `<rect x="${x - r * 0.92}" y="${y - r * 0.92}" width="${r * 1.84}" height="${r * 1.84}" ${fill}/>`;
    case 'absent':
      return polygon(4, x, y, r * 1.25, 45, fill);
    case 'unreported':
      return `<rect x="${x - r}" y="${y - r * 0.8}" width="${r * 2}" height="${r * 1.6}" rx="${r * 0.8}" ${fill}/>`;
    case 'disputed':
      return polygon(4, x, y, r * 1.18, 0, fill);
  }
}

function polygon(corners: number, x: number, y: number, r: number, turn: number, fill: string): string {
  const points = Array.from({ length: corners }, (_, at) => {
    const angle = ((turn + (at * 360) / corners) * Math.PI) / 180;
    return `${(x + r * Math.cos(angle)).toFixed(1)},${(y + r * Math.sin(angle)).toFixed(1)}`;
  });
  return `<polygon points="${points.join(' ')}" ${fill}/>`;
}

function words(
  text: string,
  x: number,
  y: number,
  size: number,
  look: { readonly bold?: boolean; readonly colour?: string } = {},
): string {
  const weight = look.bold === true ? 700 : 400;
  return `<text x="${x}" y="${y}" font-family="Noto Sans" font-weight="${weight}" font-size="${size}" fill="${look.colour ?? INK}">${escapeXml(text)}</text>`;
}
