import { createHash } from 'node:crypto';
import type { FeedKey } from '../../ports/feeds.ts';
import { type SqlDriver, type Statement, type Step, statement, textOf } from '../driver.ts';

/**
 * What items of feeds were known by that were not seen for long: eight characters each, written behind one another into one
 * of 4,096 rows among the keys. As rows of their own they would be a hundred times as much; without them a feed that
 * brings an old article back would be believed. One key in 280 trillion is taken for another.
 */
const PAST = 'past:';
const BUCKET = 2;
const LENGTH = 8;

/** How a key is known once it is past: its row, and what stands for it there. */
function pastOf(key: string): { readonly row: string; readonly mark: string } {
  const hash = createHash('sha256').update(key).digest('base64url');
  return { row: `${PAST}${hash.slice(0, BUCKET)}`, mark: hash.slice(BUCKET, BUCKET + LENGTH) };
}

/** Makes keys that were not seen since a time past, at most so many; rows come back for those it took. */
export function makePast(since: number, most: number): readonly Step[] {
  const taken = statement(
    `delete from feed_key where key in (
      select k.key from feed_key k where k.seen_at >= 0 and k.seen_at < $1 order by k.seen_at limit $2) returning key`,
    ...[since, most],
  );
  return [
    taken,
    {
      after: taken,
      make: (rows): readonly Statement[] => {
        const marks = Map.groupBy(
          rows.map((row) => pastOf(textOf(row, 'key'))),
          ({ row }) => row,
        );
        return [...marks].map(([row, those]) =>
          statement(
            `insert into feed_key (key, item, title, seen_at) values ($1, '', $2, -1)
            on conflict (key) do update set title = feed_key.title || excluded.title`,
            ...[row, those.map(({ mark }) => mark).join('')],
          ),
        );
      },
    },
  ];
}

/** So many rows are asked for at once: a statement has a limit of values. */
const ROWS_AT_ONCE = 200;

/** Those of the keys that are past. Each is an item of its own: which of them belonged together is forgotten. */
export async function pastAmong(driver: SqlDriver, keys: readonly string[]): Promise<readonly FeedKey[]> {
  const places = keys.map((key) => ({ key, ...pastOf(key) }));
  const wanted = [...new Set(places.map(({ row }) => row))];
  const marks = new Map<string, string>();
  for (let at = 0; at < wanted.length; at += ROWS_AT_ONCE) {
    const some = wanted.slice(at, at + ROWS_AT_ONCE);
    const list = some.map((_, index) => `$${index + 1}`).join(', ');
    for (const row of await driver.all(`select key, title from feed_key where key in (${list})`, ...some))
      marks.set(textOf(row, 'key'), textOf(row, 'title'));
  }
  return places.flatMap(({ key, row, mark }) =>
    holds(marks.get(row) ?? '', mark)
      ? [{ key, item: `past-${row.slice(PAST.length)}${mark}`, title: '', seenAt: 0 }]
      : [],
  );
}

function holds(marks: string, mark: string): boolean {
  for (let at = marks.indexOf(mark); at >= 0; at = marks.indexOf(mark, at + 1)) {
    if (at % LENGTH === 0) return true;
  }
  return false;
}
