import { type Clues, cluesOf } from './clues.ts';
import type { Command, CommandGroup, OptionValues } from './command.ts';
import { findCommand, formatLine } from './command-line.ts';
import { type Ground, type Proposal, RULES } from './question-rules.ts';
import { mendAsking, TRUE_OR_NOT } from './question-words.ts';

/** One way to read a plain question. */
export interface Reading {
  readonly command: Command;
  readonly path: readonly string[];
  readonly values: OptionValues;
  /** The same as a command line, shown as "read as". */
  readonly line: string;
  /** What the button for it says; at most 75 characters. */
  readonly label: string;
  /** 0 to 1. */
  readonly sure: number;
}

const LONGEST_LABEL = 75;
/** Readings less likely than this are guesses nobody is helped by. */
const LEAST_SURE = 0.35;

interface Asked extends Ground {
  readonly commands: readonly (Command | CommandGroup)[];
  /** ISO day in the desk's zone. */
  readonly today: string;
}

/**
 * Reads a plain question as commands, likeliest first; empty where nothing in the briefing fits it. Rules propose
 * readings with a hand-set sureness; the same command line is kept once, with its best.
 */
export function understand(question: string, asked: Asked): readonly Reading[] {
  const cleaned = mendAsking(withoutAddress(question)).replace(TRUE_OR_NOT, '');
  if (cleaned === '') return [];
  const clues = cluesOf(cleaned, asked.briefing, asked.today);
  const proposals = RULES.flatMap((rule) => rule(clues, asked));
  const best = new Map<string, Reading>();
  for (const proposal of proposals) {
    const reading = readingOf(proposal, clues, asked);
    if (reading !== null && (best.get(reading.line)?.sure ?? 0) < reading.sure)
      best.set(reading.line, reading);
  }
  return [...best.values()].filter(({ sure }) => sure >= LEAST_SURE).sort((a, b) => b.sure - a.sure);
}

/** Without a mention of the bot, courtesy and filler at the start. */
function withoutAddress(question: string): string {
  return question
    .replace(/<@[^<>]*>|^@\S+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:(?:hi|hello|hey|ok|okay|so|well|please|pls|quick question|question)[\s,:!-]+)+/i, '')
    .replace(/^(?:can|could|would|will) you (?:please )?(?:tell|show|give) me\s+/i, '')
    .replace(
      /^(?:do you know|i(?:'d| would) like to know|i want to know|tell me|show me|remind me)\s+(?:if\s+)?/i,
      '',
    )
    .trim();
}

function readingOf({ path, values, sure }: Proposal, { asOf }: Clues, { commands }: Asked): Reading | null {
  const found = findCommand(
    path.filter((part) => part !== undefined),
    commands,
  );
  if (found === null) return null;
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...values, 'as-of': asOf })) {
    if (value !== undefined && value !== null && value !== '') given[name] = value;
  }
  const line = formatLine(found.path, given, commands);
  const label = [...line].slice(0, LONGEST_LABEL).join('');
  return { command: found.command, path: found.path, values: given, line, label, sure };
}
