import type { Briefing } from '../../domain/briefing.ts';
import type { BriefingProblem } from '../../domain/errors.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import { checkContext } from '../checks/check.ts';
import { CHECKS } from '../checks/registry.ts';
import { KIND_NAMES, KINDS } from '../format/kinds.ts';
import type { PackRecords } from '../format/records.ts';
import { SCHEMA_RULES } from '../format/rules.ts';
import { breaksSyntax, YAML_RULES } from '../yaml/problem.ts';
import { assemble } from './assemble.ts';
import type { Folder } from './disk-folder.ts';
import { type Gathered, gather } from './gather.ts';
import { packFiles, packFolders, unreadable } from './pack-folder.ts';
import { type Finding, type Place, problemAt, shown } from './problem.ts';

/** A pack without a problem, with what its records are made of and where they stand. */
export interface LoadedPack {
  readonly kind: 'pack';
  /** Its folder, relative to the one that was loaded; '' for that folder itself. */
  readonly folder: string;
  readonly briefing: Briefing;
  /** What the briefing was made from; large, so let go of it once it is checked. */
  readonly records: PackRecords;
  /** The 1-based line of a place in one of its files, 0 where it is not known. */
  readonly lineAt: (place: Place) => number;
}

/** A pack with something wrong, which is therefore no pack: everything that is wrong, by file and line. */
export interface BrokenPack {
  readonly kind: 'broken';
  readonly folder: string;
  /** Never empty. */
  readonly problems: readonly BriefingProblem[];
}

/** The packs of a folder, and every problem of those that have any, and of the folder itself. */
export interface LoadedPacks {
  readonly packs: readonly LoadedPack[];
  readonly broken: readonly BrokenPack[];
  readonly problems: readonly BriefingProblem[];
}

/** Loads the pack in one folder, whole or not at all. Never throws. */
export function loadPack(folder: Folder, at = ''): LoadedPack | BrokenPack {
  return drain(loadingPack(folder, at));
}

/** Loads every pack in a folder of packs; a folder that is itself a pack is loaded as one. Never throws. */
export function loadPacks(folder: Folder): LoadedPacks {
  return drain(loadingPacks(folder));
}

/** `loadPacks` in steps of a few milliseconds, for a process that must answer meanwhile. */
export function* loadingPacks(folder: Folder): Generator<void, LoadedPacks> {
  const { folders, finding } = foldersToLoad(folder);
  const packs: LoadedPack[] = [];
  const broken: BrokenPack[] = [];
  for (const at of folders) {
    const result = yield* loadingPack(folder, at);
    const twin =
      result.kind === 'pack' ? packs.find(({ briefing }) => briefing.id === result.briefing.id) : undefined;
    if (result.kind === 'broken') broken.push(result);
    else if (twin === undefined) packs.push(result);
    else broken.push({ kind: 'broken', folder: at, problems: [sameStory(result, twin)] });
  }
  const own = finding === undefined ? [] : [problemAt(finding, () => 0)];
  return { packs, broken, problems: [...own, ...broken.flatMap(({ problems }) => problems)] };
}

/** The folders to load; a folder with a `story.yaml` of its own is one pack, whatever else is in it. */
function foldersToLoad(folder: Folder): { readonly folders: readonly string[]; readonly finding?: Finding } {
  try {
    if (folder.entries('').some(({ name, isFolder }) => !isFolder && name === 'story.yaml')) {
      return { folders: [''] };
    }
    const folders = packFolders(folder);
    if (folders.length > 0) return { folders };
  } catch (error) {
    return { folders: [], finding: { ...unreadable('.', error), expected: 'a folder of packs' } };
  }
  const expected = 'a folder with a story.yaml in it';
  const finding = { file: '.', path: [], line: 0, rule: 'no-pack', expected, found: 'none' };
  return { folders: [], finding };
}

/** Stories are asked for by id, so the second of two could never be reached. */
function sameStory(pack: LoadedPack, first: LoadedPack): BriefingProblem {
  const finding = {
    file: `${pack.folder}/story.yaml`,
    path: ['id'],
    rule: 'duplicate-id',
    expected: 'a story id of its own',
    found: `${shown(pack.briefing.id)}, also that of ${first.folder}/story.yaml`,
  };
  return problemAt(finding, pack.lineAt);
}

/** One pack in steps. With a single problem in it it is broken, and the problems are all that comes of it. */
function* loadingPack(folder: Folder, at: string): Generator<void, LoadedPack | BrokenPack> {
  const { files, findings: fileFindings, unseen } = packFiles(folder, at);
  const gathered = yield* gather(folder, files);
  const missing = KIND_NAMES.filter((kind) => !unseen.has(kind) && !files.some((file) => file.kind === kind));
  const records: PackRecords = {
    ...gathered.records,
    unread: new Set([
      ...gathered.records.unread,
      ...unseen,
      ...missing.filter((kind) => KINDS[kind].required),
    ]),
  };
  const findings = [...fileFindings, ...missingFiles(at, missing), ...gathered.findings];
  const context = checkContext(records);
  for (const { check } of CHECKS) {
    yield;
    for (const finding of check(context)) findings.push(finding);
  }
  yield;
  const lineAt = lineFinder(gathered);
  const { story } = records;
  if (findings.length === 0 && story !== undefined) {
    return { kind: 'pack', folder: at, briefing: assemble(story.data, records), records, lineAt };
  }
  const problems = limited(findings).map((finding) => problemAt(finding, lineAt));
  return { kind: 'broken', folder: at, problems: withoutEchoes(problems).sort(byPlace) };
}

/** A file that is required is so even without records: leaving it out may be an oversight, an empty list is not. */
function missingFiles(at: string, kinds: readonly (keyof typeof KINDS)[]): readonly Finding[] {
  return kinds
    .filter((kind) => KINDS[kind].required)
    .map((kind) => {
      const [list] = KINDS[kind].lists;
      const file = `${at === '' ? '' : `${at}/`}${kind}.yaml`;
      const hint = list === undefined ? {} : { hint: `A pack without any has a file with "${list}: []".` };
      return {
        file,
        path: [],
        line: 0,
        rule: 'missing-file',
        expected: 'the file',
        found: 'nothing',
        ...hint,
      };
    });
}

/** Of a mistake made over and over in one file, so many are told one by one. */
const MOST_ALIKE = 200;

/** The findings with those that repeat one mistake cut and counted. */
function limited(findings: readonly Finding[]): readonly Finding[] {
  const groups = Map.groupBy(findings, ({ file, rule }) => `${file}\n${rule}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= MOST_ALIKE) return group;
    const [next = first] = group.slice(MOST_ALIKE);
    // Where the first that is not told stands, so that it comes after those that are.
    return [
      ...group.slice(0, MOST_ALIKE),
      atPlaceOf(next, { expected: 'none of these', found: `${group.length - MOST_ALIKE} more` }),
    ];
  });
}

function atPlaceOf(
  { file, path, line, rule }: Finding,
  problem: Pick<Finding, 'expected' | 'found'>,
): Finding {
  return withoutUndefined({ file, path, rule, ...problem, line });
}

/** What is found missing where a syntax error has cut a record short, even above the error. */
const CUT_SHORT: ReadonlySet<string> = new Set([
  'missing-key',
  'no-source',
  'list-length',
  'one-sided-conflict',
]);

/**
 * The problems without those that follow from others: what the schema misses where the YAML is at fault, on the same
 * line or, since a syntax error shifts everything after it, from its line on.
 */
function withoutEchoes(problems: readonly BriefingProblem[]): BriefingProblem[] {
  const atFault = problems.filter(({ rule }) => Object.hasOwn(YAML_RULES, rule));
  return problems.filter(({ file, line, rule }) => {
    if (Object.hasOwn(YAML_RULES, rule)) return true;
    // Whatever else is found about half a text is found about a text that nobody wrote.
    if (atFault.some((other) => other.rule === 'cut-text' && other.file === file && other.line === line)) {
      return false;
    }
    if (!Object.hasOwn(SCHEMA_RULES, rule)) return true;
    return !atFault.some((other) => {
      if (other.file !== file) return false;
      if (!breaksSyntax(other.rule)) return other.line === line;
      return other.line <= line || CUT_SHORT.has(rule);
    });
  });
}

/** The line of a place; 0 in a file that could not be read. */
function lineFinder({ lines }: Gathered): (place: Place) => number {
  return ({ file, path }) => lines.get(file)?.(path) ?? 0;
}

/** By file, then line: the order in which an editor mends them. */
function byPlace(one: BriefingProblem, other: BriefingProblem): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line;
}

/** Takes all steps at once, for whoever has nothing to do in between. */
function drain<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
