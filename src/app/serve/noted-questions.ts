import { type Action, type Answer, SMALL_TALK } from '../../answer/answer.ts';
import { ask } from '../../answer/compose.ts';
import { formatLine } from '../../core/line/format-line.ts';
import type { Core, Request } from '../../core/request.ts';
import type { QuestionList } from '../../digest/questions/question-list.ts';
import type { Person } from '../../digest/subscriptions/service.ts';
import { asking } from '../../domain/ask.ts';
import type { QuestionStatus } from '../../store/ports/questions.ts';

/** Buttons that a card shows. */
const SHOWN = 4;

/**
 * The core, noting what it could not answer and offering to mark what it did. Nothing of it is waited for: a question is
 * answered all the same where it cannot be noted.
 */
export function noteQuestions(
  core: Core,
  options: {
    readonly questions: QuestionList;
    readonly keeps: boolean;
    /** Story meant where an answer says none. */
    readonly story: () => string;
    /** What an answer can be watched by; absent where nothing can be watched. */
    readonly watchable?: (answer: Answer) => string | null;
    /** Somebody asked, for those who want to be told what they missed. */
    readonly asked: (person: Person) => void;
  },
): Core {
  return {
    ...core,
    async respond(request) {
      const answer = await core.respond(request);
      const status = statusOf(request, answer);
      options.asked(request.asker);
      if (status !== null)
        void options.questions
          .note({ words: lineOf(request), story: answer.story?.id ?? options.story(), status }, request.asker)
          .catch(() => {});
      if (!isMarkable(answer)) return answer;
      const offered = withOffers(answer, watchOffers(options.watchable?.(answer) ?? null));
      return options.keeps ? { ...offered, feedback: feedbackOn(lineOf(request)) } : offered;
    },
  };
}

/** What was asked, as one line. */
function lineOf(request: Request): string {
  switch (request.kind) {
    case 'words':
      return request.words;
    case 'line':
      return request.line;
    case 'command':
      return formatLine(request.path, request.values);
  }
}

/** Of a place or a setting nothing can be missing in a pack. */
const OF_PLACES = /^\/?\s?(?:digest|readout|watch|since)\b/i;

/** The status under which a question is noted; null for one that was answered, as most are. */
function statusOf(request: Request, { status, command }: Answer): QuestionStatus | null {
  if (status !== 'not-found' && status !== 'not-reported' && status !== 'refused') return null;
  if (status === 'refused' && request.kind !== 'words') return null;
  if (command === SMALL_TALK || command === 'none' || OF_PLACES.test(lineOf(request).trim())) return null;
  return status;
}

function isMarkable({ status, command, controls, audience }: Answer): boolean {
  if (command === SMALL_TALK || controls === true || audience === 'asker') return false;
  return status !== 'refused' && status !== 'asks-back';
}

function feedbackOn(line: string): NonNullable<Answer['feedback']> {
  return {
    helpful: asking('readout helpful'),
    wrong: asking('readout wrong', { question: line.trim() }),
  };
}

function watchOffers(what: string | null): readonly Action[] {
  return what === null ? [] : [ask('Watch this', 'watch add', { what })];
}

/** Behind the first things to ask next, which a card shows four of. */
function withOffers(answer: Answer, offers: readonly Action[]): Answer {
  if (offers.length === 0) return answer;
  const { actions } = answer;
  const before = Math.max(0, SHOWN - offers.length);
  return { ...answer, actions: [...actions.slice(0, before), ...offers, ...actions.slice(before)] };
}
