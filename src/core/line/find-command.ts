import { oncePerRecord } from '../../domain/lookups/once-per-record.ts';
import { COMMON_OPTIONS, type Command, type CommandGroup, isGroup } from '../command.ts';

/** A command with the path it is reached by; `group` where it is one of several. */
export interface FoundCommand {
  readonly path: readonly string[];
  readonly command: Command;
  readonly group?: CommandGroup;
}

/** Every command that can be run, in the order of the registry. */
export const runnable = oncePerRecord(
  (commands: readonly (Command | CommandGroup)[]): readonly FoundCommand[] =>
    commands.flatMap((entry): readonly FoundCommand[] =>
      isGroup(entry)
        ? entry.subcommands.map((command) => ({ path: [entry.name, command.name], command, group: entry }))
        : [{ path: [entry.name], command: entry }],
    ),
);

/** The command at a path; a group alone is its fallback. Null where there is none. */
export function findCommand(
  path: readonly string[],
  commands: readonly (Command | CommandGroup)[],
): FoundCommand | null {
  const [name, sub, ...more] = path;
  const first = commands.find((entry) => entry.name === name);
  if (first === undefined || more.length > 0) return null;
  if (!isGroup(first)) return sub === undefined ? { path: [first.name], command: first } : null;
  const command = first.subcommands.find((each) => each.name === (sub ?? first.fallback));
  return command === undefined ? null : { path: [first.name, command.name], command, group: first };
}

/**
 * Whether a line may open a form: it names a command that has one, and nothing stands behind it that belongs into one.
 * Without a look at any briefing: whatever may open a form is acknowledged before it is answered.
 */
export function mayOpenForm(line: string, commands: readonly (Command | CommandGroup)[]): boolean {
  const words = line
    .trim()
    .replace(/^\//, '')
    .replaceAll(/"[^"]*"/g, 'quoted')
    .toLowerCase()
    .split(/\s+/);
  const path = findCommand(words.slice(0, 2), commands) === null ? 1 : 2;
  const command = findCommand(words.slice(0, path), commands)?.command;
  if (command?.form === undefined) return false;
  const about = command.form === true ? [] : (command.form.about ?? []);
  const carried = new Set([...COMMON_OPTIONS.map(({ name }) => name), ...(command.carried ?? []), ...about]);
  const rest = words
    .slice(path)
    .filter((word) => !carried.has(word.slice(0, Math.max(0, word.indexOf(':')))));
  return rest.length === 0 || about.length > 0;
}

/** The command that declares it answers this kind of thing; undefined where none does. */
export function commandReading(
  what: NonNullable<Command['reads']>,
  commands: readonly (Command | CommandGroup)[],
): FoundCommand | undefined {
  return runnable(commands).find(({ command }) => command.reads === what);
}
