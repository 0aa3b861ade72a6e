import { type CommandGroup, isGroup, type OptionValues } from '../command.ts';
import { type Grammar, hasGrammar, leadingOption } from './grammar.ts';

/**
 * The line that reads back as these values: what it leads with by itself, as people type it, the rest by name, in
 * quotation marks where it would be read differently without. Without the command among `commands` all goes by name. An
 * empty path is a plain question, `words`.
 */
export function formatLine(
  path: readonly string[],
  values: OptionValues,
  commands: readonly (Grammar | CommandGroup)[] = [],
): string {
  const command = grammarAt(path, commands);
  const leading = command === undefined ? undefined : leadingOption(command);
  const first = path.length === 0 ? 'words' : leading?.name;
  const parts = path.length === 0 ? [] : [`/${path.join(' ')}`];
  const named: string[] = [];
  for (const [name, given] of Object.entries(values)) {
    const value = given.trim();
    if (value === '') continue;
    if (name === first && (path.length === 0 || mayLead(value, leading))) parts.push(value);
    else named.push(`${name}:${isPlain(name, value, command) ? value : quoted(value)}`);
  }
  parts.push(...named);
  return parts.join(' ');
}

function grammarAt(
  [name, sub]: readonly string[],
  commands: readonly (Grammar | CommandGroup)[],
): Grammar | undefined {
  const first = commands.find((entry) => entry.name === name);
  if (first === undefined || !isGroup(first)) return first;
  return first.subcommands.find((command) => command.name === sub);
}

/** Whether a value is read whole where it stands without its option's name. */
function mayLead(value: string, option: Grammar['options'][number] | undefined): boolean {
  if (option === undefined || !isUnambiguous(` ${value}`)) return false;
  return option.rest === true || (!/\s/u.test(value) && !hasGrammar(option));
}

/** Whether a value is read whole behind its option's name without quotation marks. */
function isPlain(name: string, value: string, command: Grammar | undefined): boolean {
  if (!isUnambiguous(value)) return false;
  // Behind a speaker's name words may follow, unless it may go on: see `nameAndWords`.
  const speaks = command?.options.some((option) => option.name === name && option.suggest === 'speaker');
  return speaks === false || /^\S+(?: \p{Lu}\S*)*$/u.test(value);
}

/** Without quotation marks, breaks, spaces in a row or what looks like an option; right behind a name nothing does. */
function isUnambiguous(value: string): boolean {
  return !/["“”«»„\p{C}]|\s\s|[^\S ]|[\s(][\w-]+[:：]/u.test(value);
}

/** No quotation mark stands inside: whoever counts them finds it closed. */
function quoted(value: string): string {
  const inside = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
  const escaped = inside.replace(
    /["“”«»„]/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}
