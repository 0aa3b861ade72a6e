import type { Block } from '../answer/answer.ts';
import type { Citer } from '../answer/compose.ts';
import { counted, inSeries } from '../answer/phrases.ts';
import type { Briefing, DatedRecord } from '../domain/briefing.ts';
import type { News } from '../domain/lookups/news.ts';
import { recordLine } from './record.ts';

/** The kinds of `NEWS_KINDS`, with what their list is called and how one and several are counted. */
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
