import { z } from 'zod';
import { PROVENANCES } from '../../domain/source.ts';
import { isDay, parseWhen } from '../../domain/when.ts';

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
export const passage = (description: string) => text(2000, description);
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
export const sourceId = identifier('Id of a source.');
/** A citation. A bare id is read as `{ source }`, so that what follows sees one shape. */
export const ref = z.union([
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
