import type { Command, CommandGroup } from '../core/command.ts';
import type { Grammar } from '../core/line/grammar.ts';
import type { Services } from './services.ts';

/** Everything a user can ask, each to be loaded without the others. */
export type Commands = readonly (Command | CommandGroup)[];

interface Entry {
  readonly name: string;
  /**
   * Those of its options that tell how its line is written: which one leads it, which one is a speaker. An answer offers
   * other commands than the one that made it, and must not load them to write their lines. Absent for a group.
   */
  readonly options?: Grammar['options'];
  /** The command with what the process has for it; `all` are those that it tells about, once they are loaded. */
  readonly load: (services: Services, all: () => Commands) => Promise<Command | CommandGroup>;
}

/** In the order help tells it. A new command is one file and one entry here. */
export const LIST: readonly Entry[] = [
  {
    name: 'plan-point',
    options: [{ name: 'point', rest: true }],
    load: async ({ board }) => {
      const { planPoint, planPointWith } = await import('./plan-point.ts');
      return board === undefined ? planPoint : planPointWith(board);
    },
  },
  {
    name: 'who-said',
    options: [
      { name: 'words', rest: true },
      { name: 'speaker', suggest: 'speaker' },
    ],
    load: async () => (await import('./who-said.ts')).whoSaid,
  },
  {
    name: 'compare',
    options: [{ name: 'from' }],
    load: async () => (await import('./compare.ts')).compare,
  },
  {
    name: 'position',
    options: [{ name: 'party' }],
    load: async () => (await import('./position.ts')).position,
  },
  {
    name: 'timeline',
    options: [{ name: 'about', rest: true }],
    load: async () => (await import('./timeline.ts')).timeline,
  },
  {
    name: 'deadlines',
    options: [{ name: 'about', rest: true }],
    load: async () => (await import('./deadlines.ts')).deadlines,
  },
  {
    name: 'disputed',
    options: [{ name: 'about', rest: true }],
    load: async () => (await import('./disputed.ts')).disputed,
  },
  {
    name: 'sources',
    options: [{ name: 'source', rest: true }],
    load: async () => (await import('./sources.ts')).sources,
  },
  {
    name: 'briefing',
    options: [{ name: 'since', rest: true }],
    load: async () => (await import('./briefing.ts')).briefing,
  },
  {
    name: 'since',
    options: [{ name: 'time', rest: true }],
    load: async (services) => {
      const { since, sinceWith } = await import('./since.ts');
      return services.missed === undefined ? since : sinceWith(services);
    },
  },
  {
    name: 'digest',
    load: async (services) => (await import('./digest/digest.ts')).digestWith(services),
  },
  {
    name: 'watch',
    load: async (services) => (await import('./watch/watch.ts')).watchWith(services),
  },
  {
    name: 'propose',
    load: async (services) => (await import('./desk/propose.ts')).proposeWith(services),
  },
  {
    name: 'review',
    load: async (services) => (await import('./desk/review.ts')).reviewWith(services),
  },
  {
    name: 'readout',
    load: async (services, all) => {
      const [
        { readoutWith },
        { correctionsWith },
        { auditWith },
        { helpfulWith, questionsWith, wrongWith },
        { myDataWith },
      ] = await Promise.all([
        import('./readout/readout.ts'),
        import('./readout/corrections.ts'),
        import('./readout/audit.ts'),
        import('./readout/questions.ts'),
        import('./readout/mydata.ts'),
      ]);
      return readoutWith(services, all, [
        correctionsWith(services),
        auditWith(services),
        questionsWith(services),
        wrongWith(services),
        helpfulWith(services),
        myDataWith(services),
      ]);
    },
  },
];

/** How a line of each command that is no group is written, known without loading it. */
export const GRAMMARS: readonly Grammar[] = LIST.flatMap(({ name, options }) =>
  options === undefined ? [] : [{ name, options }],
);

/** Loads the command that a line names behind its slash, and no other; null where the line has to be read with all of them. */
export async function commandAlone(line: string): Promise<Command | null> {
  const name = /^\/(\S+)/.exec(line)?.[1]?.toLowerCase();
  const entry = LIST.find((each) => each.name === name && each.options !== undefined);
  const command = await entry?.load({}, () => []);
  return command === undefined || 'subcommands' in command ? null : command;
}
