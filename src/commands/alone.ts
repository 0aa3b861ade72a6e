import type { Command } from './command.ts';

/** The commands that are no group, by name, each to be loaded without the others. */
const ALONE: Readonly<Record<string, () => Promise<Command>>> = {
  'plan-point': async () => (await import('./plan-point.ts')).planPoint,
  'who-said': async () => (await import('./who-said.ts')).whoSaid,
  compare: async () => (await import('./compare.ts')).compare,
  position: async () => (await import('./position.ts')).position,
  timeline: async () => (await import('./timeline.ts')).timeline,
  disputed: async () => (await import('./disputed.ts')).disputed,
  sources: async () => (await import('./sources.ts')).sources,
  briefing: async () => (await import('./briefing.ts')).briefing,
};

/** Loads the command that a line names behind its slash, and no other; null where the line has to be read with all of them. */
export async function commandAlone(line: string): Promise<Command | null> {
  const name = /^\/(\S+)/.exec(line)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(ALONE, name) ? ((await ALONE[name]?.()) ?? null) : null;
}
