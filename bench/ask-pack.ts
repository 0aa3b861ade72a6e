import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Briefing } from '../src/domain/briefing.ts';
import { diskFolder } from '../src/pack/read/disk-folder.ts';
import { loadPacks } from '../src/pack/read/load.ts';
import { makeStatements, type Random, seededRandom, vocabulary } from './corpus.ts';

const BRIEFINGS = new URL('../briefings/', import.meta.url);
const BASE = new URL('../tests/fixtures/minsk-2015/', import.meta.url);
/** A file of a pack may have 5 MB. */
const STATEMENTS_A_FILE = 4_000;

/** Writes the small test pack with so many made-up statements added, hands its folder over, and removes it again. */
export async function withLargePack<T>(
  statements: number,
  use: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  try {
    cpSync(fileURLToPath(BASE), folder, { recursive: true });
    const random = seededRandom(7);
    const { packs } = loadPacks(diskFolder(folder));
    const briefing = packs[0]?.briefing;
    if (briefing === undefined)
      throw new Error('bench: the test pack has problems; run "readout check" on it');
    mkdirSync(join(folder, 'statements'));
    const made = makeStatements(statements, vocabulary(BRIEFINGS, random), random);
    for (let from = 0; from < made.length; from += STATEMENTS_A_FILE) {
      const records = made.slice(from, from + STATEMENTS_A_FILE).map((statement, at) => {
        return statementYaml(`made-${from + at}`, statement.text, briefing, random);
      });
      const name = `made-${String(from).padStart(7, '0')}.yaml`;
      writeFileSync(join(folder, 'statements', name), `statements:\n${records.join('')}`);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function statementYaml(id: string, words: string, briefing: Briefing, random: Random): string {
  const text = JSON.stringify(words);
  const speaker = oneOf(briefing.actors, random).id;
  const quotable = briefing.sources.filter((source) => source.quality !== 'machine-reworded');
  const source = oneOf(quotable, random).id;
  return [
    `  - id: ${id}`,
    `    speaker: ${speaker}`,
    '    form: direct',
    `    words: ${text}`,
    `    gist: ${text}`,
    '    occasion: A made-up occasion',
    '    date: undated',
    '    provenance: named-source',
    '    sources:',
    `      - source: ${source}`,
    `        words: ${text}`,
    '        quoted: true',
    '',
  ].join('\n');
}

function oneOf<T>(list: readonly T[], random: Random): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('bench: cannot pick from an empty list');
  return found;
}
