import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createStory, type Story } from '../../core/stories.ts';
import { storiesNamed } from '../../core/story-names.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { type BriefingProblem, ConfigError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import { diskFolder } from '../../pack/read/disk-folder.ts';
import type { ReadPacks } from '../../pack/read/library.ts';
import { packBytes } from '../../pack/read/pack-folder.ts';
import { formatProblem } from '../../pack/read/problem.ts';
import { sharedBytes } from '../../pack/read/shared-files.ts';
import type { QuoteIndex } from '../../search/statements/quote-index.ts';
import type * as StatementIndex from '../../search/statements/statement-index.ts';
import { KEEP_NOTHING, type Keep } from '../config/checked-cache.ts';
import type { Config } from '../config/config.ts';
import type { PackHealth } from './health.ts';
import { createLargeReader } from './packs/large-packs.ts';

const MOST_PROBLEMS_SHOWN = 5;

/**
 * The stories of the configured folder, the default one first, read once. A broken pack beside a good one is left out.
 * @throws Error that shows the first problems where no pack is good or the default story is not among them
 */
export async function loadStories(config: Config, keep: Keep = KEEP_NOTHING): Promise<readonly Story[]> {
  const root = config.behaviour.briefings;
  const { packs, problems } = await keptPacks(root, keep, async () =>
    (await import('../../pack/read/load.ts')).loadPacks(diskFolder(root)),
  );
  const briefings = packs.map(({ briefing }) => briefing);
  const ordered = defaultFirst(briefings, config);
  if (ordered === null) throw nothingToServe(config, briefings.length, problems);
  return ordered.map((briefing) => storyOf(briefing, config.behaviour.abstain_below));
}

/** The folder of a loaded story's own pack. @throws Error where it is no longer there */
export async function packFolder(config: Config, story: string, keep: Keep = KEEP_NOTHING): Promise<string> {
  const root = config.behaviour.briefings;
  const { packs } = await keptPacks(root, keep, async () =>
    (await import('../../pack/read/load.ts')).loadPacks(diskFolder(root)),
  );
  const pack = packs.find(({ briefing }) => briefing.id === story);
  if (pack === undefined) throw new Error(`The pack of "${story}" is no longer in ${root}.`);
  return join(root, pack.folder);
}

/** The packs of a folder as `read` gives them: what was found whole once is not checked again until a byte changes. */
function keptPacks(root: string, keep: Keep, read: () => Promise<ReadPacks>): Promise<ReadPacks> {
  const folder = diskFolder(root);
  return keep(
    'packs',
    () => Buffer.concat([packBytes(folder), ...sharedBytes(folder)]),
    async () => {
      const { packs, broken, problems } = await read();
      return { packs: packs.map(({ folder: at, briefing }) => ({ folder: at, briefing })), broken, problems };
    },
  );
}

const require = createRequire(import.meta.url);

/**
 * A story to ask. `threshold` is the least probability at which words are claimed to be a statement's; `built` the index
 * over its statements where there is one already.
 */
export function storyOf(briefing: Briefing, threshold?: number, built?: QuoteIndex): Story {
  return createStory(briefing, () => {
    if (built !== undefined) return built;
    // Loaded by the first question that looks for words: a process that answers only one seldom needs it.
    const { indexStatements } =
      require('../../search/statements/statement-index.ts') as typeof StatementIndex;
    return indexStatements(briefing, threshold);
  });
}

/** The stories a running process answers from. */
export interface Briefings {
  /** The default story first; asked anew for each question, so that an edited pack is seen at once. */
  readonly stories: () => readonly Story[];
  /** Why the first is the default. */
  readonly defaultBecause: () => string;
  readonly health: () => PackHealth;
  /** Calls the listener after the stories have changed. */
  readonly onChange: (listener: () => void) => void;
  readonly stop: () => Promise<void>;
}

/** Reads the stories and keeps up with edits. @throws Error where there is no story to begin with */
export async function followBriefings(
  config: Config,
  log: Log,
  keep: Keep = KEEP_NOTHING,
): Promise<Briefings> {
  const { openLibrary } = await import('../../pack/read/library.ts');
  const { abstain_below: threshold, briefings: root } = config.behaviour;
  const large = createLargeReader({ root, threshold, log });
  const library = await openLibrary({
    root,
    log,
    first: (read) => (large.isNeeded() ? read() : keptPacks(root, keep, read)),
    read: (inProcess) => (large.isNeeded() ? large.read() : inProcess()),
  });
  const first = defaultFirst(library.packs(), config);
  if (first === null) {
    library.close();
    large.stop();
    throw nothingToServe(config, library.packs().length, library.problems());
  }
  const askable = (packs: readonly Briefing[]) =>
    packs.map((briefing) => storyOf(briefing, threshold, large.indexOf(briefing)));
  let stories = askable(first);
  let loaded = performance.now();
  const listeners: (() => void)[] = [];
  library.onChange((packs) => {
    const ordered = defaultFirst(packs, config);
    if (ordered === null) log.warn('The default story is gone; the first of the others is asked instead.');
    stories = askable(ordered ?? packs);
    loaded = performance.now();
    for (const listener of listeners) listener();
  });
  return {
    stories: () => stories,
    defaultBecause: () =>
      defaultBecause(
        config,
        stories.map(({ briefing }) => briefing.id),
      ),
    health: () => ({
      stories: stories.map(({ briefing }) => ({
        id: briefing.id,
        reviewed: briefing.reviewed,
        statements: briefing.statements.length,
      })),
      ageMs: Math.round(performance.now() - loaded),
      stale: library.problems().length > 0,
    }),
    onChange: (listener) => {
      listeners.push(listener);
    },
    async stop() {
      library.close();
      large.stop();
    },
  };
}

/** Null where there is no default story to begin with. */
function defaultFirst(briefings: readonly Briefing[], config: Config): readonly Briefing[] | null {
  const { story } = config.behaviour;
  const first = story === undefined ? briefings[0] : briefings.find((briefing) => briefing.id === story);
  return first === undefined ? null : [first, ...briefings.filter((briefing) => briefing !== first)];
}

/** The story that `--story` means, by its id or a part of its name. @throws ConfigError with the choices */
export function storyMeant(typed: string, stories: readonly Story[]): Story {
  const found = storiesNamed(typed, stories);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const choices = (found.length > 1 ? found : stories).map(({ briefing }) => briefing.id).join(', ');
  throw new ConfigError([`--story must be one of ${choices}, not "${typed}".`]);
}

/** Why the first of several stories is the default: `because …`. `ids` are those that are loaded. */
export function defaultBecause({ behaviour: { story } }: Config, ids: readonly string[]): string {
  if (story === undefined) return 'because its folder is the first by name and the configuration names none';
  return ids.includes(story)
    ? 'because the configuration names it as "story"'
    : `because "${story}", which the configuration names as "story", is not loaded`;
}

function nothingToServe(config: Config, packs: number, problems: readonly BriefingProblem[]): Error {
  const { briefings, story } = config.behaviour;
  const shown = problems.slice(0, MOST_PROBLEMS_SHOWN).map((problem) => `\n  ${formatProblem(problem)}`);
  const more =
    problems.length > shown.length
      ? `\n  and ${problems.length - shown.length} more: run "readout check"`
      : '';
  const what = story === undefined || packs === 0 ? 'No briefing pack' : `No story "${story}"`;
  return new Error(`${what} could be read from ${briefings}.${shown.join('')}${more}`);
}
