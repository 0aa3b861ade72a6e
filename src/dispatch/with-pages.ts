import { type Answer, speaksOfStory } from '../answer/answer.ts';
import type { Command, CommandGroup } from '../core/command.ts';
import { formatLine } from '../core/line/format-line.ts';
import { askPath, recordPath } from '../core/pages/page-address.ts';
import type { Request } from '../core/request.ts';

/** Where people reach the pages, and how a question is written there. */
interface Pages {
  /** Without a slash at the end. */
  readonly address: string;
  readonly commands: readonly (Command | CommandGroup)[];
}

/** The answer with the address of its page, and each source with its own. What says nothing of a story has none. */
export function withPages(answer: Answer, request: Request, { address, commands }: Pages): Answer {
  const { story } = answer;
  // What knows its page already, as a digest does, is what would be posted.
  if (!speaksOfStory(answer) || answer.page !== undefined) return answer;
  const page = `${address}${askPath(lineOf(request, answer, commands), story?.id)}`;
  // Sources of several stories have no address that could be told here.
  if (story === undefined) return { ...answer, page };
  const citations = answer.citations.map((citation) => ({
    ...citation,
    page: `${address}${recordPath(story.id, `source:${citation.id}`)}`,
  }));
  return { ...answer, citations, page };
}

/** What gives the answer again: a follow-up means something only as it was read. */
function lineOf(request: Request, answer: Answer, commands: Pages['commands']): string {
  switch (request.kind) {
    case 'command':
      return formatLine(request.path, request.values, commands);
    case 'line':
      return request.line;
    case 'words':
      return request.previous === undefined ? request.words : (answer.readAs ?? request.words);
  }
}
