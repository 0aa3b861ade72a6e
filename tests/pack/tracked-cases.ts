import { SMALL_PACK } from './small-pack.ts';

/** Good files of what is followed over time, to be put beside the small pack. */
export const TRACKED_PACK = {
  'actors/groups.yaml': `parties:
  - id: shore-union
    name: Shore Union
    members:
      - who: northland
        from: 2024-01-01
        sources: [gazette]
      - who: ada-berg
        from: 2024-01-01
        to: 2024-05-09
        left: [courier]
        sources: [gazette]
`,
  'votes.yaml': `votes:
  - id: second-draft-vote
    title: the second draft
    date: 2024-05-09
    body: shore-union
    about: [second-draft]
    counts: { for: 5, against: 3 }
    named:
      for: [{ who: northland, votes: 4 }]
      against: [{ who: northland, votes: 1 }, ada-berg]
    outcome: passed
    provenance: named-source
    sources: [courier]
`,
  'figures.yaml': `figures:
  - id: level-now
    title: level of the lake
    unit: metres
    values:
      - date: 2024-05-02
        value: 399
        provenance: official-statement
        sources: [gazette]
      - date: 2024-05-10
        value: 398
        provenance: named-source
        sources: [courier]
`,
  'deadlines.yaml': `deadlines:
  - id: reply
    title: a reply to the draft
    who: [northland]
    about: [first-draft]
    steps:
      - step: set
        date: 2024-05-02
        due: 2024-05-09
        provenance: official-statement
        sources: [gazette]
      - step: missed
        date: 2024-05-09
        provenance: named-source
        sources: [courier]
`,
} as const;

interface Case {
  readonly when: string;
  readonly files: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

function broken(
  when: string,
  [file, passage, replacement]: readonly [keyof typeof TRACKED_PACK, string, string],
  ...problems: readonly string[]
): Case {
  const content: string = TRACKED_PACK[file];
  if (content.split(passage).length !== 2) throw new Error(`"${passage}" is not in ${file} exactly once.`);
  return {
    when,
    files: { ...SMALL_PACK, ...TRACKED_PACK, [file]: content.replace(passage, () => replacement) },
    problems,
  };
}

/** A pack that is good, and packs that break one rule of such records each. */
export const TRACKED: readonly Case[] = [
  {
    when: 'members, votes, figures and deadlines are as they should be',
    files: { ...SMALL_PACK, ...TRACKED_PACK },
    problems: [],
  },
  broken(
    'a voter stands on both sides',
    ['votes.yaml', 'for: [{ who: northland, votes: 4 }]', 'for: [ada-berg]'],
    'votes.yaml:10: voted-twice: expected a voter not named before, or a group with its "votes", found "ada-berg"',
  ),
  broken(
    'more are named than were counted',
    ['votes.yaml', 'for: 5', 'for: 3'],
    'votes.yaml:7: votes-counted: expected at least the 4 who are named, found 3',
  ),
  broken(
    'a vote is later than its sources',
    ['votes.yaml', 'date: 2024-05-09', 'date: 2024-06-09'],
    'votes.yaml:4: taken-after-report: expected a date no later than its sources, the last of about 10 May 2024, found 9 June 2024',
  ),
  broken(
    'a vote is on what the pack does not have',
    ['votes.yaml', '[second-draft]', '[third-draft]'],
    'votes.yaml:6: unknown-reference: expected the id of a provision or a text, found "third-draft"',
  ),
  broken(
    'a membership ends before it begins',
    ['actors/groups.yaml', 'to: 2024-05-09', 'to: 2023-05-09'],
    'actors/groups.yaml:10: member-order: expected a day from 2024-01-01 on, found 2023-05-09',
  ),
  broken(
    'a group is its own member',
    ['actors/groups.yaml', 'who: northland', 'who: shore-union'],
    'actors/groups.yaml:5: member-order: expected another party or person, found "shore-union" itself',
  ),
  broken(
    'a member joins twice under one name',
    ['actors/groups.yaml', 'who: northland', 'who: ada-berg'],
    'actors/groups.yaml:8: repeated-part: expected an "id" of its own for a second membership, found "ada-berg" again',
  ),
  broken(
    'a source of an end is not in the pack',
    ['actors/groups.yaml', 'left: [courier]', 'left: [herald]'],
    'actors/groups.yaml:11: unknown-reference: expected the id of a source, found "herald"',
  ),
  broken(
    'a figure has two values of one day',
    ['figures.yaml', 'date: 2024-05-10', 'date: 2024-05-02'],
    'figures.yaml:10: repeated-part: expected an "id" of its own for a second value of a day, found "2024-05-02" again',
  ),
  broken(
    'a deadline is missed before it is set',
    ['deadlines.yaml', 'step: set', 'step: met'],
    'deadlines.yaml:7: deadline-steps: expected set first, found "met"',
    'deadlines.yaml:9: deadline-steps: expected none beside "met", found 9 May 2024',
  ),
  broken(
    'a deadline is set without a date',
    ['deadlines.yaml', '        due: 2024-05-09\n', ''],
    'deadlines.yaml:7: deadline-steps: expected "due" beside "set", found none',
  ),
  broken(
    'a step is before the one it follows',
    ['deadlines.yaml', 'step: missed\n        date: 2024-05-09', 'step: missed\n        date: 2024-04-09'],
    'deadlines.yaml:13: deadline-steps: expected a date not before 2 May 2024, found 9 April 2024',
  ),
  broken(
    'a deadline names somebody nobody is',
    ['deadlines.yaml', 'who: [northland]', 'who: [southland]'],
    'deadlines.yaml:4: unknown-reference: expected the id of a party or person, found "southland"',
  ),
];
