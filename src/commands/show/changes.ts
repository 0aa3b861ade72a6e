import type { Block, Span } from '../../answer/answer.ts';
import { type Citer, text } from '../../answer/compose.ts';
import { type Briefing, type DatedRecord, datedRecords } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import { latestDay } from '../../domain/when.ts';
import { lookupOf } from '../../search/lookup.ts';
import { conflictHeading } from './conflict.ts';
import { eventLine } from './event.ts';
import { positionLine } from './position.ts';
import { readingSpans } from './reading.ts';
import { statementLine } from './statement.ts';
import { clearest, counted, inSeries, sentence, statusWord } from './wording.ts';

/** Kinds in the order they are told, with what their list is called and how one and several are counted. */
const KINDS = [
  ['text', 'Drafts', 'draft', 'drafts'],
  ['reading', 'What drafts say', 'reading of a draft', 'readings of drafts'],
  ['conflict', 'Contradictions', 'contradiction', 'contradictions'],
  ['position', 'Where they stand', 'position', 'positions'],
  ['event', 'Events', 'event', 'events'],
  ['statement', 'Said', 'statement', 'statements'],
] as const;

/**
 * Records first reported after one ISO day and up to another: material and newest first. A draft's silence on a point
 * is nothing anybody reported, so it is left out.
 */
export function reportedBetween(briefing: Briefing, after: string, until: string): readonly DatedRecord[] {
  return newsOf(briefing).filter((record) => after < record.reported && record.reported <= until);
}

const cache = new WeakMap<Briefing, readonly DatedRecord[]>();

/** Everything that was ever reported, in the order of `byNews`; sorted once per briefing. */
function newsOf(briefing: Briefing): readonly DatedRecord[] {
  const cached = cache.get(briefing);
  if (cached !== undefined) return cached;
  const made = datedRecords(briefing)
    .filter((record) => !(record.kind === 'reading' && record.change === 'unreported'))
    .toSorted((a, b) => byNews(a, b, briefing));
  cache.set(briefing, made);
  return made;
}

/** "2 drafts, 3 events and 1 statement". */
export function tally(records: readonly DatedRecord[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return inSeries(
    KINDS.flatMap(([kind, , one, many]) => {
      const count = counts.get(kind) ?? 0;
      return count === 0 ? [] : [counted(count, one, many)];
    }),
  );
}

/** The first `most` records of each kind, in the order kinds are told; the records as they come within a kind. */
export function firstOfEachKind(records: readonly DatedRecord[], most: number): readonly DatedRecord[] {
  const taken = new Map<string, DatedRecord[]>(KINDS.map(([kind]) => [kind, []]));
  for (const record of records) {
    const own = taken.get(record.kind);
    if (own !== undefined && own.length < most) own.push(record);
  }
  return [...taken.values()].flat();
}

/** The records by kind as they come, at most `most` of a kind; the rest are counted. */
export function changesBlocks(
  records: readonly DatedRecord[],
  asOf: string,
  briefing: Briefing,
  citer: Citer,
  most: number,
): readonly Block[] {
  const shown = firstOfEachKind(records, most);
  return KINDS.flatMap(([kind, heading]): Block[] => {
    const own = shown.filter((record) => record.kind === kind);
    if (own.length === 0) return [];
    const all =
      own.length < most ? own.length : records.reduce((sum, record) => sum + Number(record.kind === kind), 0);
    const more = all > own.length ? `, latest ${own.length} of ${all}` : '';
    return [
      { kind: 'heading', text: `${heading}${more}` },
      ...own.map((record): Block => ({ kind: 'item', spans: recordLine(record, asOf, briefing, citer) })),
    ];
  });
}

/** What weighs more first, then by the day of the matter itself, then by the day of the report, newest first. */
function byNews(a: DatedRecord, b: DatedRecord, briefing: Briefing): number {
  return (
    Number(isAside(a, briefing)) - Number(isAside(b, briefing)) ||
    newest(ownDay(a), ownDay(b)) ||
    newest(a.reported, b.reported)
  );
}

/** Minor by the editor's word, or background. */
function isAside(record: DatedRecord, briefing: Briefing): boolean {
  if (record.kind === 'text') return record.context;
  if (record.kind === 'reading' && lookupOf(briefing).text(record.text)?.context === true) return true;
  return record.materiality === 'minor';
}

function ownDay(record: DatedRecord): string {
  if ('date' in record) return latestDay(record.date);
  return record.kind === 'text' ? latestDay(record.known) : record.reported;
}

function newest(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0;
}

/** Any dated record as one cited line. */
export function recordLine(
  record: DatedRecord,
  asOf: string,
  briefing: Briefing,
  citer: Citer,
): readonly Span[] {
  switch (record.kind) {
    case 'text':
      return [
        text(`${record.name} (${statusWord(record.status)}): ${sentence(record.summary)} `),
        ...citer.cite(clearest(record.sources)),
      ];
    case 'reading': {
      const lookup = lookupOf(briefing);
      const title = lookup.provision(record.provision)?.title ?? record.provision;
      const label = lookup.text(record.text)?.label ?? record.text;
      return [text(`${title}, ${label}: `), ...readingSpans(record, briefing, citer)];
    }
    case 'statement':
      return statementLine(record, briefing, citer);
    case 'event':
      return eventLine(record, asOf, briefing, citer);
    case 'position':
      return positionLine(record, briefing, citer);
    case 'conflict':
      return [
        text(`${conflictHeading(record)} `),
        ...citer.cite(record.sides.flatMap((side) => clearest(side.sources, 2))),
      ];
    default:
      return unreachable(record);
  }
}
