import { z } from 'zod';
import { isZoneName } from '../../domain/schedule/zones.ts';
import { SOURCE_QUALITIES } from '../../domain/source.ts';
import { day, identifier, line, ownId, refs, when } from './fields.ts';

/** The story itself, the one mapping of `story.yaml`; all other files hold lists. */
export const storySchema = z.strictObject({
  id: identifier('Id of the story, as in commands: story:peace-plan.'),
  title: line('The story in a few words.'),
  main_text: identifier('Id of the text whose numbers are meant when somebody says "point 6".'),
  latest_text: identifier('Id of the newest text in play, against which changes are told.'),
  zone: z
    .string()
    .refine(isZoneName, 'bad-zone: an IANA time zone like Europe/Berlin')
    .meta({ description: 'IANA time zone of the desk: Europe/Berlin.' }),
  reviewed: day('Day of the last editorial review.'),
  lead: z
    .array(z.strictObject({ text: line('One sentence in our words.'), sources: refs }))
    .min(1)
    .max(8)
    .meta({ description: 'Where things stand, most important first; the first four lines are shown.' }),
});

/**
 * A page or document that records cite. Its words are not in the pack: the archived copy, where there is one, has them.
 */
export const sourceSchema = z.strictObject({
  id: ownId,
  publisher: line('Who published it.'),
  title: line("The page's own title; leave it out where it is not known.").optional(),
  url: z
    .string()
    .refine(isWebAddress, 'bad-address: an http or https address without a login')
    .meta({
      description: 'Public address; leave it out where none is known.',
      format: 'uri',
      pattern: '^https?://',
    })
    .optional(),
  published: when('When it was published; never undated: "../DAY" says by when it was certainly out.'),
  quality: z.enum(SOURCE_QUALITIES).meta({
    description:
      'How close its wording is to what happened. Words of a machine-reworded copy are never shown as quotations.',
  }),
  origin: identifier(
    'Id of the source with the first report this one traces to; leave it out for a first report.',
  ).optional(),
  archive: z
    .strictObject({
      file: z
        .string()
        .regex(/^(?!\.+$)[^/\\]{1,200}$/, 'bad-format: a file name without a folder')
        .meta({ description: 'File name of the archived copy.' }),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'bad-format: 64 lower-case hex digits')
        .meta({ description: 'SHA-256 of that file, 64 lower-case hex digits.' }),
    })
    .meta({ description: 'The copy that quotations are checked against. It is kept outside the pack.' })
    .optional(),
  note: line('What an editor should know about it.').optional(),
});

/** A login in an address would be shown to every reader, and posted as a link. */
function isWebAddress(address: string): boolean {
  const url = /^https?:\/\/\S+$/.test(address) ? URL.parse(address) : null;
  return url !== null && url.username === '' && url.password === '';
}
