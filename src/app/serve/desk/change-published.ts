import type { DeskService, RecordWish } from '../../../commands/desk/service.ts';
import type { Asker } from '../../../core/command.ts';
import type { Story } from '../../../core/stories.ts';
import type { RawRecord } from '../../../desk/write/record-lines.ts';
import { rawRecord } from '../../../desk/write/write-pack.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { Draft } from '../../../ingest/add/added.ts';
import { wordsHash } from '../../../ingest/add/source-id.ts';
import { RECORD_KINDS } from '../../../pack/format/lists.ts';
import type { Desk } from '../../review/decision.ts';
import {
  amendedRecord,
  amendRecord,
  type Changed,
  type Published,
  publishedRecord,
  withdrawRecord,
} from '../../review/published.ts';
import { listFor } from '../../review/records.ts';
import type { DeskParts } from './desk-parts.ts';
import { changesIn, fieldsOf } from './fields.ts';

/**
 * Takes back and amends what is published. To take back one editor is enough: what is wrong must not stay for want of a
 * second. An amendment puts words into the pack like a draft, so that where two persons must it becomes one.
 */
export function changePublished(
  parts: DeskParts,
  mine: (asker: Asker) => readonly Story[],
): Pick<DeskService, 'withdraw' | 'amend' | 'recordFields'> {
  const own = (asker: Asker, story: string): Story => {
    const found = mine(asker).find(({ briefing }) => briefing.id === story);
    if (found === undefined) throw new Refusal('not-allowed', 'Only the editors of this story may do that.');
    return found;
  };
  const begun = async (asker: Asker, { record, reason }: RecordWish, story: string) => {
    const of = own(asker, story);
    if (reason.trim() === '')
      throw new Refusal('bad-value', 'reason is needed: corrections say it to readers.');
    const desk = await parts.deskFor(of, asker);
    const published = recordIn(desk.folder, record);
    const on = Temporal.Instant.fromEpochMilliseconds(parts.now())
      .toZonedDateTimeISO(of.briefing.zone)
      .toPlainDate();
    return { desk, published, on: on.toString(), reason: reason.trim() };
  };
  return {
    async withdraw(asker, wish, briefing) {
      const { desk, published, on, reason } = await begun(asker, wish, briefing.id);
      const note = done(await withdrawRecord(desk, published, { on, reason }));
      parts.changed();
      return `${published.name} answers nothing any more, and posts that told of it are corrected: ${reason}${note}`;
    },
    async amend(asker, wish, briefing) {
      const { desk, published, on, reason } = await begun(asker, wish, briefing.id);
      const { list, record, name, text } = published;
      if (text !== undefined)
        throw new Refusal('bad-value', 'A reading is changed in its file, or withdrawn.');
      const keys = changesIn(list, record, wish.values, briefing);
      if (Object.keys(keys).length === 0) throw new Refusal('bad-value', 'Nothing was changed.');
      if (desk.rules?.twoPerson !== true) {
        const note = done(await amendRecord(desk, published, { keys, on, reason }));
        parts.changed();
        return `${name}, and posts that told of it are corrected: ${reason}${note}`;
      }
      await proposeAmendment({ desk, published, keys, on, reason }, asker);
      parts.changed();
      return `your change of ${name} is up for review; another editor has to approve it.`;
    },
    async recordFields(asker, record, story) {
      const stories = mine(asker).filter(({ briefing }) => story === undefined || briefing.id === story);
      for (const { briefing } of stories) {
        const found = publishedRecord(await parts.folderOf(briefing.id), record);
        if (typeof found !== 'string') return fieldsOf(found.list, found.record, []);
      }
      throw new Refusal(
        'bad-value',
        `There is no record "${record}" in the pack; name it like statement:its-id.`,
      );
    },
  };
}

function recordIn(folder: string, typed: string): Published {
  const found = publishedRecord(folder, typed);
  if (typeof found === 'string') throw new Refusal('bad-value', found);
  return found;
}

/** What did not work besides, as the end of a sentence. Throws a `Refusal` where nothing was written. */
function done(changed: Changed): string {
  if (changed.kind === 'refused') throw new Refusal('bad-value', changed.problems.join(' '));
  return changed.note === undefined ? '' : ` ${changed.note}`;
}

async function proposeAmendment(
  {
    desk,
    published,
    keys,
    on,
    reason,
  }: {
    readonly desk: Desk;
    readonly published: Published;
    readonly keys: RawRecord;
    readonly on: string;
    readonly reason: string;
  },
  asker: Asker,
): Promise<void> {
  const { list, record, name } = published;
  const kind = (list === 'persons' || list === 'parties' ? 'actor' : RECORD_KINDS[list]) as Draft['kind'];
  const next = amendedRecord(record, keys, { on, reason });
  const draft: Draft = {
    ...{ kind, confidence: 1, typed: true, reason, amends: record },
    record: kind === 'actor' ? { ...next, kind: list === 'parties' ? 'party' : 'person' } : next,
    evidence: { start: 0, end: 0, text: '' },
  };
  const [source] = Array.isArray(record['sources']) ? record['sources'] : [];
  const id = typeof source === 'object' && source !== null ? source.source : source;
  const article = typeof id === 'string' ? rawRecord(desk.folder, 'sources', id) : undefined;
  if (article === undefined || !KINDS.has(kind) || listFor(draft) === null)
    throw new Refusal(
      'bad-value',
      `${name} is changed in its file: with two persons this is not done in chat.`,
    );
  const fingerprint = `amend-${wordsHash(JSON.stringify([name, keys, reason])).slice(0, 24)}`;
  await desk.store.propose(
    {
      ...{ id: String(id), story: desk.story, url: String(article['url'] ?? ''), hash: String(id), text: '' },
      ...{ source: JSON.stringify(article), proposedAt: desk.now() },
      proposer: { platform: asker.platform, tenant: asker.tenant, actor: asker.user },
    },
    [{ id: `${desk.story}/${id}/${fingerprint}`, fingerprint, kind, draft: JSON.stringify(draft) }],
  );
}

const KINDS: ReadonlySet<string> = new Set(['statement', 'event', 'position', 'actor', 'conflict']);
