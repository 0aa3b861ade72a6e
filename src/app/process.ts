import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { ConfigError } from '../domain/errors.ts';
import { type Log, SILENT } from '../domain/log.ts';
import { type Config, loadConfig } from './config.ts';
import { type EnvironmentKey, readEnvironment, type Setting } from './environment.ts';
import type { Keep } from './keep.ts';

/** What a command-line action may touch of the process. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly errors: Writable & { readonly isTTY?: boolean };
  readonly clock: () => Temporal.Instant;
  /** Spares the next process work; without it nothing is left behind. */
  readonly keep?: Keep;
}

/** 0: done; 1: what was asked for failed; 2: wrong configuration or usage. */
export type ExitCode = 0 | 1 | 2;

/** The configuration of this process. @throws ConfigError */
export function readConfig({ env, keep }: Pick<Terminal, 'env' | 'keep'>): Promise<Config> {
  const readFile = (path: string) => readFileSync(path, 'utf8');
  return loadConfig({ env, readFile, ...(keep === undefined ? {} : { keep }) });
}

/** The keys of the environment that are set, unchecked. */
export function readSettings(env: NodeJS.ProcessEnv): ReadonlyMap<EnvironmentKey, Setting> {
  return readEnvironment(env, (path) => readFileSync(path, 'utf8')).settings;
}

/** A sentence to whoever started the process. */
export function complain(terminal: Terminal, sentence: string): void {
  terminal.errors.write(`readout: ${sentence}\n`);
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
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    complain(terminal, terminal.env.LOG_LEVEL === 'debug' ? (stack ?? message) : message);
    return 1;
  }
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
