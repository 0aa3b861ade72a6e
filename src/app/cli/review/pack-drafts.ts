import { harmless } from '../../../answer/display-width.ts';
import { idFrom } from '../../../desk/start/worked-records.ts';
import { likenessOf } from '../../../desk/text/likeness.ts';
import type { RecordChange } from '../../../desk/write/change-file.ts';
import type { PackChange } from '../../../desk/write/change-story.ts';
import { type RawRecord, recordLines } from '../../../desk/write/record-lines.ts';
import { rawRecord, rawRecords, writePack } from '../../../desk/write/write-pack.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { LIST_NAMES, type ListName } from '../../../pack/format/lists.ts';
import type { Decision, Outcome } from '../../review/decision.ts';
import { asList, missingKeys } from '../../review/records.ts';
import type { Waiting } from './waiting.ts';

/** Where drafts are, and what is known around them. */
interface DraftDesk {
  /** The pack's own folder. */
  readonly folder: string;
  readonly briefing: Briefing;
}

/**
 * The drafts in a pack's own files, which `readout text` and people put there: whole records first, in the order of what
 * points to what, then readings, text by text. The worked examples of a new pack are there to be written over, and wait
 * for nobody.
 */
export function packDrafts(desk: DraftDesk): readonly Waiting[] {
  const records = LIST_NAMES.flatMap((list) =>
    rawRecords(desk.folder, list)
      .filter((record) => record['draft'] === true && !isExample(record))
      .map((record) => wholeDraft(desk, list, String(record['id']))),
  );
  const texts = desk.briefing.texts.map(({ id }) => id);
  const readings = rawRecords(desk.folder, 'provisions')
    .filter((record) => record['draft'] !== true)
    .flatMap((record) =>
      readingsOf(record)
        .filter(({ draft }) => draft === true)
        .map(({ text }) => ({ provision: String(record['id']), text: String(text) })),
    )
    .toSorted((a, b) => texts.indexOf(a.text) - texts.indexOf(b.text));
  return [...records, ...readings.map(({ provision, text }) => readingDraft(desk, provision, text))];
}

/**
 * For each text that is public in part and has readings among the drafts: what may be said once all of them are reviewed.
 * One that has none is public in part for good.
 */
export function wholeTexts(desk: DraftDesk): readonly Waiting[] {
  const drafted = new Set(
    rawRecords(desk.folder, 'provisions')
      .filter((record) => record['draft'] !== true)
      .flatMap((record) => readingsOf(record).filter(({ draft }) => draft === true))
      .map(({ text }) => text),
  );
  return desk.briefing.texts
    .filter(({ id, status, parents }) => status === 'partial' && parents.length > 0 && drafted.has(id))
    .map(({ id }) => wholeText(desk, id));
}

function isExample(record: RawRecord): boolean {
  return String(record['id']).startsWith('example-');
}

function readingsOf(record: RawRecord | undefined): readonly RawRecord[] {
  return asList(record?.['readings']).filter(
    (one): one is RawRecord => typeof one === 'object' && one !== null,
  );
}

function wholeDraft({ folder }: DraftDesk, list: ListName, id: string): Waiting {
  const now = () => {
    const record = rawRecord(folder, list, id);
    return record?.['draft'] === true ? record : undefined;
  };
  return {
    async show(place) {
      const record = now();
      if (record === undefined) return null;
      const { draft: _, ...rest } = record;
      const lines = [`${place} draft in ${list}`, ...recordLines(list, rest).map((line) => `    ${line}`)];
      return {
        words: `${lines.map(harmless).join('\n')}\n`,
        ...{ record: rest, list, missing: missingKeys(list, rest), nearest: null },
      };
    },
    async decide(decision) {
      const was = now();
      if (was === undefined) return goneMeanwhile();
      switch (decision.kind) {
        case 'approve': {
          const { draft: _, ...record } = was;
          return written(folder, [{ kind: 'put', list, record, was }], { kind: 'approved', record: id });
        }
        case 'edit': {
          const record = edited(was, decision.record);
          return written(folder, [{ kind: 'put', list, record, was }], { kind: 'edited' });
        }
        case 'reject':
          return written(folder, [{ kind: 'remove', list, id, was }], { kind: 'rejected' });
        case 'merge':
          return refused('A draft of the pack is no report of something else: approve, edit or reject it.');
      }
    },
  };
}

function readingDraft({ folder, briefing }: DraftDesk, provision: string, text: string): Waiting {
  const now = () => {
    const record = rawRecord(folder, 'provisions', provision);
    const reading = readingsOf(record).find((one) => one['text'] === text && one['draft'] === true);
    return record === undefined || reading === undefined ? undefined : { record, reading };
  };
  return {
    async show(place) {
      const found = now();
      if (found === undefined) return null;
      const nearest = nearestSubject(folder, found.record, text);
      return {
        words: readingInWords(place, found, briefing, nearest),
        // What a person may want to put right stands in the subject as well as in its reading.
        record: {
          ...{ title: found.record['title'], aliases: asList(found.record['aliases']) },
          ...without(found.reading, 'draft', 'text'),
        },
        ...{ list: null, missing: [], nearest: nearest === undefined ? null : String(nearest['id']) },
      };
    },
    async decide(decision) {
      const found = now();
      if (found === undefined) return goneMeanwhile();
      return decideReading(folder, found, { text, decision });
    },
  };
}

async function decideReading(
  folder: string,
  { record: was, reading }: { readonly record: RawRecord; readonly reading: RawRecord },
  { text, decision }: { readonly text: string; readonly decision: Decision },
): Promise<Outcome> {
  const id = String(was['id']);
  const others = readingsOf(was).filter((one) => one !== reading);
  const withReading = (next: RawRecord) => readingsOf(was).map((one) => (one === reading ? next : one));
  const put = (record: RawRecord): RecordChange => ({ kind: 'put', list: 'provisions', record, was });
  const takenOut = (): RecordChange =>
    others.length === 0 ? { kind: 'remove', list: 'provisions', id, was } : put({ ...was, readings: others });
  switch (decision.kind) {
    case 'approve':
      return written(folder, [put({ ...was, readings: withReading(without(reading, 'draft')) })], {
        kind: 'approved',
        record: `${id}/${text}`,
      });
    case 'edit': {
      const { title, aliases, ...keys } = decision.record;
      const record = edited(was, {
        ...(title === undefined ? {} : { title }),
        ...(aliases === undefined ? {} : { aliases }),
      });
      const next = edited(reading, keys);
      return written(folder, [put({ ...record, readings: withReading(next) })], { kind: 'edited' });
    }
    case 'reject':
      return written(folder, [takenOut()], { kind: 'rejected' });
    case 'merge': {
      const into = decision.into.slice(decision.into.indexOf(':') + 1).trim();
      if (into.startsWith('+')) {
        const title = into.slice(1).trim();
        const own = idFrom(title, '');
        if (own === '' || rawRecord(folder, 'provisions', own) !== undefined) {
          return refused(
            `"${title}" cannot be the title of a new subject: it has no word, or one has its id.`,
          );
        }
        const alone = { ...without(reading, 'draft'), change: 'new' };
        const fresh: RecordChange = {
          ...{ kind: 'put', list: 'provisions', record: { id: own, title, aliases: [], readings: [alone] } },
        };
        return written(folder, [fresh, takenOut()], { kind: 'merged', record: `${own}/${text}` });
      }
      const subject = rawRecord(folder, 'provisions', into);
      if (subject === undefined || into === id) return refused(`There is no other subject "${into}".`);
      // Where alignment found nothing for it, it stands there as removed; now somebody has found it.
      const kept = readingsOf(subject).filter(
        (one) => !(one['text'] === text && one['draft'] === true && one['change'] === 'removed'),
      );
      if (kept.some((one) => one['text'] === text)) {
        return refused(
          `"${into}" says already what that text has on it: reject this one, or that one first.`,
        );
      }
      const change = reading['change'] === 'new' ? { change: 'amended' } : {};
      const readings = [...kept, { ...without(reading, 'draft'), ...change }];
      const joined: RecordChange = {
        ...{ kind: 'put', list: 'provisions', record: { ...subject, readings }, was: subject },
      };
      return written(folder, [joined, takenOut()], { kind: 'merged', record: `${into}/${text}` });
    }
  }
}

/** A subject that the text says nothing on yet and that shares most of the title's words. */
function nearestSubject(folder: string, record: RawRecord, text: string): RawRecord | undefined {
  const wordsOf = (one: RawRecord) =>
    new Set(
      [one['title'], ...asList(one['aliases'])]
        .join(' ')
        .toLowerCase()
        .match(/\p{L}{4,}/gu),
    );
  const own = wordsOf(record);
  const shared = (one: RawRecord) => [...wordsOf(one)].filter((word) => own.has(word)).length;
  const free = rawRecords(folder, 'provisions').filter(
    (one) =>
      one['id'] !== record['id'] &&
      one['draft'] !== true &&
      readingsOf(one).every((reading) => reading['text'] !== text || reading['change'] === 'removed'),
  );
  const [best] = free.toSorted((a, b) => shared(b) - shared(a));
  return best !== undefined && shared(best) > 0 ? best : undefined;
}

function readingInWords(
  place: string,
  { record, reading }: { readonly record: RawRecord; readonly reading: RawRecord },
  { texts }: Briefing,
  nearest: RawRecord | undefined,
): string {
  const text = texts.find(({ id }) => id === reading['text']);
  const before = readingsOf(record).find((one) => one['text'] === text?.parents[0]);
  const points = (one: RawRecord) => {
    const labels = asList(one['points']).join(', ');
    return labels === '' ? '' : `, ${labels}`;
  };
  const change = reading['change'] === undefined ? '' : ` (${String(reading['change'])})`;
  const lines = [
    `${place} ${text?.name ?? String(reading['text'])}${points(reading)}${change}: ${String(record['title'])}`,
    `    ${String(reading['wording'])}`,
    ...(before === undefined ? [] : [`  before${points(before)}: ${String(before['wording'])}`]),
    ...(isDoubtful(reading, before) ? [DOUBT] : []),
    ...(typeof reading['note'] === 'string' ? [`  note: ${reading['note']}`] : []),
    ...(asList(record['aliases']).length === 0 ? [] : [`  also: ${asList(record['aliases']).join(', ')}`]),
    ...(nearest === undefined
      ? []
      : [`  nearest subject: ${String(nearest['id'])}: ${String(nearest['title'])}`]),
  ];
  return `${lines.map(harmless).join('\n')}\n`;
}

const DOUBT = '  in doubt: few words in common; "m" and "+ its title" makes it a subject of its own';

/** Below this, two wordings are seldom of one subject: the cosine of their words. */
const SELDOM_ONE = 0.3;

function isDoubtful(reading: RawRecord, before: RawRecord | undefined): boolean {
  if (before === undefined || reading['change'] !== 'amended') return false;
  const [one, other] = [String(before['wording']), String(reading['wording'])];
  return likenessOf([one], [other])(0, 0).cosine < SELDOM_ONE;
}

/**
 * Offered once no reading of the text is a draft and each of its points has one: until then a subject without a reading must
 * not be told as absent from it.
 */
function wholeText({ folder, briefing }: DraftDesk, id: string): Waiting {
  const now = () => {
    const record = rawRecord(folder, 'texts', id);
    const readings = rawRecords(folder, 'provisions').flatMap((provision) =>
      readingsOf(provision).filter((one) => one['text'] === id),
    );
    const read = new Set(
      readings.flatMap((one) => asList(one['points']).map((point) => parseInt(String(point), 10))),
    );
    const points = Array.from({ length: Number(record?.['points'] ?? 0) }, (_, at) => at + 1);
    const isReady = readings.length > 0 && readings.every(({ draft }) => draft !== true);
    return isReady && points.every((point) => read.has(point)) && record?.['status'] === 'partial'
      ? record
      : undefined;
  };
  const changesTo = (was: RawRecord): readonly PackChange[] => {
    const isNext = asList(was['parents']).includes(briefing.latestText);
    const whole: PackChange = { kind: 'put', list: 'texts', record: { ...was, status: 'full' }, was };
    return isNext ? [whole, { kind: 'story', key: 'latest_text', value: id }] : [whole];
  };
  return {
    async show(place) {
      const record = now();
      if (record === undefined) return null;
      const latest = asList(record['parents']).includes(briefing.latestText) ? ', and the latest text' : '';
      const words = `${place} ${String(record['name'])}: every part of it is reviewed.\n    Approve: all its wording is public${latest}.\n`;
      return {
        words: harmless(words.slice(0, words.indexOf('\n'))) + words.slice(words.indexOf('\n')),
        record,
        list: 'texts',
        missing: [],
        nearest: null,
      };
    },
    async decide(decision) {
      const was = now();
      if (was === undefined) return goneMeanwhile();
      switch (decision.kind) {
        case 'approve':
          return written(folder, changesTo(was), { kind: 'approved', record: id });
        case 'edit':
          return written(
            folder,
            [{ kind: 'put', list: 'texts', record: edited(was, decision.record), was }],
            { kind: 'edited' },
          );
        case 'reject':
          return { kind: 'rejected' };
        case 'merge':
          return refused('A text cannot be merged.');
      }
    },
  };
}

async function written(
  folder: string,
  changes: readonly PackChange[],
  done:
    | { readonly kind: 'approved' | 'merged'; readonly record: string }
    | { readonly kind: 'rejected' | 'edited' },
): Promise<Outcome> {
  const result = await writePack(folder, changes);
  switch (result.kind) {
    case 'written':
      return 'record' in done ? { ...done, files: result.files } : done;
    case 'refused':
      return { kind: 'refused', problems: result.problems };
    case 'busy':
      return refused(`${result.by} is writing to this pack; try again.`);
    case 'conflict':
      return {
        kind: 'conflict',
        problems: [
          `${result.list}: "${result.id}" is another now, by somebody else's hand. Nothing was written.`,
        ],
      };
  }
}

/** With the keys that are given; null takes one out. */
function edited(record: RawRecord, keys: RawRecord): RawRecord {
  return Object.fromEntries(
    Object.entries({ ...record, ...keys }).filter(([, value]) => value !== null && value !== undefined),
  );
}

function without(record: RawRecord, ...keys: readonly string[]): RawRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function goneMeanwhile(): Outcome {
  return refused('It is no draft any more.');
}

function refused(problem: string): Outcome {
  return { kind: 'refused', problems: [problem] };
}
