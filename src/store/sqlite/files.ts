import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { codeOf } from '../../domain/errors.ts';
import { nearestFolder, obstacleAt, TROUBLES, troubleOf } from '../trouble.ts';

/** Tokens of workspaces, channels and questions are in the store and in its backups: nobody else on the machine reads them. */
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** Whether a store, or anything else, is at that path. @throws StoreError where our user may not look there: it may well be. */
export function isStoreThere(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return false;
    throw troubleOf(error, file);
  }
}

/**
 * The path of the database, behind a link where it is one, so that two links to one file are one store. Makes its folder and an empty file where
 * they are missing, for our user alone. @throws StoreError
 */
export function prepareDatabase(file: string): string {
  try {
    makePrivateFolder(dirname(file));
    const obstacle = obstacleAt(file);
    if (obstacle !== null) throw obstacle;
    makePrivate(file);
    return lstatSync(file).isSymbolicLink() ? realpathSync(file) : file;
  } catch (error) {
    throw troubleOf(error, file);
  }
}

/**
 * Makes a folder and what is missing above it, for our user alone; one that is there stays as it is. Node's own recursive
 * mkdir never comes back where a folder is there and takes no others (/proc).
 */
export function makePrivateFolder(folder: string): void {
  const there = nearestFolder(join(folder, 'in it'));
  let made = there;
  for (const part of relative(there, folder).split(sep)) {
    made = join(made, part);
    try {
      mkdirSync(made, { mode: PRIVATE_FOLDER });
    } catch (error) {
      if (!isThere(error)) throw error;
    }
  }
}

/**
 * Makes an empty file for our user alone, or takes it from all others where it is there. What SQLite makes beside a
 * database has the database's mode. The file is never opened here where it exists: closing it would drop every lock that
 * this process has on it.
 */
export function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', PRIVATE_FILE));
  } catch (error) {
    if (!isThere(error)) throw error;
    // Whoever shares the file with us by a group owns it and decides.
    if (ownedByUs(file)) chmodSync(file, PRIVATE_FILE);
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function ownedByUs(file: string): boolean {
  return process.getuid === undefined || statSync(file).uid === process.getuid();
}

/**
 * Looks whether files are still those that were opened: SQLite goes on writing into a file that was deleted, and all of
 * it is lost. A few microseconds a call. @throws StoreError
 */
export function watchFiles(files: readonly string[]): () => void {
  const opened = files.map((file) => ({ file, was: statOf(file) }));
  return () => {
    for (const { file, was } of opened) {
      const is = statOf(file);
      if (is?.ino !== was?.ino || is?.dev !== was?.dev) throw TROUBLES.gone(file);
    }
  };
}

/** Undefined where nothing is there, or nothing that can be looked at. */
function statOf(file: string) {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
