import type { Ask } from './ask.ts';

/**
 * An expected "no" to the person who asked: it becomes an answer, never a log entry or a stack trace.
 * `suggestions` would work instead, best first.
 */
export class Refusal extends Error {
  readonly code: 'unknown-option' | 'bad-value' | 'not-allowed' | 'not-available';
  readonly suggestions: readonly Ask[];

  constructor(code: Refusal['code'], sentence: string, suggestions: readonly Ask[] = []) {
    super(sentence);
    this.name = 'Refusal';
    this.code = code;
    this.suggestions = suggestions;
  }
}

/** One thing wrong in a briefing pack. `line` is 1-based; 0 where the whole file is meant. */
export interface BriefingProblem {
  /** Path relative to the folder that was checked, with forward slashes. */
  readonly file: string;
  readonly line: number;
  /** Kebab-case name of the check that found it. */
  readonly rule: string;
  readonly expected: string;
  readonly found: string;
  /** What to do about it, one sentence. */
  readonly hint?: string;
}

/** Everything wrong with the configuration, one plain sentence each. Ends the process with exit code 2. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Node's error code (`ENOENT`), or an empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Marks the end of a switch over a closed union; the compiler refuses it where a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
