import type { Command, CommandGroup } from '../../../core/command.ts';
import { commandReading, runnable } from '../../../core/line/find-command.ts';
import { formatLine } from '../../../core/line/format-line.ts';
import { leadingOption } from '../../../core/line/grammar.ts';
import type { Question } from '../../conversation.ts';
import { cut, typedWords } from '../render/text.ts';

/** Longest message that is looked up whole: more than a hundred words of a quotation find nothing more. */
const LONGEST_LOOK_UP = 1_500;

/** A question as typed. */
export type Asked =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'words'; readonly words: string };

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
  const reads = commandReading('message', commands);
  const option = reads === undefined ? undefined : leadingOption(reads.command);
  const words = cut(typedWords(message.text ?? '').replace(/\s+/g, ' '), LONGEST_LOOK_UP);
  if (reads === undefined || option === undefined || words === '') return undefined;
  const values = { [option.name]: words };
  return {
    line: formatLine(reads.path, values, commands),
    question: { kind: 'command', path: reads.path, values },
  };
}

/** Longest message whose text is proposed whole. */
const LONGEST_PROPOSED = 10_000;

/** The question behind "Propose as source": the first link of a message, or else all its text. */
export function proposedOfMessage(
  message: { readonly text?: string | undefined },
  commands: readonly (Command | CommandGroup)[],
): { readonly line: string; readonly question: Question } | undefined {
  const reads = commandReading('source', commands);
  const option = reads === undefined ? undefined : leadingOption(reads.command);
  const raw = message.text ?? '';
  const link = /<(https?:\/\/[^|<>\s]+)/.exec(raw)?.[1]?.replaceAll('&amp;', '&');
  const what = link ?? cut(typedWords(raw), LONGEST_PROPOSED);
  if (reads === undefined || option === undefined || what === '') return undefined;
  const values = { [option.name]: what };
  return {
    line: formatLine(reads.path, {}, commands),
    question: { kind: 'command', path: reads.path, values },
  };
}

/** Names that can be typed after a slash, `readout` among them; those of subcommands behind their group's. */
export function commandNames(commands: readonly (Command | CommandGroup)[]): ReadonlySet<string> {
  return new Set([
    'readout',
    ...commands.map((command) => command.name),
    ...runnable(commands).map(({ path }) => path.join(' ')),
  ]);
}

/** A direct message channel, or a user in whose direct messages we post: what is said there only the asker reads. */
export function isDirect(channel: string): boolean {
  return /^[DUW]/.test(channel);
}
