import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';
import { makeStatements, type Random, seededRandom, vocabulary } from '../corpus.ts';
import { type Report, type TrackedStuff, trackedRecords } from './large-pack-tracked.ts';

const BRIEFINGS = new URL('../../briefings/', import.meta.url);
const BASE = new URL('../../tests/fixtures/minsk-2015/', import.meta.url);
/**
 * Writes the small test pack with so many made-up statements added and, in proportion, all the other kinds a growing
 * story has: people and groups, dated sources, events, positions, conflicts, occasions, votes, figures, deadlines. Hands its folder over, and removes it again.
 */
export async function withLargePack<T>(
  statements: number,
  use: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  try {
    writeLargePack(folder, statements);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As `withLargePack`, in a folder that stays. */
export function writeLargePack(folder: string, statements: number): void {
  cpSync(fileURLToPath(BASE), folder, { recursive: true });
  const random = seededRandom(7);
  const { packs } = loadPacks(diskFolder(folder));
  const briefing = packs[0]?.briefing;
  if (briefing === undefined) throw new Error('bench: the test pack has problems; run "readout check" on it');
  const made = makeStatements(statements, vocabulary(BRIEFINGS, random), random).map(({ text }) => text);
  const people = Array.from({ length: Math.max(5, Math.ceil(statements / 200)) }, (_, at) => `person-${at}`);
  const sources = Array.from({ length: Math.max(20, Math.ceil(statements / 20)) }, (_, at) => ({
    id: `report-${at}`,
    day: dayAfter(FIRST_DAY, Math.floor((at * DAYS) / Math.max(20, Math.ceil(statements / 20)))),
  }));
  const about = (most: number) => [
    ...new Set(
      Array.from({ length: Math.floor(random() * (most + 1)) }, () => oneOf(briefing.provisions, random).id),
    ),
  ];
  /** A source and up to two later ones. */
  const reports = () => {
    const first = Math.floor(random() * sources.length);
    const later = [first, first + 1 + Math.floor(random() * 40), first + 50 + Math.floor(random() * 400)];
    return later.slice(0, 1 + Math.floor(random() * 3)).flatMap((at) => sources[at] ?? []);
  };
  const speakers = [...people, ...people, ...briefing.actors.map(({ id }) => id)];
  const write = (kind: string, list: string, records: readonly string[], named = 'made') => {
    mkdirSync(join(folder, kind), { recursive: true });
    for (let from = 0; from < records.length; from += RECORDS_A_FILE) {
      const name = `${named}-${String(from).padStart(7, '0')}.yaml`;
      writeFileSync(
        join(folder, kind, name),
        `${list}:\n${records.slice(from, from + RECORDS_A_FILE).join('')}`,
      );
    }
  };
  write(
    'actors',
    'persons',
    people.map((id, at) => personYaml(id, at, oneOf(briefing.actors, random), random)),
  );
  write(
    'sources',
    'sources',
    sources.map(({ id, day }) => sourceYaml(id, day)),
  );
  write(
    'statements',
    'statements',
    made.map((words, at) =>
      statementYaml({
        id: `made-${at}`,
        words,
        speaker: oneOf(speakers, random),
        reports: reports(),
        about: about(2),
      }),
    ),
  );
  const sentence = (at: number) => made[at % made.length] ?? '';
  const some = (share: number) => Array.from({ length: Math.ceil(statements / share) }, (_, at) => at);
  write(
    'events',
    'events',
    some(50).map((at) => eventYaml(at, sentence(at), reports(), about(2), oneOf(speakers, random))),
  );
  write(
    'positions',
    'positions',
    some(50).map((at) =>
      positionYaml(
        at,
        sentence(at + 7),
        reports(),
        oneOf(briefing.provisions, random).id,
        oneOf(speakers, random),
      ),
    ),
  );
  write(
    'conflicts',
    'conflicts',
    some(200).map((at) =>
      conflictYaml(
        at,
        sentence(at + 3),
        [sources[at % sources.length]?.id ?? '', sources[(at + 9) % sources.length]?.id ?? ''],
        `made-${at}`,
      ),
    ),
  );
  const provisions = briefing.provisions.map(({ id }) => id);
  const stuff = { random, reports: sources, persons: people, provisions, sentence };
  writeTracked(Math.ceil(statements / 200), stuff, write);
}

function writeTracked(
  count: number,
  stuff: TrackedStuff,
  write: (kind: string, list: string, records: readonly string[], named: string) => void,
): void {
  const { parties, ...others } = trackedRecords(count, stuff);
  write('actors', 'parties', parties, 'groups');
  for (const [list, records] of Object.entries(others)) write(list, list, records, 'tracked');
}

const FIRST_DAY = '2024-06-01';
const DAYS = 500;
/** A file of a pack may have 5 MB. */
const RECORDS_A_FILE = 4_000;

function dayAfter(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

function personYaml(
  id: string,
  at: number,
  party: { readonly id: string; readonly kind: string },
  random: Random,
): string {
  const name = `${nameWord(random)} ${nameWord(random)}`;
  const belongs = party.kind === 'party' ? `    party: ${party.id}\n` : '';
  return `  - id: ${id}\n    name: ${name} ${romanOf(at)}\n${belongs}`;
}

/** Letters for a number, so that no two people have one name. */
function romanOf(at: number): string {
  const letters = at
    .toString(26)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  return `Q${letters}`;
}

function nameWord(random: Random): string {
  const letters = Array.from({ length: 6 }, (_, at) =>
    oneOf([...(at % 2 === 0 ? 'bdfgklmnprstvz' : 'aeiou')], random),
  ).join('');
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}

function sourceYaml(id: string, day: string): string {
  return [
    `  - id: ${id}`,
    `    publisher: Daily ${id}`,
    `    title: What was said on ${day} (${id})`,
    `    url: https://example.org/${id}`,
    `    published: ${day}`,
    '    quality: original',
    '',
  ].join('\n');
}

function statementYaml({
  id,
  words,
  speaker,
  reports,
  about,
}: {
  readonly id: string;
  readonly words: string;
  readonly speaker: string;
  readonly reports: readonly Report[];
  readonly about: readonly string[];
}): string {
  const text = JSON.stringify(words);
  return [
    `  - id: ${id}`,
    `    speaker: ${speaker}`,
    '    form: direct',
    `    words: ${text}`,
    `    gist: ${text}`,
    '    occasion: A made-up occasion',
    `    date: ${reports[0]?.day ?? 'undated'}`,
    ...(about.length === 0 ? [] : [`    about: [${about.join(', ')}]`]),
    '    provenance: named-source',
    '    sources:',
    ...reports.flatMap((report) => [
      `      - source: ${report.id}`,
      `        words: ${text}`,
      '        quoted: true',
    ]),
    '',
  ].join('\n');
}

function eventYaml(
  at: number,
  what: string,
  reports: readonly Report[],
  about: readonly string[],
  who: string,
): string {
  return [
    `  - id: made-event-${at}`,
    `    date: ${reports[0]?.day ?? 'undated'}`,
    '    status: happened',
    `    what: ${JSON.stringify(what)}`,
    `    who: [${who}]`,
    ...(about.length === 0 ? [] : [`    about: [${about.join(', ')}]`]),
    '    provenance: named-source',
    `    sources: [${reports.map(({ id }) => id).join(', ')}]`,
    '',
  ].join('\n');
}

function positionYaml(
  at: number,
  wording: string,
  reports: readonly Report[],
  provision: string,
  party: string,
): string {
  return [
    `  - id: made-position-${at}`,
    `    party: ${party}`,
    `    about: [${provision}]`,
    `    topic: ${JSON.stringify(wording.slice(0, 40))}`,
    '    stance: supports',
    `    wording: ${JSON.stringify(wording)}`,
    `    date: ${reports[0]?.day ?? 'undated'}`,
    '    provenance: named-source',
    `    sources: [${reports.map(({ id }) => id).join(', ')}]`,
    '',
  ].join('\n');
}

function conflictYaml(at: number, title: string, sources: readonly string[], statement: string): string {
  return [
    `  - id: made-conflict-${at}`,
    `    title: ${JSON.stringify(title)}`,
    '    type: fact',
    '    sides:',
    ...sources.flatMap((source, side) => [
      `      - claim: Side ${side + 1} says so.`,
      `        sources: [${source}]`,
    ]),
    '    assessment: Not decided.',
    `    records: ["statement:${statement}"]`,
    '',
  ].join('\n');
}

function oneOf<T>(list: readonly T[], random: Random): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('bench: cannot pick from an empty list');
  return found;
}
