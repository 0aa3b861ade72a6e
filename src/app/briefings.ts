import { createStory, type Story } from '../commands/stories.ts';
import type { BriefingProblem } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';
import { loadPacks } from '../pack/load.ts';
import { diskFolder } from '../pack/pack-folder.ts';
import { formatProblem } from '../pack/problem.ts';
import type { Config } from './config.ts';
import type { PackHealth } from './health.ts';

const MOST_PROBLEMS_SHOWN = 5;

/**
 * The stories of the configured folder, the default one first, read once. A broken pack beside a good one is left out.
 * @throws Error that shows the first problems where no pack is good or the default story is not among them
 */
export function loadStories(config: Config): readonly Story[] {
  const { briefings, abstain_below } = config.behaviour;
  const { packs, problems } = loadPacks(diskFolder(briefings));
  const stories = packs.map(({ briefing }) => createStory(briefing, abstain_below));
  return defaultFirst(stories, config, problems);
}

/** @throws Error where there is no story to begin with */
export function defaultFirst(
  stories: readonly Story[],
  config: Config,
  problems: readonly BriefingProblem[],
): readonly Story[] {
  const { briefings, story } = config.behaviour;
  const first = story === undefined ? stories[0] : stories.find(({ briefing }) => briefing.id === story);
  if (first !== undefined) return [first, ...stories.filter((other) => other !== first)];
  const shown = problems.slice(0, MOST_PROBLEMS_SHOWN).map((problem) => `\n  ${formatProblem(problem)}`);
  const more =
    problems.length > shown.length
      ? `\n  and ${problems.length - shown.length} more: run "readout check"`
      : '';
  const what = story === undefined || stories.length === 0 ? 'No briefing pack' : `No story "${story}"`;
  throw new Error(`${what} could be read from ${briefings}.${shown.join('')}${more}`);
}

/** The stories a running process answers from. */
export interface Briefings {
  /** The default story first; asked anew for each question. */
  readonly stories: () => readonly Story[];
  readonly health: () => PackHealth;
  readonly stop: () => Promise<void>;
}

/** Reads the stories and goes on with them. @throws Error where there is no story to begin with */
export function followBriefings(config: Config, _log: Log): Briefings {
  const stories = loadStories(config);
  const loaded = performance.now();
  return {
    stories: () => stories,
    health: () => ({
      stories: stories.map(({ briefing }) => ({
        id: briefing.id,
        reviewed: briefing.reviewed,
        statements: briefing.statements.length,
      })),
      ageMs: Math.round(performance.now() - loaded),
      stale: false,
    }),
    stop: async () => {},
  };
}
