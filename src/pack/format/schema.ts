import { z } from 'zod';
import { CONFLICT_KINDS } from '../../domain/conflict.ts';
import { STANCES } from '../../domain/position.ts';
import { CHANGES } from '../../domain/provision.ts';
import { isZoneName } from '../../domain/schedule/zones.ts';
import { PROVENANCES, SOURCE_QUALITIES } from '../../domain/source.ts';
import { isDay, parseWhen } from '../../domain/when.ts';
import { LANGUAGES } from '../../domain/words/languages.ts';

/**
 * What the schemas check. A schema that breaks one of these rules in its own way says so in its message, as
 * `rule: what was expected`; the rest follow from zod's issue codes (`schema-problems.ts`).
 */
export const SCHEMA_RULES = {
  'wrong-type': 'every value has the type its key asks for',
  'missing-key': 'every key that is not optional is there',
  'unknown-key': 'there are no keys but those of the format',
  'not-a-choice': 'a value from a closed list is one of the list',
  'bad-id': 'ids are lower-case words joined by hyphens',
  'bad-date': 'dates exist in the calendar',
  'bad-address': 'web addresses are http or https and carry no login',
  'bad-zone': 'time zones are names from the IANA database',
  'bad-format': 'file names, hashes and record names look like what they are',
  'text-length': 'text is neither empty nor too long to show',
  'number-range': 'numbers are whole and in range where they count something',
  'list-length': 'lists have as many entries as can be shown',
  'no-source': 'every claim has a source',
  'one-sided-conflict': 'a conflict has two sides or more',
} as const;
export type SchemaRule = keyof typeof SCHEMA_RULES;

// Code made for each schema pays only after ten thousands of records, and making it is a third of the time a small pack takes.
z.config({ jitless: true });

/**
 * No capitals, spaces or accents: an id is typed in commands (`story:peace-plan`) and parted by "/" and ":" in
 * pointers.
 */
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const DATE_SHAPES = 'a date like 2025-11-25, 2025-11, 2025, 2025-11-17/2025-11-23, ../2025-11-30 or undated';

/** A key that holds an id. */
export function identifier(description: string) {
  return z.string().max(80).regex(ID, 'bad-id: lower-case words joined by hyphens').meta({ description });
}
/**
 * A key that holds text of at most so many characters, white space around it cut off; text of nothing but white space
 * is empty.
 */
export function text(most: number, description: string) {
  return z.string().trim().min(1).max(most).meta({ description });
}
/** A key that holds a line of text. */
export const line = (description: string) => text(600, description);
/** A key that holds a few sentences. */
const passage = (description: string) => text(2000, description);
/** The key `withdrawn`: of a record that was published and is taken back, which stays in its file and answers nothing. */
export function withdrawn() {
  return z
    .strictObject({
      on: day('The day on which it was withdrawn.'),
      reason: line('Why, in one sentence: corrections of what was posted say it.'),
    })
    .optional()
    .meta({ description: 'Set where it was published and is taken back: it answers nothing any more.' });
}
/** The key `amended`: why a published record was changed last. */
export function amended() {
  return z
    .strictObject({
      on: day('The day on which it was changed.'),
      reason: line('Why, in one sentence: corrections of what was posted say it.'),
    })
    .optional()
    .meta({ description: 'Set where it was published and is changed since.' });
}
/** A key that holds a list, empty where it is left out. */
export function listOf<Item extends z.ZodType>(item: Item, description: string) {
  return z.array(item).default([]).meta({ description });
}
/** The key `id`. */
export const ownId = identifier('Lower-case words joined by hyphens; unique among records of its kind.');
/** The key `aliases`. */
export const aliases = (description: string) => listOf(z.string().trim().min(1).max(120), description);

/** A key that holds a day of the calendar. The pattern is for the JSON Schema, which cannot call `isDay`. */
export function day(description: string) {
  return z
    .string()
    .refine(isDay, 'bad-date: a calendar day like 2025-11-25')
    .meta({ description, pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
}

/** YAML reads a bare year as a number, so both are taken. */
const dateText = z.union([
  z
    .string()
    .refine((written) => parseWhen(written) !== null, `bad-date: ${DATE_SHAPES}`)
    .meta({ pattern: '^(undated|(\\.\\./)?\\d{4}(-\\d{2}(-\\d{2})?)?(/\\d{4}(-\\d{2}(-\\d{2})?)?)?)$' }),
  z.number().int().min(1000).max(9999),
]);
/** Required wherever a date is inferred: a reader is told why, and never takes our guess for what a source says. */
const whyInferred = line('Why we think so, where the sources do not give the date themselves.');
/** The same as a sentence, for descriptions. */
const dateShapes = `${DATE_SHAPES[0]?.toUpperCase()}${DATE_SHAPES.slice(1)}.`;

/** A key that holds a date as well as it is known. */
export function when(description: string) {
  return z
    .union([
      dateText.transform((on) => whenOf(on)),
      z
        .strictObject({ on: dateText.meta({ description: dateShapes }), inferred: whyInferred })
        .transform(({ on, inferred }) => whenOf(on, inferred)),
    ])
    .meta({ description: `${description} ${dateShapes} Or "on" with "inferred: why".` });
}

function whenOf(on: string | number, inferred?: string) {
  // The refinement has let only dates through.
  return parseWhen(String(on), inferred) ?? { precision: 'undated' as const, from: null, to: null };
}

/** Whether it exists is not for a schema, which sees one record: `unknown-reference` looks. */
const sourceId = identifier('Id of a source.');
/** A citation. A bare id is read as `{ source }`, so that what follows sees one shape. */
const ref = z.union([
  sourceId.transform((source) => ({ source })),
  z
    .strictObject({
      source: sourceId,
      words: text(
        400,
        'The few words that carry the claim, exactly as printed there; checked against the archived copy.',
      ),
    })
    .meta({ description: 'A source with the words that carry the claim.' }),
]);
/** The key `sources`, one or more. */
export const refs = z.array(ref).min(1).meta({
  description: 'Where it says so, clearest first: source ids, or "source" with "words" printed there.',
});
/** The key `materiality`; material where it is left out, so that nothing is passed over by an oversight. */
export const materiality = z
  .enum(['material', 'minor'])
  .default('material')
  .meta({ description: 'A minor record never triggers corrections and is left out of short digests.' });
/** The key `provenance`. Without a default: how we know a thing has to be said by who writes it down. */
export const provenance = z.enum(PROVENANCES).meta({
  description:
    'How we know it: the published text itself, a party in its own name, a named or an unnamed source, what one says another said, or denied by the party concerned.',
});
/** The key `about`. */
export const about = listOf(identifier('Id of a provision or a text.'), 'Provisions and texts it is about.');
/** The key `note`. */
export const note = passage('What a reader must know beside it, in our words.').optional();

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

/** What people ask and no source says. It cites nothing: it is the absence of a report that it tells. */
export const gapSchema = z.strictObject({
  id: ownId,
  topic: line('What is not known, as a noun phrase: "which nine points were dropped".'),
  aliases: aliases('Words people use when they ask for it.'),
  note: passage('What may truthfully be said, in our words.'),
  about: listOf(identifier('Id of a provision, text or statement.'), 'The nearest records.'),
});

/** A login in an address would be shown to every reader, and posted as a link. */
function isWebAddress(address: string): boolean {
  const url = /^https?:\/\/\S+$/.test(address) ? URL.parse(address) : null;
  return url !== null && url.username === '' && url.password === '';
}
