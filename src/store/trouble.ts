import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { withoutUndefined } from '../domain/mapping.ts';
import { StoreError } from './store-error.ts';

/** Where a store could be instead; ends the remedy of what a path cannot give. */
const ELSEWHERE = 'or set DATABASE_URL to another place';

/**
 * The sentences of everything that can be wrong with an embedded store. Whoever asks a question, reads the log or
 * `/readyz`, or runs `readout doctor` is told the same. `file` is the database as DATABASE_URL names it.
 */
export const TROUBLES = {
  full: (file: string, cause?: unknown) =>
    trouble(
      'full',
      `There is no room left on the disk that holds ${file}.`,
      `Make room there (or raise the quota), ${ELSEWHERE}.`,
      cause,
    ),
  notPermitted: (path: string, act: string, cause?: unknown) =>
    trouble(
      'not-permitted',
      `${path} may not be ${act} by the user that Readout runs as (${user()}).`,
      `Give that user the right to, ${ELSEWHERE}.`,
      cause,
    ),
  noPlace: (path: string, folder: string, cause?: unknown) =>
    trouble(
      'not-permitted',
      `${path} cannot be made: ${folder} keeps no files.`,
      'Set DATABASE_URL to another place.',
      cause,
    ),
  readOnly: (path: string, cause?: unknown) =>
    trouble(
      'not-permitted',
      `${path} is on a file system that is mounted read-only.`,
      `Mount it writable, ${ELSEWHERE}.`,
      cause,
    ),
  damaged: (file: string, detail: string, cause?: unknown) =>
    trouble(
      'damaged',
      `The store ${file} is damaged (${detail}).`,
      'Stop Readout, run "readout restore" with a backup, which keeps what is there beside it, and start again.',
      cause,
    ),
  noDatabase: (file: string, cause?: unknown) =>
    trouble(
      'not-ours',
      `${file} is no SQLite database: it is another file, or its beginning was overwritten.`,
      'Put a backup in its place, move it away to begin with an empty store, or set DATABASE_URL to another file.',
      cause,
    ),
  otherDatabase: (file: string, table: string) =>
    trouble(
      'not-ours',
      `${file} is the database of another program: it holds the table "${table}" and nothing of Readout's.`,
      'Set DATABASE_URL to a file of its own.',
    ),
  noFile: (path: string, is: string, cause?: unknown) =>
    trouble(
      'not-ours',
      `${path} is ${is}, where the store needs a file.`,
      'Set DATABASE_URL to a file: file: with its path.',
      cause,
    ),
  noFolder: (path: string, cause?: unknown) =>
    trouble(
      'not-ours',
      `${path} is a file, where the store needs a folder.`,
      `Move it away, ${ELSEWHERE}.`,
      cause,
    ),
  badLock: (lock: string, cause?: unknown) =>
    trouble(
      'bad-lock',
      `${lock}, which keeps a second process off the store, is not what Readout wrote.`,
      'Make sure that no other Readout serves this store, and delete that file.',
      cause,
    ),
  noLocks: (file: string, cause?: unknown) =>
    trouble(
      'no-locks',
      `The file system that holds ${file} has no file locks, without which nothing keeps a second process out (a network share, or a folder shared with a virtual machine).`,
      'Set DATABASE_URL to a file on a local disk.',
      cause,
    ),
  locked: (file: string, holder: number | null, cause?: unknown) =>
    trouble(
      'locked',
      `${file} is in use by another Readout process${holder === null ? '' : ` (process ${holder})`}: one process serves an embedded store.`,
      'Stop that one, or give this one its own DATABASE_URL.',
      cause,
    ),
  busy: (file: string, cause?: unknown) =>
    trouble(
      'busy',
      `${file} is held by another program for longer than Readout waits.`,
      'Close it there (a database browser, a copy that is being made).',
      cause,
    ),
  gone: (path: string) =>
    trouble(
      'gone',
      `${path} was deleted, moved or replaced while Readout was using it.`,
      'Stop Readout, put the file or a backup in its place and start again.',
    ),
  newer: (file: string, schema: number, known: number) =>
    trouble(
      'newer',
      `The store ${file} was written by a newer Readout (schema ${schema}, this one knows ${known}).`,
      'Update Readout or restore a backup.',
    ),
  older: (file: string, schema: number) =>
    trouble(
      'older',
      `The store ${file} was written by an earlier Readout (schema ${schema}), which kept no such thing.`,
      'Start this Readout once: it brings the store up to date, and keeps a copy as it was.',
    ),
  disk: (file: string, message: string, cause?: unknown) =>
    trouble(
      'disk',
      `The disk that holds ${file} reports an error: ${message}.`,
      `Look at the disk and at the system's log, ${ELSEWHERE}.`,
      cause,
    ),
  broken: (file: string, message: string, cause?: unknown) =>
    trouble(
      'broken',
      `The store ${file} cannot be used: ${message}.`,
      'Run "readout doctor"; where it finds nothing, restore a backup.',
      cause,
    ),
} as const;

function trouble(code: StoreError['code'], fault: string, remedy: string, cause?: unknown): StoreError {
  return new StoreError(code, { fault, remedy }, withoutUndefined({ cause }));
}

/** Primary result codes, and extended ones that say more (https://www.sqlite.org/rescode.html, read 2026-11-28). */
const SQLITE = {
  perm: 3,
  busy: 5,
  readonly: 8,
  ioerr: 10,
  corrupt: 11,
  full: 13,
  cantopen: 14,
  protocol: 15,
  nolfs: 22,
  notadb: 26,
  ioerrLock: 10 | (15 << 8),
  ioerrRdlock: 10 | (9 << 8),
  ioerrUnlock: 10 | (8 << 8),
  ioerrCheckReserved: 10 | (14 << 8),
  ioerrShmLock: 10 | (20 << 8),
  ioerrShmMap: 10 | (21 << 8),
  ioerrCorruptFs: 10 | (33 << 8),
  readonlyMoved: 8 | (4 << 8),
} as const;

const LOCKING: readonly number[] = [
  ...[SQLITE.ioerrLock, SQLITE.ioerrRdlock, SQLITE.ioerrUnlock],
  ...[SQLITE.ioerrCheckReserved, SQLITE.ioerrShmLock, SQLITE.ioerrShmMap],
];

/** True where SQLite says that somebody else has the lock it needs. */
export function isBusy(error: unknown): boolean {
  return primary(error) === SQLITE.busy;
}

/** True where SQLite says that what it read is no database, or not a sound one. */
export function isUnreadable(error: unknown): boolean {
  return primary(error) === SQLITE.corrupt || primary(error) === SQLITE.notadb;
}

/** What SQLite or the operating system threw about `file`, as one of the troubles; the disk is asked where that is not enough. */
export function troubleOf(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const extended = resultCode(error);
  if (extended === 0) return systemTrouble(error, file);
  if (extended === SQLITE.readonlyMoved) return TROUBLES.gone(file);
  if (LOCKING.includes(extended)) return TROUBLES.noLocks(file, error);
  if (extended === SQLITE.ioerrCorruptFs) return TROUBLES.damaged(file, messageOf(error), error);
  switch (primary(error)) {
    case SQLITE.full:
      return TROUBLES.full(file, error);
    case SQLITE.busy:
      return TROUBLES.busy(file, error);
    case SQLITE.corrupt:
      return TROUBLES.damaged(file, messageOf(error), error);
    case SQLITE.notadb:
      return TROUBLES.noDatabase(file, error);
    case SQLITE.protocol:
    case SQLITE.nolfs:
      return TROUBLES.noLocks(file, error);
    case SQLITE.perm:
    case SQLITE.readonly:
    case SQLITE.cantopen:
      return (
        obstacleAt(file) ?? (freeBytesAt(file) === 0 ? TROUBLES.full(file, error) : brokenBy(error, file))
      );
    case SQLITE.ioerr:
      return freeBytesAt(file) === 0
        ? TROUBLES.full(file, error)
        : (obstacleAt(file) ?? TROUBLES.disk(file, messageOf(error), error));
    default:
      return brokenBy(error, file);
  }
}

/** Node's own errors, from making folders and files. */
function systemTrouble(error: unknown, file: string): StoreError {
  const path = error instanceof Error && 'path' in error ? String(error.path) : file;
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOSPC':
    case 'EDQUOT':
      return TROUBLES.full(file, error);
    case 'EROFS':
      return TROUBLES.readOnly(path, error);
    case 'EACCES':
    case 'EPERM':
      return obstacleAt(file) ?? TROUBLES.notPermitted(path, 'written', error);
    case 'ENOENT':
      return obstacleAt(file) ?? TROUBLES.noPlace(dirname(file), nearestFolder(file), error);
    case 'EISDIR':
      return TROUBLES.noFile(path, 'a folder', error);
    case 'ENOTDIR':
    case 'EEXIST':
      return obstacleAt(file) ?? TROUBLES.noFolder(path, error);
    case 'EIO':
    case 'ESTALE':
      return TROUBLES.disk(file, messageOf(error), error);
    default:
      return brokenBy(error, file);
  }
}

/** How the files beside a database end. The lock is there once a process has served it, the others while it is open. */
const BESIDE = ['-wal', '-shm', '-journal', '.lock', '.lock-journal'] as const;

/**
 * What stands in the way of reading and writing the store at `file`, as far as the file system tells: the nearest folder
 * that is there, the database and what lies beside it. Null where nothing does.
 */
export function obstacleAt(file: string): StoreError | null {
  const folder = nearestFolder(file);
  if (kindOf(folder) !== 'folder') return TROUBLES.noFolder(folder);
  const barred = forbidden(folder, constants.W_OK | constants.X_OK);
  if (barred !== null) {
    return barred === 'EROFS'
      ? TROUBLES.readOnly(folder)
      : TROUBLES.notPermitted(folder, 'entered and written');
  }
  if (folder !== dirname(file)) return null;
  for (const path of [file, ...BESIDE.map((end) => `${file}${end}`)]) {
    const kind = kindOf(path);
    if (kind === null) continue;
    if (kind !== 'file') return TROUBLES.noFile(path, kind === 'folder' ? 'a folder' : 'a device or a pipe');
    const refused = forbidden(path, constants.R_OK | constants.W_OK);
    if (refused === 'EROFS') return TROUBLES.readOnly(path);
    if (refused !== null) return TROUBLES.notPermitted(path, 'read and written');
  }
  return null;
}

/** The folder that holds `file`, or the nearest one above it that is there. */
export function nearestFolder(file: string): string {
  for (let at = dirname(file); ; at = dirname(at)) {
    if (kindOf(at) !== null || at === dirname(at)) return at;
  }
}

function kindOf(path: string): 'file' | 'folder' | 'other' | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return null;
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'other';
  } catch (error) {
    // A folder that may not be entered, or a file where a folder should be: what is above it says more.
    return error instanceof Error && 'code' in error && error.code === 'ELOOP' ? 'other' : null;
  }
}

/** The operating system's word for why `mode` is not allowed at `path`; null where it is. */
function forbidden(path: string, mode: number): string | null {
  try {
    accessSync(path, mode);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'EACCES';
  }
}

/** Bytes that may still be written where `file` is or is to be; null where the file system does not tell. */
export function freeBytesAt(file: string): number | null {
  try {
    const { blocks, bavail, bfree, bsize, files, ffree } = statfsSync(nearestFolder(file));
    if (blocks === 0) return null;
    // A share is kept back for root alone.
    return files > 0 && ffree === 0 ? 0 : (process.getuid?.() === 0 ? bfree : bavail) * bsize;
  } catch {
    return null;
  }
}

function brokenBy(error: unknown, file: string): StoreError {
  return TROUBLES.broken(file, messageOf(error), error);
}

function resultCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
}

/** Extended codes carry the primary one in their low byte. */
function primary(error: unknown): number {
  return resultCode(error) & 0xff;
}

function user(): string {
  return process.getuid === undefined
    ? (process.env.USERNAME ?? 'the current one')
    : `uid ${process.getuid()}`;
}

/** What an error says, without its full stop. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
