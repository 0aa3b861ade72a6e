import { createHash } from 'node:crypto';
import { join, relative, sep } from 'node:path';
import { type ChunkingContext, rolldown } from 'rolldown';
import { filesBeside, websocketInside } from './files-beside.ts';
import { leftOut } from './left-out.ts';
import { shippedPaths } from './notice.ts';
import { packedWeights } from './packed-weights.ts';

/**
 * Packages that npm installs beside the bundle: what comes with a binary for each machine, which no bundle can hold, and
 * what is large and rarely used.
 */
export const EXTERNAL = [
  '@modelcontextprotocol/server',
  '@resvg/resvg-js',
  'mammoth',
  'undici',
  'unpdf',
] as const;

/** Faster ways of packages that do without them; nobody installs them, and asking for one fails as it does today. */
export const NEVER_THERE: readonly string[] = [
  'zlib-sync',
  'bufferutil',
  'utf-8-validate',
  'pg-native',
  'canvas',
  '@napi-rs/canvas',
];

const OUTSIDE: ReadonlySet<string> = new Set([...EXTERNAL, ...NEVER_THERE]);

/**
 * What answers: every process that does needs it. Not the registry of commands: it waits for each of them, and a file that
 * waits for one which waits for it never begins.
 */
const ANSWERING =
  /\/src\/(?:(?:domain|core|search|answer|views|dispatch)\/|app\/(?:cli\/ask|process\/process|serve\/(?:briefings|guarded-core)|config\/checked-cache)\.ts$|commands\/list\.ts$)/;

/** What one typed command needs is what these need before anything is asked. */
const TYPED = ['src/app/cli/ask.ts', 'src/dispatch/dispatch.ts', 'src/commands/plan-point.ts'];

/**
 * Two files of what answers: what a typed command needs, and what waits for words. One file costs less to read at once than
 * the hundred small ones that the least sharing would make of it; what is in it is begun with it, however it is imported.
 */
function answeringFiles(root: string) {
  let typed: ReadonlySet<string> | undefined;
  return {
    debugName: 'answering',
    name(id: string, context: ChunkingContext): string | null {
      if (!ANSWERING.test(id)) return null;
      typed ??= importedBy(
        TYPED.map((file) => join(root, file)),
        (one) => context.getModuleInfo(one)?.importedIds ?? [],
      );
      return typed.has(id) ? 'answers' : 'words';
    },
  };
}

/** These and what they import at once, and so on. */
function importedBy(
  files: readonly string[],
  imports: (id: string) => readonly string[],
): ReadonlySet<string> {
  const found = new Set(files);
  for (const file of found) for (const one of imports(file)) found.add(one);
  return found;
}

/** `@a/b` of `@a/b/part`. */
function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * Writes `src/main.ts` and everything it loads into a folder one below the package: one file an entry (the workers are
 * some), shared pieces beside them. Gives a word that changes with any byte of it.
 * @throws Error where something cannot be found, which would fail only when it is used, or has no licence in NOTICE
 */
export async function bundle(root: string, folder: string): Promise<string> {
  const troubles: string[] = [];
  const build = await rolldown({
    input: { main: join(root, 'src/main.ts') },
    platform: 'node',
    // What the bundle has of discord.js gets the fetch of Node in its place.
    external: (name, from) =>
      OUTSIDE.has(packageOf(name)) && !(name === 'undici' && from?.includes('discord.js') === true),
    plugins: [packedWeights(), websocketInside(root), leftOut(root), filesBeside({ root, depth: 1 })],
    onLog: (level, { code, message }) => {
      // discord.js has a method that evaluates text, which nobody calls.
      if (level === 'warn' && code !== 'EVAL') troubles.push(message);
    },
  });
  const { output } = await build.write({
    dir: folder,
    // Starts sooner than modules do, and what V8 made of it can be kept (kept-code.ts).
    format: 'cjs',
    chunkFileNames: '[name]-[hash].js',
    // Libraries ask for the names of their classes. Those of functions cost 37 kB of the package, and a stack says the file and place.
    minify: {
      mangle: { keepNames: { function: false, class: true } },
      compress: true,
      codegen: { removeWhitespace: true },
    },
    comments: { legal: true },
    codeSplitting: { groups: [answeringFiles(root)] },
  });
  await build.close();
  const paths = shippedPaths(root);
  for (const id of output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))) {
    const path = relative(root, id).replaceAll(sep, '/');
    const isListed = paths.some((one) => path.startsWith(`${one}/`));
    if (path.startsWith('node_modules/') && !isListed) troubles.push(`${path} is bundled and not in NOTICE.`);
  }
  if (troubles.length > 0) throw new Error(troubles.join('\n'));
  const hash = createHash('sha256');
  for (const file of output.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1))) {
    hash.update(`${file.fileName}\n`).update(file.type === 'chunk' ? file.code : file.source);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Writes `start.js`, which loads the bundle of that build and keeps what V8 made of it. */
export async function writeLoader(root: string, folder: string, build: string): Promise<void> {
  const loader = await rolldown({
    input: { start: join(root, 'ops/build/kept-code.ts') },
    platform: 'node',
    transform: { define: { BUILD: JSON.stringify(build) } },
  });
  await loader.write({ dir: folder, format: 'cjs', minify: true });
  await loader.close();
}
