import type { Asker } from '../../core/command.ts';
import { PAGES_PLACE } from '../../core/pages/page-address.ts';
import { Refusal } from '../../domain/errors.ts';

/** Questions one person may ask within a minute: many more than anybody types. */
const QUESTIONS_A_MINUTE = 30;
const MINUTE_MS = 60_000;

/** How many questions each person asked within the last minute, in memory. */
export interface QuestionBudget {
  /** @throws Refusal where this person has asked too many; that one then does not count. */
  readonly take: (asker: Asker, now: Temporal.Instant) => void;
}

/**
 * Counts by platform, workspace or guild, and person. Whoever sits at the terminal runs the process and is not counted; nor
 * are readers of the pages, none of whom can be told from another.
 * Nobody is remembered for longer than a minute.
 */
export function createQuestionBudget(most = QUESTIONS_A_MINUTE): QuestionBudget {
  /** When each person asked, in epoch milliseconds, ascending; who asked longest ago comes first. */
  const asked = new Map<string, readonly number[]>();
  return {
    take(asker, now) {
      if (asker.platform === 'terminal' || asker.platform === PAGES_PLACE.platform) return;
      const at = now.epochMilliseconds;
      for (const [person, times] of asked) {
        if (isRecent(times.at(-1) ?? 0, at)) break;
        asked.delete(person);
      }
      const person = `${asker.platform}\n${asker.tenant}\n${asker.user}`;
      const recent = (asked.get(person) ?? []).filter((time) => isRecent(time, at));
      const [first] = recent;
      if (first !== undefined && recent.length >= most) {
        const seconds = Math.max(1, Math.ceil((first + MINUTE_MS - at) / 1_000));
        throw new Refusal(
          'not-allowed',
          `You have asked ${most} questions within a minute; please ask again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
        );
      }
      asked.delete(person);
      asked.set(person, [...recent, at]);
    },
  };
}

/** A clock that was set back makes times of the future; they count for nothing. */
function isRecent(time: number, now: number): boolean {
  return time > now - MINUTE_MS && time <= now;
}
