import { z } from 'zod';
import { aliases, day, identifier, line, listOf, materiality, note, ownId, ref, refs } from './fields.ts';

/** A membership. Becomes one record for joining and a second for leaving, each of which can be corrected by itself. */
const memberSchema = z.strictObject({
  id: identifier('Only where somebody joins for a second time; who it is otherwise.').optional(),
  who: identifier('Id of the party or person.'),
  from: day('First day as a member, where known.').optional(),
  to: day('Last day as a member, where it is over.').optional(),
  left: refs
    .optional()
    .meta({ description: 'Sources for the end; without them those of the membership are taken for it.' }),
  sources: refs,
  note,
  materiality,
});

/** An actor that is no single person: a state, an office, a union. No person may have a name of it. */
export const partySchema = z.strictObject({
  id: ownId,
  name: line('Name as shown.'),
  aliases: aliases('Every other spelling, metonym and likely misspelling; no two actors may share one.'),
  part_of: identifier('Id of the party it belongs to or speaks for.').optional(),
  description: line('What it is, where the name does not say.').optional(),
  members: listOf(memberSchema, 'Who belongs to it, and since when; its positions hold for them.'),
});

/** A person. Roles carry days, so that somebody is shown with the office held when it was said. */
export const personSchema = z.strictObject({
  id: ownId,
  name: line('Name as shown; a description where sources withhold it.'),
  aliases: aliases('Every other spelling and likely misspelling; no two actors may share one.'),
  party: identifier('Id of the party they act for.').optional(),
  unnamed: z.boolean().default(false).meta({ description: 'True where the sources withhold the name.' }),
  roles: listOf(
    z.strictObject({
      title: line('Role as shown before or after the name.'),
      from: day('First day, where known.').optional(),
      to: day('Last day, where known.').optional(),
    }),
    'Roles held, latest first.',
  ),
  sources: z.array(ref).default([]).meta({ description: 'Sources for the roles.' }),
});
