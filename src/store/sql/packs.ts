import type { PackStore } from '../store.ts';
import { numberOf, type SqlDriver, statement, textOf } from './driver.ts';

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
