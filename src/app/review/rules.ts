import type { Behaviour } from '../config/behaviour.ts';
import { commitWritten } from './commit.ts';
import type { Written } from './written.ts';

/** How a desk decides, from its configuration. */
export interface DeskRules {
  /** Whoever proposed something may not be the one who approves it. */
  readonly twoPerson: boolean;
  /** Nothing goes live before, in epoch milliseconds; null where nothing is held back. */
  readonly embargo: number | null;
  /** Hears of what was written; resolves with a sentence where it could not do its part, else with null. */
  readonly written?: (what: Written) => Promise<string | null>;
}

/** The rules of a configuration; an embargo without a zone is on the clock of the story's desk. */
export function deskRules({ two_person, embargo, git }: Behaviour['desk'], zone: string): DeskRules {
  return {
    twoPerson: two_person === 'on',
    embargo:
      embargo === undefined
        ? null
        : Temporal.PlainDateTime.from(embargo.replace(' ', 'T')).toZonedDateTime(zone).epochMilliseconds,
    ...(git === 'on' ? { written: commitWritten } : {}),
  };
}
