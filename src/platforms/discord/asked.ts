import type { Command, CommandGroup, OptionValues } from '../../commands/command.ts';
import { COMMON_OPTIONS } from '../../commands/command.ts';
import type { Request } from '../../commands/request.ts';
import { plain } from './text.ts';

/**
 * What was asked, as one line that a button can carry and a reader understands: `/who-said quote:"we need time"
 * as-of:2025-11-24`, or the plain words of a question. `requestFor` turns it back into the same request.
 */
export type Asked = string;

/** The line for typed options, values in the order given. */
export function askedLine(path: readonly string[], values: OptionValues): Asked {
  const options = Object.entries(values)
    .map(([name, value]) => [name, plain(value).trim()] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ` ${name}:${/^[^\s"\\]+$/u.test(value) ? value : JSON.stringify(value)}`);
  return `/${path.join(' ')}${options.join('')}`;
}

/** Words on one line, as they are asked and carried. */
export function askedWords(words: string): Asked {
  return plain(words).trim();
}

/** One `name:value` or `name:"value"`, at the start of what is left. */
const OPTION = /^ ([\w-]+):(?:("(?:[^"\\]|\\.)*")|([^\s"\\]+))(?= |$)/u;

/**
 * The request a line stands for. Lines of ours come back as the very options that were given; any other line that
 * begins with a slash is left to the core to read, and words are a question.
 */
export function requestFor(
  line: Asked,
  commands: readonly (Command | CommandGroup)[],
): Pick<Extract<Request, { kind: 'command' }>, 'kind' | 'path' | 'values'> | LineOrWords {
  if (!line.startsWith('/')) return { kind: 'words', words: line };
  const asLine: LineOrWords = { kind: 'line', line };
  const found = commandIn(line, commands);
  if (found === null) return asLine;
  const names = new Set([...found.command.options, ...COMMON_OPTIONS].map((option) => option.name));
  const values: Record<string, string> = {};
  let rest = found.rest;
  while (rest !== '') {
    const match = OPTION.exec(rest);
    const name = match?.[1];
    if (match === null || name === undefined || !names.has(name) || name in values) return asLine;
    values[name] = match[2] === undefined ? (match[3] ?? '') : unquoted(match[2]);
    rest = rest.slice(match[0].length);
  }
  return { kind: 'command', path: found.path, values };
}

type LineOrWords =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'words'; readonly words: string };

function commandIn(
  line: string,
  commands: readonly (Command | CommandGroup)[],
): { readonly path: readonly string[]; readonly command: Command; readonly rest: string } | null {
  const after = (head: string) =>
    line === head || line.startsWith(`${head} `) ? line.slice(head.length) : null;
  for (const entry of commands) {
    if ('subcommands' in entry) {
      for (const command of entry.subcommands) {
        const rest = after(`/${entry.name} ${command.name}`);
        if (rest !== null) return { path: [entry.name, command.name], command, rest };
      }
      continue;
    }
    const rest = after(`/${entry.name}`);
    if (rest !== null) return { path: [entry.name], command: entry, rest };
  }
  return null;
}

function unquoted(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}
