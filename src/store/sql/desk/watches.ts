import type { Watch, WatchSubject } from '../../../domain/schedule/watch.ts';
import type { WatchStore } from '../../ports/watches.ts';
import { contentStatements, deliveryStatements } from '../deliveries.ts';
import { numberOf, type Row, type SqlDriver, statement, tenantOf, textOf } from '../driver.ts';
import { placeOf } from '../subscriptions.ts';

/** Ids in one statement: few enough for every database's number of values. */
const IDS_AT_ONCE = 400;

export function watchStore(driver: SqlDriver): WatchStore {
  const some = async (where: string, ...values: readonly (string | number)[]) =>
    (await driver.all(`select * from watch where ${where}`, ...values)).map(watchOf);
  return {
    async addWatch(watch) {
      const { id, place, story, title, filter, words } = watch;
      const rows = await driver.all(
        `insert into watch (id, platform, tenant, channel, thread, story, subject, home, owner, private, zone,
          created_at, told_mark, alert_day, alert_count)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (id) do nothing returning id`,
        ...[id, place.platform, place.tenant, place.channel, place.thread, story],
        ...[JSON.stringify({ title, filter, words }), watch.home, watch.owner, Number(watch.private)],
        ...[watch.zone, watch.createdAt, watch.toldMark, watch.alertDay, watch.alertCount],
      );
      return rows.length > 0;
    },
    async countWatches(platform, tenant) {
      const [row] = await driver.all(
        'select count(*) as n from watch where platform = $1 and home = $2',
        ...[platform, tenant],
      );
      return row === undefined ? 0 : numberOf(row, 'n');
    },
    removeWatch: async (id) =>
      (await driver.all('delete from watch where id = $1 returning id', id)).length > 0,
    watch: async (id) => (await some('id = $1', id))[0] ?? null,
    watchesFor: ({ platform, tenant, channel, user }) =>
      some(
        `platform = $1 and ((tenant = $2 and channel = $3 and (private = 0 or owner = $4))
          or (private = 1 and home = $2 and owner = $4)) order by created_at, id`,
        ...[platform, tenant, channel, user],
      ),
    watchesBehind: (story, mark, after, limit) =>
      some('story = $1 and told_mark < $2 and id > $3 order by id limit $4', ...[story, mark, after, limit]),
    async tellWatches({ contents, deliveries, alerted, passed, mark }, now) {
      const passing: string[][] = [];
      for (let from = 0; from < passed.length; from += IDS_AT_ONCE)
        passing.push(passed.slice(from, from + IDS_AT_ONCE));
      await driver.batch([
        ...contentStatements(contents, now),
        ...deliveryStatements(deliveries, now),
        ...alerted.map(({ id, day, count }) =>
          statement(
            'update watch set told_mark = $2, alert_day = $3, alert_count = $4 where id = $1 and told_mark < $2',
            ...[id, mark, day, count],
          ),
        ),
        ...passing.map((ids) =>
          statement(
            `update watch set told_mark = $1 where told_mark < $1 and id in (${ids.map((_, at) => `$${at + 2}`).join(', ')})`,
            ...[mark, ...ids],
          ),
        ),
        ...driver.dialect.wake('deliver'),
      ]);
    },
  };
}

function watchOf(row: Row): Watch {
  // Written by addWatch alone, from this very type.
  const subject: WatchSubject = JSON.parse(textOf(row, 'subject'));
  return {
    ...subject,
    id: textOf(row, 'id'),
    place: placeOf(row),
    story: textOf(row, 'story'),
    home: tenantOf(row, 'home'),
    owner: textOf(row, 'owner'),
    private: numberOf(row, 'private') === 1,
    zone: textOf(row, 'zone'),
    createdAt: numberOf(row, 'created_at'),
    toldMark: numberOf(row, 'told_mark'),
    alertDay: textOf(row, 'alert_day'),
    alertCount: numberOf(row, 'alert_count'),
  };
}
