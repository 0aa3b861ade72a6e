import { z } from 'zod';
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

/** Marks a record that a person has yet to put into their own words: it is checked for itself and answers nothing. */
const draft = z.literal(true).optional().meta({
  description: 'True until a person has gone over it: a draft answers nothing. Then take the line out.',
});

/** The lists a pack's files hold, by the key they stand under. */
export const LISTS = {
  sources: sourceSchema.extend({ draft }),
  parties: partySchema.extend({ draft }),
  persons: personSchema.extend({ draft }),
  texts: textSchema.extend({ draft }),
  provisions: provisionSchema.extend({ draft }),
  occasions: occasionSchema.extend({ draft }),
  statements: statementSchema.extend({ draft }),
  events: eventSchema.extend({ draft }),
  positions: positionSchema.extend({ draft }),
  votes: voteSchema.extend({ draft }),
  figures: figureSchema.extend({ draft }),
  deadlines: deadlineSchema.extend({ draft }),
  conflicts: conflictSchema.extend({ draft }),
  gaps: gapSchema.extend({ draft }),
} as const;
/** The key of a list in a file: "parties" in `actors.yaml`. */
export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

/** One entry of each list, as the schema gives it: defaults filled in, dates and references read. */
export type RecordData = { readonly [List in ListName]: z.output<(typeof LISTS)[List]> };
/** The story as its schema gives it. */
export type StoryData = z.output<typeof storySchema>;
