import type { RecordChange } from '../../desk/write/change-file.ts';
import type { RawRecord } from '../../desk/write/record-lines.ts';
import { rawRecord, writePack } from '../../desk/write/write-pack.ts';
import { isMapping } from '../../domain/mapping.ts';
import { NO_TENANT } from '../../domain/schedule/tenant.ts';
import { LIST_NAMES, type ListName, RECORD_KINDS } from '../../pack/format/lists.ts';
import type { Desk } from './decision.ts';

/** A published record as its file has it. */
export interface Published {
  readonly list: ListName;
  readonly record: RawRecord;
  /** `statement:x`, `reading:provision/text`. */
  readonly name: string;
  /** Text whose reading is meant, where only that is. */
  readonly text?: string;
}

/** What came of a change; `note` is what did not work besides. */
export type Changed =
  | { readonly kind: 'changed'; readonly files: readonly string[]; readonly note?: string }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** The record that is meant by `statement:x`, or by an id that only one has; a sentence where none or several are. */
export function publishedRecord(folder: string, typed: string): Published | string {
  const [kind = '', id = ''] = typed.includes(':') ? typed.trim().split(':', 2) : ['', typed.trim()];
  if (kind === 'reading') {
    const [provision = '', text = ''] = id.split('/');
    const record = rawRecord(folder, 'provisions', provision);
    const has = readingsOf(record ?? {}).some((reading) => reading['text'] === text);
    return record === undefined || !has
      ? noRecord(typed)
      : { list: 'provisions', record, name: `reading:${id}`, text };
  }
  const lists = LIST_NAMES.filter((list) => kind === '' || RECORD_KINDS[list] === kind);
  const found = lists.flatMap((list) => {
    const record = rawRecord(folder, list, id);
    return record === undefined ? [] : [{ list, record, name: `${RECORD_KINDS[list]}:${id}` }];
  });
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  return found.length === 0
    ? noRecord(typed)
    : `"${id}" may be ${found.map(({ name }) => name).join(' or ')}: name its kind.`;
}

function noRecord(typed: string): string {
  return `There is no record "${typed.trim()}" in the pack; name it like statement:its-id.`;
}

/** Takes a published record back: it stays in its file with the day and the reason. */
export function withdrawRecord(
  desk: Desk,
  { list, record, name, text }: Published,
  { on, reason }: { readonly on: string; readonly reason: string },
): Promise<Changed> {
  const withdrawn = { on, reason };
  const isGone =
    text === undefined
      ? record['withdrawn']
      : readingsOf(record).find((one) => one['text'] === text)?.['withdrawn'];
  if (isGone !== undefined) return Promise.resolve(refusal(`${name} is withdrawn already.`));
  const next =
    text === undefined
      ? { ...record, withdrawn }
      : {
          ...record,
          readings: readingsOf(record).map((one) => (one['text'] === text ? { ...one, withdrawn } : one)),
        };
  return put(
    desk,
    { kind: 'put', list, record: next, was: record },
    { action: 'withdraw', done: 'withdrawn', name, reason },
  );
}

/** Changes a published record; keys that are null are taken out. */
export function amendRecord(
  desk: Desk,
  { list, record, name }: Published,
  { keys, on, reason }: { readonly keys: RawRecord; readonly on: string; readonly reason: string },
): Promise<Changed> {
  const next = amendedRecord(record, keys, { on, reason });
  return put(
    desk,
    { kind: 'put', list, record: next, was: record },
    { action: 'amend', done: 'amended', name, reason },
  );
}

export function amendedRecord(
  record: RawRecord,
  keys: RawRecord,
  amended: { readonly on: string; readonly reason: string },
): RawRecord {
  return Object.fromEntries(
    Object.entries({ ...record, ...keys, amended }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  );
}

async function put(
  { folder, store, by, now, place, rules }: Desk,
  change: RecordChange,
  {
    action,
    done,
    name,
    reason,
  }: { readonly action: string; readonly done: string; readonly name: string; readonly reason: string },
): Promise<Changed> {
  const [platform = '', ...actor] = by.split(':');
  const result = await writePack(folder, [change], {
    before: async () => true,
    after: () =>
      store.recordAudit({
        ...{ at: now(), platform, tenant: place?.tenant ?? NO_TENANT, channel: place?.channel ?? '' },
        ...{ actor: actor.join(':'), action, subject: name, detail: reason },
      }),
  });
  switch (result.kind) {
    case 'written': {
      const note = await rules?.written?.({
        folder,
        files: result.files,
        what: `${done} ${name}`,
        by,
        proposer: by,
      });
      return {
        kind: 'changed',
        files: result.files,
        ...(note === undefined || note === null ? {} : { note }),
      };
    }
    case 'refused':
      return { kind: 'refused', problems: result.problems };
    case 'conflict':
      return refusal(`${name} is another now, by somebody else's hand: look at it again.`);
    case 'busy':
      return refusal(`${result.by} is writing to this pack; try again.`);
    case 'off':
      return refusal('Nothing was written.');
  }
}

function readingsOf(record: RawRecord): readonly RawRecord[] {
  const { readings } = record;
  return Array.isArray(readings) ? readings.filter(isMapping) : [];
}

function refusal(problem: string): Changed {
  return { kind: 'refused', problems: [problem] };
}
