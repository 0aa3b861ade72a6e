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
