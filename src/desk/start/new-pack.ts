import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskFolder } from '../../pack/read/disk-folder.ts';
import { loadPack } from '../../pack/read/load.ts';
import { formatProblem } from '../../pack/read/problem.ts';
import { sharedActors } from '../../pack/read/shared-actors.ts';
import { keyLines, type RawRecord, recordLines } from '../write/record-lines.ts';
import { guideTo } from './guide.ts';
import { type StoryStart, workedRecords } from './worked-records.ts';

export type PackStarted =
  | { readonly kind: 'started'; readonly folder: string; readonly files: readonly string[] }
  /** Nothing was written; a sentence each. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/**
 * Makes the folder of a new pack with everything in it, or nothing: it is written beside its place, checked there and
 * then moved. A folder that is there already is left as it is.
 */
export function startPack(packs: string, asked: StoryStart): PackStarted {
  const shared = sharedActors(diskFolder(packs)).named(asked.by);
  const start = { ...asked, ...(shared === undefined ? {} : { shared: { id: String(shared['id']) } }) };
  const folder = join(packs, start.id);
  if (existsSync(folder)) {
    return { kind: 'refused', problems: [`${folder} is there already, and nothing in it was changed.`] };
  }
  const files = filesOf(start);
  const beside = join(packs, `.${start.id}.${process.pid}.new`);
  try {
    mkdirSync(beside, { recursive: true });
    for (const [name, text] of files) writeFileSync(join(beside, name), text, { flag: 'wx' });
    const loaded = loadPack(diskFolder(beside, 'anywhere'));
    if (loaded.kind === 'broken') return { kind: 'refused', problems: loaded.problems.map(formatProblem) };
    mkdirSync(dirname(folder), { recursive: true });
    // Onto a folder with something in it this fails, so two who start at once do not mix.
    renameSync(beside, folder);
    return { kind: 'started', folder, files: [...files.keys()] };
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function filesOf(start: StoryStart): ReadonlyMap<string, string> {
  const { story, kinds } = workedRecords(start);
  const files = new Map([['story.yaml', `${schemaLine('story')}${mapping(story)}`]]);
  for (const { kind, says, lists } of kinds) {
    const parts = lists.map(({ list, records }) => {
      if (records.length === 0) return `${list}: []\n`;
      const lines = records.flatMap((record, at) => [
        ...(at === 0 ? [] : ['']),
        ...recordLines(list, record).map((line) => (line === '' ? '' : `  ${line}`)),
      ]);
      return `${list}:\n${lines.join('\n')}\n`;
    });
    files.set(`${kind}.yaml`, `${schemaLine(kind)}# ${says}\n${parts.join('\n')}`);
  }
  files.set('README.md', guideTo(start));
  return files;
}

function schemaLine(kind: string): string {
  return `# yaml-language-server: $schema=../schema/${kind}.schema.json\n`;
}

function mapping(record: RawRecord): string {
  return `${Object.entries(record)
    .flatMap(([key, value]) => keyLines(key, value))
    .join('\n')}\n`;
}
