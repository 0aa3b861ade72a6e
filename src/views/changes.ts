import type { Block } from '../answer/answer.ts';
import type { Citer } from '../answer/compose.ts';
import { counted, inSeries } from '../answer/phrases.ts';
import { type Briefing, type DatedRecord, datedRecords, oncePerBriefing } from '../domain/briefing.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { latestDay } from '../domain/when.ts';
import { recordLine } from './record.ts';

/** Kinds in the order they are told, with what their list is called and how one and several are counted. */
const KINDS = [
  ['text', 'Drafts', 'draft', 'drafts'],
  ['reading', 'What drafts say', 'reading of a draft', 'readings of drafts'],
  ['conflict', 'Contradictions', 'contradiction', 'contradictions'],
  ['position', 'Where they stand', 'position', 'positions'],
  ['vote', 'Votes', 'vote', 'votes'],
  ['value', 'Figures', 'value of a figure', 'values of figures'],
  ['step', 'Deadlines', 'step of a deadline', 'steps of deadlines'],
  ['member', 'Members', 'membership', 'memberships'],
  ['event', 'Events', 'event', 'events'],
  ['statement', 'Said', 'statement', 'statements'],
] as const;

/** What was first reported in a period. */
export interface News {
  readonly count: (kind: DatedRecord['kind']) => number;
  /** The weightiest and newest `most` of each kind, in the order kinds are told. */
  readonly first: (most: number) => readonly DatedRecord[];
}

/**
 * Records first reported after one ISO day and up to another: material and newest first. A draft's silence on a point
 * is nothing anybody reported, so it is left out.
 */
export function reportedBetween(briefing: Briefing, after: string, until: string): News {
  const news = newsOf(briefing);
  const count = (kind: DatedRecord['kind']) => {
    const days = news.get(kind)?.days ?? [];
    return Math.max(0, countUpTo(days, until) - countUpTo(days, after));
  };
  return {
    count,
    first: (most) =>
      KINDS.flatMap(([kind]) => {
        const first: DatedRecord[] = [];
        const wanted = Math.min(most, count(kind));
        for (const record of news.get(kind)?.records ?? []) {
          if (first.length === wanted) break;
          if (after < record.reported && record.reported <= until) first.push(record);
        }
        return first;
      }),
  };
}

interface KindNews {
  /** In the order of `byNews`. */
  readonly records: readonly DatedRecord[];
  /** The days they were reported on, ascending: counting by search, since a large pack is asked about every day. */
  readonly days: readonly string[];
}

/** Everything that was ever reported, by kind. */
const newsOf = oncePerBriefing((briefing): ReadonlyMap<DatedRecord['kind'], KindNews> => {
  const told = datedRecords(briefing).filter(
    (record) => !(record.kind === 'reading' && record.change === 'unreported'),
  );
  const byKind = [...Map.groupBy(told, (record) => record.kind)];
  return new Map(
    byKind.map(([kind, records]) => [
      kind,
      {
        records: records.toSorted((a, b) => byNews(a, b, briefing)),
        days: records.map((record) => record.reported).sort(),
      },
    ]),
  );
});

/** How many of the ascending days are not after the day. */
function countUpTo(days: readonly string[], day: string): number {
  let [from, to] = [0, days.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((days[middle] ?? '') <= day) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** "2 drafts, 3 events and 1 statement"; empty where there is nothing. */
export function tally(records: readonly DatedRecord[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return newsTally({ count: (kind) => counts.get(kind) ?? 0 });
}

/** The same of news, without going through them. */
export function newsTally({ count }: Pick<News, 'count'>): string {
  return inSeries(
    KINDS.flatMap(([kind, , one, many]) => (count(kind) === 0 ? [] : [counted(count(kind), one, many)])),
  );
}

/** The news by kind, at most `most` of a kind; the rest are counted. */
export function changesBlocks(
  news: News,
  asOf: string,
  briefing: Briefing,
  citer: Citer,
  most: number,
): readonly Block[] {
  const shown = news.first(most);
  return KINDS.flatMap(([kind, heading]): Block[] => {
    const own = shown.filter((record) => record.kind === kind);
    if (own.length === 0) return [];
    const all = news.count(kind);
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
