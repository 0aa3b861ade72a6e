import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes something from bytes, or takes what an earlier process made of the very same bytes. Reading a pack with every
 * check costs several times what answering one question does. Only what is free of problems and means the same as JSON
 * is kept; `madeFrom` may throw, and then nothing is.
 */
export type Keep = <Made extends { readonly problems: readonly unknown[] }>(
  name: string,
  madeFrom: () => Uint8Array,
  make: () => Promise<Made>,
) => Promise<Made>;

/** Keeps nothing: everything is made each time. */
export const KEEP_NOTHING: Keep = (_name, _madeFrom, make) => make();

/**
 * Keeps one file per name in a folder. The file is named by the SHA-256 of what decides what is in it, our own code
 * included, so that there is nothing to go stale. Where the folder cannot be written, nothing is kept and nobody is
 * bothered.
 */
export function keepIn(folder: string): Keep {
  let code: string | undefined;
  /** Null where something cannot be read. */
  const fileFor = (name: string, madeFrom: () => Uint8Array): string | null => {
    try {
      code ??= codeVersion();
      const hash = createHash('sha256').update(code).update(madeFrom()).digest('hex');
      return join(folder, `${name}-${hash}.kept`);
    } catch {
      return null;
    }
  };
  return async (name, madeFrom, make) => {
    const file = fileFor(name, madeFrom);
    if (file === null) return make();
    const kept = readKept(file);
    if (kept !== null) return kept as Awaited<ReturnType<typeof make>>;
    const made = await make();
    // Not where somebody edited meanwhile: it is not known which of the two it was made from.
    if (made.problems.length === 0 && fileFor(name, madeFrom) === file) {
      writeKept(file, JSON.stringify(made));
      forgetOthers(folder, name, file);
    }
    return made;
  };
}

/**
 * Another text whenever what turns bytes into what is kept may have changed: Node, the versions of Readout and of its
 * packages (which `package.json` pins), the checks and the records they make. Of files their times and sizes are enough:
 * an edit cannot keep all of them, and an update that keeps the times has another version. A bundle has no such files,
 * and its `package.json` a word for all that is in it.
 */
function codeVersion(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const files = import.meta.filename.endsWith('.ts') ? sourceFiles(join(import.meta.dirname, '../..')) : [];
  return [process.version, manifest, ...files, ''].join('\n');
}

function sourceFiles(source: string): readonly string[] {
  const inFolder = (name: string) =>
    readdirSync(join(source, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => join(name, file));
  return ['app/config/behaviour.ts', ...inFolder('pack'), ...inFolder('domain')].map((file) => {
    const { size, mtimeMs, ctimeMs } = statSync(join(source, file));
    return `${file} ${size} ${mtimeMs} ${ctimeMs}`;
  });
}

function readKept(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Not there yet, or cut short by a full disk: it is made anew and written over.
    return null;
  }
}

/** Whole or not at all: a process that reads meanwhile sees the old file or the new one. */
function writeKept(file: string, json: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, json);
    renameSync(draft, file);
  } catch {
    // A read-only or full disk: the next process makes it again.
    discard(draft);
  }
}

/** What was made from earlier bytes or by earlier code, under this name or, before files were named by hash, the bare one. */
function forgetOthers(folder: string, name: string, kept: string): void {
  try {
    const isOlder = (file: string) =>
      file === `${name}.kept` ||
      (file.startsWith(`${name}-`) && /^[0-9a-f]{64}\.kept$/.test(file.slice(name.length + 1)));
    for (const file of readdirSync(folder)) {
      if (isOlder(file) && join(folder, file) !== kept) discard(join(folder, file));
    }
  } catch {
    // It costs some room on the disk and nothing else.
  }
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // It was never begun.
  }
}
