import { z } from 'zod';
import { CONFLICT_KINDS } from '../../domain/conflict.ts';
import { STANCES } from '../../domain/position.ts';
import {
  about,
  identifier,
  line,
  listOf,
  materiality,
  note,
  ownId,
  passage,
  provenance,
  refs,
  when,
} from './fields.ts';

/**
 * What happened or is to come. An expected event stays expected until a source reports it: its day passing proves
 * nothing.
 */
export const eventSchema = z.strictObject({
  id: ownId,
  date: when('When it happened or is to happen.'),
  status: z.enum(['happened', 'expected', 'claimed']).meta({
    description:
      'expected: announced and not reported as having happened; claimed: rests on one side’s word.',
  }),
  what: line('What happened, one sentence in our words.'),
  who: listOf(identifier('Id of a party or person.'), 'Who took part.'),
  place: line('Where.').optional(),
  about,
  provenance,
  sources: refs,
  note,
  materiality,
});

/** Where an actor stands on a subject; holds until a later position of the same actor on it. */
export const positionSchema = z.strictObject({
  id: ownId,
  party: identifier('Id of the party or person whose stance it is.'),
  about,
  topic: line('What it is on, in words for display: "the revised plan".'),
  stance: z.enum(STANCES).meta({ description: 'The stance in one word.' }),
  wording: passage('Where they stand, one sentence in our words.'),
  per: identifier('Id of who voiced it, where that is not the party itself.').optional(),
  date: when('From when on; until a later position of the same actor on the same subject.'),
  standing: z
    .boolean()
    .default(false)
    .meta({ description: 'True for a long-held stance whose beginning the sources do not give.' }),
  provenance,
  sources: refs,
  note,
  materiality,
});

/** Claims that cannot all be right, or only look so, with how to read them. */
export const conflictSchema = z.strictObject({
  id: ownId,
  title: line('What is in dispute, in a few words.'),
  type: z.enum(CONFLICT_KINDS).meta({
    description:
      'superseded and change-over-time list the latest side last; trap looks like a conflict and is none.',
  }),
  sides: z
    .array(z.strictObject({ claim: passage('The claim in our words, with whose it is.'), sources: refs }))
    .min(2)
    .meta({ description: 'The claims that cannot all be right, two or more.' }),
  assessment: passage('How to read it: what may be said and what may not.'),
  records: listOf(
    z
      .string()
      .regex(
        /^(?:statement|reading|event|position|provision|text|vote|figure|deadline|member|value|step):[a-z0-9-]+(?:\/[a-z0-9-]+)?(?:\/left)?$/,
        'bad-format: a record like statement:its-id or reading:provision/text',
      ),
    'Records it concerns: statement:x, reading:provision/text, event:x, position:x, provision:x, text:x, vote:x, figure:x, value:figure/day, deadline:x, step:deadline/step, member:group/who.',
  ),
  materiality,
});
