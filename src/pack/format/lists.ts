import { z } from 'zod';
import { partySchema, personSchema } from './actor-schema.ts';
import { conflictSchema, eventSchema, positionSchema } from './event-schema.ts';
import { amended as amendedKey, withdrawn as withdrawnKey } from './fields.ts';
import { occasionSchema } from './occasion-schema.ts';
import { gapSchema, questionSchema } from './question-schema.ts';
import { statementSchema } from './statement-schema.ts';
import { sourceSchema, type storySchema } from './story-schema.ts';
import { provisionSchema, textSchema } from './text-schema.ts';
import { deadlineSchema, figureSchema, voteSchema } from './tracked-schema.ts';

/** Marks a record that a person has yet to put into their own words: it is checked for itself and answers nothing. */
const draft = z.literal(true).optional().meta({
  description: 'True until a person has gone over it: a draft answers nothing. Then take the line out.',
});

const withdrawn = withdrawnKey();
const amended = amendedKey();

/** The lists a pack's files hold, by the key they stand under. */
export const LISTS = {
  sources: sourceSchema.extend({ draft, withdrawn, amended }),
  parties: partySchema.extend({ draft, withdrawn, amended }),
  persons: personSchema.extend({ draft, withdrawn, amended }),
  texts: textSchema.extend({ draft, withdrawn, amended }),
  provisions: provisionSchema.extend({ draft, withdrawn, amended }),
  occasions: occasionSchema.extend({ draft, withdrawn, amended }),
  statements: statementSchema.extend({ draft, withdrawn, amended }),
  events: eventSchema.extend({ draft, withdrawn, amended }),
  positions: positionSchema.extend({ draft, withdrawn, amended }),
  votes: voteSchema.extend({ draft, withdrawn, amended }),
  figures: figureSchema.extend({ draft, withdrawn, amended }),
  deadlines: deadlineSchema.extend({ draft, withdrawn, amended }),
  conflicts: conflictSchema.extend({ draft, withdrawn, amended }),
  gaps: gapSchema.extend({ draft, withdrawn, amended }),
  questions: questionSchema.extend({ draft, withdrawn, amended }),
} as const;
/** What a record of each list is called before its id: `statement:x`. */
export const RECORD_KINDS: Readonly<Record<ListName, string>> = {
  sources: 'source',
  parties: 'party',
  persons: 'person',
  texts: 'text',
  provisions: 'provision',
  occasions: 'occasion',
  statements: 'statement',
  events: 'event',
  positions: 'position',
  votes: 'vote',
  figures: 'figure',
  deadlines: 'deadline',
  conflicts: 'conflict',
  gaps: 'gap',
  questions: 'question',
};
/** The key of a list in a file: "parties" in `actors.yaml`. */
export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as readonly ListName[];

/** One entry of each list, as the schema gives it: defaults filled in, dates and references read. */
export type RecordData = { readonly [List in ListName]: z.output<(typeof LISTS)[List]> };
/** The story as its schema gives it. */
export type StoryData = z.output<typeof storySchema>;
