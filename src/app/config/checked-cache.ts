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

/** More than this is kept as its SHA-256: a hash takes longer to load than to make, a copy takes room. In bytes. */
const MOST_COPIED = 1_000_000;

/**
 * Keeps one file per name in a folder. It begins with all that decides what is in it, our own code included, and is used
 * where that is the same to the byte, so that there is nothing to go stale. Where the folder cannot be written, nothing is
 * kept and nobody is bothered.
 */
export function keepIn(folder: string): Keep {
  let code: Buffer | undefined;
  /** Null where something cannot be read. */
  const decidedBy = (madeFrom: () => Uint8Array): Buffer | null => {
    try {
      code ??= Buffer.from(codeVersion());
      const bytes = madeFrom();
      return Buffer.concat([code, bytes.length > MOST_COPIED ? sha256(bytes) : bytes]);
    } catch {
      return null;
    }
  };
  return async (name, madeFrom, make) => {
    const file = join(folder, `${name}.kept`);
    const decided = decidedBy(madeFrom);
    if (decided === null) return make();
    const kept = readKept(file, decided);
    if (kept !== null) return kept as Awaited<ReturnType<typeof make>>;
    const made = await make();
    // Not where somebody edited meanwhile: it is not known which of the two it was made from.
    if (made.problems.length === 0 && decidedBy(madeFrom)?.equals(decided) === true) {
      writeKept(file, [sizeOf(decided), decided, Buffer.from(JSON.stringify(made))]);
      forgetOlder(folder, name);
    }
    return made;
  };
}

/** Loaded where it is needed: it is a large part of Node. */
function sha256(bytes: Uint8Array): Buffer {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(bytes).digest();
}

/** In eight bytes. */
function sizeOf(bytes: Buffer): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(bytes.length));
  return size;
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

function readKept(file: string, decided: Buffer): unknown {
  try {
    const bytes = readFileSync(file);
    const size = sizeOf(decided);
    const from = size.length + decided.length;
    const isSame =
      size.equals(bytes.subarray(0, size.length)) && decided.equals(bytes.subarray(size.length, from));
    return isSame ? JSON.parse(bytes.toString('utf8', from)) : null;
  } catch {
    // Not there yet, or cut short by a full disk: it is made anew and written over.
    return null;
  }
}

/** Whole or not at all: a process that reads meanwhile sees the old file or the new one. */
function writeKept(file: string, parts: readonly Buffer[]): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, Buffer.concat(parts));
    renameSync(draft, file);
  } catch {
    // A read-only or full disk: the next process makes it again.
    discard(draft);
  }
}

/** What earlier versions kept under this name: one file for each state of the bytes. */
function forgetOlder(folder: string, name: string): void {
  try {
    for (const file of readdirSync(folder)) {
      if (file.startsWith(`${name}-`) && /^[0-9a-f]{64}\.kept$/.test(file.slice(name.length + 1)))
        discard(join(folder, file));
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
