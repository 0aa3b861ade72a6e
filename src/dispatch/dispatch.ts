import type { Answer } from '../answer/answer.ts';
import { strong } from '../answer/compose.ts';
import type { Asker } from '../core/command.ts';
import { formatLine } from '../core/line/format-line.ts';
import type { Core, Request } from '../core/request.ts';
import type { Story } from '../core/stories.ts';
import { takeStory } from '../core/story-names.ts';
import { complete, suggest } from '../core/suggest.ts';
import { asShown } from '../core/typed/pasted-text.ts';
import { Refusal } from '../domain/errors.ts';
import { askCommand } from './ask-command.ts';
import { askWords } from './ask-words.ts';
import { type Asking, type CoreParts, ownStory, today } from './asking.ts';
import { createQuestionBudget } from './limits/question-budget.ts';
import { checkLength, LONGEST_PASTED, LONGEST_QUESTION } from './limits/question-length.ts';
import { commandAt, readLine, takesText, unknownCommand } from './read-line.ts';
import { createScopes } from './stories/story-scope.ts';
import { withPages } from './with-pages.ts';

/** Builds the core a platform talks to. A `Refusal` becomes an answer; any other error is the caller's to report. */
export function createCore(parts: CoreParts): Core {
  const budget = createQuestionBudget();
  const scopeOf = createScopes({
    stories: parts.stories,
    commands: parts.commands,
    channels: parts.channels,
    defaultBecause: parts.defaultBecause,
  });
  const respond: Core['respond'] = async (asked) => {
    try {
      checkLength(asked, LONGEST_PASTED);
      budget.take(asked.asker, parts.clock());
      const request = asShown(asked);
      checkLength(request, takesText(request, parts.commands) ? LONGEST_PASTED : LONGEST_QUESTION);
      const scope = scopeOf(request.asker);
      const { standing, cardOnly } = request;
      const answer = await respondTo(request, {
        ...parts,
        ...scope,
        standing,
        ...(cardOnly && { cardOnly }),
      });
      const { pages: address, commands } = parts;
      return address === undefined ? answer : withPages(answer, request, { address, commands });
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error, parts);
      throw error;
    }
  };
  const { pages } = parts;
  return {
    respond,
    ...(pages === undefined
      ? {}
      : {
          answerAt: async (address: string, asker: Asker) => {
            const { answerAt } = await import('./at-address.ts');
            const { stories } = scopeOf(asker).among;
            const { commands } = parts;
            return answerAt(address, asker, { pages, stories, commands, respond, today: today(parts) });
          },
        }),
    async form(asked) {
      const { openForm } = await import('./open-form.ts');
      const { stories } = scopeOf(asked.asker).among;
      return openForm(asked, { commands: parts.commands, stories });
    },
    suggest: (query) =>
      query.typed.length > LONGEST_QUESTION
        ? []
        : suggest(query, { stories: scopeOf(query.place).among.stories, commands: parts.commands }),
    complete: async (query) =>
      query.typed.length > LONGEST_QUESTION
        ? []
        : complete(query, {
            stories: scopeOf(query.asker).among.stories,
            commands: parts.commands,
          }),
  };
}

async function respondTo(request: Request, parts: Asking): Promise<Answer> {
  switch (request.kind) {
    case 'command': {
      const { path, values } = request;
      const found = commandAt(path, parts.commands);
      return askCommand(() => ({ ...found, values }), null, request.asker, parts);
    }
    case 'line':
    case 'words': {
      const line = request.kind === 'line' ? request.line : request.words;
      const { rest, named } = takeStory(line, parts.among.stories);
      const read = (story: Story) => readLine(rest, parts.commands, story);
      if (read(ownStory(parts)) !== null) return askCommand(read, named, request.asker, parts);
      if (request.kind === 'line' && line.trim().startsWith('/')) throw unknownCommand(line, parts);
      const previous = request.kind === 'words' ? request.previous : undefined;
      return askWords({ words: rest, named, previous }, request.asker, parts);
    }
  }
}

function refusalAnswer(refusal: Refusal, parts: CoreParts): Answer {
  return {
    status: 'refused',
    headline: [strong(refusal.message)],
    blocks: [],
    citations: [],
    records: [],
    actions: refusal.suggestions.map(({ path, values }) => ({
      ...{ kind: 'ask', label: formatLine(path, values, parts.commands), path, values },
    })),
    asOf: today(parts),
    command: 'refusal',
    audience: 'asker',
  };
}
