/**
 * `lib/start.js` of the package: loads the bundle, and keeps what V8 made of it for the next process, the functions that
 * were called included. Node's own compile cache keeps a file as it was before any of it ran, so that each function is
 * compiled anew when it is called: a quarter of the time of a short answer.
 *
 * What is kept lies with the installation, as all that is kept does. Without write access nothing is. It is taken where
 * the build and Node are the same and it is whole; V8 refuses what another of its versions made.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, sep } from 'node:path';
import { constants, Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** A word that changes with any byte of the bundle; the build puts it here. */
declare const BUILD: string;

const LIB = __dirname + sep;
const FOLDER = join(LIB, '../node_modules/.cache/readout');
const MADE_BY = `code-${process.version}-${process.arch}-${BUILD}`;
/** A typed command needs a third of what the others need, and all that is kept for it is taken up at once. */
const isTyped = process.argv[2] === 'ask' && process.argv.slice(3).some((word) => word.startsWith('/'));
const NAME = `${MADE_BY}-${isTyped ? 'typed' : 'all'}.kept`;
/** A checksum of the rest, which V8 does not look at, and the size of the head. In bytes. */
const BEFORE_HEAD = 8;

const kept = readKept(join(FOLDER, NAME));
const scripts = new Map<string, Script>();
let isComplete = true;

load('main.js');
process.on('exit', () => {
  if (!isComplete) keep();
});

/** A file of the bundle, once; whoever requires it in another way (`createRequire`) gets the same one. */
function load(name: string): unknown {
  const file = LIB + name;
  const loaded = require.cache[file];
  if (loaded !== undefined) return loaded.exports;
  const module = new Module(file);
  module.filename = file;
  require.cache[file] = module as NodeJS.Module;
  const cachedData = kept.get(name);
  const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (cachedData === undefined || script.cachedDataRejected === true) isComplete = false;
  scripts.set(name, script);
  // This file lies beside it and so finds the same packages.
  const requireIt = (id: string) => (id.startsWith('./') ? load(id.slice('./'.length)) : require(id));
  try {
    script.runInThisContext().call(module.exports, module.exports, requireIt, module, file, dirname(file));
  } catch (error) {
    delete require.cache[file];
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

/** By the name of its file, what is kept of each part of the bundle. */
function readKept(file: string): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  try {
    const bytes = readFileSync(file);
    if (crc32(bytes.subarray(4)) !== bytes.readUInt32LE(0)) return found;
    let at = BEFORE_HEAD + bytes.readUInt32LE(4);
    for (const [name, length] of JSON.parse(bytes.toString('utf8', BEFORE_HEAD, at))) {
      found.set(name, bytes.subarray(at, at + length));
      at += length;
    }
  } catch {
    // Not there yet, or cut short.
  }
  return found;
}

/** Whole or not at all (the checksum tells after a power cut); what was kept of files that were not needed now stays. */
function keep(): void {
  const draft = join(FOLDER, `${NAME}.${process.pid}`);
  try {
    const parts = new Map<string, Buffer>(kept);
    for (const [name, script] of scripts) parts.set(name, script.createCachedData());
    const head = Buffer.from(JSON.stringify([...parts].map(([name, { length }]) => [name, length])));
    const bytes = Buffer.concat([Buffer.alloc(BEFORE_HEAD), head, ...parts.values()]);
    bytes.writeUInt32LE(head.length, 4);
    bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0);
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(draft, bytes);
    renameSync(draft, join(FOLDER, NAME));
    for (const other of readdirSync(FOLDER)) {
      if (other.startsWith('code-') && !other.startsWith(MADE_BY))
        rmSync(join(FOLDER, other), { force: true });
    }
  } catch {
    // A read-only or full disk: the next process compiles again.
    try {
      rmSync(draft, { force: true });
    } catch {
      // It was never begun.
    }
  }
}
