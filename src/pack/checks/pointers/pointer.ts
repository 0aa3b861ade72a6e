import type { ListName } from '../../format/lists.ts';
import type { Located } from '../../format/records.ts';

/** What a pointer may point to: the lists that are searched for it, and the words for it. */
export const TARGETS = {
  source: { lists: ['sources'], words: 'the id of a source' },
  party: { lists: ['parties'], words: 'the id of a party' },
  person: { lists: ['persons'], words: 'the id of a person' },
  occasion: { lists: ['occasions'], words: 'the id of an occasion' },
  conflict: { lists: ['conflicts'], words: 'the id of a conflict' },
  gap: { lists: ['gaps'], words: 'the id of a gap' },
  actor: { lists: ['parties', 'persons'], words: 'the id of a party or person' },
  text: { lists: ['texts'], words: 'the id of a text' },
  provision: { lists: ['provisions'], words: 'the id of a provision' },
  statement: { lists: ['statements'], words: 'the id of a statement' },
  event: { lists: ['events'], words: 'the id of an event' },
  position: { lists: ['positions'], words: 'the id of a position' },
  vote: { lists: ['votes'], words: 'the id of a vote' },
  figure: { lists: ['figures'], words: 'the id of a figure' },
  deadline: { lists: ['deadlines'], words: 'the id of a deadline' },
  subject: { lists: ['provisions', 'texts'], words: 'the id of a provision or a text' },
  topic: {
    lists: ['provisions', 'texts', 'statements'],
    words: 'the id of a provision, a text or a statement',
  },
} as const satisfies Readonly<Record<string, { lists: readonly ListName[]; words: string }>>;

/** What a key may point to. */
export type Target = keyof typeof TARGETS;

/** Called for each pointer: the record it is in, what it may point to, the id, and the path to it from the record. */
export type Visit = (
  record: Located<unknown>,
  target: Target,
  id: string,
  ...path: readonly (string | number)[]
) => void;
