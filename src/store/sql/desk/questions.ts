import { QUESTION_STATUSES, type QuestionStore, type StoredQuestion } from '../../ports/questions.ts';
import { numberOf, type Row, type SqlDriver, statement, tenantOf, textOf } from '../driver.ts';
import { askerKey } from './asker-key.ts';

/** Far fewer than the values that a statement takes. */
const PERSONS_AT_ONCE = 1_000;

export function questionStore(driver: SqlDriver): QuestionStore {
  return {
    async noteQuestion({ id, story, words, meaning, status, ...where }) {
      await driver.soon(
        `insert into open_question (id, story, words, meaning, status, platform, tenant, channel, thread, asked_at, state)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open') on conflict (id) do nothing`,
        ...[id, story, words, meaning, status],
        ...[where.platform, where.tenant, where.channel, where.thread, where.askedAt],
      );
    },
    async openQuestions(since, limit, of) {
      const rows = await driver.all(
        `select * from open_question where state = 'open' and asked_at >= $1
          and ($3 = '' or (platform = $3 and tenant = $4)) order by asked_at desc, id limit $2`,
        ...[since, limit, of?.platform ?? '', of?.tenant ?? ''],
      );
      return rows.map(questionOf);
    },
    async closeQuestions(ids, state) {
      const closed = await driver.batch(
        ids.map((id) =>
          statement(
            `update open_question set state = $2 where id = $1 and state = 'open' returning id`,
            ...[id, state],
          ),
        ),
      );
      return closed.filter((rows) => rows.length > 0).length;
    },
    async lastAsked(person, now) {
      const [row] = await driver.all(
        'select at from last_asked where person = $1 and until > $2',
        ...[askerKey(person), now],
      );
      return row === undefined ? null : numberOf(row, 'at');
    },
    async keepAsked(person, at, until) {
      await driver.soon(
        `insert into last_asked (person, at, until) values ($1, $2, $3)
        on conflict (person) do update set at = $2, until = $3`,
        ...[askerKey(person), at, until],
      );
    },
    async noteAsked(persons, at, until) {
      for (let from = 0; from < persons.length; from += PERSONS_AT_ONCE) {
        const some = persons.slice(from, from + PERSONS_AT_ONCE);
        await driver.soon(
          `update last_asked set at = $1, until = $2
          where until > $1 and at < $1 and person in (${some.map((_, index) => `$${index + 3}`).join(', ')})`,
          ...[at, until, ...some.map(askerKey)],
        );
      }
    },
    forgetAsked: async (person) =>
      (await driver.all('delete from last_asked where person = $1 returning person', askerKey(person)))
        .length > 0,
    async markAt(story, time) {
      const [row] = await driver.all(
        'select coalesce(max(mark), 0) as mark from record_revision where story = $1 and seen_at <= $2',
        ...[story, time],
      );
      return row === undefined ? 0 : numberOf(row, 'mark');
    },
  };
}

function questionOf(row: Row): StoredQuestion {
  const status = QUESTION_STATUSES.find((known) => known === textOf(row, 'status'));
  return {
    id: textOf(row, 'id'),
    story: textOf(row, 'story'),
    words: textOf(row, 'words'),
    meaning: textOf(row, 'meaning'),
    status: status ?? 'not-found',
    platform: textOf(row, 'platform'),
    tenant: tenantOf(row),
    channel: textOf(row, 'channel'),
    thread: textOf(row, 'thread'),
    askedAt: numberOf(row, 'asked_at'),
  };
}
