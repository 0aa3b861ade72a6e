import { type Command, type CommandGroup, isGroup } from '../../core/command.ts';
import { leadingOption, optionsOf } from '../../core/line/grammar.ts';
import type { Suggestion, SuggestOptions } from '../../core/request.ts';

/** What can stand in place of the end of a line: `typed` is the end that would be replaced. */
export interface Completion {
  readonly typed: string;
  readonly candidates: readonly Suggestion[];
}

const MOST_CANDIDATES = 25;

/** What could complete the line up to the cursor: a command, then what the core suggests for the option being typed. */
export function complete(
  line: string,
  commands: readonly (Command | CommandGroup)[],
  suggest: SuggestOptions,
): Completion {
  const [, slash = '', name = '', rest] = /^\s*(\/?)(\S*)(\s.*)?$/s.exec(line) ?? [];
  if (rest === undefined) {
    return { typed: slash + name, candidates: named(commands, slash || '/', name) };
  }
  const found = commands.find((command) => command.name === name.toLowerCase());
  if (found === undefined) return { typed: '', candidates: [] };
  if (!isGroup(found)) return completeOption(rest, [found.name], found, suggest);
  const [, subName = '', subRest] = /^\s+(\S*)(\s.*)?$/s.exec(rest) ?? [];
  if (subRest === undefined) return { typed: subName, candidates: named(found.subcommands, '', subName) };
  const sub = found.subcommands.find((command) => command.name === subName.toLowerCase());
  return sub === undefined
    ? { typed: '', candidates: [] }
    : completeOption(subRest, [found.name, sub.name], sub, suggest);
}

function named(
  commands: readonly (Command | CommandGroup)[],
  before: string,
  typed: string,
): readonly Suggestion[] {
  return commands
    .filter((command) => command.name.startsWith(typed.toLowerCase()))
    .map((command) => ({
      label: `${before}${command.name}  ${command.summary}`,
      value: `${before}${command.name} `,
    }));
}

function completeOption(
  rest: string,
  path: readonly string[],
  command: Command,
  suggest: SuggestOptions,
): Completion {
  const options = optionsOf(command);
  const begun = [...rest.matchAll(/(?:^|\s)([a-z-]+):/g)].filter((match) =>
    options.some((option) => option.name === match[1]),
  );
  const last = begun.at(-1);
  const option = last?.[1] ?? leadingOption(command)?.name;
  const typed = (last === undefined ? rest : rest.slice(last.index + last[0].length)).trimStart();
  const values =
    option === undefined ? [] : suggest({ path, option, typed, values: {}, limit: MOST_CANDIDATES });
  if (values.length > 0) return { typed, candidates: values };
  const word = /(?<!\S)\S*$/.exec(rest)?.[0] ?? '';
  return {
    typed: word,
    candidates: options
      .filter(({ name }) => name.startsWith(word) && !begun.some((match) => match[1] === name))
      .map(({ name, description }) => ({ label: `${name}:  ${description}`, value: `${name}:` })),
  };
}
