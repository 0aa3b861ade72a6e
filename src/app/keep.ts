import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
 * Keeps one file per name in a folder. In it stands first what the rest was made from, our own code included, and it is
 * used only where that is the same byte by byte: there is nothing to go stale. Where the folder cannot be written,
 * nothing is kept and nobody is bothered.
 */
export function keepIn(folder: string): Keep {
  let code: readonly Uint8Array[] | undefined;
  /** The beginning of a kept file: what it was made from, with the lengths first. Null where something cannot be read. */
  const headOf = (madeFrom: () => Uint8Array): Buffer | null => {
    try {
      code ??= codeBytes();
      const parts = [...code, madeFrom()];
      const lengths = parts.map((part) => part.byteLength).join(' ');
      return Buffer.concat([Buffer.from(`${lengths}\n`), ...parts]);
    } catch {
      return null;
    }
  };
  return async (name, madeFrom, make) => {
    const file = join(folder, `${name}.kept`);
    const before = headOf(madeFrom);
    if (before === null) return make();
    const kept = readKept(file, before);
    if (kept !== null) return kept as Awaited<ReturnType<typeof make>>;
    const made = await make();
    // Not where somebody edited meanwhile: it is not known which of the two it was made from.
    if (made.problems.length === 0 && headOf(madeFrom)?.equals(before) === true) {
      writeKept(file, before, JSON.stringify(made));
    }
    return made;
  };
}

const SOURCE = join(import.meta.dirname, '..');

/** What turns bytes into what is kept: where any of it is changed, everything is made anew. */
function codeBytes(): Uint8Array[] {
  const inFolder = (name: string) =>
    readdirSync(join(SOURCE, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => join(SOURCE, name, file));
  const files = [
    join(SOURCE, '../package.json'),
    join(SOURCE, 'app/behaviour.ts'),
    ...inFolder('pack'),
    ...inFolder('domain'),
  ];
  return [Buffer.from(process.version), ...files.map((file) => readFileSync(file))];
}

function readKept(file: string, head: Buffer): unknown {
  try {
    const bytes = readFileSync(file);
    return bytes.subarray(0, head.length).equals(head)
      ? JSON.parse(bytes.toString('utf8', head.length))
      : null;
  } catch {
    // Not there yet, or cut short by a full disk: it is made anew and written over.
    return null;
  }
}

/** Whole or not at all: a process that reads meanwhile sees the old file or the new one. */
function writeKept(file: string, head: Buffer, json: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, Buffer.concat([head, Buffer.from(json)]));
    renameSync(draft, file);
  } catch {
    // A read-only or full disk: the next process makes it again.
    discard(draft);
  }
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // It was never begun.
  }
}
