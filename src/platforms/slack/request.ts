import type { Command, CommandGroup } from '../../commands/command.ts';
import type { Request } from '../../commands/request.ts';
import { cut, typedWords } from './text.ts';

/** The command that answers "Who said this?" about a message. */
const WHO_SAID = 'who-said';

/** Longest message that is looked up whole: more than a hundred words of a quotation find nothing more. */
const LONGEST_LOOK_UP = 1_500;

/** A question as typed. */
export type Asked =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'words'; readonly words: string };

/** A question before it is known who asks. */
export type Question =
  | Asked
  | Pick<Extract<Request, { readonly kind: 'command' }>, 'kind' | 'path' | 'values'>;

/** All that may follow: `/plan-point 6` and `/readout plan-point 6` are the same question. */
export function askedBySlash(command: string, text: string, names: ReadonlySet<string>): Asked {
  const name = command.replace(/^\//, '');
  const words = typedWords(text);
  if (name !== 'readout') return { kind: 'line', line: `/${name} ${words}`.trim() };
  const own = names.has(`${name} ${words.split(/\s/, 1)[0]}`);
  return words === '' || own
    ? { kind: 'line', line: `/readout ${words}`.trim() }
    : askedInWords(words, names);
}

/** A message: a line where it starts with a command's name, a plain question otherwise, and help where it is empty. */
export function askedInMessage(text: string, names: ReadonlySet<string>, bot?: string): Asked {
  const words = typedWords(text, bot);
  return words === '' ? { kind: 'line', line: '/readout' } : askedInWords(words, names);
}

function askedInWords(words: string, names: ReadonlySet<string>): Asked {
  const first = words.split(/\s/, 1)[0] ?? '';
  if (first.startsWith('/')) return { kind: 'line', line: words };
  if (names.has(first)) return { kind: 'line', line: `/${words}` };
  return { kind: 'words', words };
}

/** The question behind "Who said this?"; undefined where no command answers it or the message has no words. */
export function askedOfMessage(
  message: { readonly text?: string | undefined },
  commands: readonly (Command | CommandGroup)[],
): { readonly line: string; readonly question: Question } | undefined {
  const option = quotationOption(commands);
  const words = cut(typedWords(message.text ?? '').replace(/\s+/g, ' '), LONGEST_LOOK_UP);
  if (option === undefined || words === '') return undefined;
  return {
    line: `/${WHO_SAID} ${words}`,
    question: { kind: 'command', path: [WHO_SAID], values: { [option]: words } },
  };
}

/** True where the message shortcut can be answered: the registry has the command, with an option that takes all words. */
export function canLookUp(commands: readonly (Command | CommandGroup)[]): boolean {
  return quotationOption(commands) !== undefined;
}

function quotationOption(commands: readonly (Command | CommandGroup)[]): string | undefined {
  const command = commands.find((each) => each.name === WHO_SAID);
  return command !== undefined && 'options' in command
    ? command.options.find((option) => option.rest === true)?.name
    : undefined;
}

/** Names that can be typed after a slash, `readout` among them; those of subcommands behind their group's. */
export function commandNames(commands: readonly (Command | CommandGroup)[]): ReadonlySet<string> {
  const behindGroups = commands.flatMap((command) =>
    'subcommands' in command ? command.subcommands.map((sub) => `${command.name} ${sub.name}`) : [],
  );
  return new Set(['readout', ...commands.map((command) => command.name), ...behindGroups]);
}

/** A direct message channel, or a user in whose direct messages we post: what is said there only the asker reads. */
export function isDirect(channel: string): boolean {
  return /^[DUW]/.test(channel);
}
