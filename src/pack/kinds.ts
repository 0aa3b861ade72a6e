import type { z } from 'zod';
import {
  conflictSchema,
  eventSchema,
  gapSchema,
  partySchema,
  personSchema,
  positionSchema,
  provisionSchema,
  sourceSchema,
  statementSchema,
  type storySchema,
  textSchema,
} from './schema.ts';

/** The lists a pack's files hold, by the key they stand under. */
export const LISTS = {
  sources: sourceSchema,
  parties: partySchema,
  persons: personSchema,
  texts: textSchema,
  provisions: provisionSchema,
  statements: statementSchema,
  events: eventSchema,
  positions: positionSchema,
  conflicts: conflictSchema,
  gaps: gapSchema,
} as const;
export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

/** One entry of each list, as the schema gives it: defaults filled in, dates and references read. */
export type RecordData = { readonly [List in ListName]: z.output<(typeof LISTS)[List]> };
export type StoryData = z.output<typeof storySchema>;

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
  statements: { lists: ['statements'], required: true },
  events: { lists: ['events'], required: false },
  positions: { lists: ['positions'], required: false },
  conflicts: { lists: ['conflicts'], required: false },
  gaps: { lists: ['gaps'], required: false },
} as const satisfies Readonly<Record<string, { lists: readonly ListName[]; required: boolean }>>;
export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];
