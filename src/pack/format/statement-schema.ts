import { z } from 'zod';
import { LANGUAGES } from '../../domain/words/languages.ts';
import {
  about,
  identifier,
  line,
  materiality,
  note,
  ownId,
  passage,
  provenance,
  sourceId,
  text,
  when,
} from './fields.ts';

/** A key that holds a language. Which two letters are one, only the refinement knows, not the pattern. */
function language(description: string) {
  return z
    .string()
    .refine((code) => LANGUAGES.has(code), 'bad-format: a language of two letters (ISO 639-1) like pt')
    .meta({ description: `${description} Two letters (ISO 639-1): pt.`, pattern: '^[a-z]{2}$' });
}

/**
 * How one source prints a statement. `words` has 400 characters at most, as every span that is looked for in a copy.
 */
const printingSchema = z.strictObject({
  source: sourceId,
  words: text(
    400,
    'The words as printed there, without outer quotation marks; checked against the archived copy.',
  ),
  quoted: z
    .boolean()
    .default(false)
    .meta({ description: 'True where that source sets them in quotation marks.' }),
  credits: identifier('Id of the actor this source credits, where that is not the speaker.').optional(),
  language: language(
    'The language it prints the words in, where that is the one they were said in.',
  ).optional(),
  translator: line('Who translated them there, where that is not the publisher itself.').optional(),
});

/**
 * What somebody said. `words` only where a source prints them in quotation marks; whatever else is known goes into
 * `gist`.
 */
export const statementSchema = z.strictObject({
  id: ownId,
  speaker: identifier(
    'Id of the party or person; may be left out where the occasion has one speaker.',
  ).optional(),
  form: z.enum(['direct', 'partial', 'indirect']).meta({
    description:
      'direct: whole sentences in quotation marks; partial: a fragment in them; indirect: reported speech.',
  }),
  words: passage(
    'The exact words, without outer quotation marks, as a source that is not machine-reworded prints them in quotation marks. "…" stands for what is left out.',
  ).optional(),
  gist: passage('What was said, in our words.'),
  likely: z
    .strictObject({
      words: passage('The probable original.'),
      basis: line('Why we think so.'),
    })
    .meta({ description: 'Probable original of words that survive only in a machine-reworded copy.' })
    .optional(),
  part_of: identifier(
    'Id of the statement whose sentence these few words are part of; they are shown in it.',
  ).optional(),
  language: language(
    'The language it was said in, where sources print it in another: then their words are a translation and never exact.',
  ).optional(),
  translator: line('Who translated it, where that is not each publisher itself.').optional(),
  occasion: line('Where or to whom it was said, or the id of an occasion.'),
  date: when('When it was said; may be left out where the occasion says it.').optional(),
  provenance,
  about,
  sources: z.array(printingSchema).min(1).meta({ description: 'How each source prints it, clearest first.' }),
  note,
  materiality,
});
