import { posix, resolve } from 'node:path';
import { type BriefingProblem, ConfigError } from '../../domain/errors.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import { diskFolder } from '../../pack/read/disk-folder.ts';
import { type LoadedPack, loadPacks } from '../../pack/read/load.ts';
import { formatProblem, problemAt } from '../../pack/read/problem.ts';
import { sharedActorProblems } from '../../pack/read/shared-actors.ts';
import type { Config } from '../config/config.ts';
import { type ExitCode, readConfig, scrubberFor, type Terminal } from '../process/process.ts';
import { defaultBecause } from '../serve/briefings.ts';
import type { CheckedLink } from './checks/links.ts';

export interface CheckOptions {
  /** Folder with the archived copies. */
  readonly archive?: string;
  readonly advice?: boolean;
  /** Also asks the packs their own questions. */
  readonly ask?: boolean;
  /** Also looks at the page of every source again. */
  readonly links?: boolean;
  /** Seconds between two pages of one host. */
  readonly delay?: string;
  /** One JSON object a line instead of words. */
  readonly json?: boolean;
}

/**
 * `readout check`: every problem of every pack in the folder, a line each, and 1 where there is any. With `archive`
 * also every quotation that the archived copy of its source does not have, with `ask` every question of the packs' own
 * that is answered wrong, with `links` every source whose page is gone, elsewhere or another. Advice is told besides, and is no problem: a few traps in names, or with `advice` all of it.
 */
export async function check(
  terminal: Terminal,
  folder: string | undefined,
  options: CheckOptions,
): Promise<ExitCode> {
  const { root, config } = await folderToCheck(terminal, folder);
  const disk = diskFolder(root);
  const loaded = loadPacks(disk);
  const clean = scrubberFor(terminal);
  const write = (line: string) => terminal.output.write(`${clean(line)}\n`);
  const inRoot = <At extends { readonly file: string }>(at: At): At => ({
    ...at,
    file: posix.join(root, at.file),
  });
  const tell = (kind: 'problem' | 'advice', problem: BriefingProblem) => {
    const told = inRoot(problem);
    const words = kind === 'problem' ? formatProblem(told) : inOneLine(formatProblem(told));
    write(options.json === true ? JSON.stringify({ kind, ...told }) : words);
  };
  const archive = options.archive === undefined ? null : await checkAgainst(options.archive, loaded.packs);
  const shared = sharedActorProblems(disk).map((finding) => problemAt(finding, () => 0));
  const problems = [...loaded.problems, ...shared, ...(archive?.problems ?? [])];
  for (const problem of problems) tell('problem', problem);
  const asked = options.ask === true ? await askThem(loaded.packs, terminal, config) : null;
  for (const { question, problem } of asked ?? []) {
    if (options.json === true) write(JSON.stringify({ kind: 'question', ...inRoot(question) }));
    else if (problem !== null) write(formatProblem(inRoot(problem)));
  }
  const wrong = (asked ?? []).filter(({ problem }) => problem !== null).length;
  const links = options.links === true ? await lookedAt(loaded.packs, terminal, options) : null;
  for (const { link, problem } of links ?? []) {
    if (options.json === true) write(JSON.stringify({ kind: 'link', ...inRoot(link) }));
    else if (problem !== null) write(formatProblem(inRoot(problem)));
  }
  const broken = (links ?? []).filter(({ problem }) => problem !== null).length;
  const { traps, others } = await adviceOnAll(loaded.packs, terminal.clock());
  const advice = [
    ...traps,
    ...others,
    ...(options.advice === true ? await gapsAsked(loaded.packs, terminal) : []),
  ];
  const told = options.advice === true ? advice : options.json === true ? [] : traps.slice(0, MOST_ADVICE);
  for (const piece of told) tell('advice', piece);
  const count = problems.length + wrong + broken;
  const code = count === 0 ? 0 : 1;
  if (options.json === true) return code;
  if (told.length < advice.length) {
    const left = advice.length - told.length;
    write(
      `${left} ${told.length === 0 ? '' : 'more '}${left === 1 ? 'piece' : 'pieces'} of advice: readout check --advice`,
    );
  }
  for (const pack of loaded.packs) write(inShort(pack));
  const ids = loaded.packs.map(({ briefing }) => briefing.id);
  if (ids.length > 1) write(defaultWords(ids, config));
  if (archive !== null) write(archive.summary);
  if (asked !== null) write(askedInShort(asked.length, wrong));
  if (links !== null) {
    const unsure = links.filter(({ link }) => link.state === 'unsure').length;
    write(
      `${countOf(links.length, 'page')} looked at: ${broken} dead, moved or changed, ${unsure} that could not be looked at.`,
    );
  }
  write(count === 0 ? 'No problem found.' : `${countOf(count, 'problem')}.`);
  return code;
}

/** What a pack holds, in a line. */
function inShort({ briefing, records }: LoadedPack): string {
  const { statements, sources } = briefing;
  const gone = records.withdrawn.length;
  const drafts = Object.values(records.drafts).reduce((sum, list) => sum + list.size, 0) - gone;
  const answersNothing = drafts === 0 ? '' : `; ${countOf(drafts, 'draft')}, which answer nothing`;
  const counts = `${countOf(statements.length, 'statement')}, ${countOf(sources.length, 'source')}`;
  return `${briefing.id}: ${counts}${answersNothing}`;
}

function askedInShort(count: number, wrong: number): string {
  if (count === 0) return 'The packs have no questions of their own: write some in questions.yaml.';
  return `${countOf(count, 'question')} asked: ${count - wrong} answered right, ${wrong} not.`;
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

async function askThem(packs: readonly LoadedPack[], { clock }: Terminal, config: Config | null) {
  const { askOwnQuestions, wrongAnswer } = await import('./checks/own-questions.ts');
  const abstainBelow = config?.behaviour.abstain_below;
  const all = [];
  for (const pack of packs) all.push(...(await askOwnQuestions(pack, { clock, abstainBelow })));
  return all.map((question) => ({ question, problem: question.right ? null : wrongAnswer(question) }));
}

/** Advice goes on from its problem: a line each, so that it can be counted and searched. */
function inOneLine(problem: string): string {
  return problem.replace('\n  ', '. ');
}

async function lookedAt(
  packs: readonly LoadedPack[],
  terminal: Terminal,
  { archive, delay }: CheckOptions,
): Promise<readonly { readonly link: CheckedLink; readonly problem: BriefingProblem | null }[]> {
  const seconds = delay === undefined ? undefined : Number(delay);
  if (seconds !== undefined && !(seconds >= 0 && seconds <= 3600)) {
    throw new ConfigError([`--delay must be a number of seconds from 0 to 3600, not "${delay}".`]);
  }
  const { linkProblem, lookAtLinks } = await import('./checks/links.ts');
  const delayMs = seconds === undefined ? undefined : seconds * 1000;
  const links = await lookAtLinks(packs, terminal, { archive, delayMs });
  return links.map((link) => ({ link, problem: linkProblem(link) }));
}

/** So much advice is told unasked, and only on names: a trap gives a wrong answer, what is missing a poor one. */
const MOST_ADVICE = 5;

async function adviceOnAll(
  packs: readonly LoadedPack[],
  now: Temporal.Instant,
): Promise<{ readonly traps: readonly BriefingProblem[]; readonly others: readonly BriefingProblem[] }> {
  const [{ nameAdvice }, { adviceOn }, { everyCommand }] = await Promise.all([
    import('./name-advice.ts'),
    import('../../desk/advice/registry.ts'),
    import('../../commands/every-command.ts'),
  ]);
  const today = ({ briefing: { zone } }: LoadedPack) => dayIn(now, zone);
  const commands = await everyCommand();
  return {
    traps: packs.flatMap((pack) => nameAdvice(pack, commands)),
    others: packs.flatMap((pack) => adviceOn(pack, today(pack))),
  };
}

/** Asked one by one, so only where all advice is wanted. */
async function gapsAsked(packs: readonly LoadedPack[], { clock }: Terminal) {
  const { gapAdvice } = await import('./checks/gap-advice.ts');
  const found = [];
  for (const pack of packs) found.push(...(await gapAdvice(pack, clock)));
  return found;
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
