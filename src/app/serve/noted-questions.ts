import { type Answer, SMALL_TALK } from '../../answer/answer.ts';
import { ask } from '../../answer/compose.ts';
import { formatLine } from '../../core/command-line.ts';
import type { Core, Request } from '../../core/request.ts';
import type { QuestionList } from '../../digest/questions/question-list.ts';
import type { Person } from '../../digest/schedule/service.ts';
import type { QuestionStatus } from '../../store/question-store.ts';

/** Buttons that stand before the one that marks an answer: a card shows four. */
const BEFORE = 3;

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
    /** Somebody asked, for those who want to be told what they missed. */
    readonly asked: (person: Person) => Promise<void>;
  },
): Core {
  return {
    ...core,
    async respond(request) {
      const answer = await core.respond(request);
      const line = lineOf(request);
      const status = statusOf(request, line, answer);
      void options.asked(request.asker).catch(() => {});
      if (status !== null)
        void options.questions
          .note({ words: line, story: answer.story?.id ?? options.story(), status }, request.asker)
          .catch(() => {});
      return options.keeps && isMarkable(answer) ? withMark(answer, line) : answer;
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

function statusOf(request: Request, line: string, { status, command }: Answer): QuestionStatus | null {
  if (command === SMALL_TALK || command === 'none' || OF_PLACES.test(line.trim())) return null;
  if (status === 'not-found' || status === 'not-reported') return status;
  return status === 'refused' && request.kind === 'words' ? 'refused' : null;
}

function isMarkable({ status, command, controls, audience }: Answer): boolean {
  if (command === SMALL_TALK || controls === true || audience === 'asker') return false;
  return status !== 'refused' && status !== 'asks-back';
}

function withMark(answer: Answer, line: string): Answer {
  const mark = ask('Wrong or missing', 'readout wrong', { question: line.trim() });
  const { actions } = answer;
  return { ...answer, actions: [...actions.slice(0, BEFORE), mark, ...actions.slice(BEFORE)] };
}
