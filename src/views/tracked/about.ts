import type { Block } from '../../answer/answer.ts';
import type { Citer } from '../../answer/compose.ts';
import type { Briefing, BriefingRecord } from '../../domain/briefing.ts';
import { aboutOf, newestFirst } from '../../domain/lookups/about-index.ts';
import { deadlineLine } from './deadline.ts';
import { figureLine } from './figure.ts';
import { voteLine } from './vote.ts';

/** Figures, deadlines and votes on these provisions, as they stand on an ISO day. */
export function trackedAbout(
  provisions: readonly string[],
  day: string,
  briefing: Briefing,
  citer: Citer,
): { readonly blocks: readonly Block[]; readonly records: readonly BriefingRecord[] } {
  const about = aboutOf(briefing);
  const each = <T>(of: (id: string) => readonly T[]) => [...new Set(provisions.flatMap((id) => of(id)))];
  const [figures, deadlines, votes] = [
    each(about.figures),
    each(about.deadlines),
    newestFirst(each(about.votes)),
  ];
  const under = (heading: string, items: readonly Block[]): readonly Block[] =>
    items.length === 0 ? [] : [{ kind: 'heading', text: heading }, ...items];
  const item = (spans: Extract<Block, { kind: 'item' }>['spans']): Block => ({ kind: 'item', spans });
  return {
    blocks: [
      ...under(
        'Figures',
        figures.map((one) => item(figureLine(one, day, briefing, citer))),
      ),
      ...under(
        'Deadlines',
        deadlines.map((one) => item(deadlineLine(one, day, briefing, citer))),
      ),
      ...under(
        'Votes',
        votes.map((one) => item(voteLine(one, briefing, citer))),
      ),
    ],
    records: [...figures, ...deadlines, ...votes],
  };
}
