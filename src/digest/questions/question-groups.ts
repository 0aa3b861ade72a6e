import type { QuestionStatus, StoredQuestion } from '../../store/ports/questions.ts';

/** Questions that ask the same, in whatever words. */
export interface QuestionGroup {
  /** The newest of them. */
  readonly question: StoredQuestion;
  readonly ids: readonly string[];
  readonly statuses: readonly QuestionStatus[];
  /** Epoch milliseconds of the first and the last. */
  readonly first: number;
  readonly last: number;
}

/** Share of words that two questions of one story have in common from which on they are one. */
const ALIKE = 0.6;

/** Those asked most first, then the newest; `questions` newest first. */
export function groupQuestions(questions: readonly StoredQuestion[]): readonly QuestionGroup[] {
  const groups: { readonly words: ReadonlySet<string>; readonly all: StoredQuestion[] }[] = [];
  for (const question of questions) {
    const words = new Set(question.meaning.split(' '));
    const group = groups.find(
      (each) => each.all[0]?.story === question.story && likeness(each.words, words) >= ALIKE,
    );
    if (group === undefined) groups.push({ words, all: [question] });
    else group.all.push(question);
  }
  return groups
    .flatMap(({ all }): readonly QuestionGroup[] => {
      const [question] = all;
      if (question === undefined) return [];
      return [
        {
          question,
          ids: all.map(({ id }) => id),
          statuses: [...new Set(all.map(({ status }) => status))],
          first: Math.min(...all.map(({ askedAt }) => askedAt)),
          last: question.askedAt,
        },
      ];
    })
    .sort((one, other) => other.ids.length - one.ids.length || other.last - one.last);
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of one) if (other.has(word)) shared += 1;
  return shared / (one.size + other.size - shared);
}
