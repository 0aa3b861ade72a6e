import type { Answer } from '../answer/answer.ts';
import type { Request } from './request.ts';
import type { Story } from './stories.ts';

/** Answers given before: the same question to the same stories on the same day has the same answer. */
export interface KeptAnswers {
  /**
   * The answer kept, or the one made now. What is made is kept unless it rejects or says that it read more than the
   * stories and the day: who asks, the time, what the process knows. `place` is what is set for where it is asked.
   */
  readonly answerTo: (
    request: Request,
    at: { readonly stories: readonly Story[]; readonly now: Temporal.Instant; readonly place: string },
    make: (readsMore: () => void) => Promise<Answer>,
  ) => Promise<Answer>;
}

/** A desk asks the same few questions; each answer is some tens of kilobytes. */
const MOST_KEPT = 100;
/** A longer question is not asked twice in the same words. */
const LONGEST_QUESTION = 300;

/** `stories` is a new list whenever a story is loaded anew. */
export function createKeptAnswers(): KeptAnswers {
  const kept = new Map<string, Answer>();
  let stories: readonly Story[] = [];
  /** Epoch milliseconds between which every story has the same day. */
  let [from, until] = [0, 0];

  return {
    async answerTo(request, at, make) {
      const now = at.now.epochMilliseconds;
      if (at.stories !== stories || now < from || now >= until) {
        kept.clear();
        stories = at.stories;
        from = now;
        until = Math.min(...stories.map(({ briefing }) => endOfDay(at.now, briefing.zone)));
      }
      const question = `${at.place}\n${questionOf(request)}`;
      const known = kept.get(question);
      if (known !== undefined) return known;
      let more = question.length > LONGEST_QUESTION;
      const answer = await make(() => {
        more = true;
      });
      // Meanwhile a pack may have been loaded or the day be over.
      if (!more && at.stories === stories && now >= from) {
        kept.set(question, answer);
        const oldest = kept.keys().next();
        if (kept.size > MOST_KEPT && !oldest.done) kept.delete(oldest.value);
      }
      return answer;
    },
  };
}

function endOfDay(now: Temporal.Instant, zone: string): number {
  return now.toZonedDateTimeISO(zone).add({ days: 1 }).startOfDay().epochMilliseconds;
}

function questionOf(request: Request): string {
  switch (request.kind) {
    case 'line':
      return `line\n${request.line}`;
    case 'words':
      return `words\n${request.previous ?? ''}\n${request.words}`;
    case 'command':
      return `command\n${JSON.stringify([request.path, request.values])}`;
  }
}
