import type { TurnWish } from '../../core/post-rate.ts';
import type { PackStore, TurnStore } from '../store.ts';
import { numberOf, type SqlDriver, statement, textOf } from './driver.ts';

/** Turns of limits that several processes share. */
export function turnStore(driver: SqlDriver): TurnStore {
  const now = driver.dialect.now('$2');
  const first = `case when rate_turn.next_at > ${now} then rate_turn.next_at else ${now} end`;
  return {
    async takeTurns({ name, spacingMs, count, patienceMs }: TurnWish, at) {
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
