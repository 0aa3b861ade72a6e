import type { Command } from '../core/command.ts';
import type { Grammar } from '../core/command-line.ts';

interface Alone {
  readonly load: () => Promise<Command>;
  /** Those of its options that tell how its line is written: which one leads it, which one is a speaker. */
  readonly options: Grammar['options'];
}

/** The commands that are no group, by name, each to be loaded without the others. */
const ALONE: Readonly<Record<string, Alone>> = {
  'plan-point': {
    load: async () => (await import('./plan-point.ts')).planPoint,
    options: [{ name: 'point', rest: true }],
  },
  'who-said': {
    load: async () => (await import('./who-said.ts')).whoSaid,
    options: [
      { name: 'words', rest: true },
      { name: 'speaker', suggest: 'speaker' },
    ],
  },
  compare: { load: async () => (await import('./compare.ts')).compare, options: [{ name: 'from' }] },
  position: { load: async () => (await import('./position.ts')).position, options: [{ name: 'party' }] },
  timeline: {
    load: async () => (await import('./timeline.ts')).timeline,
    options: [{ name: 'about', rest: true }],
  },
  disputed: {
    load: async () => (await import('./disputed.ts')).disputed,
    options: [{ name: 'about', rest: true }],
  },
  sources: {
    load: async () => (await import('./sources.ts')).sources,
    options: [{ name: 'source', rest: true }],
  },
  briefing: {
    load: async () => (await import('./briefing.ts')).briefing,
    options: [{ name: 'since', rest: true }],
  },
};

/** How a line of each is written, known without loading it: an answer offers other commands than the one that made it. */
export const GRAMMARS: readonly Grammar[] = Object.entries(ALONE).map(([name, { options }]) => ({
  name,
  options,
}));

/** Loads the command that a line names behind its slash, and no other; null where the line has to be read with all of them. */
export async function commandAlone(line: string): Promise<Command | null> {
  const name = /^\/(\S+)/.exec(line)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(ALONE, name) ? ((await ALONE[name]?.load()) ?? null) : null;
}
