import type { Briefing } from '../domain/briefing.ts';
import { readTime } from '../domain/schedule/time-of-day.ts';
import { readDays } from '../domain/schedule/weekdays.ts';
import { readZone } from '../domain/schedule/zones.ts';
import { findDate } from '../search/dates/find-date.ts';
import { isName } from '../search/names/find-actor.ts';
import { findTexts } from '../search/names/find-text.ts';
import {
  COMMON_OPTIONS,
  type Command,
  type CommandGroup,
  isGroup,
  type OptionSpec,
  type OptionValues,
} from './command.ts';
import { subcommandMeant } from './subcommand.ts';
import { LONGEST_NAME, nameAndWords } from './typed/name-and-words.ts';

/** A command line taken apart: which command, by its path, and what each option was given. */
export interface ParsedLine {
  readonly path: readonly string[];
  readonly command: Command;
  readonly values: OptionValues;
}

const LONGEST_DAYS = 15;

/**
 * Reads "/position Northmark about:fleet size" or "readout plan-point 6". Null where the first word names no command.
 * Throws a `Refusal` with the likeliest lines for a subcommand that there is not.
 * Words before the first `option:` are positional; a value runs to the next `option:` or ends with its quotation marks.
 */
export function parseLine(
  line: string,
  commands: readonly (Command | CommandGroup)[],
  briefing: Briefing,
): ParsedLine | null {
  const words = line.trim().replace(/^\//, '').split(/\s+/);
  const resolved = resolvePath(words, commands);
  if (resolved === null) return null;
  const rest = skipWords(line.trim(), resolved.used);
  return {
    path: resolved.path,
    command: resolved.command,
    values: readOptions(rest, resolved.command, briefing),
  };
}

/** A command with the path it is reached by; `group` where it is one of several. */
export interface FoundCommand {
  readonly path: readonly string[];
  readonly command: Command;
  readonly group?: CommandGroup;
}

/** Every command that can be run, in the order of the registry. */
export function runnable(commands: readonly (Command | CommandGroup)[]): readonly FoundCommand[] {
  return commands.flatMap((entry): readonly FoundCommand[] =>
    isGroup(entry)
      ? entry.subcommands.map((command) => ({ path: [entry.name, command.name], command, group: entry }))
      : [{ path: [entry.name], command: entry }],
  );
}

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

/** The option that takes words without its name before them. */
export function leadingOption<Option extends Pick<OptionSpec, 'rest'>>(command: {
  readonly options: readonly Option[];
}): Option | undefined {
  return command.options.find((option) => option.rest === true) ?? command.options[0];
}

/** As much of a command as tells how its line is written. */
export type Grammar = Pick<Command, 'name'> & {
  readonly options: readonly Pick<OptionSpec, 'name' | 'rest' | 'suggest' | 'picks' | 'choices'>[];
};

function grammarAt(
  [name, sub]: readonly string[],
  commands: readonly (Grammar | CommandGroup)[],
): Grammar | undefined {
  const first = commands.find((entry) => entry.name === name);
  if (first === undefined || !isGroup(first)) return first;
  return first.subcommands.find((command) => command.name === sub);
}

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
  const given = Object.entries(values).flatMap(([name, value]) =>
    value.trim() === '' ? [] : [[name, value.trim()] as const],
  );
  const first = path.length === 0 ? 'words' : leading?.name;
  const bare = given.find(
    ([name, value]) => name === first && (path.length === 0 || mayLead(value, leading)),
  );
  const named = given.filter((each) => each !== bare);
  const head = path.length === 0 ? [] : [`/${path.join(' ')}`];
  return [
    ...head,
    ...(bare === undefined ? [] : [bare[1]]),
    ...named.map(([name, value]) => `${name}:${isPlain(name, value, command) ? value : quoted(value)}`),
  ].join(' ');
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

/** What a command takes: its own options, then those that all take. */
export function optionsOf(command: Command): readonly OptionSpec[] {
  return [...command.options, ...COMMON_OPTIONS];
}

function resolvePath(
  words: readonly string[],
  commands: readonly (Command | CommandGroup)[],
): { readonly path: readonly string[]; readonly command: Command; readonly used: number } | null {
  const first = commands.find((command) => command.name === words[0]?.toLowerCase());
  if (first === undefined) return null;
  if (!isGroup(first)) return { path: [first.name], command: first, used: 1 };
  const typed = words[1]?.toLowerCase();
  const sub = typed === undefined ? null : findCommand([first.name, typed], commands);
  if (sub !== null) return { ...sub, used: 2 };
  // "/readout plan-point 6": every command is also reachable under a group's own name.
  const nested = resolvePath(words.slice(1), commands);
  if (nested !== null) return { ...nested, used: nested.used + 1 };
  const meant = subcommandMeant(first, words.slice(1));
  if (meant !== null) return { path: [first.name, meant.command.name], ...meant };
  return null;
}

function skipWords(line: string, count: number): string {
  let rest = line;
  for (let skipped = 0; skipped < count; skipped += 1) rest = rest.replace(/^\S+\s*/, '');
  return rest;
}

/** Option values of the words after the command's name. Values are trimmed; a repeated option keeps its last value. */
function readOptions(rest: string, command: Command, briefing: Briefing): OptionValues {
  const names = [...optionsOf(command).map((option) => option.name), ...(command.carried ?? [])];
  const values: Record<string, string> = {};
  const positional: string[] = [];
  const quoted = new Set<string>();
  let current: string | null = null;
  for (const piece of pieces(rest)) {
    const named = piece.quoted ? null : splitNamed(piece.text, names);
    if (named !== null) {
      current = named.name;
      values[current] = named.value;
      if (named.ended) current = null;
    } else if (current === null) {
      positional.push(piece.quoted ? `"${piece.text}"` : piece.text);
    } else {
      values[current] = `${values[current] ?? ''} ${piece.text}`.trim();
      if (piece.quoted) {
        quoted.add(current);
        current = null;
      }
    }
  }
  const wordsOption = command.options.some((option) => option.rest === true);
  for (const { name, suggest } of command.options) {
    const split =
      wordsOption && suggest === 'speaker' && !quoted.has(name)
        ? nameAndWords(values[name] ?? '', briefing)
        : null;
    if (split === null) continue;
    values[name] = split.name;
    positional.push(split.words);
  }
  assignPositional(positional.join(' '), command.options, values, briefing);
  return values;
}

interface Piece {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * Words, where a run in double quotation marks (straight or curly) is one piece without them. Behind an option's name it
 * may be as `formatLine` writes it, with escapes as in JSON.
 */
function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  for (const match of text.matchAll(
    /([\w-]+:)"((?:[^"\\]|\\.)*)"(?!\S)|([\w-]+:)?["“”]([^"“”]*)["“”]|\S+/g,
  )) {
    const [whole, named, value, name, quoted] = match;
    if (named !== undefined)
      found.push({ text: named, quoted: false }, { text: unescaped(value ?? ''), quoted: true });
    else if (quoted === undefined) found.push({ text: whole, quoted: false });
    else if (name === undefined) found.push({ text: quoted, quoted: true });
    else found.push({ text: name, quoted: false }, { text: quoted, quoted: true });
  }
  return found;
}

/** What is no escape of JSON stands for itself: "C:\temp". */
function unescaped(inside: string): string {
  if (!inside.includes('\\')) return inside;
  try {
    return String(JSON.parse(`"${inside}"`));
  } catch {
    return inside;
  }
}

function splitNamed(
  piece: string,
  names: readonly string[],
): { readonly name: string; readonly value: string; readonly ended: boolean } | null {
  const colon = piece.indexOf(':');
  if (colon < 1) return null;
  const name = piece.slice(0, colon).toLowerCase();
  return names.includes(name) ? { name, value: piece.slice(colon + 1), ended: false } : null;
}

function assignPositional(
  text: string,
  options: readonly OptionSpec[],
  values: Record<string, string>,
  briefing: Briefing,
): void {
  if (text === '') return;
  const rest = options.find((option) => option.rest === true);
  if (rest !== undefined) {
    values[rest.name] = [values[rest.name], text].filter(Boolean).join(' ');
    return;
  }
  let words = text.split(' ');
  const open = options.filter((option) => values[option.name] === undefined);
  for (const [at, option] of open.entries()) {
    if (words.length === 0) return;
    if (isLeftOut(words, option, open.slice(at + 1))) continue;
    const taken = at === open.length - 1 ? words.length : wordsOfName(words, option, briefing);
    values[option.name] = words.slice(0, taken).join(' ').replace(/["“”]/g, '');
    words = words.slice(taken);
    // "first-draft to second-draft", "Northmark on the fleet": the joining word belongs to neither.
    if (words.length > 1 && /^(?:to|and|vs\.?|versus|on|about|with|against|→|->)$/i.test(words[0] ?? ''))
      words = words.slice(1);
  }
}

/** "9am new york": what is no day but is a zone is not the days. */
function isLeftOut(words: readonly string[], option: OptionSpec, later: readonly OptionSpec[]): boolean {
  if (option.required === true || !hasGrammar(option) || readsFrom(words, option) > 0) return false;
  return later.some((other) => hasGrammar(other) && readsFrom(words, other) > 0);
}

/** Whether a value says by itself that it is of this kind. */
function hasGrammar(option: Grammar['options'][number]): boolean {
  return option.picks !== undefined || option.suggest === 'zone' || option.choices !== undefined;
}

/** How many of the first words an option with a grammar reads; 0 where it reads none. */
function readsFrom(words: readonly string[], option: OptionSpec): number {
  const longest = option.picks === 'weekdays' ? LONGEST_DAYS : LONGEST_NAME;
  for (let length = Math.min(longest, words.length); length > 0; length -= 1) {
    if (reads(words.slice(0, length).join(' '), option)) return length;
  }
  return 0;
}

function reads(value: string, option: OptionSpec): boolean {
  if (option.picks === 'time') return readTime(value).kind === 'read';
  if (option.picks === 'weekdays') return readDays(value).kind === 'read';
  if (option.suggest === 'zone') {
    const zone = readZone(value);
    // "9am EST": it is a zone that is meant, and the zone says what to write instead.
    return zone.kind === 'read' || zone.hint !== undefined;
  }
  return option.choices?.includes(value) === true;
}

/** How many of the first words name one thing of the option's kind; one where none do. */
function wordsOfName(words: readonly string[], option: OptionSpec, briefing: Briefing): number {
  if (hasGrammar(option)) return Math.max(1, readsFrom(words, option));
  for (let length = Math.min(LONGEST_NAME, words.length); length > 1; length -= 1) {
    if (namesExactly(words.slice(0, length).join(' '), option, briefing)) return length;
  }
  const [first = ''] = words;
  if (option.suggest !== 'party' || isName(first, briefing)) return 1;
  // Nobody's name: "Erik Orr on the fleet" is denied as a whole, not as "Erik" on "Orr".
  const small = words.findIndex((word) => !/^\p{Lu}/u.test(word));
  return Math.max(1, Math.min(LONGEST_NAME, small < 0 ? words.length : small));
}

function namesExactly(name: string, option: OptionSpec, briefing: Briefing): boolean {
  switch (option.suggest) {
    case 'party':
    case 'speaker':
      return isName(name, briefing);
    case 'text':
      return findTexts(name, briefing)[0]?.score === 1;
    case 'text-or-date':
      return findTexts(name, briefing)[0]?.score === 1 || findDate(name, briefing.reviewed) !== null;
    case 'date':
      return findDate(name, briefing.reviewed) !== null;
    default:
      return false;
  }
}
