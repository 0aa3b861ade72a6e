import type { ListName } from '../../pack/format/lists.ts';
import type { RawRecord } from '../write/record-lines.ts';

/** What a desk knows of a story before its first record. */
export interface StoryStart {
  readonly id: string;
  readonly title: string;
  /** IANA name. */
  readonly zone: string;
  /** Name of the text whose numbers people will mean. */
  readonly text: string;
  /** Name of whose text it is. */
  readonly by: string;
  /** How many numbered points it has; absent where nobody has said. */
  readonly points?: number;
  /** Address where it can be read. */
  readonly address: string;
  /** The shared actor that it is by, where there is one of that name. */
  readonly shared?: { readonly id: string };
  /** ISO day on which the pack is begun. */
  readonly today: string;
}

/** A file to be written, and what stands in it. */
interface KindOfFile {
  readonly kind: string;
  /** First comment of the file. */
  readonly says: string;
  readonly lists: readonly { readonly list: ListName; readonly records: readonly RawRecord[] }[];
}

/** Ids of the records that are facts from the beginning: what the desk itself has answered. */
export const FIRST_TEXT = 'first-text';
export const FIRST_SOURCE = 'first-source';

/**
 * The records of a new pack: those that the desk's own answers give, and one worked example of every other kind, which
 * is a draft and so answers nothing.
 */
export function workedRecords(start: StoryStart): {
  readonly story: RawRecord;
  readonly kinds: readonly KindOfFile[];
} {
  const author = start.shared?.id ?? idFrom(start.by, 'author');
  const sources = [FIRST_SOURCE];
  const story = {
    ...{ id: start.id, title: start.title, main_text: FIRST_TEXT, latest_text: FIRST_TEXT },
    ...{ zone: start.zone, reviewed: start.today },
    lead: [{ text: `The text followed here is "${start.text}" by ${start.by}.`, sources }],
  };
  // The desk has said no day: that it was out by today is all that is certain.
  const source = {
    ...{ id: FIRST_SOURCE, publisher: hostOf(start.address), url: start.address },
    published: { on: `../${start.today}`, inferred: 'it was there when this pack was begun' },
    quality: 'original',
  };
  const text = {
    ...{ id: FIRST_TEXT, name: start.text, label: labelOf(start.text), aliases: [] },
    // Public in full: the desk has given an address where it can be read.
    ...{ authors: [author], status: 'full' },
    ...(start.points === undefined ? {} : { points: start.points }),
    known: { on: `../${start.today}`, inferred: 'it was there when this pack was begun' },
    published: { on: `../${start.today}`, inferred: 'it was there when this pack was begun' },
    summary: `The text that this story follows, by ${start.by}.`,
    sources,
  };
  return {
    story,
    kinds: [
      {
        // Sources, actors and texts first: everything else points to them.
        kind: 'sources',
        says: 'Articles, posts and documents: who put them out, when, and how close their wording is.',
        lists: [{ list: 'sources', records: [source] }],
      },
      {
        kind: 'actors',
        says: 'Parties and persons with every spelling people use.',
        lists: [
          { list: 'parties', records: [authorRecord(start, author)] },
          { list: 'persons', records: [examplePerson(author)] },
        ],
      },
      {
        kind: 'texts',
        says: 'The drafts, which comes from which, and how much of each is public.',
        lists: [{ list: 'texts', records: [text] }],
      },
      ...exampleKinds(author, start.today),
    ],
  };
}

/** What is shared is not written again: names that are mended there are mended here. */
function authorRecord({ by, shared }: StoryStart, id: string): RawRecord {
  return shared === undefined ? { id, name: by } : { id, from: shared.id };
}

/** On every example: forgotten in a pack, it still answers nothing. */
const DRAFT = { draft: true } as const;

function examplePerson(party: string): RawRecord {
  return {
    ...{ id: 'example-person', name: 'Example: A Person', aliases: ['Example: the chief negotiator'], party },
    ...{ roles: [{ title: 'Example: chief negotiator' }], ...DRAFT },
  };
}

/** One example a kind. Each begins with "Example", by which the guide tells editors to know them. */
function exampleKinds(author: string, today: string): readonly KindOfFile[] {
  const sources = [FIRST_SOURCE];
  const about = [FIRST_TEXT];
  const example = 'Example, to be replaced';
  return [
    {
      kind: 'provisions',
      says: 'One subject a record, and what each text says on it, in our words.',
      lists: [
        {
          list: 'provisions',
          records: [
            {
              ...{ id: 'example-subject', title: `${example}: the subject in a few words`, ...DRAFT },
              aliases: ['Example: another word people ask for it by'],
              readings: [
                {
                  ...{ text: FIRST_TEXT, points: [1] },
                  ...{ wording: `${example}: what point 1 says, in our words.`, change: 'none' },
                  ...{ provenance: 'published-text', sources },
                },
              ],
            },
          ],
        },
      ],
    },
    {
      kind: 'statements',
      says: 'Who said what, when and where; the exact words only as a source prints them in quotation marks.',
      lists: [
        {
          list: 'statements',
          records: [
            {
              ...{ id: 'example-statement', speaker: author, form: 'indirect' },
              ...{ gist: `${example}: what was said, in our words.`, occasion: 'Example: press conference' },
              ...{ date: today, provenance: 'official-statement', about },
              sources: [{ source: FIRST_SOURCE, words: 'Example: the words as printed there' }],
              ...DRAFT,
            },
          ],
        },
      ],
    },
    {
      kind: 'events',
      says: 'What happened, and what is expected.',
      lists: [
        {
          list: 'events',
          records: [
            {
              ...{ id: 'example-event', date: today, status: 'happened' },
              ...{ what: `${example}: one sentence in our words.`, who: [author], about },
              ...{ provenance: 'official-statement', sources, ...DRAFT },
            },
          ],
        },
      ],
    },
    {
      kind: 'positions',
      says: 'Where a party stands, and since when.',
      lists: [
        {
          list: 'positions',
          records: [
            {
              ...{ id: 'example-position', party: author, about, topic: 'Example: the first draft' },
              ...{ stance: 'supports', wording: `${example}: where they stand, one sentence in our words.` },
              ...{ date: today, provenance: 'official-statement', sources, ...DRAFT },
            },
          ],
        },
      ],
    },
    {
      kind: 'conflicts',
      says: 'Records that cannot both be right, or only look so.',
      lists: [
        {
          list: 'conflicts',
          records: [
            {
              ...{ id: 'example-conflict', title: `${example}: what is in dispute`, type: 'strength' },
              sides: [
                { claim: 'Example: what one source has.', sources },
                { claim: 'Example: what another has.', sources },
              ],
              ...{ assessment: 'Example: what may be said and what may not.', records: [], ...DRAFT },
            },
          ],
        },
      ],
    },
    {
      kind: 'gaps',
      says: 'What people ask and nobody reports.',
      lists: [
        {
          list: 'gaps',
          records: [
            {
              ...{ id: 'example-gap', topic: `${example}: what is not known, as a noun phrase` },
              ...{ aliases: ['Example: words people use when they ask for it'] },
              ...{ note: 'Example: what may truthfully be said.', about, ...DRAFT },
            },
          ],
        },
      ],
    },
  ];
}

/** Lower-case words of a name, joined by hyphens. */
export function idFrom(name: string, otherwise: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  // A name without a Latin letter or digit leaves nothing to make an id of.
  return words === null ? otherwise : words.join('-').slice(0, 60).replace(/-$/, '');
}

/** For tables: as many whole words of a name as have room. */
export function labelOf(name: string): string {
  const short = name.slice(0, 25);
  if (name.length <= 24) return name;
  const end = short.lastIndexOf(' ');
  return end > 3 ? short.slice(0, end) : short.slice(0, 24);
}

/** The publisher until somebody writes its name: an address says no more. */
function hostOf(address: string): string {
  return URL.parse(address)?.hostname.replace(/^www\./, '') || address;
}
