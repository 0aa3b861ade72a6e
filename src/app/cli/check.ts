import { posix, resolve } from 'node:path';
import type { BriefingProblem } from '../../domain/errors.ts';
import { diskFolder } from '../../pack/read/disk-folder.ts';
import { type LoadedPack, loadPacks } from '../../pack/read/load.ts';
import { formatProblem } from '../../pack/read/problem.ts';
import type { Config } from '../config/config.ts';
import { type ExitCode, readConfig, scrubberFor, type Terminal } from '../process/process.ts';
import { defaultBecause } from '../serve/briefings.ts';

/**
 * `readout check`: every problem of every pack in the folder, a line each, and 1 where there is any. With `archive`
 * also every quotation that the archived copy of its source does not have. Names that would trap questions are told
 * besides, and are no problem: a few of them, or with `advice` all.
 */
export async function check(
  terminal: Terminal,
  folder: string | undefined,
  options: { readonly archive?: string; readonly advice?: boolean },
): Promise<ExitCode> {
  const { root, config } = await folderToCheck(terminal, folder);
  const loaded = loadPacks(diskFolder(root));
  const archive = options.archive === undefined ? null : await checkAgainst(options.archive, loaded.packs);
  const problems = [...loaded.problems, ...(archive?.problems ?? [])];
  const clean = scrubberFor(terminal);
  const tell = (problem: BriefingProblem) => {
    const text = formatProblem({ ...problem, file: posix.join(root, problem.file) });
    terminal.output.write(`${clean(text)}\n`);
  };
  problems.forEach(tell);
  const advice = await adviceOn(loaded.packs);
  const told = options.advice === true ? advice : advice.slice(0, MOST_ADVICE);
  told.forEach(tell);
  if (told.length < advice.length) {
    terminal.output.write(`${advice.length - told.length} more pieces of advice: readout check --advice\n`);
  }
  for (const { briefing, records } of loaded.packs) {
    const { statements, sources } = briefing;
    const gone = records.withdrawn.length;
    const drafts = Object.values(records.drafts).reduce((sum, list) => sum + list.size, 0) - gone;
    const answersNothing = drafts === 0 ? '' : `; ${countOf(drafts, 'draft')}, which answer nothing`;
    const counts = `${countOf(statements.length, 'statement')}, ${countOf(sources.length, 'source')}`;
    terminal.output.write(`${briefing.id}: ${counts}${answersNothing}\n`);
  }
  const ids = loaded.packs.map(({ briefing }) => briefing.id);
  if (ids.length > 1) terminal.output.write(`${defaultWords(ids, config)}\n`);
  if (archive !== null) terminal.output.write(`${archive.summary}\n`);
  terminal.output.write(
    problems.length === 0 ? 'No problem found.\n' : `${countOf(problems.length, 'problem')}.\n`,
  );
  return problems.length === 0 ? 0 : 1;
}

/** The folder, and the configuration where that is the folder it names: another is checked whatever it says. */
async function folderToCheck(
  terminal: Terminal,
  folder: string | undefined,
): Promise<{ readonly root: string; readonly config: Config | null }> {
  if (folder === undefined) {
    const config = await readConfig(terminal);
    return { root: config.behaviour.briefings, config };
  }
  const config = await readConfig(terminal).catch(() => null);
  const configured = config !== null && resolve(config.behaviour.briefings) === resolve(folder);
  return { root: folder, config: configured ? config : null };
}

/** Which of several stories is the default, and why. */
function defaultWords(ids: readonly string[], config: Config | null): string {
  const story = ids.find((id) => id === config?.behaviour.story) ?? ids[0];
  const because = config === null ? 'because its folder is the first by name' : defaultBecause(config, ids);
  return `${story} is the default, ${because}.`;
}

/** So much advice is told unasked. */
const MOST_ADVICE = 5;

async function adviceOn(packs: readonly LoadedPack[]): Promise<readonly BriefingProblem[]> {
  const [{ nameAdvice }, { COMMANDS }] = await Promise.all([
    import('./name-advice.ts'),
    import('../../commands/registry.ts'),
  ]);
  return packs.flatMap((pack) => nameAdvice(pack, COMMANDS));
}

async function checkAgainst(
  folder: string,
  packs: readonly LoadedPack[],
): Promise<{ readonly problems: readonly BriefingProblem[]; readonly summary: string }> {
  const { checkArchive } = await import('../../pack/read/archive-check.ts');
  const { problems, spans, sources, unchecked } = checkArchive(packs, diskFolder(folder, 'anywhere'));
  const summary =
    `${folder}: ${spans.found} of ${countOf(spans.checked, 'printed span')} found; ` +
    `${countOf(sources.archived, 'source')} with an archived copy, ${sources.notArchived} without (${countOf(unchecked, 'span')} not looked for)`;
  return { problems, summary };
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
