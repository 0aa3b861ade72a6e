import { brokenPack, SMALL_PACK, type SmallPackFile } from './small-pack.ts';

interface Case {
  readonly when: string;
  readonly files: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

const HALL = `occasions:
  - id: town-hall
    name: Press conference in the town hall
    speakers: [ada-berg]
    date: 2024-05-02
    sources: [gazette]
`;

/** The small pack with an occasion, and one thing broken in it. */
function atTheHall(
  when: string,
  [file, was, is]: readonly [SmallPackFile | 'occasions.yaml', string, string],
  ...problems: readonly string[]
): Case {
  const files: Readonly<Record<string, string>> =
    file === 'occasions.yaml'
      ? { ...SMALL_PACK, [file]: HALL.replace(was, is) }
      : { ...brokenPack(file, was, is), 'occasions.yaml': HALL };
  return { when, files, problems };
}

const SPOKEN = '    occasion: Press conference\n    date: 2024-05-02\n';

/** What can be wrong with occasions, translations, parts of sentences and labels. */
export const SAID_CASES: readonly Case[] = [
  atTheHall(
    'a statement points to an occasion that is not there',
    ['statements.yaml', SPOKEN, '    occasion: town-hal\n    date: 2024-05-02\n'],
    'statements.yaml:7: unknown-occasion: expected the id of an occasion, or the occasion in words, found "town-hal"',
  ),
  atTheHall(
    'a statement leaves its date to an occasion in words',
    ['statements.yaml', SPOKEN, '    occasion: Press conference\n'],
    'statements.yaml:2: speaker-and-date: expected the key "date", or an occasion that gives it, found nothing',
  ),
  atTheHall(
    'a statement leaves its speaker to an occasion that has none',
    ['statements.yaml', '    speaker: northland\n', ''],
    'statements.yaml:19: speaker-and-date: expected the key "speaker", or an occasion that gives it, found nothing',
  ),
  atTheHall(
    'somebody speaks where he was not',
    ['statements.yaml', 'occasion: A statement\n    date: 2024-05-10', 'occasion: town-hall'],
    'statements.yaml:20: occasion-speaker: expected a speaker of "town-hall": ada-berg, found "northland"',
  ),
  atTheHall(
    'a statement is of another day than its occasion',
    ['statements.yaml', SPOKEN, '    occasion: town-hall\n    date: 2024-05-01\n'],
    'statements.yaml:8: occasion-date: expected a date within that of "town-hall", 2 May 2024, found 1 May 2024',
  ),
  {
    when: 'an occasion that gives the date was reported later than the statement',
    files: {
      ...brokenPack('statements.yaml', SPOKEN, '    occasion: town-hall\n'),
      'occasions.yaml': HALL.replace('[gazette]', '[courier]'),
    },
    problems: [
      'statements.yaml:7: occasion-known-later: expected an occasion that was reported by 2024-05-02, when the statement was, found "town-hall", first reported 2024-05-10',
    ],
  },
  atTheHall(
    'an occasion is later than its sources',
    ['occasions.yaml', 'date: 2024-05-02', 'date: 2024-05-09'],
    'occasions.yaml:5: held-after-report: expected a date no later than its sources, the last of 2 May 2024, found 9 May 2024',
  ),
  atTheHall(
    'two occasions share a name',
    [
      'occasions.yaml',
      '    sources: [gazette]\n',
      '    sources: [gazette]\n  - id: again\n    name: press conference in the Town Hall\n    date: 2024-05-02\n    sources: [gazette]\n',
    ],
    'occasions.yaml:8: shared-occasion-name: expected a name of one occasion only, found "press conference in the Town Hall", which "town-hall" has, also at occasions.yaml:3',
  ),
  {
    when: 'a part of a sentence is of somebody else',
    files: brokenPack(
      'statements.yaml',
      '    form: direct\n',
      '    form: partial\n    part_of: open-to-talks\n',
    ),
    problems: [
      'statements.yaml:5: fragment-whole: expected a statement by ada-berg, found "open-to-talks", by northland',
    ],
  },
  {
    when: 'a part of a sentence is of as few words as itself',
    files: brokenPack(
      'statements.yaml',
      'statements:\n',
      `statements:
  - id: one-drop
    speaker: ada-berg
    form: partial
    words: one drop
    gist: Not a drop.
    part_of: not-so-much
    occasion: Press conference
    date: 2024-05-02
    provenance: official-statement
    sources: [{ source: gazette, words: one drop, quoted: true }]
  - id: not-so-much
    speaker: ada-berg
    form: partial
    words: so much
    gist: Not so much.
    occasion: Press conference
    date: 2024-05-02
    provenance: official-statement
    sources: [{ source: gazette, words: so much, quoted: true }]
`,
    ),
    problems: [
      'statements.yaml:7: fragment-whole: expected a statement that stands by itself, found "not-so-much", of as few words',
    ],
  },
  {
    when: 'a whole quotation is called a part',
    files: brokenPack(
      'statements.yaml',
      '    form: direct\n',
      '    form: direct\n    part_of: open-to-talks\n',
    ),
    problems: [
      'statements.yaml:5: fragment-whole: expected none but on a partial quotation, found one on the form "direct"',
    ],
  },
  {
    when: 'a translator translates from no language',
    files: brokenPack('statements.yaml', '    form: direct\n', '    form: direct\n    translator: Courier\n'),
    problems: [
      'statements.yaml:5: translation-language: expected none without "language" on the statement, the language it was said in, found Courier',
    ],
  },
  {
    when: 'a language is none',
    files: brokenPack(
      'statements.yaml',
      '    form: direct\n',
      '    form: direct\n    language: Portuguese\n',
    ),
    problems: [
      'statements.yaml:5: bad-format: expected a language of two letters (ISO 639-1) like pt, found "Portuguese"',
    ],
  },
  {
    when: 'a label is read as a fraction',
    files: brokenPack('provisions.yaml', 'points: [1, 3]', 'points: [1.1, 3]'),
    problems: [
      'provisions.yaml:7: bad-format: expected a label with a point in quotation marks, like "6.1", found number 1.1',
    ],
  },
  {
    when: 'labels go beyond what the text has',
    files: brokenPack('provisions.yaml', 'points: [1, 3]', 'points: ["3.2", IV, "5(a)"]'),
    problems: [
      'provisions.yaml:7: reading-number: expected a point of "first-draft", 1 to 3, found "IV"',
      'provisions.yaml:7: reading-number: expected a point of "first-draft", 1 to 3, found "5(a)"',
    ],
  },
  {
    when: 'a label stands behind a word that its text does not have',
    files: brokenPack('provisions.yaml', 'points: [1, 3]', 'points: [Article 1, 3 bis]'),
    problems: [
      'provisions.yaml:7: reading-number: expected a label, or one behind a word of "first-draft": "point", found "Article 1"',
    ],
  },
  {
    when: 'two numberings of a text go by one word',
    files: brokenPack(
      'texts.yaml',
      '    points: 3\n',
      '    points: 3\n    called: article\n    numberings:\n      - word: Article\n',
    ),
    problems: ['texts.yaml:10: numbering-word: expected a word of one numbering only, found "Article"'],
  },
  {
    when: 'a text is annexed to itself',
    files: brokenPack('texts.yaml', '    points: 3\n', '    points: 3\n    annex_to: first-draft\n'),
    problems: ['texts.yaml:8: annex-of-annex: expected a text that is no annex, found itself'],
  },
];
