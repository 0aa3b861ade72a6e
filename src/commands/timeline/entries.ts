import type { Block } from '../../answer/answer.ts';
import type { Citer } from '../../answer/compose.ts';
import type { CommandContext } from '../../core/command.ts';
import { type Entry, entryLine, isExpected, isPastDue } from '../../views/tracked/entry.ts';

export const NAME = 'timeline';
/** Events of one state told in a list; of more, the latest. */
const MOST_LISTED = 100;

/** What of the timeline is asked for. `words` is empty where all of it is. */
export interface Asked {
  /** ISO days, inclusive; absent where open. */
  readonly from?: string;
  readonly to?: string;
  readonly words: string;
}

/** What happened, what is expected, and what was expected and never reported, each in order and apart. */
export function entryBlocks(
  entries: readonly Entry[],
  context: CommandContext,
  citer: Citer,
  headed = true,
): readonly Block[] {
  const { briefing, asOf } = context;
  const groups: readonly (readonly [string, readonly Entry[]])[] = [
    ['Happened', entries.filter((entry) => !isExpected(entry))],
    ['Expected', entries.filter((entry) => isExpected(entry) && !isPastDue(entry, asOf))],
    ['Expected, the day is past, no report', entries.filter((entry) => isPastDue(entry, asOf))],
  ];
  return groups.flatMap(([heading, own]): Block[] => {
    if (own.length === 0) return [];
    const shown = own.slice(-MOST_LISTED);
    const more = shown.length < own.length ? `, latest ${shown.length} of ${own.length}` : '';
    return [
      ...(headed || more !== '' ? [{ kind: 'heading', text: `${heading}${more}` } as const] : []),
      ...shown.map((entry): Block => ({ kind: 'item', spans: entryLine(entry, asOf, briefing, citer) })),
    ];
  });
}

/** An entry that has sources of its own: a deadline's are those of the turn it rests on. */
export function sourced(entry: Entry): readonly Exclude<Entry, { kind: 'deadline' }>[] {
  return entry.kind === 'deadline' ? entry.steps.slice(-1) : [entry];
}

export function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
