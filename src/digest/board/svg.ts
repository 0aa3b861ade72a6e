import { type Board, stateWords, type TermMove, TILE_STATES, type Tile, type TileState } from './plan.ts';
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

/** Three tiles a row and 30 px type: on a phone a third of the size, still read without zooming. */
const WIDTH = 1080;
const MARGIN = 36;
const GAP = 14;
const COLUMNS = 3;
const TILE_WIDTH = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
const TILE_LINE = 36;
const TILE_TYPE = 29;
const BADGE = 46;
const INK = '#1c1b1a';
const PAPER = '#faf8f4';
const QUIET = '#5d5852';
/** Room for the label of any text: the pack's format allows 24 characters, here of the width of capitals. */
const WIDEST_LABEL = 484;

/** The plan board as an SVG document, as high as its contents need. */
export function boardSvg(board: Board): string {
  const parts: string[] = [];
  let y = MARGIN;
  for (const line of wrap(board.title, 48, WIDTH - 2 * MARGIN, 2)) {
    y += 50;
    parts.push(words(line, MARGIN, y, 48, { bold: true }));
  }
  const below = [board.subtitle, board.asOf].filter((line) => line !== '');
  for (const line of below.flatMap((each) => wrap(each, 28, WIDTH - 2 * MARGIN, 2))) {
    y += 38;
    parts.push(words(line, MARGIN, y, 28, { colour: QUIET }));
  }
  const legend = legendAt(board.tiles, y + 32);
  parts.push(legend.svg);
  y = legend.bottom + 22;
  for (let first = 0; first < board.tiles.length; first += COLUMNS) {
    const row = board.tiles.slice(first, first + COLUMNS);
    const lines = row.map((tile) => wrap(tile.title, TILE_TYPE, TILE_WIDTH - 36, 4));
    const height = 86 + Math.max(...lines.map((list) => list.length)) * TILE_LINE;
    row.forEach((tile, column) => {
      const x = MARGIN + column * (TILE_WIDTH + GAP);
      parts.push(tileAt(tile, lines[column] ?? [], x, y, height));
    });
    y += height + GAP;
  }
  for (const move of board.moves) {
    const chart = moveAt(move, y + 10);
    parts.push(chart.svg);
    y = chart.bottom;
  }
  const height = Math.ceil(y + MARGIN - GAP);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"><rect width="100%" height="100%" fill="${PAPER}"/>${parts.join('')}</svg>`;
}

function legendAt(tiles: readonly Tile[], top: number): { readonly svg: string; readonly bottom: number } {
  const counts = TILE_STATES.map(
    (state) => [state, tiles.filter((tile) => tile.state === state).length] as const,
  );
  const disputed = tiles.filter((tile) => tile.disputed).length;
  const entries = [...counts, ['disputed', disputed] as const].filter(([, count]) => count > 0);
  const parts: string[] = [];
  let [x, y] = [MARGIN, top];
  for (const [state, count] of entries) {
    const label = `${count} ${stateWords(state)}`;
    const width = 44 + measure(label, 27, true) + 30;
    if (x + width > WIDTH - MARGIN + 30) [x, y] = [MARGIN, y + 48];
    parts.push(badge(state, x + 17, y + 17, 34), words(label, x + 44, y + 27, 27, { bold: true }));
    x += width;
  }
  return { svg: parts.join(''), bottom: y + 36 };
}

function tileAt(tile: Tile, lines: readonly string[], x: number, y: number, height: number): string {
  const { colour } = LOOKS[tile.state];
  const numbers = tile.labels.join(', ');
  const struck = tile.state === 'removed';
  const dashes = tile.state === 'unreported' ? ' stroke-dasharray="10 7"' : '';
  return [
    `<rect x="${x}" y="${y}" width="${TILE_WIDTH}" height="${height}" rx="16" fill="${colour}" fill-opacity="0.13" stroke="${colour}" stroke-width="3"${dashes}/>`,
    badge(tile.state, x + 18 + BADGE / 2, y + 16 + BADGE / 2, BADGE),
    words(numbers, x + 18 + BADGE + 14, y + 52, 36, { bold: true }),
    tile.disputed ? badge('disputed', x + TILE_WIDTH - 18 - BADGE / 2, y + 16 + BADGE / 2, BADGE) : '',
    ...lines.map((line, at) =>
      words(line, x + 18, y + 104 + at * TILE_LINE, TILE_TYPE, {
        bold: true,
        struck,
        colour: struck ? QUIET : INK,
      }),
    ),
  ].join('');
}

/** Letter on shape: circle kept, triangle amended, plus-like octagon new, hourglass-like hexagon deferred, square removed. */
function badge(state: TileState | 'disputed', x: number, y: number, size: number): string {
  const { colour, letter } = LOOKS[state];
  const fill = `fill="${colour}"`;
  const r = size / 2;
  const low = state === 'amended' ? size * 0.13 : 0;
  const type = size * (state === 'amended' ? 0.5 : 0.6);
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

/** One term over the texts: bars from a common zero, so that lengths compare as values do. */
function moveAt(move: TermMove, top: number): { readonly svg: string; readonly bottom: number } {
  const most = Math.max(...move.steps.map((step) => Math.abs(step.value)), 1);
  const parts: string[] = [];
  let y = top + 20;
  for (const line of wrap(`${move.title}: ${move.name}`, 32, WIDTH - 2 * MARGIN, 2)) {
    y += 38;
    parts.push(words(line, MARGIN, y, 32, { bold: true }));
  }
  const labelWidth = Math.min(
    WIDEST_LABEL,
    Math.max(...move.steps.map((step) => measure(step.label, 28, true))) + 24,
  );
  const room = WIDTH - 2 * MARGIN - labelWidth;
  y += 18;
  move.steps.forEach((step, at) => {
    const changed = at > 0 && step.value !== move.steps[at - 1]?.value;
    const colour = changed ? LOOKS.amended.colour : '#b9b2a8';
    const length = Math.max(6, (Math.abs(step.value) / most) * room);
    parts.push(
      words(clipTo(step.label, 28, labelWidth - 12), MARGIN, y + 33, 28, { colour: QUIET }),
      `<rect x="${MARGIN + labelWidth}" y="${y}" width="${length}" height="46" rx="8" fill="${colour}"/>`,
    );
    const wide = measure(step.words, 28, true) + 32;
    const inside = wide <= length;
    const under = !inside && wide + length > room;
    const lines = under ? wrap(step.words, 28, room - 14, 3) : [step.words];
    const x = MARGIN + labelWidth + (inside || under ? 14 : length + 12);
    const first = under ? y + 80 : y + 33;
    parts.push(...lines.map((line, row) => words(line, x, first + row * TILE_LINE, 28, { bold: true })));
    y += under ? 64 + lines.length * TILE_LINE : 56;
  });
  return { svg: parts.join(''), bottom: y + 8 };
}

function words(
  text: string,
  x: number,
  y: number,
  size: number,
  look: { readonly bold?: boolean; readonly struck?: boolean; readonly colour?: string } = {},
): string {
  const weight = look.bold === true ? 700 : 400;
  const line = look.struck === true ? ' text-decoration="line-through"' : '';
  return `<text x="${x}" y="${y}" font-family="Noto Sans" font-weight="${weight}" font-size="${size}" fill="${look.colour ?? INK}"${line}>${escapeXml(text)}</text>`;
}
