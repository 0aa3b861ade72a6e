import type { FeedKey, FeedStore, WaitingItem } from '../ports/feeds.ts';
import { numberOf, type Row, type SqlDriver, statement, textOf } from './driver.ts';
import { pastAmong } from './kept/past-keys.ts';

/** So many keys are asked for at once: a statement has a limit of values. */
const KEYS_AT_ONCE = 200;

/** Keys of watched feeds begin so, and with nothing else. */
const OF_STORIES = 'story:';

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
        checkedAt: numberOf(row, 'checked_at'),
        trouble: textOf(row, 'trouble'),
      };
    },
    async saveFeed(
      { url, etag, lastModified, readAt, notBefore, failures, checkedAt, trouble },
      keys,
      waiting = [],
    ) {
      await driver.batch([
        statement(
          `insert into feed (url, etag, last_modified, read_at, not_before, failures, checked_at, trouble)
          values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (url) do update
          set etag = $2, last_modified = $3, read_at = $4, not_before = $5, failures = $6, checked_at = $7, trouble = $8`,
          ...[url, etag, lastModified, readAt, notBefore, failures, checkedAt, trouble],
        ),
        ...waiting.map((item) =>
          statement(
            `insert into feed_item (feed, item, url, title, found_at, not_before, failures)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict (feed, item) do nothing`,
            ...[item.feed, item.item, item.url, item.title, item.foundAt, item.notBefore, item.failures],
          ),
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
      const there = new Set(found.map(({ key }) => key));
      return [
        ...found,
        ...(await pastAmong(
          driver,
          keys.filter((key) => !there.has(key)),
        )),
      ];
    },
    async feedTitlesSince(since, limit, prefix) {
      const rows = await driver.all(
        `select min(key) as key, item, title, max(seen_at) as seen_at from feed_key
        where seen_at >= $1 and title <> '' and substr(key, 1, $3) ${prefix === '' ? '<>' : '='} $4
        group by item, title order by max(seen_at) desc limit $2`,
        ...[since, limit, (prefix || OF_STORIES).length, prefix || OF_STORIES],
      );
      return rows.map(keyOf);
    },
    async waitingItems(feed) {
      const rows = await driver.all('select * from feed_item where feed = $1 order by found_at, item', feed);
      return rows.map(waitingOf);
    },
    async putOffItem({ feed, item, notBefore, failures }) {
      await driver.all(
        'update feed_item set not_before = $3, failures = $4 where feed = $1 and item = $2',
        ...[feed, item, notBefore, failures],
      );
    },
    async dropItem(feed, item) {
      await driver.all('delete from feed_item where feed = $1 and item = $2', feed, item);
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

function waitingOf(row: Row): WaitingItem {
  return {
    feed: textOf(row, 'feed'),
    item: textOf(row, 'item'),
    url: textOf(row, 'url'),
    title: textOf(row, 'title'),
    foundAt: numberOf(row, 'found_at'),
    notBefore: numberOf(row, 'not_before'),
    failures: numberOf(row, 'failures'),
  };
}
