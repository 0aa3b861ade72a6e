import type { Briefing } from '../../domain/briefing.ts';
import { type Command, type CommandGroup, isGroup, type OptionValues } from '../command.ts';
import { nameAndWords } from '../typed/name-and-words.ts';
import { findCommand } from './find-command.ts';
import { optionsOf } from './grammar.ts';
import { assignPositional } from './positional.ts';
import { subcommandMeant } from './subcommand.ts';

/** A command line taken apart: which command, by its path, and what each option was given. */
export interface ParsedLine {
  readonly path: readonly string[];
  readonly command: Command;
  readonly values: OptionValues;
}

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
