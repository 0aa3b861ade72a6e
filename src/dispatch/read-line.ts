import { type Command, type CommandGroup, isGroup } from '../core/command.ts';
import { type FoundCommand, findCommand, runnable } from '../core/line/find-command.ts';
import { formatLine } from '../core/line/format-line.ts';
import { type ParsedLine, parseLine } from '../core/line/parse-line.ts';
import type { Request } from '../core/request.ts';
import type { Story } from '../core/stories.ts';
import { asking } from '../domain/ask.ts';
import { Refusal } from '../domain/errors.ts';
import { phraseWords, tellingWords } from '../search/names/topics.ts';

type Commands = readonly (Command | CommandGroup)[];

/** "What are the sources": a question whose only telling words are a command's name asks for that command. */
export function commandCalled(words: string, commands: Commands): ParsedLine | null {
  const telling = tellingWords(phraseWords(words)).join(' ');
  const called = runnable(commands).find(
    ({ path, command }) =>
      path.length === 1 && path[0] === telling && !command.options.some(({ required }) => required === true),
  );
  return called === undefined ? null : { ...called, values: {} };
}

/** A typed command line, with or without its slash; "timeline of the talks?" is a question, not a command. */
export function readLine(line: string, commands: Commands, story: Story): ParsedLine | null {
  const slashed = line.trim().startsWith('/');
  const sentence = /\?\s*$|^\S+\s+(?:of|on|for|by|do|does|did|is|are|was|were|between)\b/i.test(line.trim());
  // "Since when is Northmark against it" asks; "since yesterday" is the command.
  if (!slashed && /^since\s/i.test(line.trim()) && !isSinceTime(line.trim())) return null;
  // "Digest at 7" wishes for one; "digest subcribe" is a slip in a command.
  if (!slashed && isWish(line, commands)) return null;
  if (!slashed && sentence && !/^[^\s-]+-\S+\s/.test(line.trim())) return null;
  return parseLine(line, commands, story.briefing);
}

/** The name of a group of commands, and behind it when or for whom. */
function isWish(line: string, commands: Commands): boolean {
  const [name, next = ''] = line.trim().toLowerCase().split(/\s+/);
  const group = commands.some((one) => isGroup(one) && one.name === name);
  return group && /^(?:at|every|each|daily|weekly|please|pls|here|this|me|to|from)$/.test(next);
}

/** Whether all that stands behind "since" is a time as people type one. */
function isSinceTime(line: string): boolean {
  const time = line.slice('since'.length).trim();
  return /^(?:forget|remember|yesterday|today|last \w+|\w+day|[\d:.-]+(?: ?[ap]m)?|\d{1,2} \w+|\w+ \d{1,2})$/i.test(
    time,
  );
}

/** What is handed in as a text may be one: it is stored, not looked for. */
export function takesText(request: Request, commands: Commands): boolean {
  if (request.kind !== 'command') return false;
  return findCommand(request.path, commands)?.command.options.some(({ lines }) => lines === true) === true;
}

export function commandAt(path: readonly string[], commands: Commands): FoundCommand {
  const found = findCommand(path, commands);
  if (found === null)
    throw new Refusal('unknown-option', `There is no command ${formatLine(path, {})}.`, [
      asking('readout help'),
    ]);
  return found;
}

export function unknownCommand(line: string, { commands }: { readonly commands: Commands }): Refusal {
  const name = line.trim().split(/\s+/)[0] ?? '';
  const known = commands.map((command) => formatLine([command.name], {})).join(', ');
  return new Refusal('unknown-option', `There is no command ${name}. There are: ${known}.`, [
    asking('readout help'),
  ]);
}
