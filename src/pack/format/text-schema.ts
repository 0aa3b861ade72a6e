import { z } from 'zod';
import { CHANGES } from '../../domain/provision.ts';
import {
  aliases,
  identifier,
  line,
  listOf,
  materiality,
  note,
  ownId,
  passage,
  provenance,
  refs,
  text,
  when,
  withdrawn,
} from './fields.ts';

/** A draft, plan or agreement that provisions read; `parents` make the line along which changes are told. */
export const textSchema = z.strictObject({
  id: ownId,
  name: line('Full name: "League 8-point draft".'),
  label: text(24, 'A few characters for tables: "8-point".'),
  aliases: aliases('Other names people use for it; no two texts may share one.'),
  authors: z.array(identifier('Id of a party or person.')).min(1).meta({ description: 'Whose text it is.' }),
  status: z.enum(['full', 'partial', 'reported', 'not-public']).meta({
    description: 'How much of its wording is public: all, some, only what others say of it, or nothing.',
  }),
  points: z.number().int().min(1).max(999).optional().meta({
    description: 'How many numbered points it has; leave it out where it has none or nobody has said.',
  }),
  called: text(40, 'What it calls one of them, where that is not "point": article, paragraph.').optional(),
  numberings: listOf(
    z.strictObject({
      word: text(40, 'What it calls a part in this numbering, as it stands before its label: part, chapter.'),
      count: z.number().int().min(1).max(999).optional().meta({
        description: 'How many there are; leave it out where nobody has said.',
      }),
    }),
    'Further numberings of the same text beside its points, each with the word that tells it apart.',
  ),
  annex_to: identifier('Id of the text it is annexed to.').optional(),
  parents: listOf(
    identifier('Id of a text.'),
    'The texts it was made from, nearest first; changes are told against the first.',
  ),
  known: when('When it became known.'),
  published: when('When its wording became public; leave it out where it did not.').optional(),
  context: z
    .boolean()
    .default(false)
    .meta({ description: 'True for background only: left out of comparisons unless asked for.' }),
  summary: passage('What it is, in our words.'),
  sources: refs,
});

/** One typed value of a reading. Values of two texts are compared by `name`, so it is the same word in each. */
const termSchema = z.strictObject({
  name: line('What is measured, the same word in every reading: cap, deadline.'),
  value: z
    .union([z.number(), line('A value that is not a number.')])
    .meta({ description: 'The number or words.' }),
  unit: line('persons, days, percent …').optional(),
  qualifier: line('The condition that must be said with it: "in peacetime".').optional(),
});

/** What stands before a word for a part is told apart from the word by the check, which knows the text. */
const partLabel = z
  .union([
    z.number().refine(Number.isInteger, 'bad-format: a label with a point in quotation marks, like "6.1"'),
    text(40, 'A label as the text prints it.').regex(
      /[\p{L}\p{N}]/u,
      'bad-format: a label like "6.1", IV or (b)',
    ),
  ])
  .meta({ description: 'A whole number, or a label as the text prints it.' });

/**
 * What one text says on one subject. `change` is against the first of the text's `parents`, not the text before it in
 * time.
 */
const readingSchema = z.strictObject({
  text: identifier('Id of the text that says it.'),
  points: listOf(
    partLabel,
    'The text\'s own point numbers, or labels as it prints them: "6.1", IV, (b), Part II; leave it out where it has none or they are not known.',
  ),
  wording: passage(
    'What the text says, in our words; for "absent" and "unreported" what is known about the silence.',
  ),
  change: z
    .enum(CHANGES)
    .default('none')
    .meta({ description: 'What this text does with the provision against its first parent.' }),
  provenance,
  terms: listOf(termSchema, 'Typed values, for comparison.'),
  sources: refs,
  note,
  materiality,
  draft: z
    .literal(true)
    .optional()
    .meta({ description: 'True while its wording is not in our words: it answers nothing.' }),
  withdrawn: withdrawn(),
});

/**
 * One subject with what each text says on it; the order of its readings becomes that of the texts when it is loaded.
 */
export const provisionSchema = z.strictObject({
  id: ownId,
  title: line('The subject in a few words.'),
  aliases: aliases('Other words people ask for it by.'),
  readings: z
    .array(readingSchema)
    .min(1)
    .meta({ description: 'What each text says on it, one reading a text.' }),
});
