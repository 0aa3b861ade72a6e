import { type Briefing, type BriefingRecord, recordId } from '../domain/briefing.ts';
import { isOpenConflict } from '../domain/conflict.ts';
import { unreachable } from '../domain/errors.ts';
import { isCalledOff } from '../domain/lookups/called-off.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import type { Provenance, SourceRef } from '../domain/source.ts';
import { dueOf, standingOf } from '../domain/tracked/deadline.ts';
import { type When, whenNotation } from '../domain/when.ts';
import { isOverdue } from '../views/event.ts';
import { knownHow } from '../views/reading.ts';
import { stepSays, stepTitle } from '../views/tracked/deadline.ts';
import { figureTitle } from '../views/tracked/figure.ts';
import { memberSentence, memberTitle } from '../views/tracked/member.ts';
import { resultWords } from '../views/tracked/vote.ts';
import { termWords } from '../views/wording.ts';
import { BYTE_ORDER_MARK, csvTable } from './csv-cells.ts';
import { actorId, everyRecord, isExact, sourcesOf, subjectId, whoseIs } from './records.ts';

/** In this order. Later versions add columns behind the last. */
const COLUMNS = [
  ...['id', 'kind', 'story', 'title', 'date', 'from', 'to', 'who', 'who_ids', 'words', 'exact'],
  ...['state', 'known', 'known_words', 'disputed_by', 'about', 'about_ids', 'sources', 'publishers'],
  ...['urls', 'source_kinds', 'reported', 'materiality', 'note', 'terms', 'as_of'],
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** What only some kinds have. */
interface Told {
  readonly title: string;
  /** Exact words of a statement, otherwise what a record says in ours. */
  readonly words?: string | undefined;
  readonly date?: When | undefined;
  /** What it is: a stance, a status, a change, a kind of dispute. */
  readonly state?: string | undefined;
}

/** Several values in one cell. */
const BETWEEN = '; ';

/**
 * Every record of a briefing in one table, a line each: it opens in a spreadsheet, and a filter on `kind` gives the table of a
 * kind. docs/export.md describes the columns.
 */
export function csvOf(briefing: Briefing, day: string): string {
  const rows = everyRecord(briefing).map((record) => rowOf(record, day, briefing));
  return `${BYTE_ORDER_MARK}${csvTable([COLUMNS, ...rows.map((row) => COLUMNS.map((name) => row[name]))])}`;
}

function rowOf(record: BriefingRecord, day: string, briefing: Briefing): Row {
  const lookup = lookupOf(briefing);
  const { title, words = '', date, state = '' } = toldOf(record, day, briefing);
  const who = whoseIs(record);
  const about = 'about' in record ? record.about : record.kind === 'reading' ? [record.provision] : [];
  const sources = record.kind === 'source' ? [record] : lookup.sourcesOf(sourcesOf(record));
  const list = (values: readonly string[]) => values.join(BETWEEN);
  const claim = 'provenance' in record ? (record as Claim) : undefined;
  return {
    ...{ id: recordId(record), kind: record.kind, story: briefing.id, title, words, state },
    date: date === undefined ? '' : whenNotation(date),
    from: date?.from ?? '',
    to: date?.to ?? '',
    who: list(who.map((id) => lookup.actor(id)?.name ?? id)),
    who_ids: list(who.map((id) => actorId(id, briefing))),
    exact: record.kind === 'statement' ? (isExact(record) ? 'yes' : 'no') : '',
    known: claim?.provenance ?? '',
    known_words: claim === undefined ? '' : knownHow(claim, briefing),
    disputed_by: list(
      lookup
        .conflictsOn(record)
        .filter(({ type }) => isOpenConflict(type))
        .map(recordId),
    ),
    about: list(
      about.map(
        (id) => lookup.provision(id)?.title ?? lookup.text(id)?.name ?? lookup.statement(id)?.gist ?? id,
      ),
    ),
    about_ids: list(about.map((id) => subjectId(id, briefing))),
    sources: list(record.kind === 'source' ? [`source:${record.origin}`] : sources.map(recordId)),
    publishers: list(sources.map(({ publisher }) => publisher)),
    urls: list(sources.flatMap(({ url }) => url ?? [])),
    source_kinds: list(sources.map(({ quality }) => quality)),
    reported: 'reported' in record ? record.reported : '',
    materiality: 'materiality' in record ? record.materiality : '',
    note: 'note' in record && record.kind !== 'gap' ? (record.note ?? '') : '',
    terms: list(record.kind === 'reading' ? record.terms.map(termWords) : []),
    as_of: briefing.asOf ?? day,
  };
}

interface Claim {
  readonly provenance: Provenance;
  readonly sources: readonly SourceRef[];
}

function toldOf(record: BriefingRecord, day: string, briefing: Briefing): Told {
  const lookup = lookupOf(briefing);
  switch (record.kind) {
    case 'source':
      return { title: record.title ?? '', date: record.published, state: record.quality };
    case 'party':
      return { title: record.name, words: record.description };
    case 'person':
      return {
        title: record.name,
        words: record.roles.map(({ title }) => title).join(BETWEEN),
        state: record.unnamed ? 'unnamed' : '',
      };
    case 'member': {
      const date: When | undefined =
        record.day === undefined ? undefined : { precision: 'day', from: record.day, to: record.day };
      return {
        title: memberTitle(record, briefing),
        words: memberSentence(record, briefing),
        date,
        state: record.change,
      };
    }
    case 'text':
      return {
        title: record.name,
        words: record.summary,
        date: record.published ?? record.known,
        state: record.status,
      };
    case 'provision':
      return { title: record.title };
    case 'reading': {
      const text = lookup.text(record.text)?.label ?? record.text;
      const label = (record.labels ?? record.points).join(', ');
      return {
        title: label === '' ? text : `${text}, ${label}`,
        words: record.wording,
        state: record.change,
      };
    }
    case 'statement':
      return {
        title: record.occasion,
        words: record.words ?? record.gist,
        date: record.date,
        state: record.form,
      };
    case 'occasion':
      return { title: record.name, words: record.place, date: record.date };
    case 'event': {
      const turn = isCalledOff(record, briefing, day)
        ? ', called off or moved'
        : isOverdue(record, day)
          ? ', not reported as having happened'
          : '';
      return {
        title: record.place ?? '',
        words: record.what,
        date: record.date,
        state: `${record.status}${turn}`,
      };
    }
    case 'position':
      return { title: record.topic, words: record.wording, date: record.date, state: record.stance };
    case 'vote':
      return { title: record.title, words: resultWords(record), date: record.date, state: record.outcome };
    case 'figure':
      return { title: record.title };
    case 'value': {
      const { value, unit = '', qualifier = '', date } = record;
      return {
        title: [figureTitle(record.figure, briefing), unit, qualifier]
          .filter((part) => part !== '')
          .join(', '),
        words: String(value),
        date,
      };
    }
    case 'deadline': {
      const due = dueOf(record);
      return {
        title: record.title,
        date: due.precision === 'undated' ? undefined : due,
        state: standingOf(record, day)?.kind,
      };
    }
    case 'step':
      return {
        title: stepTitle(record, briefing),
        words: [stepSays(record, briefing), record.wording].filter((part) => part !== undefined).join('. '),
        date: record.date,
        state: record.step,
      };
    case 'conflict':
      return {
        title: record.title,
        words: [...record.sides.map(({ claim }) => claim), record.assessment].join(' / '),
        state: record.type,
      };
    case 'gap':
      return { title: record.topic, words: record.note, state: 'not reported' };
    default:
      return unreachable(record);
  }
}
