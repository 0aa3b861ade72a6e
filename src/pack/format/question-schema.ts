import { z } from 'zod';
import { aliases, identifier, line, listOf, ownId, passage } from './fields.ts';

/** Kinds of records that an answer can show, as its list of records names them. */
const SHOWN =
  /^(?:statement|reading|event|position|provision|text|vote|figure|deadline|member|value|step|person|party|gap|conflict|occasion|source):[a-z0-9-]+(?:\/[a-z0-9-]+)?(?:\/left)?$/;

/** A question the desk wants answered right, or not at all; run by `readout check --ask`, and never part of an answer. */
export const questionSchema = z.strictObject({
  id: ownId,
  question: line('What somebody types, as they would: a command line or plain words.'),
  after: listOf(
    z.string().trim().min(1).max(600),
    'What they have asked before it in the same thread, in that order: for a question that leans on another.',
  ),
  records: z
    .union([
      z.literal('none').transform((): readonly string[] => []),
      z
        .array(
          z.string().regex(SHOWN, 'bad-format: a record like statement:its-id or reading:provision/text'),
        )
        .min(1),
    ])
    .meta({
      description:
        'What the answer has to show, the most important first: statement:x, reading:provision/text, gap:x. Or none, where nothing may be claimed.',
    }),
});

/** What people ask and no source says. It cites nothing: it is the absence of a report that it tells. */
export const gapSchema = z.strictObject({
  id: ownId,
  topic: line('What is not known, as a noun phrase: "which nine points were dropped".'),
  aliases: aliases('Words people use when they ask for it.'),
  note: passage('What may truthfully be said, in our words.'),
  about: listOf(identifier('Id of a provision, text or statement.'), 'The nearest records.'),
});
