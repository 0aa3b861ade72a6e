import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { harmless } from '../../answer/display-width.ts';
import { ConfigError, codeOf } from '../../domain/errors.ts';
import { type Log, SILENT } from '../../domain/log.ts';
import type { Role } from '../../platforms/role.ts';
import { withBuiltInBriefings } from '../config/built-in-briefings.ts';
import type { Keep } from '../config/checked-cache.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { readDotEnv, readEnvironment, reasonOf, type Settings } from '../config/environment.ts';
import { findHome } from '../config/home.ts';
import type * as Secrets from '../config/secrets.ts';
import type * as Scrub from './scrub.ts';

/** What a command-line action may touch of the process. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly input: Readable & {
    readonly isTTY?: boolean;
    /** Only a terminal has it: keys come as they are pressed. */
    readonly setRawMode?: (on: boolean) => unknown;
  };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Written to through `complain`, `say` and `errorLines` alone. */
  readonly errors: Writable & { readonly isTTY?: boolean };
  readonly clock: () => Temporal.Instant;
  /** Spares the next process work; without it nothing is left behind. */
  readonly keep?: Keep;
  /** Ends the process where something still runs or waits that nobody needs; by default with the code that is set. */
  readonly leave?: (code?: ExitCode) => void;
}

/** 0: done; 1: what was asked for failed; 2: wrong configuration or usage. */
export type ExitCode = 0 | 1 | 2;

/** What may wait for a reader of standard error that is too slow, or stands still: later lines are lost. In characters. */
const MOST_WAITING = 1_000_000;

const readFile = (path: string) => readFileSync(path);
/** For what is loaded only where there is something to complain of, and then at once. */
const require = createRequire(import.meta.url);

/** The configuration of this process. @throws ConfigError */
export async function readConfig(
  { env, keep }: Pick<Terminal, 'env' | 'keep'>,
  role: Role = 'all',
): Promise<Config> {
  const home = findHome(env, readFile);
  return withBuiltInBriefings(
    await loadConfig({ env, readFile, home, role, ...(keep === undefined ? {} : { keep }) }),
  );
}

/** The keys of the environment that are set, unchecked. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return readEnvironment(env, readFile, findHome(env, readFile)).settings;
}

/** The path of the `.env` that is read; null where there is none. */
export function dotEnvRead(env: NodeJS.ProcessEnv): string | null {
  return readDotEnv(readFile, findHome(env, readFile)).read;
}

/** Every value around this process that must not be shown. */
export function secretsNear({ env }: Pick<Terminal, 'env'>): readonly string[] {
  const { secretsAround } = require('../config/secrets.ts') as typeof Secrets;
  const home = findHome(env, readFile);
  const given = env['READOUT_HOME'] ?? '';
  // The log and the doctor say where everything is. What is no folder may be a secret under the wrong key.
  const isFolder = isAbsolute(given) && existsSync(given);
  const isPlace = (value: string) => isFolder && (value === given || value === home.path);
  return secretsAround(env, readFile, home).filter((value) => !isPlace(value));
}

/** Takes secrets out of what a command prints. */
export function scrubberFor(terminal: Pick<Terminal, 'env'>): (text: string) => string {
  const { createScrubber } = require('./scrub.ts') as typeof Scrub;
  return createScrubber(secretsNear(terminal));
}

/**
 * Takes finished, scrubbed lines for standard error, line feed included. Where they cannot be written (whoever read them
 * has gone, the disk is full) they are lost, and nothing waits, fails or fills the memory: the work goes on without.
 */
export function errorLines({ errors }: Pick<Terminal, 'errors'>): (line: string) => void {
  return (line) => {
    if (errors.writableLength < MOST_WAITING) errors.write(line);
  };
}

/** Text to standard error, scrubbed of every secret, each of its lines made harmless to a terminal. */
export function say(terminal: Pick<Terminal, 'env' | 'errors'>, text: string): void {
  const clean = scrubberFor(terminal)(text);
  const lines = clean.replace(/\n$/, '').split('\n');
  errorLines(terminal)(lines.map((line) => `${harmless(line)}\n`).join(''));
}

/** A sentence to whoever started the process. */
export function complain(terminal: Pick<Terminal, 'env' | 'errors'>, sentence: string): void {
  say(terminal, `readout: ${sentence}`);
}

/** Why standard output or error could not be written, once that is so. */
export function outputLost(output: Writable): Promise<NodeJS.ErrnoException> {
  return new Promise((resolve) => output.once('error', resolve));
}

/** Resolves when everything so far has been written, or cannot be: what `outputLost` tells has been told by then. */
export function written(output: Writable): Promise<void> {
  return new Promise((resolve) => output.write('', () => setImmediate(resolve)));
}

/**
 * Runs an action and turns what it throws into an exit code: every problem of a wrong configuration on a line of its
 * own, any other error as one sentence (with its stack where `LOG_LEVEL` is `debug`).
 */
export async function exitCodeOf(terminal: Terminal, action: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ConfigError) {
      for (const problem of error.problems) complain(terminal, problem);
      return 2;
    }
    complain(terminal, inWords(error, terminal.env));
    return 1;
  }
}

/** Ends the process because of an error that nobody caught; a stack trace would be no use to whoever typed a command. */
export function complainOfStray(terminal: Terminal, error: unknown): void {
  complain(terminal, inWords(error, terminal.env));
  terminal.leave?.(1);
}

function inWords(error: unknown, env: NodeJS.ProcessEnv): string {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  return env.LOG_LEVEL === 'debug' ? (stack ?? message) : message;
}

/**
 * What the action gives, unless standard output can no longer be written: a reader that has seen enough
 * (`readout ask - | head`) is no fault and ends it with 0, anything else (a full disk) is one.
 * @throws Error that says why nothing can be written
 */
export function whileRead(terminal: Terminal, action: () => Promise<ExitCode>): Promise<ExitCode> {
  return Promise.race([action(), outputLost(terminal.output).then(codeOfLoss)]);
}

/** @throws Error that says why nothing can be written */
export function codeOfLoss(error: NodeJS.ErrnoException): ExitCode {
  if (codeOf(error) === 'EPIPE') return 0;
  throw new Error(`Standard output cannot be written: ${reasonOf(error)}.`, { cause: error });
}

/** A log for what runs without the real one: what went wrong, a sentence each, and nothing else. */
export function troublesTo(terminal: Terminal): Log {
  return {
    ...SILENT,
    warn: (sentence) => complain(terminal, sentence),
    error: (sentence, facts) => complain(terminal, `${sentence} ${facts?.error ?? ''}`.trim()),
  };
}

/** True where colours are wanted: on a terminal that has them, and never with `NO_COLOR` (https://no-color.org). */
export function wantsColour(output: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  return output.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}
