import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/pack/checks/registry.ts';
import { SCHEMA_RULES } from '../../src/pack/format/rules.ts';
import { loadPack } from '../../src/pack/read/load.ts';
import { FILE_RULES } from '../../src/pack/read/pack-folder.ts';
import { formatProblem } from '../../src/pack/read/problem.ts';
import { YAML_RULES } from '../../src/pack/yaml/problem.ts';
import { SAID_CASES } from './said-cases.ts';
import { brokenPack, memoryFolder, SMALL_PACK, type SmallPackFile } from './small-pack.ts';
import { TRACKED } from './tracked-cases.ts';

type Files = Readonly<Record<string, string | Uint8Array | Error>>;

/** Every problem as it is printed, without hints. */
function problemsOf(files: Files): readonly string[] {
  const pack = loadPack(memoryFolder(files));
  return pack.kind === 'pack' ? [] : pack.problems.map(({ hint: _, ...problem }) => formatProblem(problem));
}

function without(file: SmallPackFile): Files {
  return Object.fromEntries(Object.entries(SMALL_PACK).filter(([name]) => name !== file));
}

interface Case {
  readonly when: string;
  readonly files: Files;
  /** Exactly these problems and no other. */
  readonly problems: readonly string[];
}

function broken(
  when: string,
  at: readonly [SmallPackFile, string, string],
  ...problems: readonly string[]
): Case {
  return { when, files: brokenPack(...at), problems };
}

const FILES: readonly Case[] = [
  {
    when: 'a kind every pack needs has no file',
    files: without('texts.yaml'),
    problems: ['texts.yaml:0: missing-file: expected the file, found nothing'],
  },
  {
    when: 'a file has a name that is no kind',
    files: { ...SMALL_PACK, 'statments.yaml': 'statements: []' },
    problems: [
      'statments.yaml:0: unknown-file: expected a file named after its kind: story, sources, actors, texts, provisions, occasions, statements, events, positions, votes, figures, deadlines, conflicts, gaps, questions, found "statments.yaml"',
    ],
  },
  {
    when: 'a file ends in .yml',
    files: { ...SMALL_PACK, 'events/more.yml': 'events: []' },
    problems: [
      'events/more.yml:0: unknown-file: expected a file named after its kind: story, sources, actors, texts, provisions, occasions, statements, events, positions, votes, figures, deadlines, conflicts, gaps, questions, found "more.yml"',
    ],
  },
  {
    when: 'a file cannot be read',
    files: { ...SMALL_PACK, 'events.yaml': new Error('EACCES: permission denied') },
    problems: [
      'events.yaml:0: unreadable-file: expected a file that can be read, found EACCES: permission denied',
    ],
  },
  {
    when: 'a file is over 5 MB',
    files: { ...SMALL_PACK, 'gaps.yaml': `# ${'x'.repeat(5_000_000)}\ngaps: []` },
    problems: ['gaps.yaml:0: file-size: expected at most 5 MB, found more'],
  },
  {
    when: 'a file is not UTF-8',
    files: {
      ...SMALL_PACK,
      'gaps.yaml': new Uint8Array([
        ...new TextEncoder().encode('# a\n# '),
        0xff,
        0x0a,
        ...new TextEncoder().encode('gaps: []\n'),
      ]),
    },
    problems: ['gaps.yaml:2: not-utf8: expected text in UTF-8, found bytes that are not, in "# \uFFFD"'],
  },
  {
    when: 'a file has accents in another encoding',
    files: {
      ...SMALL_PACK,
      'gaps.yaml': Buffer.from(SMALL_PACK['gaps.yaml'].replace('No source', 'Nö söurce'), 'latin1'),
    },
    problems: [
      'gaps.yaml:4: not-utf8: expected text in UTF-8, found bytes that are not, in "note: N\uFFFD s\uFFFDurce says."',
    ],
  },
  {
    when: 'a file is UTF-16',
    files: { ...SMALL_PACK, 'gaps.yaml': Buffer.from(`\uFEFF${SMALL_PACK['gaps.yaml']}`, 'utf16le') },
    problems: ['gaps.yaml:1: not-utf8: expected text in UTF-8, found UTF-16 (little-endian)'],
  },
  {
    when: 'a file is UTF-16 without its mark',
    files: { ...SMALL_PACK, 'gaps.yaml': Buffer.from(SMALL_PACK['gaps.yaml'], 'utf16le').swap16() },
    problems: ['gaps.yaml:1: not-utf8: expected text in UTF-8, found UTF-16 (big-endian)'],
  },
  {
    when: 'a file is a picture',
    files: { ...SMALL_PACK, 'gaps.yaml': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
    problems: ['gaps.yaml:3: not-utf8: expected text in UTF-8, found bytes of a file that is no text'],
  },
  {
    when: 'a file is noise',
    files: { ...SMALL_PACK, 'gaps.yaml': '\u0001\u0002\u0003 \u0004\n'.repeat(300) },
    problems: [
      'gaps.yaml:1: odd-character: expected visible text, found the character U+0001 and 1199 more that cannot be seen',
    ],
  },
  {
    when: 'a merge was left unfinished',
    files: {
      ...SMALL_PACK,
      'gaps.yaml': SMALL_PACK['gaps.yaml'].replace(
        /^ {4}note.*\n/m,
        (line) => `<<<<<<< HEAD\n${line}=======\n${line.replace('says', 'said')}>>>>>>> desk\n`,
      ),
    },
    problems: [
      'gaps.yaml:4: merge-conflict: expected one version of every line, found a merge conflict that is not resolved, "<<<<<<< HEAD"',
    ],
  },
  broken(
    'a comment cuts a text short',
    ['gaps.yaml', 'No source says.', 'No source says a word on point #7 or #8'],
    'gaps.yaml:4: cut-text: expected no comment behind text, found text that ends before "#7 or #8"',
  ),
  broken(
    'it cuts words that have to be those of a printing',
    [
      'statements.yaml',
      '    words: We will not give up one drop.\n    gist',
      '    words: We will not give up one drop #1\n    gist',
    ],
    'statements.yaml:5: cut-text: expected no comment behind text, found text that ends before "#1"',
  ),
  broken(
    'a space that is none stands before a key',
    ['gaps.yaml', '    note:', '    \u00a0note:'],
    'gaps.yaml:4: plain-key: expected a word as key, found "note" with the character U+00A0 (no-break space)',
  ),
  broken(
    'a value is merged in',
    ['gaps.yaml', 'note: No source says.', 'note: No source says.\n    <<: { materiality: minor }'],
    'gaps.yaml:5: plain-yaml: expected every value written out, found the merge key "<<"',
  ),
  broken(
    'lists stand in lists beyond any record',
    ['gaps.yaml', 'No source says.', '['.repeat(100_000)],
    'gaps.yaml:4: yaml-syntax: expected YAML, found more than 50 levels',
  ),
  broken(
    'a file holds a character that turns text around',
    ['gaps.yaml', 'No source says.', 'No \u202esource says.'],
    'gaps.yaml:4: odd-character: expected visible text, found the character U+202E',
  ),
  broken(
    'an escape holds one',
    ['gaps.yaml', 'note: No source says.', 'note: "No \\u202esource says."'],
    'gaps.yaml:4: odd-character: expected visible text, found the character U+202E',
  ),
  broken(
    'a quotation mark is not closed',
    ['gaps.yaml', 'note: No source says.', 'note: "No source says.'],
    'gaps.yaml:5: yaml-syntax: expected YAML, found a quotation mark or a bracket above that is not closed',
  ),
  broken(
    'a file holds two documents',
    ['gaps.yaml', '    note:', '---\n    note:'],
    'gaps.yaml:4: one-document: expected one document, found a second one after "---"',
  ),
  broken(
    'a value has a tag',
    ['gaps.yaml', 'No source says.', '!!js/function "function () { process.exit() }"'],
    'gaps.yaml:4: plain-yaml: expected a value without a tag, found the tag !!js/function',
  ),
  broken(
    'a value is an alias of another',
    [
      'gaps.yaml',
      'topic: what becomes of the fish\n    note: No source says.',
      'topic: &fish what becomes of the fish\n    note: *fish',
    ],
    'gaps.yaml:3: plain-yaml: expected a value without an anchor, found the anchor &fish',
    'gaps.yaml:4: plain-yaml: expected a value written out, found the alias *fish',
  ),
  broken(
    'a file begins with a directive',
    ['gaps.yaml', 'gaps:', '%YAML 1.1\n---\ngaps:'],
    'gaps.yaml:1: plain-yaml: expected plain YAML, found the directive "%YAML 1.1"',
  ),
  broken(
    'a key reaches into the language',
    [
      'gaps.yaml',
      'note: No source says.',
      'note: No source says.\n    __proto__: { polluted: true }\n    constructor: x',
    ],
    'gaps.yaml:5: plain-key: expected a word as key, found "__proto__"',
    'gaps.yaml:6: plain-key: expected a word as key, found "constructor"',
  ),
  broken(
    'a key stands twice',
    ['gaps.yaml', 'note: No source says.', 'note: No source says.\n    note: One does.'],
    'gaps.yaml:5: duplicate-key: expected each key once, found "note" a second time',
  ),
];

const SCHEMA: readonly Case[] = [
  broken(
    'a list is something else',
    ['gaps.yaml', 'about: [water-level, open-to-talks]', 'about: water-level'],
    'gaps.yaml:5: wrong-type: expected a list, found "water-level"',
  ),
  broken(
    'a name is a number',
    ['texts.yaml', 'label: first', 'label: 28'],
    'texts.yaml:4: wrong-type: expected text, found number 28',
  ),
  broken(
    'a reference is neither an id nor a mapping',
    ['events.yaml', 'sources: [gazette]', 'sources: [7]'],
    'events.yaml:9: wrong-type: expected text, or a mapping, found number 7',
  ),
  {
    when: 'a file is empty',
    files: { ...SMALL_PACK, 'gaps.yaml': '# nothing yet\n' },
    problems: ['gaps.yaml:1: wrong-type: expected a mapping with the key "gaps", found nothing (null)'],
  },
  {
    when: 'a list is left empty',
    files: { ...SMALL_PACK, 'gaps.yaml': 'gaps:\n' },
    problems: ['gaps.yaml:1: wrong-type: expected a list, found nothing (null)'],
  },
  broken(
    'a key is missing',
    ['statements.yaml', '    gist: Northland gives up no water.\n', ''],
    'statements.yaml:2: missing-key: expected the key "gist" with text, found nothing',
  ),
  broken(
    'a key is misspelt',
    ['texts.yaml', '    points: 3', '    ponts: 3'],
    'texts.yaml:7: unknown-key: expected one of the keys id, name, label, aliases, authors, status, points, called, numberings, annex_to, parents, known, published, context, summary, sources, draft, withdrawn, amended, found "ponts"',
  ),
  broken(
    'a file has a key that is no list of it',
    ['gaps.yaml', 'gaps:', 'extra: []\ngaps:'],
    'gaps.yaml:1: unknown-key: expected the key gaps, found "extra"',
  ),
  broken(
    'a file lacks its list',
    ['gaps.yaml', 'gaps:', 'gap:'],
    'gaps.yaml:1: unknown-key: expected the key gaps, found "gap"',
    'gaps.yaml:1: missing-key: expected the key "gaps", found nothing',
  ),
  broken(
    'a nested key is unknown',
    ['sources.yaml', 'sha256:', 'sha1: x\n      sha256:'],
    'sources.yaml:15: unknown-key: expected one of the keys file, sha256, found "sha1"',
  ),
  broken(
    'a value is none of the choices',
    ['events.yaml', 'status: happened', 'status: happend'],
    'events.yaml:4: not-a-choice: expected one of happened, expected, claimed, found "happend"',
  ),
  broken(
    'an id has capitals',
    ['gaps.yaml', 'id: fish', 'id: Fish'],
    'gaps.yaml:2: bad-id: expected lower-case words joined by hyphens, found "Fish"',
  ),
  broken(
    'a day does not exist',
    ['events.yaml', 'date: 2024-05-02', 'date: 2024-02-30'],
    'events.yaml:3: bad-date: expected a date like 2025-11-25, 2025-11, 2025, 2025-11-17/2025-11-23, ../2025-11-30 or undated, found "2024-02-30"',
  ),
  broken(
    'an inferred date does not exist',
    ['sources.yaml', 'on: 2024-05-10', 'on: 10 May'],
    'sources.yaml:10: bad-date: expected a date like 2025-11-25, 2025-11, 2025, 2025-11-17/2025-11-23, ../2025-11-30 or undated, found "10 May"',
  ),
  broken(
    'a role begins on no day',
    ['actors.yaml', 'from: 2022-01-01', 'from: 2022-01'],
    'actors.yaml:15: bad-date: expected a calendar day like 2025-11-25, found "2022-01"',
  ),
  broken(
    'an address carries a login',
    ['sources.yaml', 'https://gazette.example/draft', 'https://gazette.example@evil.example/'],
    'sources.yaml:5: bad-address: expected an http or https address without a login, found "https://gazette.example@evil.example/"',
  ),
  broken(
    'an address is no web address',
    ['sources.yaml', 'https://gazette.example/draft', 'javascript:alert(1)'],
    'sources.yaml:5: bad-address: expected an http or https address without a login, found "javascript:alert(1)"',
  ),
  broken(
    'the zone is none',
    ['story.yaml', 'Europe/Zurich', 'Europe/Atlantis'],
    'story.yaml:5: bad-zone: expected an IANA time zone like Europe/Berlin, found "Europe/Atlantis"',
  ),
  broken(
    'the zone is an offset',
    ['story.yaml', 'Europe/Zurich', '"+02:00"'],
    'story.yaml:5: bad-zone: expected an IANA time zone like Europe/Berlin, found "+02:00"',
  ),
  broken(
    'an archived copy is given by path',
    ['sources.yaml', 'file: courier.txt', 'file: ../courier.txt'],
    'sources.yaml:14: bad-format: expected a file name without a folder, found "../courier.txt"',
  ),
  broken(
    'a pointer of a conflict has no kind',
    ['conflicts.yaml', '"statement:open-to-talks"', 'open-to-talks'],
    'conflicts.yaml:11: bad-format: expected a record like statement:its-id or reading:provision/text, found "open-to-talks"',
  ),
  broken(
    'a text is empty',
    ['gaps.yaml', 'note: No source says.', 'note: " "'],
    'gaps.yaml:4: text-length: expected text, found empty text',
  ),
  broken(
    'a label is too long for a table',
    ['texts.yaml', 'label: first', 'label: the first draft of the treaty'],
    'texts.yaml:4: text-length: expected at most 24 characters, found 29: "the first draft of the treaty"',
  ),
  broken(
    'a text has no point',
    ['texts.yaml', 'points: 3', 'points: 0'],
    'texts.yaml:7: number-range: expected a number of at least 1, found number 0',
  ),
  broken(
    'the lead has nine lines',
    ['story.yaml', 'lead:\n', `lead:\n${'  - { text: A line., sources: [gazette] }\n'.repeat(8)}`],
    'story.yaml:7: list-length: expected at most 8 entries, found 9',
  ),
  broken(
    'a claim has an empty list of sources',
    ['positions.yaml', 'sources: [gazette]', 'sources: []'],
    'positions.yaml:11: no-source: expected at least one source, found none',
  ),
  broken(
    'a claim has no sources at all',
    ['positions.yaml', '    sources: [gazette]\n', ''],
    'positions.yaml:2: no-source: expected the key "sources" with a list, found nothing',
  ),
  broken(
    'a conflict has one side',
    [
      'conflicts.yaml',
      `      - claim: Northland was asked, says the Courier.
        sources: [courier]
`,
      '',
    ],
    'conflicts.yaml:5: one-sided-conflict: expected two sides or more, found 1',
  ),
];

const RECORDS: readonly Case[] = [
  broken(
    'two records of a kind have one id',
    ['events.yaml', 'id: next-round', 'id: draft-published'],
    'events.yaml:10: duplicate-id: expected an id of its own, found "draft-published", also at events.yaml:2',
  ),
  {
    when: 'the other record is in another file and has a mistake of its own',
    files: { ...SMALL_PACK, 'gaps/more.yaml': 'gaps:\n  - id: fish\n    topic: more fish\n' },
    problems: [
      'gaps/more.yaml:2: missing-key: expected the key "note" with text, found nothing',
      'gaps/more.yaml:2: duplicate-id: expected an id of its own, found "fish", also at gaps.yaml:2',
    ],
  },
  broken(
    'a person has the id of a party',
    ['actors.yaml', 'id: northland-ministry', 'id: ada-berg'],
    'actors.yaml:9: duplicate-id: expected an id of its own, found "ada-berg", also at actors.yaml:5',
  ),
  broken(
    'a provision has the id of a text',
    ['provisions.yaml', 'id: water-level', 'id: first-draft'],
    'conflicts.yaml:11: unknown-reference: expected a reading of the pack as "reading:provision/text", found "reading:water-level/second-draft"',
    'gaps.yaml:5: unknown-reference: expected the id of a provision, a text or a statement, found "water-level"',
    'positions.yaml:4: unknown-reference: expected the id of a provision or a text, found "water-level"',
    'provisions.yaml:2: duplicate-id: expected an id of its own, found "first-draft", also at texts.yaml:2',
    'statements.yaml:10: unknown-reference: expected the id of a provision or a text, found "water-level"',
  ),
  broken(
    'the main text is none',
    ['story.yaml', 'main_text: first-draft', 'main_text: first-darft'],
    'story.yaml:3: unknown-reference: expected the id of a text, found "first-darft"',
  ),
  broken(
    'a source is none',
    ['positions.yaml', 'sources: [gazette]', 'sources: [gazete]'],
    'positions.yaml:11: unknown-reference: expected the id of a source, found "gazete"',
  ),
  broken(
    'a speaker is no actor',
    ['statements.yaml', 'speaker: ada-berg', 'speaker: ada'],
    'statements.yaml:3: unknown-reference: expected the id of a party or person, found "ada"',
  ),
  broken(
    'a printing credits nobody known',
    ['statements.yaml', 'credits: northland', 'credits: southland'],
    'statements.yaml:18: unknown-reference: expected the id of a party or person, found "southland"',
  ),
  broken(
    'a reading is of no text',
    ['provisions.yaml', 'text: second-draft', 'text: third-draft'],
    'conflicts.yaml:11: unknown-reference: expected a reading of the pack as "reading:provision/text", found "reading:water-level/second-draft"',
    'provisions.yaml:17: unknown-reference: expected the id of a text, found "third-draft"',
  ),
  broken(
    'a conflict is about a statement that is not there',
    ['conflicts.yaml', 'statement:open-to-talks', 'statement:open-for-talks'],
    'conflicts.yaml:11: unknown-reference: expected the id of a statement after "statement:", found "statement:open-for-talks"',
  ),
  broken(
    'a person acts for a person',
    ['actors.yaml', 'party: northland', 'party: ada-berg'],
    'actors.yaml:12: unknown-reference: expected the id of a party, found "ada-berg"',
  ),
  broken(
    'two actors share an alias',
    ['actors.yaml', 'aliases: [Berg]', 'aliases: [Berg, NORD-land]'],
    'actors.yaml:11: shared-alias: expected a name of one actor only, found "NORD-land", which "northland" has, also at actors.yaml:4',
  ),
  broken(
    'an alias is the name of another',
    ['actors.yaml', 'the North', 'Àda Berg'],
    'actors.yaml:10: shared-alias: expected a name of one actor only, found "Ada Berg", which "northland" has, also at actors.yaml:4',
  ),
  broken(
    'an alias has no letter',
    ['actors.yaml', 'the North', '"?"'],
    'actors.yaml:4: shared-alias: expected a name with a letter or digit, found "?"',
  ),
  broken(
    'a publisher holds a character that cannot be seen',
    ['sources.yaml', 'publisher: The Gazette', 'publisher: "gazette.\u00adexample"'],
    'sources.yaml:3: visible-name: expected a name that can be seen whole, found "gazette.example" with the character U+00AD (soft hyphen)',
  ),
  broken(
    'two texts share a name',
    ['texts.yaml', 'label: second', 'label: First Draft'],
    'texts.yaml:14: shared-text-name: expected a name of one text only, found "First Draft", which "first-draft" has, also at texts.yaml:3',
  ),
  broken(
    'a reading claims point 0',
    ['provisions.yaml', 'points: [1, 3]', 'points: [0, 1]'],
    'provisions.yaml:7: reading-number: expected a point of "first-draft", 1 to 3, found 0',
  ),
  broken(
    'a reading claims numbers its text does not have',
    ['provisions.yaml', 'points: [1, 3]', 'points:\n          - 4\n          - 1\n          - -1'],
    'provisions.yaml:8: reading-number: expected a point of "first-draft", 1 to 3, found 4',
    'provisions.yaml:10: reading-number: expected a point of "first-draft", 1 to 3, found -1',
  ),
  broken(
    'a reading claims a number of a text without numbers',
    ['provisions.yaml', 'wording: The level may fall', 'points: [2]\n        wording: The level may fall'],
    'provisions.yaml:18: reading-number: expected no number, as "second-draft" has no numbered points, found 2',
  ),
  broken(
    'a reading claims a number twice',
    ['provisions.yaml', 'points: [1, 3]', 'points: [1, 1]'],
    'provisions.yaml:7: reading-number: expected each number once, found 1 a second time',
  ),
  broken(
    'a provision has two readings of a text',
    [
      'provisions.yaml',
      'text: second-draft\n        wording: The level may fall in summer.\n        change: amended',
      'text: first-draft\n        wording: The level may fall in summer.',
    ],
    'conflicts.yaml:11: unknown-reference: expected a reading of the pack as "reading:provision/text", found "reading:water-level/second-draft"',
    'provisions.yaml:17: repeated-reading: expected one reading of each text, found "first-draft" again',
  ),
  broken(
    'a text without parents amends',
    ['provisions.yaml', 'points: [1, 3]', 'change: amended'],
    'provisions.yaml:7: change-without-parent: expected "none", "new", "absent" or "unreported", as "first-draft" has no parents, found "amended"',
  ),
  broken(
    'an unpublished text is read from the published text',
    ['provisions.yaml', 'unnamed-source', 'published-text'],
    'provisions.yaml:20: unpublished-reading: expected who reports it, as "second-draft" is reported, found "published-text"',
  ),
  broken(
    'a subject is said to be absent from a text nobody has read',
    ['provisions.yaml', 'change: amended', 'change: absent'],
    'provisions.yaml:19: absent-unread: expected "removed" where a source says so, or "unreported", as "second-draft" is reported, found "absent"',
  ),
  broken(
    'the only source of a quotation is machine-reworded',
    [
      'statements.yaml',
      `      - source: gazette
        words: We will not give up one drop.
        quoted: true
`,
      '',
    ],
    'statements.yaml:4: reworded-quotation: expected a source that is not machine-reworded, or the form "indirect", found "direct" from machine-reworded copies only',
  ),
  broken(
    'a quotation is in quotation marks in machine-reworded copies only',
    [
      'statements.yaml',
      'words: We will not give up one drop.\n        quoted: true',
      'words: We will not give up one drop.',
    ],
    'statements.yaml:4: unquoted-quotation: expected a printing with "quoted: true" from a source that is not machine-reworded, found "direct" without one',
  ),
  broken(
    'a quotation lacks its words',
    ['statements.yaml', '    words: We will not give up one drop.\n    gist', '    gist'],
    'statements.yaml:4: words-and-form: expected "words" with the exact words, found "direct" without them',
  ),
  broken(
    'reported speech has exact words',
    ['statements.yaml', 'form: indirect', 'form: indirect\n    words: open to talks'],
    'statements.yaml:22: words-and-form: expected no "words" where the form is "indirect", found "open to talks"',
  ),
  broken(
    'the words are not those of the printing',
    [
      'statements.yaml',
      'form: direct\n    words: We will not give up one drop.',
      'form: direct\n    words: We will not give up a drop.',
    ],
    'statements.yaml:5: words-printed: expected words of a quoted printing, found "We will not give up a drop."',
  ),
  broken(
    'the words are in quotation marks',
    [
      'statements.yaml',
      'form: direct\n    words: We will not give up one drop.',
      'form: direct\n    words: “We will not give up one drop.”',
    ],
    'statements.yaml:5: outer-quote-marks: expected words without quotation marks around them, found "“We will not give up one drop.”"',
  ),
  broken(
    'a source is undated',
    ['sources.yaml', 'published: 2024-05-02', 'published: undated'],
    'sources.yaml:6: undated-source: expected a date, found undated',
  ),
  broken(
    'a public text does not say since when',
    ['texts.yaml', '    published: 2024-05-02\n', ''],
    'texts.yaml:6: text-publication: expected "published" beside the status full, found none',
  ),
  broken(
    'an unpublished text says since when it is public',
    ['texts.yaml', 'known: 2024-05-09', 'known: 2024-05-09\n    published: 2024-05-09'],
    'texts.yaml:19: text-publication: expected none beside the status reported, found 9 May 2024',
  ),
  broken(
    'a text is public before it is known',
    ['texts.yaml', 'known: 2024-05-01', 'known: 2024-05-03'],
    'texts.yaml:8: text-publication: expected a date no later than its publication on 2 May 2024, found 3 May 2024',
  ),
  broken(
    'a role ends before it begins',
    ['actors.yaml', 'to: 2024-06-30', 'to: 2021-06-30'],
    'actors.yaml:16: date-order: expected a day from 2022-01-01 on, found 2021-06-30',
  ),
  broken(
    'a statement is later than its sources',
    ['statements.yaml', 'date: 2024-05-10', 'date: 2024-05-12'],
    'statements.yaml:24: said-after-report: expected a date no later than its sources, the last of about 10 May 2024, found 12 May 2024',
  ),
  broken(
    'an event that happened is later than its sources',
    ['events.yaml', 'date: 2024-05-02', 'date: 2024-05-05'],
    'events.yaml:3: happened-after-report: expected a date no later than its sources, the last of 2 May 2024, found 5 May 2024',
  ),
  broken(
    'texts descend from one another',
    ['texts.yaml', 'status: full', 'status: full\n    parents: [second-draft]'],
    'texts.yaml:7: cycle: expected texts that do not lead back to where they began, found first-draft → second-draft → first-draft',
  ),
  broken(
    'a party is part of itself',
    ['actors.yaml', 'part_of: northland', 'part_of: northland-ministry'],
    'actors.yaml:7: cycle: expected parties that do not lead back to where they began, found northland-ministry → northland-ministry',
  ),
  broken(
    'sources trace to one another',
    ['sources.yaml', 'origin: gazette', 'origin: spinner'],
    'sources.yaml:12: cycle: expected sources that do not lead back to where they began, found courier → spinner → courier',
  ),
];

const CASES = [...FILES, ...SCHEMA, ...RECORDS, ...SAID_CASES, ...TRACKED];

describe.each(CASES)('when $when', ({ files, problems }) => {
  it('says so, and nothing else', () => {
    expect(problemsOf(files)).toEqual(problems);
  });
});

describe('the small pack', () => {
  it('has no problem as it is', () => {
    expect(problemsOf(SMALL_PACK)).toEqual([]);
  });
});

describe('every rule', () => {
  const named = [...Object.keys(FILE_RULES), ...Object.keys(YAML_RULES), ...Object.keys(SCHEMA_RULES)];
  const all = [...named, ...CHECKS.map(({ name }) => name)].filter((name) => name !== 'no-pack');

  it.each(all)('%s has a pack that breaks it', (rule) => {
    expect(CASES.some(({ problems }) => problems.some((problem) => problem.includes(`: ${rule}: `)))).toBe(
      true,
    );
  });

  it('has a name of its own', () => {
    expect(new Set(all).size).toBe(all.length);
  });
});
