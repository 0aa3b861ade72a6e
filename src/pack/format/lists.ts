import type { z } from 'zod';
import { occasionSchema } from './occasion-schema.ts';
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
import { deadlineSchema, figureSchema, voteSchema } from './tracked-schema.ts';

/** The lists a pack's files hold, by the key they stand under. */
export const LISTS = {
  sources: sourceSchema,
  parties: partySchema,
  persons: personSchema,
  texts: textSchema,
  provisions: provisionSchema,
  occasions: occasionSchema,
  statements: statementSchema,
  events: eventSchema,
  positions: positionSchema,
  votes: voteSchema,
  figures: figureSchema,
  deadlines: deadlineSchema,
  conflicts: conflictSchema,
  gaps: gapSchema,
} as const;
export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

/** One entry of each list, as the schema gives it: defaults filled in, dates and references read. */
export type RecordData = { readonly [List in ListName]: z.output<(typeof LISTS)[List]> };
export type StoryData = z.output<typeof storySchema>;
