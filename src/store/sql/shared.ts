import type { TurnsGiven, TurnWish } from '../../core/post-rate.ts';
import type { TurnStore } from '../ports/leases.ts';
import type { PackStore } from '../ports/packs.ts';
import { numberOf, type Row, type SqlDriver, statement, textOf } from './driver.ts';

/** Turns of limits that several processes share. */
export function turnStore(driver: SqlDriver): TurnStore {
  const now = driver.dialect.now('$2');
  const first = `case when rate_turn.next_at > ${now} then rate_turn.next_at else ${now} end`;
  return {
    async takeTurns(wish: TurnWish, at) {
      const { name, spacingMs, count, patienceMs, window } = wish;
      if (window !== undefined) return takeWithin(driver, { ...wish, window }, at);
      const all = Math.ceil(spacingMs * count);
      const [taken] = await driver.soon(
        `insert into rate_turn (name, next_at) values ($1, ${now} + $3)
        on conflict (name) do update set next_at = ${first} + $3 where rate_turn.next_at <= ${now} + $4
        returning next_at - $3 - ${now} as after_ms`,
        ...[name, at, all, Math.floor(patienceMs)],
      );
      if (taken !== undefined) return { kind: 'given', afterMs: Math.max(0, numberOf(taken, 'after_ms')) };
      const [row] = await driver.all(
        `select next_at - ${now} as after_ms from rate_turn where name = $1`,
        ...[name, at],
      );
      return { kind: 'later', afterMs: Math.max(1, row === undefined ? 1 : numberOf(row, 'after_ms')) };
    },
    async holdTurns(name, forMs, at) {
      const until = `${now} + $3`;
      await driver.soon(
        `insert into rate_turn (name, next_at) values ($1, ${until})
        on conflict (name) do update set next_at = ${until} where rate_turn.next_at < ${until}`,
        ...[name, at, Math.ceil(forMs)],
      );
    },
  };
}

/** Where a line stands: when the next turn would be due by its pace, and the turns that were taken within its window. */
interface Standing {
  readonly line: number;
  readonly recent: readonly number[];
}

type WindowWish = TurnWish & Required<Pick<TurnWish, 'window'>>;

async function takeWithin(driver: SqlDriver, wish: WindowWish, at: number): Promise<TurnsGiven> {
  const { dialect } = driver;
  const { name } = wish;
  // Whoever else wants turns of this name waits here; what time it is, is asked once nobody else has the row.
  const row = statement(
    `insert into rate_turn (name, next_at) values ($1, 0)
    on conflict (name) do update set next_at = rate_turn.next_at returning next_at, recent`,
    name,
  );
  const time = statement(`select ${dialect.now('$1')} as now`, at);
  let stood: Standing = { line: 0, recent: [] };
  let given: TurnsGiven = { kind: 'later', afterMs: 1 };
  await driver.batchSoon([
    row,
    {
      after: row,
      make([found = {}]) {
        stood = standingIn(found, wish);
        return [];
      },
    },
    time,
    {
      after: time,
      make: ([found = {}]) => {
        const taken = withinWindow(stood, wish, numberOf(found, 'now'));
        given = taken.given;
        const { line, recent } = taken.standing;
        return [
          statement(
            'update rate_turn set next_at = $2, recent = $3 where name = $1',
            ...[name, Math.ceil(line), JSON.stringify({ line, recent })],
          ),
        ];
      },
    },
  ]);
  return given;
}

/** Where somebody else moved the line, the turns up to there are taken to be theirs: an older process does not name them. */
function standingIn(row: Row, { spacingMs, window, unused = [] }: WindowWish): Standing {
  const next = numberOf(row, 'next_at');
  const text = textOf(row, 'recent');
  // Written by takeWithin alone.
  const { line, recent }: Standing = text === '' ? { line: 0, recent: [] } : JSON.parse(text);
  const back = new Set(unused);
  const used = recent.filter((turn) => !back.has(turn));
  const given = recent.length - used.length;
  if (Math.ceil(line) === next) return { line: line - given * spacingMs, recent: used };
  const last = Math.max(line, next - window.ms);
  const theirs: number[] = [];
  for (let turn = next - spacingMs; spacingMs > 0 && turn >= last; turn -= spacingMs) theirs.unshift(turn);
  return { line: next, recent: [...used, ...theirs].toSorted((a, b) => a - b) };
}

/** Takes turns: none before its pace, none too near to another, and no window with more than it may hold. Pure. */
function withinWindow(
  { line: was, recent }: Standing,
  { spacingMs, count, patienceMs, window }: WindowWish,
  now: number,
): { readonly given: TurnsGiven; readonly standing: Standing } {
  const { ms, most, apartMs, behindMs } = window;
  let line = was < now - ms ? now : Math.max(was, now - behindMs);
  const all = recent.filter((turn) => turn > now - ms);
  const taken: number[] = [];
  while (taken.length < count) {
    const last = all.at(-1) ?? Number.NEGATIVE_INFINITY;
    const crowded = all.length < most ? Number.NEGATIVE_INFINITY : (all.at(-most) ?? 0) + ms;
    const turn = Math.ceil(Math.max(now, line, last + apartMs, crowded));
    if (taken.length === 0 && turn - now > patienceMs)
      return { given: { kind: 'later', afterMs: turn - now }, standing: { line: was, recent: all } };
    taken.push(turn);
    all.push(turn);
    line = Math.max(line, turn - behindMs) + spacingMs;
  }
  return {
    given: { kind: 'given', afterMs: (taken[0] ?? now) - now, taken },
    standing: { line, recent: all },
  };
}

/** Packs that several processes answer from. */
export function packStore(driver: SqlDriver): PackStore {
  return {
    async pushPack({ version, pushedAt }, files) {
      await driver.batch([
        statement('delete from pack_version where present = 0'),
        statement('update pack_version set present = 0 where present = 1'),
        statement(
          `insert into pack_version (version, pushed_at, present) values ($1, $2, 1)
          on conflict (version) do update set pushed_at = $2, present = 1`,
          ...[version, pushedAt],
        ),
        statement('delete from pack_file where version not in (select version from pack_version)'),
        ...files.map(({ path, body }) =>
          statement(
            `insert into pack_file (version, path, body) values ($1, $2, $3)
            on conflict (version, path) do nothing`,
            ...[version, path, body],
          ),
        ),
        ...driver.dialect.wake('pack'),
      ]);
    },
    async presentPack() {
      const [row] = await driver.all('select version, pushed_at from pack_version where present = 1');
      return row === undefined
        ? null
        : { version: textOf(row, 'version'), pushedAt: numberOf(row, 'pushed_at') };
    },
    packFiles: async (version) =>
      (await driver.all('select path, body from pack_file where version = $1 order by path', version)).map(
        (row) => ({ path: textOf(row, 'path'), body: textOf(row, 'body') }),
      ),
  };
}
