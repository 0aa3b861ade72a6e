import { z } from 'zod';
import { about, aliases, identifier, line, listOf, note, ownId, refs, when } from './fields.ts';

/** One moment at which somebody spoke, for the statements that were made at it. */
export const occasionSchema = z.strictObject({
  id: ownId,
  name: line('What it was, as shown: "Press conference in the customs hall".'),
  aliases: aliases('Other words people ask for it by.'),
  // With one speaker, statements made at it need not repeat who; with several each says which.
  speakers: listOf(identifier('Id of a party or person.'), 'Who spoke.'),
  place: line('Where, if its name does not say so.').optional(),
  date: when('When it was.'),
  about,
  sources: refs,
  note,
});
