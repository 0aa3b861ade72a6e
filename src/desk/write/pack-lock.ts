import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Hidden, so that reading a pack does not see it. */
const NAME = '.readout-writing';
/** Together with the pause between, about five seconds. */
const TRIES = 50;
const BETWEEN_MS = 100;
/** Nobody writes for longer; a lock of another machine that is older was left by one that is gone. */
const STALE_MS = 60_000;
/** Nobody takes longer to write its name into a lock it has just made: one that is empty for longer is of one killed in between. */
const UNNAMED_MS = 2_000;

/** `by` is the holder as "pid@host", empty where the lock could not be read. `release` may be called twice. */
export type Held =
  | { readonly kind: 'held'; readonly release: () => void }
  | { readonly kind: 'held-by-another'; readonly by: string };

/** One writer a pack, over processes. Waits a few seconds for another one; what a killed process left counts for nothing. */
export async function holdPack(folder: string): Promise<Held> {
  const path = join(folder, NAME);
  const me = `${process.pid}@${hostname()}`;
  let by = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      // Made only where it is not there, in one step: of two processes that try at once, one fails.
      const file = openSync(path, 'wx');
      try {
        writeSync(file, me);
      } finally {
        closeSync(file);
      }
      return { kind: 'held', release: () => rmSync(path, { force: true }) };
    } catch (error) {
      // A folder that cannot be written to is thrown, not waited for.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    by = holderOf(path);
    if (isGone(path, by)) rmSync(path, { force: true });
    else await wait(BETWEEN_MS);
  }
  return { kind: 'held-by-another', by };
}

/** Empty where the lock has gone meanwhile. */
function holderOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/**
 * A process of this machine can be asked for; one of another machine, as on a shared disk, only by the age of its lock.
 */
function isGone(path: string, holder: string): boolean {
  const [pid, host] = holder.split('@');
  try {
    if (host !== hostname() || pid === undefined) {
      const { mtimeMs, size } = statSync(path);
      return Date.now() - mtimeMs > (size === 0 ? UNNAMED_MS : STALE_MS);
    }
    if (Number(pid) === process.pid) return false;
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
