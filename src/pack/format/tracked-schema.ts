import { z } from 'zod';
import { STEPS } from '../../domain/tracked/deadline.ts';
import { OUTCOMES } from '../../domain/tracked/vote.ts';
import {
  about,
  aliases,
  identifier,
  line,
  listOf,
  materiality,
  note,
  ownId,
  provenance,
  refs,
  text,
  when,
} from './fields.ts';

/** Votes, figures that move and deadlines: what is followed over time. */

/** A number of votes; the bound catches a slip of the keyboard and no electorate. */
const votes = z.number().int().min(0).max(1_000_000_000);
/** A count that is left out is not known, which is not 0: no source says how many abstained. */
const countOf = (description: string) => votes.optional().meta({ description });
/**
 * Who voted one way: an id alone counts as one vote at least; a group may stand under several ways, with
 * how many of its votes each.
 */
const whoVoted = z.union([
  identifier('Id of a party or person.').transform((who) => ({ who })),
  z
    .strictObject({
      who: identifier('Id of the party or person.'),
      votes: votes.min(1).meta({ description: 'How many of its votes were cast so.' }),
    })
    .meta({ description: 'A group with the number of its votes.' }),
]);

/**
 * One ballot. Counts and names are kept apart, as sources often give the count and name only some of those who voted.
 */
export const voteSchema = z.strictObject({
  id: ownId,
  title: line('What was voted on, as a noun phrase: "the second reading of the budget".'),
  aliases: aliases('Other words people ask for it by.'),
  date: when('When it was taken.'),
  body: identifier('Id of the party that voted: a council, a parliament, a union.').optional(),
  about,
  counts: z
    .strictObject({
      for: countOf('How many voted for it.'),
      against: countOf('How many voted against it.'),
      abstained: countOf('How many abstained.'),
      absent: countOf('How many did not take part.'),
    })
    .default({})
    .meta({ description: 'How many cast each way, as far as the sources say.' }),
  named: z
    .strictObject({
      for: listOf(whoVoted, 'Who voted for it.'),
      against: listOf(whoVoted, 'Who voted against it.'),
      abstained: listOf(whoVoted, 'Who abstained.'),
      absent: listOf(whoVoted, 'Who did not take part.'),
    })
    .default({ for: [], against: [], abstained: [], absent: [] })
    .meta({ description: 'Who is known by name, by how they voted; a group with how many of its votes.' }),
  // Never worked out from the counts: which majority was needed is not in the record.
  outcome: z
    .enum(OUTCOMES)
    .optional()
    .meta({ description: 'Which way it went; leave it out where the sources do not say.' }),
  how: line('How it was taken: "by roll call".').optional(),
  place: line('Where.').optional(),
  provenance,
  sources: refs,
  note,
  materiality,
});

/** What a figure was from one day on. A value needs an `id` only where its day has two, as where sources differ. */
const valueSchema = z.strictObject({
  id: identifier('Only where two values are of one day; the day otherwise.').optional(),
  date: when('From when on it holds, or when it was counted.'),
  value: z
    .union([z.number(), line('A value that is not a number.')])
    .meta({ description: 'The number or words.' }),
  qualifier: line('The condition that must be said with it: "at most".').optional(),
  per: identifier('Id of who gave it.').optional(),
  provenance,
  sources: refs,
  note,
  materiality,
});

/** One measure and every value it has had. One value at least: a measure nobody has given is a gap, not a figure. */
export const figureSchema = z.strictObject({
  id: ownId,
  title: line('What is measured, as a noun phrase: "writers on strike".'),
  aliases: aliases('Other words people ask for it by.'),
  unit: line('persons, days, percent, USD …').optional(),
  about,
  values: z.array(valueSchema).min(1).meta({ description: 'Everything it has been; the newest leads.' }),
});

/** One turn in the life of a deadline; `due` only beside "set" and "moved" (check `deadline-steps`). */
const stepSchema = z.strictObject({
  id: identifier('Only where a step of its kind is not the first: "moved-again".').optional(),
  step: z.enum(STEPS).meta({ description: 'What became of it.' }),
  date: when('When it was set, moved, met, missed or dropped.'),
  due: when('What it was set or moved to; undated for "until further notice".').optional(),
  wording: line('More on it, one sentence in our words.').optional(),
  per: identifier('Id of who set or moved it, or says so.').optional(),
  provenance,
  sources: refs,
  note,
  materiality,
});

/**
 * What is due, and what became of it. Its state is that of its last step, so that nobody has to keep a status up to
 * date.
 */
export const deadlineSchema = z.strictObject({
  id: ownId,
  title: line('What is due, as a noun phrase: "a budget for 2035".'),
  aliases: aliases('Other words people ask for it by.'),
  phase: text(80, 'The stage of the whole it belongs to, spelled alike: "First phase".').optional(),
  who: listOf(identifier('Id of a party or person.'), 'Who has to.'),
  about,
  steps: z
    .array(stepSchema)
    .min(1)
    .meta({ description: 'What became of it, in the order it happened; it begins with "set".' }),
});
