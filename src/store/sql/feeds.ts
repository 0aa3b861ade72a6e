import type { FeedKey, FeedStore } from '../proposal-store.ts';
import { numberOf, type Row, type SqlDriver, statement, textOf } from './driver.ts';

/** So many keys are asked for at once: a statement has a limit of values. */
const KEYS_AT_ONCE = 200;

export function feedStore(driver: SqlDriver): FeedStore {
  return {
    async feed(url) {
      const [row] = await driver.all('select * from feed where url = $1', url);
      if (row === undefined) return null;
      return {
        url,
        etag: textOf(row, 'etag'),
        lastModified: textOf(row, 'last_modified'),
        readAt: numberOf(row, 'read_at'),
        notBefore: numberOf(row, 'not_before'),
        failures: numberOf(row, 'failures'),
      };
    },
    async saveFeed({ url, etag, lastModified, readAt, notBefore, failures }, keys) {
      await driver.batch([
        statement(
          `insert into feed (url, etag, last_modified, read_at, not_before, failures) values ($1, $2, $3, $4, $5, $6)
          on conflict (url) do update
          set etag = $2, last_modified = $3, read_at = $4, not_before = $5, failures = $6`,
          ...[url, etag, lastModified, readAt, notBefore, failures],
        ),
        ...keys.map(({ key, item, title, seenAt }) =>
          statement(
            `insert into feed_key (key, item, title, seen_at) values ($1, $2, $3, $4)
            on conflict (key) do update set seen_at = $4`,
            ...[key, item, title, seenAt],
          ),
        ),
      ]);
    },
    async knownFeedKeys(keys) {
      const found: FeedKey[] = [];
      for (let at = 0; at < keys.length; at += KEYS_AT_ONCE) {
        const some = keys.slice(at, at + KEYS_AT_ONCE);
        const places = some.map((_, index) => `$${index + 1}`).join(', ');
        const rows = await driver.all(`select * from feed_key where key in (${places})`, ...some);
        found.push(...rows.map(keyOf));
      }
      return found;
    },
    async feedTitlesSince(since, limit) {
      const rows = await driver.all(
        `select min(key) as key, item, title, max(seen_at) as seen_at from feed_key where seen_at >= $1 and title <> ''
        group by item, title order by max(seen_at) desc limit $2`,
        ...[since, limit],
      );
      return rows.map(keyOf);
    },
  };
}

function keyOf(row: Row): FeedKey {
  return {
    key: textOf(row, 'key'),
    item: textOf(row, 'item'),
    title: textOf(row, 'title'),
    seenAt: numberOf(row, 'seen_at'),
  };
}
