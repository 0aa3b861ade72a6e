import { counted } from '../../answer/phrases.ts';
import type { Place } from '../../domain/schedule/subscription.ts';
import type { QuestionStore } from '../../store/ports/questions.ts';
import { groupQuestions } from './question-groups.ts';

const TOP = 3;
/** Characters of one question: three of them are a line or two. */
const LONGEST = 60;
const MOST_READ = 2_000;

/**
 * What an editors' digest says of the questions about a story that nobody could answer: how many there are and what is asked
 * most. Empty where none is open.
 */
export async function openLine(
  store: Pick<QuestionStore, 'openQuestions'>,
  { platform, tenant }: Place,
  story: string,
  /** Epoch milliseconds: what was asked before is no longer told. */
  since: number,
): Promise<string> {
  const open = await store.openQuestions(since, MOST_READ, { platform, tenant });
  const groups = groupQuestions(open.filter((question) => question.story === story));
  if (groups.length === 0) return '';
  const top = groups.slice(0, TOP).map(({ question: { words }, ids }) => {
    const shown = [...words].length > LONGEST ? `${[...words].slice(0, LONGEST - 1).join('')}…` : words;
    return `“${shown}”${ids.length === 1 ? '' : ` (${ids.length}×)`}`;
  });
  return `${counted(groups.length, 'open question')}: ${top.join(', ')}. All: /readout questions`;
}
