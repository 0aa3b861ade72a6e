import type { Answer } from '../answer/answer.ts';
import { text } from '../answer/compose.ts';
import type { Chooser } from '../ask/deciding/choice.ts';
import type { ChannelStories } from '../core/channel-stories.ts';
import type { Command, CommandGroup } from '../core/command.ts';
import type { Request } from '../core/request.ts';
import type { Story } from '../core/stories.ts';
import { storyNamed } from '../core/story-names.ts';
import type { Ask } from '../domain/ask.ts';
import type { Briefing } from '../domain/briefing.ts';
import { dayIn } from '../domain/schedule/day-in.ts';
import { formatDay } from '../domain/when.ts';
import { inStory, noStory } from './stories/ask-stories.ts';
import type { Scope } from './stories/story-scope.ts';

/** What the core is made of. */
export interface CoreParts {
  /** The stories followed now, the default first; asked anew for each request, so that an edited pack is seen at once. */
  readonly stories: () => readonly Story[];
  readonly commands: readonly (Command | CommandGroup)[];
  readonly clock: () => Temporal.Instant;
  /** Which story each channel means; absent where none is set. */
  readonly channels?: ChannelStories;
  /** Why the first story is the default: `because …`. */
  readonly defaultBecause?: () => string;
  /** Where people reach the pages, without a slash at the end; answers then link to theirs. */
  readonly pages?: string;
  /** Story that is meant where a question names none: as if `story:` stood in each. */
  readonly named?: string;
  /** May choose among the records found for a plain question; absent where none is set. */
  readonly chooser?: Chooser | undefined;
}

/** The parts for one request. */
export interface Asking extends CoreParts, Scope {
  readonly standing: Request['standing'] | undefined;
  readonly cardOnly?: Request['cardOnly'];
}

/** The story a question names, by what it calls it, or that all questions here name. */
export function namedIn(typed: string | undefined, again: Ask, parts: Asking): Story | null {
  const wanted = typed?.trim() || parts.named || '';
  return wanted === '' ? null : storyNamed(wanted, parts.among.stories, (id) => inStory(again, id));
}

/** The story the place means where a question names none. */
export function ownStory({ among }: Asking): Story {
  const [own] = among.stories;
  if (own === undefined) throw noStory();
  return own;
}

/** The day an answer speaks for: that of the last review, since nothing later is in the briefing. */
export function lastKnownDay(briefing: Briefing, currentDay: string): string {
  return briefing.reviewed < currentDay ? briefing.reviewed : currentDay;
}

/** From this age on, in days, every answer says how old the briefing is: an old answer must not look fresh. */
const OLD_AFTER_DAYS = 7;

export function withAge(found: Answer, briefing: Briefing, currentDay: string): Answer {
  if (found.records.length === 0) return found;
  const age = ageOf(briefing.reviewed, currentDay);
  if (age < OLD_AFTER_DAYS) return found;
  const notice = `This briefing was last reviewed on ${formatDay(briefing.reviewed)}, ${age} days ago; nothing later is in it.`;
  return {
    ...found,
    ageDays: age,
    blocks: [...found.blocks, { kind: 'context', spans: [text(notice)], tells: 'age' }],
  };
}

/** Whole days from one ISO day to another. */
function ageOf(reviewed: string, currentDay: string): number {
  // Both begin at midnight UTC, and days there have one length.
  return Math.round((Date.parse(currentDay) - Date.parse(reviewed)) / DAY_MS);
}

const DAY_MS = 86_400_000;

export function today(parts: CoreParts): string {
  return dayIn(parts.clock(), parts.stories()[0]?.briefing.zone ?? 'UTC');
}
