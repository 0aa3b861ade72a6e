import type { RevisionStore, SeenRevision } from '../ports/revisions.ts';
import { DELIVERY_COLUMNS, storedDelivery, WHOLE_DELIVERY } from './deliveries.ts';
import { numberOf, onlyAfter, type Row, type SqlDriver, statement, tenantOf, textOf } from './driver.ts';

export function revisionStore(driver: SqlDriver): RevisionStore {
  return {
    async currentMark(story) {
      const [row] = await driver.all(
        // A state of a story without records is named all the same, and an earlier version named none.
        `select coalesce(max(n.mark), 0) as mark from (
          select max(mark) as mark from story_mark where story = $1
          union all select max(mark) as mark from record_revision where story = $1) n`,
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
      const named = statement(
        `insert into story_mark (story, mark) values ($1, $2) on conflict (story, mark) do nothing returning mark`,
        ...[story, mark],
      );
      const [taken] = await driver.batch([
        named,
        ...onlyAfter(
          named,
          revisions.map((revision) =>
            statement(
              `insert into record_revision (story, record, mark, hash, content, material, seen_at)
              values ($1, $2, $3, $4, $5, $6, $7) on conflict (story, record, mark) do nothing`,
              ...[story, revision.record, mark, revision.hash, revision.content],
              ...[Number(revision.material), now],
            ),
          ),
        ),
      ]);
      return (taken?.length ?? 0) > 0;
    },
    async outdatedPosts(story, since) {
      // From the few contents that are wrong to the many deliveries that carry them, never the other way.
      const rows = await driver.all(
        `with latest as (select record, max(mark) as mark from record_revision where story = $1 group by record),
        wrong as (
          select p.content, p.record, p.revision, r.hash, r.content as now_content, r.mark as now_mark, r.seen_at
          from latest l
          join record_revision r on r.story = $1 and r.record = l.record and r.mark = l.mark and r.material = 1
          join posted_revision p on p.record = l.record and p.revision <> r.hash
          join content k on k.hash = p.content and k.story = $1)
        select ${DELIVERY_COLUMNS}, w.record, w.hash, w.now_content, w.now_mark, w.seen_at, w.revision as told_hash,
          (select o.content from record_revision o where o.story = $1 and o.record = w.record
            and o.hash = w.revision order by o.mark desc limit 1) as told_content
        from wrong w
        join delivery d on d.content = w.content and d.created_at >= $2 and d.edits = ''
          and d.kind in ('digest', 'test', 'alert', 'shared', 'correction', 'correction-aloud')
          and d.state in ('sent', 'reconciled')
        join content c on c.hash = d.content
        order by d.created_at, d.id, w.record`,
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
        `${WHOLE_DELIVERY} where d.platform = $1 and d.tenant = $2 and d.channel = $3 and d.kind in ('correction', 'correction-aloud')
          and d.edits = '' order by d.created_at desc, d.id limit $4`,
        ...[place.platform, place.tenant, place.channel, limit],
      );
      return rows.map(storedDelivery);
    },
    async correctedAloud(limit) {
      const rows = await driver.all(
        `select distinct platform, tenant, channel from delivery where kind = 'correction-aloud'
        order by platform, tenant, channel limit $1`,
        limit,
      );
      return rows.map((row) => ({
        platform: textOf(row, 'platform'),
        tenant: tenantOf(row),
        channel: textOf(row, 'channel'),
      }));
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
