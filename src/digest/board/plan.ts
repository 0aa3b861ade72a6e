import type { Briefing } from '../../domain/briefing.ts';
import { type Change, changeIn, type Provision, type Reading, readingIn } from '../../domain/provision.ts';
import type { Text } from '../../domain/text.ts';
import { formatDay } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { mainLabels } from '../../domain/words/labels.ts';

export const TILE_STATES = ['kept', 'amended', 'new', 'deferred', 'removed', 'absent', 'unreported'] as const;
/** What the newest text does with a provision, as far as is known. */
export type TileState = (typeof TILE_STATES)[number];

/** One provision on the board. */
export interface Tile {
  readonly title: string;
  /** Its numbers in the main text; empty where it has none there. */
  readonly points: readonly number[];
  /** The same as that text prints them. */
  readonly labels: readonly string[];
  readonly state: TileState;
  /** True where records contradict each other about it. */
  readonly disputed: boolean;
}

/** One text's value of a term. */
export interface TermStep {
  readonly label: string;
  readonly value: number;
  /** `80 boats in peacetime`. */
  readonly words: string;
}

/** A term whose value differs between texts. */
export interface TermMove {
  readonly title: string;
  readonly name: string;
  readonly steps: readonly TermStep[];
}

/** All that the picture and its alt text say. */
export interface Board {
  readonly title: string;
  /** What is compared with what; empty where there is one text. */
  readonly subtitle: string;
  /** `As of 25 November 2025`. */
  readonly asOf: string;
  readonly tiles: readonly Tile[];
  readonly moves: readonly TermMove[];
}

const CONTRADICTIONS = ['attribution', 'fact', 'wording', 'strength', 'tension'];
const MOST_MOVES = 4;

/** The state of every provision of the followed texts, by the main text's numbers, those without one last. */
export function boardOf(briefing: Briefing): Board {
  const followed = briefing.texts.filter((text) => !text.context);
  const ids = new Set(followed.map((text) => text.id));
  const shown = briefing.provisions.filter((provision) =>
    provision.readings.some(({ text }) => ids.has(text)),
  );
  const tiles = shown.map((provision) => tileOf(provision, briefing));
  const [main, latest] = [briefing.mainText, briefing.latestText].map((id) =>
    followed.find((text) => text.id === id),
  );
  const against =
    main === undefined || latest === undefined || main.id === latest.id
      ? (main?.name ?? '')
      : `What the ${latest.label} text does with the ${main.label} text`;
  const day = briefing.asOf ?? briefing.reviewed;
  return {
    title: briefing.title,
    subtitle: against,
    asOf: `As of ${formatDay(day)}`,
    tiles: tiles.sort((a, b) => (a.points[0] ?? Number.MAX_VALUE) - (b.points[0] ?? Number.MAX_VALUE)),
    moves: shown.flatMap((provision) => movesOf(provision, followed)).slice(0, MOST_MOVES),
  };
}

/** A subject that is drawn, with its term that moved; null where none did. */
export interface Entry {
  readonly tile: Tile;
  readonly move: TermMove | null;
}

/** States of a subject that moved. */
const MOVED: readonly TileState[] = ['removed', 'new', 'amended', 'deferred'];

/** What moved or is disputed: with a figure first, then by what became of it. */
export function boardEntries({ tiles, moves }: Pick<Board, 'tiles' | 'moves'>): readonly Entry[] {
  const rank = ({ tile, move }: Entry) =>
    move !== null ? -1 : MOVED.includes(tile.state) ? MOVED.indexOf(tile.state) : MOVED.length;
  return tiles
    .map((tile) => ({ tile, move: moves.find(({ title }) => title === tile.title) ?? null }))
    .filter(({ tile, move }) => move !== null || tile.disputed || MOVED.includes(tile.state))
    .toSorted((a, b) => rank(a) - rank(b));
}

/** `26 not reported · 3 kept`: all that is not drawn. */
export function restWords(board: Pick<Board, 'tiles' | 'moves'>): string {
  const drawn = new Set(boardEntries(board).map(({ tile }) => tile));
  return TILE_STATES.toReversed()
    .map(
      (state) =>
        [state, board.tiles.filter((tile) => tile.state === state && !drawn.has(tile)).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${stateWords(state)}`)
    .join(' · ');
}

/** The board in words, for whoever does not see the picture. */
export function boardInWords(board: Board): string {
  const { title, subtitle, asOf, moves } = board;
  const entries = boardEntries(board);
  const name = ({ tile }: Entry) =>
    [tile.labels.join(', '), tile.title].filter((word) => word !== '').join(' ');
  const group = (label: string, members: readonly Entry[]) =>
    members.length === 0 ? [] : [`${label}: ${members.map(name).join('; ')}.`];
  const rest = restWords(board);
  return [
    `${[title, subtitle, asOf].filter((words) => words !== '').join('. ')}.`,
    ...moves.map(
      (move) =>
        `${move.title}, ${move.name}: ${move.steps.map(({ label, words }) => `${label} ${words}`).join(', ')}.`,
    ),
    ...TILE_STATES.flatMap((state) =>
      group(
        capital(stateWords(state)),
        entries.filter(({ tile }) => tile.state === state),
      ),
    ),
    ...group(
      'Disputed',
      entries.filter(({ tile }) => tile.disputed),
    ),
    ...(entries.length === 0 ? ['Nothing moved, and nothing is disputed.'] : []),
    ...(rest === '' ? [] : [`The rest: ${rest}.`]),
  ].join(' ');
}

/** What a state is called where people read it. */
export function stateWords(state: TileState | 'disputed'): string {
  return state === 'absent' ? 'not in it' : state === 'unreported' ? 'not reported' : state;
}

function tileOf(provision: Provision, briefing: Briefing): Tile {
  const [main, latest] = [briefing.mainText, briefing.latestText].map((id) =>
    briefing.texts.find((text) => text.id === id),
  );
  const mainReading = readingIn(provision, main);
  const about = new Set([`provision:${provision.id}`, `reading:${provision.id}/${briefing.latestText}`]);
  return {
    title: provision.title,
    points: mainReading?.points ?? [],
    labels: mainReading === undefined ? [] : mainLabels(mainReading, main ?? {}),
    state: stateOf(changeIn(provision, latest), mainReading),
    disputed: briefing.conflicts.some(
      (conflict) =>
        CONTRADICTIONS.includes(conflict.type) && conflict.records.some((record) => about.has(record)),
    ),
  };
}

function stateOf(change: Change, main: Reading | undefined): TileState {
  const states: Readonly<Record<Change, TileState>> = {
    none: main === undefined ? 'new' : 'kept',
    kept: 'kept',
    amended: 'amended',
    split: 'amended',
    merged: 'amended',
    removed: 'removed',
    deferred: 'deferred',
    new: 'new',
    absent: 'absent',
    unreported: 'unreported',
  };
  return states[change];
}

function movesOf(provision: Provision, texts: readonly Text[]): readonly TermMove[] {
  const names = new Set(provision.readings.flatMap((reading) => reading.terms.map((term) => term.name)));
  return [...names].flatMap((name) => {
    const steps = texts.flatMap((text) => {
      const reading = provision.readings.find((candidate) => candidate.text === text.id);
      const term = reading?.terms.find((candidate) => candidate.name === name);
      if (term === undefined || typeof term.value !== 'number') return [];
      const words = [term.value.toLocaleString('en'), term.unit, term.qualifier].filter(
        (word) => word !== undefined,
      );
      return [{ label: text.label, value: term.value, words: words.join(' ') }];
    });
    const moved = new Set(steps.map((step) => step.words)).size > 1;
    return moved ? [{ title: provision.title, name, steps }] : [];
  });
}
