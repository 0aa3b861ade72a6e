import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError } from '../../../domain/errors.ts';
import type { Config } from '../../config/config.ts';
import { complain, type ExitCode, readConfig, type Terminal } from '../../process/process.ts';
import { lastBeatAge, OLDEST_BEAT_MS } from '../../serve/beat.ts';
import { needsPort } from '../doctor-port.ts';
import { openToLook } from './look.ts';

export interface HealthOptions {
  /** Seconds in which it may become well. */
  readonly wait?: string;
}

const ASK_WITHIN_MS = 3_000;
const ASK_AGAIN_MS = 500;
const LONGEST_WAIT_S = 600;

/** How the process is, as one sentence; `well` where a supervisor has nothing to do. */
interface Health {
  readonly well: boolean;
  readonly says: string;
}

/**
 * `readout health`, for supervisors: 0 where the process answers and its scheduler beats, else 1. It asks the HTTP server
 * where one is served, else the store, in which the process leaves word each minute. What starting again would not mend (a
 * platform that is away, a full disk) is said and is no reason to: `/readyz` and `doctor` tell that.
 */
export async function health(
  terminal: Terminal,
  options: HealthOptions,
  ask: typeof fetch = fetch,
): Promise<ExitCode> {
  const config = await readConfig(terminal);
  const until = performance.now() + waitOf(options.wait) * 1000;
  let found = await healthOf(config, terminal, ask);
  while (!found.well && performance.now() < until) {
    await pause(ASK_AGAIN_MS);
    found = await healthOf(config, terminal, ask);
  }
  if (found.well) terminal.output.write(`${found.says}\n`);
  else complain(terminal, found.says);
  return found.well ? 0 : 1;
}

function waitOf(given = '0'): number {
  if (/^\d{1,3}$/.test(given) && Number(given) <= LONGEST_WAIT_S) return Number(given);
  throw new ConfigError([`--wait must be a number of seconds from 0 to ${LONGEST_WAIT_S}, not "${given}".`]);
}

async function healthOf(config: Config, terminal: Terminal, ask: typeof fetch): Promise<Health> {
  // A port that the system chose is known to the process alone.
  if (needsPort(config) && config.http.port !== 0) return askServer(config.http, ask);
  return askStore(config, terminal.clock().epochMilliseconds);
}

async function askServer({ host, port }: Config['http'], ask: typeof fetch): Promise<Health> {
  const own = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const server = `http://${own.includes(':') ? `[${own}]` : own}:${port}`;
  try {
    const response = await ask(`${server}/readyz`, {
      ...{ redirect: 'error', signal: AbortSignal.timeout(ASK_WITHIN_MS) },
    });
    return healthFrom(await response.json(), server);
  } catch (error) {
    const { cause } = error instanceof Error ? error : { cause: undefined };
    const why = cause instanceof Error ? cause.message || String(cause) : String(error);
    return { well: false, says: `No Readout answers at ${server}: ${why}.` };
  }
}

/** What `/readyz` said. */
function healthFrom(state: unknown, server: string): Health {
  if (typeof state !== 'object' || state === null || !('ready' in state) || !('lastTickAgeMs' in state)) {
    return { well: false, says: `What answers at ${server} is no Readout.` };
  }
  const { lastTickAgeMs: age } = state;
  if (typeof age === 'number' && age >= OLDEST_BEAT_MS) {
    return {
      well: false,
      says: `The scheduler of the Readout at ${server} stands still: ${beatWords(age)}.`,
    };
  }
  const beat = typeof age === 'number' ? `, ${beatWords(age)}` : '';
  const ready = state.ready === true ? 'ready' : 'not ready (see /readyz)';
  return { well: true, says: `Readout runs at ${server}, ${ready}${beat}.` };
}

async function askStore(config: Config, now: number): Promise<Health> {
  const store = await openToLook(config);
  if (store === null) return { well: false, says: 'No Readout runs here: there is no store yet.' };
  try {
    const age = await lastBeatAge(store, now);
    return age === null
      ? {
          well: false,
          says: `No Readout has left word in the store for ${OLDEST_BEAT_MS / 1000} s: none serves a platform.`,
        }
      : { well: true, says: `Readout runs, ${beatWords(age)}.` };
  } finally {
    await store.close();
  }
}

function beatWords(ageMs: number): string {
  return `last beat ${Math.round(ageMs / 1000)} s ago`;
}
