import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import { sha256 } from '../../domain/words/sha256.ts';
import type { QuestionStatus, QuestionStore } from '../../store/ports/questions.ts';
import type { Person } from '../subscriptions/service.ts';
import { groupQuestions, type QuestionGroup } from './question-groups.ts';
import { meaningOf, scrubbed } from './scrub.ts';

const DAY_MS = 86_400_000;
const MOST_LISTED = 2_000;

/** A question that was not answered as asked. */
export interface Unanswered {
  readonly words: string;
  readonly story: string;
  readonly status: QuestionStatus;
}

/** What a reader says of an answer. */
export type Mark = 'helpful' | 'wrong';

/** The desk's list of what nobody could answer. */
export interface QuestionList {
  /** Days for which a question is kept. */
  readonly days: number;
  /** Keeps it scrubbed, without who asked; nothing where nothing telling is left. */
  readonly note: (question: Unanswered, person: Person) => Promise<void>;
  /** Somebody says that an answer helped: counted, nothing is kept. */
  readonly helped: (person: Person) => void;
  /** What was asked in the person's tenant; for those who may configure. */
  readonly list: (person: Person) => Promise<readonly QuestionGroup[]>;
  /** Takes the group of that question from the list. */
  readonly close: (person: Person, id: string, state: 'done' | 'dismissed') => Promise<QuestionGroup>;
}

/** A list in which a process keeps what is asked; `keeps` false keeps nothing new (`questions: off`). */
export function createQuestionList(options: {
  readonly store: QuestionStore;
  readonly keeps: boolean;
  /** Days for which a question is kept; 30 where it is not given. */
  readonly days?: number;
  readonly token: () => string;
  readonly now: () => number;
  /** Told what readers say of answers; absent where nothing is counted. */
  readonly marked?: (mark: Mark, platform: string) => void;
}): QuestionList {
  const { store, keeps, token, now, marked, days = 30 } = options;
  const list = async (person: Person) => {
    mustConfigure(person);
    const { platform, tenant } = person;
    return groupQuestions(
      await store.openQuestions(now() - days * DAY_MS, MOST_LISTED, { platform, tenant }),
    );
  };
  return {
    days,
    async note({ words, story, status }, { platform, tenant, channel, thread = '' }) {
      if (status === 'wrong') marked?.('wrong', platform);
      const kept = scrubbed(words);
      const meaning = meaningOf(kept);
      if (!keeps || meaning === '') return;
      const id = sha256(token(), 'hex').slice(0, 8);
      const where = { platform, tenant, channel, thread, askedAt: now() };
      await store.noteQuestion({ id, story, words: kept, meaning, status, ...where });
    },
    helped: ({ platform }) => marked?.('helpful', platform),
    list,
    async close(person, id, state) {
      const group = (await list(person)).find(({ ids }) => ids.includes(id));
      if (group === undefined)
        throw new Refusal('bad-value', `There is no open question "${id}".`, [asking('readout questions')]);
      await store.closeQuestions(group.ids, state);
      return group;
    },
  };
}

function mustConfigure({ mayConfigure }: Person): void {
  if (mayConfigure) return;
  throw new Refusal(
    'not-allowed',
    'What nobody could answer is listed for those who may manage this channel.',
  );
}
