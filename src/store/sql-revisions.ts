import { storedDelivery, WHOLE_DELIVERY } from './sql-deliveries.ts';
import { numberOf, type Row, type SqlDriver, statement, textOf } from './sql-driver.ts';
import type { RevisionStore, SeenRevision } from './store.ts';

export function revisionStore(driver: SqlDriver): RevisionStore {
  return {
    async currentMark(story) {
      const [row] = await driver.all(
        'select coalesce(max(mark), 0) as mark from record_revision where story = $1',
        story,
      );
      return row === undefined ? 0 : numberOf(row, 'mark');
    },
    async revisionsAt(story, mark) {
      const rows = await driver.all(
        `select r.* from record_revision r where r.story = $1 and r.mark = (
          select max(n.mark) from record_revision n
          where n.story = $1 and n.record = r.record and n.mark <= $2)`,
        ...[story, mark],
      );
      return rows.map(seenRevision);
    },
    async addRevisions(story, mark, revisions, now) {
      await driver.batch(
        revisions.map((revision) =>
          statement(
            `insert into record_revision (story, record, mark, hash, content, material, seen_at)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict (story, record, mark) do nothing`,
            ...[story, revision.record, mark, revision.hash, revision.content],
            ...[Number(revision.material), now],
          ),
        ),
      );
    },
    async outdatedPosts(story, since) {
      const rows = await driver.all(
        `select w.*, p.record as record, r.hash as hash, r.content as now_content, r.material as material,
          r.mark as now_mark, r.seen_at as seen_at, p.revision as told_hash,
          (select o.content from record_revision o where o.story = $1 and o.record = p.record and o.hash = p.revision
            order by o.mark desc limit 1) as told_content
        from (${WHOLE_DELIVERY} where d.created_at >= $2 and d.edits = '' and d.kind in ('digest', 'test')
            and d.state in ('sent', 'reconciled') and c.story = $1) w
        join posted_revision p on p.content = w.content
        join record_revision r on r.story = $1 and r.record = p.record and r.mark = (
          select max(n.mark) from record_revision n where n.story = $1 and n.record = p.record)
        where r.hash <> p.revision and r.material = 1
        order by w.created_at, w.id, p.record`,
        ...[story, since],
      );
      return rows.map((row) => ({
        delivery: storedDelivery(row),
        record: textOf(row, 'record'),
        told:
          row.told_content === null
            ? null
            : {
                record: textOf(row, 'record'),
                hash: textOf(row, 'told_hash'),
                content: textOf(row, 'told_content'),
                material: true,
              },
        current: {
          record: textOf(row, 'record'),
          hash: textOf(row, 'hash'),
          content: textOf(row, 'now_content'),
          material: true,
          mark: numberOf(row, 'now_mark'),
          seenAt: numberOf(row, 'seen_at'),
        },
      }));
    },
    async correctionsIn(place, limit) {
      const rows = await driver.all(
        `${WHOLE_DELIVERY} where d.platform = $1 and d.tenant = $2 and d.channel = $3 and d.kind = 'correction'
          and d.edits = '' order by d.created_at desc, d.id limit $4`,
        ...[place.platform, place.tenant, place.channel, limit],
      );
      return rows.map(storedDelivery);
    },
  };
}

function seenRevision(row: Row): SeenRevision {
  return {
    record: textOf(row, 'record'),
    hash: textOf(row, 'hash'),
    content: textOf(row, 'content'),
    material: numberOf(row, 'material') === 1,
    mark: numberOf(row, 'mark'),
    seenAt: numberOf(row, 'seen_at'),
  };
}
