import type { Answer } from '../../answer/answer.ts';
import type { Story } from '../../core/stories.ts';
import type { Ask } from '../../domain/ask.ts';
import type { Evidence } from '../../search/evidence/story-evidence.ts';

/** What one story makes of a question, and what it has on it. */
export interface Heard {
  readonly story: Story;
  readonly answer: Answer;
  /** What asks it the same again. */
  readonly again: Ask;
  readonly evidence: Evidence;
}

/** A story has it where its evidence is this many times that of the next; nearer than that, both may be meant. */
const CLEARLY = 1.15;

/**
 * The stories that have an answer to a question: one where one has it, several where it fits them about as well. Where
 * none has anything it is the one that comes nearest, with its denial. Empty only for nothing.
 *
 * A name that one story alone knows decides, whatever the others find on the rest of the question. Otherwise what says
 * something counts before what does not, and then how much of the question the best record holds; not how sure a rule
 * was, because that says nothing across stories. `preferred` is what the place or the thread means: it wins a tie.
 */
export function chooseStory(heard: readonly Heard[], preferred: Story | null): readonly Heard[] {
  const naming = heard.filter(({ evidence }) => evidence.names);
  const asked = naming.length === 1 ? naming : heard;
  const most = Math.max(...asked.map(({ answer }) => worth(answer)));
  const found = asked.filter(({ answer }) => worth(answer) === most);
  const best = Math.max(...found.map(({ evidence }) => evidence.best));
  const tied = found.filter(({ evidence }) => evidence.best * CLEARLY >= best);
  const wanted = tied.filter(({ story }) => story === preferred);
  if (wanted.length > 0) return wanted;
  // Nothing is gained by several denials side by side, nor by one beside an answer.
  if (most < SAYS_SOMETHING) return tied.slice(0, 1);
  const answered = tied.filter(({ answer }) => answer.status !== 'not-reported');
  return answered.length > 0 ? answered : tied.slice(0, 1);
}

const SAYS_SOMETHING = 2;

/**
 * What an answer is worth: 2 where it says something, also that something is known to be unreported; 1 where it knows who
 * is asked about and nothing else; 0 where it denies or refuses.
 */
function worth({ status, records }: Answer): number {
  if (status === 'not-found' || status === 'refused') return 0;
  if (status !== 'not-reported') return SAYS_SOMETHING;
  const onlyWho = records.length > 0 && records.every((record) => /^(?:party|person):/.test(record));
  return onlyWho ? 1 : SAYS_SOMETHING;
}

/** True where an answer says something of its story rather than that there is nothing. */
export function saysSomething(answer: Answer): boolean {
  return worth(answer) === SAYS_SOMETHING;
}
