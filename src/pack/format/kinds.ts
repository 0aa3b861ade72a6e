import type { ListName } from './lists.ts';

/**
 * The kinds of file, by the name of the file or folder: `statements.yaml`, `statements/2025-11.yaml`. The story is one
 * mapping; every other kind holds lists.
 */
export const KINDS = {
  story: { lists: [], required: true },
  sources: { lists: ['sources'], required: true },
  actors: { lists: ['parties', 'persons'], required: true },
  texts: { lists: ['texts'], required: true },
  provisions: { lists: ['provisions'], required: true },
  occasions: { lists: ['occasions'], required: false },
  statements: { lists: ['statements'], required: true },
  events: { lists: ['events'], required: false },
  positions: { lists: ['positions'], required: false },
  votes: { lists: ['votes'], required: false },
  figures: { lists: ['figures'], required: false },
  deadlines: { lists: ['deadlines'], required: false },
  conflicts: { lists: ['conflicts'], required: false },
  gaps: { lists: ['gaps'], required: false },
  // What the desk wants asked of it: checked like the rest, and in no answer.
  questions: { lists: ['questions'], required: false },
} as const satisfies Readonly<Record<string, { lists: readonly ListName[]; required: boolean }>>;
export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];
