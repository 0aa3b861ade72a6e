import type { Briefing } from '../../../domain/briefing.ts';
import { dayIn } from '../../../domain/schedule/day-in.ts';
import { unreadArticle } from '../../../ingest/add/add-article.ts';
import type { Added } from '../../../ingest/add/added.ts';
import { type Input, readInput } from '../../../ingest/add/read-input.ts';
import { oneAtATime } from '../../../ingest/feeds/one-at-a-time.ts';
import type { FetchRules } from '../../../ingest/fetch/fetch-rules.ts';
import type { ProposedArticle } from '../../../store/ports/proposals.ts';
import { createDrafting } from './drafting.ts';

/** Reads articles and drafts what they say, while this thread is free for everything else. */
export interface AddAside {
  /**
   * `proposed` are the articles of the story that may be what this one copies. Never rejects: whatever is wrong is a sentence
   * among the problems; `isRead` tells whether there is an article at all.
   */
  readonly add: (
    input: Input,
    briefing: Briefing,
    proposed: readonly ProposedArticle[],
  ) => Promise<{ readonly added: Added; readonly isRead: boolean }>;
  /** Nothing more is to be added for a while. */
  readonly rest: () => void;
}

/** Longer than any article takes on a machine that has much else to do, in milliseconds. */
const WITHIN_MS = 30_000;

/** Articles that are handed in while another one is drafted wait for it. */
export function createAddAside(options: {
  readonly archive: string;
  readonly rules: FetchRules;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /**
   * An article is compared with those added here before, too, whether they were proposed or not. Without it nothing is kept
   * from one to the next: the thread ends where none waits.
   */
  readonly remember?: true;
}): AddAside {
  const { archive, rules, now } = options;
  const briefings = new Map<string, Briefing>();
  const today = (zone: string) => dayIn(Temporal.Instant.fromEpochMilliseconds(now()), zone);
  const drafting = createDrafting({
    ...{ archive, today, withinMs: WITHIN_MS, briefing: (story: string) => briefings.get(story) },
    ...(options.remember === undefined ? {} : { remember: options.remember }),
  });
  const alone = oneAtATime();
  let waiting = 0;
  return {
    async add(input, briefing, proposed) {
      const read = await readInput(input, rules);
      if (read.kind === 'unread') return { added: unreadArticle(read, today(briefing.zone)), isRead: false };
      waiting += 1;
      const drafted = await alone(async () => {
        briefings.set(briefing.id, briefing);
        const done = await drafting.draft(read, briefing.id, proposed);
        waiting -= 1;
        if (waiting === 0 && options.remember !== true) drafting.rest();
        return done;
      });
      if (drafted.kind === 'drafted') return { added: drafted.added, isRead: true };
      const sentence =
        drafted.kind === 'late'
          ? `What it says was not told within ${WITHIN_MS / 1000} s, so nothing of it is drafted.`
          : 'What tells what it says broke, so nothing of it is drafted.';
      const at = read.url === undefined ? {} : { url: read.url };
      return { added: unreadArticle({ ...at, sentence }, today(briefing.zone)), isRead: false };
    },
    rest: drafting.rest,
  };
}
