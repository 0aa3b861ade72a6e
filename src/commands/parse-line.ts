import type { Briefing } from '../domain/briefing.ts';
import { readTime } from '../domain/schedule/time-of-day.ts';
import { readDays } from '../domain/schedule/weekdays.ts';
import { readZone } from '../domain/schedule/zones.ts';
import { isName } from '../search/find-actor.ts';
import { findDate } from '../search/find-date.ts';
import { findTexts } from '../search/find-text.ts';
import {
  COMMON_OPTIONS,
  type Command,
  type CommandGroup,
  type OptionSpec,
  type OptionValues,
} from './command.ts';
import { LONGEST_NAME, nameAndWords } from './name-and-words.ts';
import { subcommandMeant } from './subcommand.ts';

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

/** A line that reads back as these values: every option by its name. */
export function formatLine(path: readonly string[], values: OptionValues): string {
  const options = Object.entries(values).filter(([, value]) => value.trim() !== '');
  return [`/${path.join(' ')}`, ...options.map(([name, value]) => `${name}:${value.trim()}`)].join(' ');
}

function resolvePath(
  words: readonly string[],
  commands: readonly (Command | CommandGroup)[],
): { readonly path: readonly string[]; readonly command: Command; readonly used: number } | null {
  const named = (name: string | undefined) =>
    commands.find((command) => command.name === name?.toLowerCase());
  const first = named(words[0]);
  if (first === undefined) return null;
  if (!('subcommands' in first)) return { path: [first.name], command: first, used: 1 };
  const typed = words[1]?.toLowerCase() ?? '';
  const sub = first.subcommands.find((command) => command.name === typed);
  if (sub !== undefined) return { path: [first.name, sub.name], command: sub, used: 2 };
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
export function readOptions(rest: string, command: Command, briefing: Briefing): OptionValues {
  const options = [...command.options, ...COMMON_OPTIONS];
  const names = options.map((option) => option.name);
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

/** Words, where a run in double quotation marks (straight or curly) is one piece without them. */
function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  for (const match of text.matchAll(/([\w-]+:)?["“”]([^"“”]*)["“”]|\S+/g)) {
    const [whole, name, quoted] = match;
    if (quoted === undefined) found.push({ text: whole, quoted: false });
    else if (name === undefined) found.push({ text: quoted, quoted: true });
    else found.push({ text: name, quoted: false }, { text: quoted, quoted: true });
  }
  return found;
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
function hasGrammar(option: OptionSpec): boolean {
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
