import type { Folder } from '../../src/pack/read/disk-folder.ts';

/** A folder that exists only here: file contents by path. A value may also throw, as a disk can. */
export function memoryFolder(files: Readonly<Record<string, string | Uint8Array | Error>>): Folder {
  return {
    entries(path) {
      const prefix = path === '' ? '' : `${path}/`;
      const names = Object.keys(files)
        .filter((file) => file.startsWith(prefix))
        .map((file) => file.slice(prefix.length));
      if (names.length === 0) throw new Error(`ENOENT: no such folder, ${path}`);
      const folders = names
        .filter((name) => name.includes('/'))
        .map((name) => name.slice(0, name.indexOf('/')));
      return [
        ...names.filter((name) => !name.includes('/')).map((name) => ({ name, isFolder: false })),
        ...[...new Set(folders)].map((name) => ({ name, isFolder: true })),
      ];
    },
    bytes(path, most) {
      const content = files[path];
      if (content === undefined) throw new Error(`ENOENT: no such file, ${path}`);
      if (content instanceof Error) throw content;
      return (typeof content === 'string' ? new TextEncoder().encode(content) : content).subarray(0, most);
    },
  };
}

/** A good pack with every kind of file and about two of everything, which tests break one thing in. */
export const SMALL_PACK = {
  'story.yaml': `id: lake-treaty
title: Treaty on the lake
main_text: first-draft
latest_text: second-draft
zone: Europe/Zurich
reviewed: 2024-05-20
lead:
  - text: A second draft is on the table.
    sources: [gazette, courier]
`,
  'sources.yaml': `sources:
  - id: gazette
    publisher: The Gazette
    title: Draft treaty published
    url: https://gazette.example/draft
    published: 2024-05-02
    quality: original
  - id: courier
    publisher: Courier
    published: { on: 2024-05-10, inferred: from the page address }
    quality: agency-based
    origin: gazette
    archive:
      file: courier.txt
      sha256: ab00000000000000000000000000000000000000000000000000000000000000
  - id: spinner
    publisher: Spinner
    published: ../2024-05-12
    quality: machine-reworded
    origin: courier
`,
  'actors.yaml': `parties:
  - id: northland
    name: Northland
    aliases: [the North, Nordland]
  - id: northland-ministry
    name: Ministry of Water of Northland
    part_of: northland
persons:
  - id: ada-berg
    name: Ada Berg
    aliases: [Berg]
    party: northland
    roles:
      - title: Minister of Water
        from: 2022-01-01
        to: 2024-06-30
    sources: [gazette]
`,
  'texts.yaml': `texts:
  - id: first-draft
    name: First draft
    label: first
    authors: [northland]
    status: full
    points: 3
    known: 2024-05-01
    published: 2024-05-02
    summary: The draft that Northland put forward.
    sources: [gazette]
  - id: second-draft
    name: Second draft
    label: second
    authors: [northland, ada-berg]
    status: reported
    parents: [first-draft]
    known: 2024-05-09
    summary: Known from reports only.
    sources: [courier]
`,
  'provisions.yaml': `provisions:
  - id: water-level
    title: Water level
    aliases: [level, depth]
    readings:
      - text: first-draft
        points: [1, 3]
        wording: The level stays at 400 metres.
        provenance: published-text
        terms:
          - name: level
            value: 400
            unit: metres
        sources:
          - source: gazette
            words: the level shall stay
      - text: second-draft
        wording: The level may fall in summer.
        change: amended
        provenance: unnamed-source
        sources: [courier]
`,
  'statements.yaml': `statements:
  - id: not-one-drop
    speaker: ada-berg
    form: direct
    words: We will not give up one drop.
    gist: Northland gives up no water.
    occasion: Press conference
    date: 2024-05-02
    provenance: official-statement
    about: [water-level, first-draft]
    sources:
      - source: gazette
        words: We will not give up one drop.
        quoted: true
      - source: spinner
        words: We shall not surrender a droplet
        quoted: true
        credits: northland
  - id: open-to-talks
    speaker: northland
    form: indirect
    gist: Northland is open to talks.
    occasion: A statement
    date: 2024-05-10
    provenance: second-hand
    sources:
      - source: courier
        words: said to be open to talks
`,
  'events.yaml': `events:
  - id: draft-published
    date: 2024-05-02
    status: happened
    what: Northland publishes the first draft.
    who: [northland]
    about: [first-draft]
    provenance: official-statement
    sources: [gazette]
  - id: next-round
    date: ../2024-06-30
    status: expected
    what: The next round of talks.
    provenance: named-source
    sources: [courier]
`,
  'positions.yaml': `positions:
  - id: northland-on-level
    party: northland
    about: [water-level]
    topic: the water level
    stance: rejects
    wording: Northland rejects a lower level.
    per: ada-berg
    date: 2024-05-02
    provenance: official-statement
    sources: [gazette]
`,
  'conflicts.yaml': `conflicts:
  - id: who-asked
    title: Who asked for talks
    type: fact
    sides:
      - claim: Northland asked, says the Gazette.
        sources: [gazette]
      - claim: Northland was asked, says the Courier.
        sources: [courier]
    assessment: Say that reports differ.
    records: ["statement:open-to-talks", "reading:water-level/second-draft"]
`,
  'gaps.yaml': `gaps:
  - id: fish
    topic: what becomes of the fish
    note: No source says.
    about: [water-level, open-to-talks]
`,
} as const;
export type SmallPackFile = keyof typeof SMALL_PACK;

/** The small pack with one passage of one file replaced; fails where the passage is not there exactly once. */
export function brokenPack(
  file: SmallPackFile,
  passage: string,
  replacement: string,
): Record<string, string> {
  const content = SMALL_PACK[file];
  if (content.split(passage).length !== 2) throw new Error(`"${passage}" is not in ${file} exactly once.`);
  return { ...SMALL_PACK, [file]: content.replace(passage, () => replacement) };
}
