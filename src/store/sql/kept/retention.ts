import { NEVER } from '../../../domain/schedule/never.ts';
import type { KeptSince } from '../../ports/kept.ts';
import { type Following, numberOf, type SqlDriver, type Step, statement, textOf } from '../driver.ts';
import { makePast } from './past-keys.ts';

/** Nothing will become of a delivery any more. */
const done = (d: string) =>
  `(coalesce(${d}.state, '') in ('sent', 'reconciled', 'failed', 'expired') or ${d}.state = 'in-doubt' and ${d}.not_before >= ${NEVER})`;

/** Few enough to be added up at every look. */
const MOST_COUNTS = 64;

/** Texts that no delivery has any more. */
const UNUSED = `select c.hash from content c where c.created_at < $1
  and not exists (select 1 from delivery d where d.content = c.hash) order by c.created_at, c.hash limit $2`;

/**
 * Deletes what is old, a few rows at a time so that nobody waits for it. A delivery goes once nothing hangs on it that is
 * younger or under way: an edit needs the message it edits, a reply its thread, and a correction of a late edit both. The
 * newest day of each digest stays: it says up to when nothing is due.
 */
export async function dropOld(driver: SqlDriver, since: KeptSince, most: number): Promise<number> {
  const past = makePast(since.feedKeys, most);
  const articles = oldArticles(since.articles, most);
  const rows = await driver.batchSoon([
    // The state is no way to find them: SQLite would read and sort all that are done, each time.
    statement(
      `delete from delivery where id in (
        select d.id from delivery d where d.created_at < $3 and ${done('d')}
          and (d.created_at < $1 or d.kind = 'shared')
          and not exists (select 1 from delivery o where o.parent = d.id and o.parent <> ''
            and (o.created_at >= $1 or not ${done('o')}))
          and not exists (select 1 from delivery o where o.edits = d.id and o.edits <> ''
            and (o.created_at >= $1 or not ${done('o')}))
        order by d.created_at limit $2) returning 1 as n`,
      ...[since.deliveries, most, Math.max(since.deliveries, since.shared)],
    ),
    // What a text was made from goes with it: both choose the same texts.
    statement(
      `delete from posted_revision where content in (${UNUSED}) returning 1 as n`,
      ...[since.deliveries, most],
    ),
    statement(`delete from content where hash in (${UNUSED}) returning 1 as n`, ...[since.deliveries, most]),
    statement(
      `delete from slot where (subscription, day) in (
        select s.subscription, s.day from slot s where s.planned_at < $1 and s.state <> 'planned'
          and (s.day < (select max(n.day) from slot n where n.subscription = s.subscription)
            or not exists (select 1 from subscription u where u.id = s.subscription))
        order by s.planned_at limit $2) returning 1 as n`,
      ...[since.deliveries, most],
    ),
    statement(
      `delete from audit where at < $1 and at <= coalesce(
        (select a.at from audit a where a.at < $1 order by a.at limit 1 offset $2), $1) returning 1 as n`,
      ...[since.audit, most - 1],
    ),
    statement(
      `delete from open_question where id in (
        select q.id from open_question q where q.asked_at < $1 order by q.asked_at limit $2) returning 1 as n`,
      ...[since.questions, most],
    ),
    ...past,
    ...articles,
  ]);
  await sumUp(driver);
  return rows.reduce((sum, some) => sum + some.length, 0);
}

/**
 * Articles that were decided on long ago, with their drafts. A rejected one leaves its fingerprint, so that it is not drafted
 * again, under an article that is none.
 */
function oldArticles(since: number, most: number): readonly Step[] {
  const gone = statement(
    `delete from proposed_article where (story, id) in (
      select a.story, a.id from proposed_article a where a.proposed_at < $1
        and not exists (select 1 from proposal p where p.story = a.story and p.article = a.id and p.state in ('open', 'held'))
      order by a.proposed_at limit $2) returning story, id`,
    ...[since, most],
  );
  const drafts: Following = {
    after: gone,
    make: (rows) =>
      rows.flatMap((row) => {
        const article = [textOf(row, 'story'), textOf(row, 'id')];
        return [
          statement(
            `delete from proposal where story = $1 and article = $2 and state <> 'rejected'`,
            ...article,
          ),
          statement(
            `update proposal set article = $3, draft = '', decided_by = '', outcome = '' where story = $1 and article = $2`,
            ...[...article, `past:${textOf(row, 'id')}`],
          ),
        ];
      }),
  };
  return [gone, drafts];
}

/** Puts the rows that count deliveries together where they have become many; those that are written meanwhile stay. */
async function sumUp(driver: SqlDriver): Promise<void> {
  const many = statement(
    'delete from delivery_count where (select count(*) from delivery_count) > $1 returning state, n',
    MOST_COUNTS,
  );
  const together: Following = {
    after: many,
    make: (rows) => {
      const sums = new Map<string, number>();
      for (const row of rows) {
        const state = textOf(row, 'state');
        sums.set(state, (sums.get(state) ?? 0) + numberOf(row, 'n'));
      }
      return [...sums].map((sum) =>
        statement('insert into delivery_count (state, n) values ($1, $2)', ...sum),
      );
    },
  };
  await driver.batchSoon([many, together]);
}
