import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. An allow-list: what is not here fails, and so does a folder that is not here.
 * `values` are imported at run time, `types` by `import type` only; both name folders, or single files of a folder that
 * is closed otherwise. A folder may always import itself. `packages` are npm packages; `node` is whether the folder may
 * touch the machine at all.
 */
interface Allowed {
  readonly values: readonly string[];
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
  readonly node: boolean;
}

const ALLOWED: Readonly<Record<string, Allowed>> = {
  domain: { values: [], node: false },
  answer: { values: ['domain'], node: false },
  search: { values: ['domain'], node: false },
  pack: { values: ['domain'], packages: ['js-yaml', 'zod'], node: true },
  // The process's own memory is what the stored one is made of.
  store: { values: ['domain', 'platforms/memory.ts'], node: true },
  views: {
    // Whole answers on a missing point and the list of points are still put together here.
    values: ['domain', 'answer', 'search', 'commands/answering.ts'],
    types: ['commands/command.ts'],
    node: false,
  },
  commands: {
    values: [
      ...['domain', 'answer', 'search', 'views'],
      // Pure parts of digests that a chat command shows or reads.
      ...['digest/filter.ts', 'digest/preview.ts'],
    ],
    types: ['digest'],
    node: false,
  },
  digest: {
    values: ['domain', 'answer', 'search', 'views'],
    types: ['store', 'platforms/platform.ts'],
    packages: ['@resvg/resvg-js', 'node-cron'],
    node: true,
  },
  platforms: { values: ['domain', 'answer', 'commands'], node: true },
  'platforms/terminal': { values: ['domain', 'answer', 'commands', 'platforms'], node: true },
  'platforms/discord': {
    values: ['domain', 'answer', 'commands', 'platforms'],
    packages: ['discord.js'],
    node: true,
  },
  'platforms/slack': {
    values: ['domain', 'answer', 'commands', 'platforms'],
    packages: ['@slack/bolt', 'undici'],
    node: true,
  },
  app: {
    values: [
      ...['domain', 'answer', 'search', 'pack', 'store', 'commands', 'digest', 'platforms'],
      ...['platforms/terminal', 'platforms/discord', 'platforms/slack'],
    ],
    packages: ['@prometheus-io/client', 'commander', 'pino', 'zod'],
    node: true,
  },
  'main.ts': { values: ['app'], node: true },
};

/** Node's own modules that anything uses. None of them runs other programs or code from text. */
const NODE_MODULES = [
  ...[
    'crypto',
    'diagnostics_channel',
    'events',
    'fs',
    'fs/promises',
    'http',
    'https',
    'module',
    'net',
    'path',
  ],
  ...['readline', 'sqlite', 'stream', 'string_decoder', 'timers/promises', 'url', 'util', 'worker_threads'],
];

interface Import {
  readonly from: string;
  /** Path of a file below `src`, or the name of a package. */
  readonly to: string;
  readonly kind: 'file' | 'package' | 'node';
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
}

const STATIC = /^(?:import|export)\s+(?:(type\s)?\s*([^'"`;]*?)\s*from\s*)?'([^']+)'/gms;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*,?\s*\)|\brequire\('([^']+)'\)/g;

const SOURCE = new URL('../src/', import.meta.url);
const FILES = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();
const IMPORTS = FILES.flatMap((file) => importsOf(file, readFileSync(new URL(file, SOURCE), 'utf8')));

function importsOf(from: string, source: string): readonly Import[] {
  const fixed = Array.from(source.matchAll(STATIC), ([, type, names = '', to = '']) =>
    importOf(from, to, type !== undefined || onlyTypes(names), false),
  );
  const dynamic = Array.from(source.matchAll(DYNAMIC), ([, imported, required]) =>
    importOf(from, imported ?? required ?? '', false, true),
  );
  return [...fixed, ...dynamic];
}

function onlyTypes(names: string): boolean {
  const list = /^\{([^}]*)\}$/s
    .exec(names)?.[1]
    ?.split(',')
    .map((name) => name.trim());
  return list?.filter((name) => name !== '').every((name) => name.startsWith('type ')) ?? false;
}

function importOf(from: string, to: string, typeOnly: boolean, dynamic: boolean): Import {
  if (to.startsWith('node:')) return { from, to: to.slice(5), kind: 'node', typeOnly, dynamic };
  if (!to.startsWith('.')) {
    const name = to
      .split('/')
      .slice(0, to.startsWith('@') ? 2 : 1)
      .join('/');
    return { from, to: name, kind: 'package', typeOnly, dynamic };
  }
  return { from, to: posix.join(posix.dirname(from), to), kind: 'file', typeOnly, dynamic };
}

/** The folder a file belongs to: the first one below `src`, or the platform's. */
function folderOf(file: string): string {
  const parts = file.split('/');
  const depth = parts[0] === 'platforms' && parts.length > 2 ? 2 : 1;
  return parts.slice(0, depth).join('/');
}

function isAllowed({ from, to, kind, typeOnly }: Import): boolean {
  const folder = folderOf(from);
  const allowed = ALLOWED[folder];
  if (allowed === undefined) return false;
  if (kind === 'node') return allowed.node && NODE_MODULES.includes(to);
  if (kind === 'package') return allowed.packages?.includes(to) ?? false;
  const target = folderOf(to);
  const open = [folder, ...allowed.values, ...(typeOnly ? (allowed.types ?? []) : [])];
  return open.includes(target) || open.includes(to);
}

/** Files that importing this one loads, itself included, in the order they are found; what is loaded later is not. */
function loadedWith(entry: string): readonly string[] {
  const found = [entry];
  for (const file of found) {
    for (const { from, to, kind, typeOnly, dynamic } of IMPORTS) {
      if (from === file && kind === 'file' && !typeOnly && !dynamic && !found.includes(to)) found.push(to);
    }
  }
  return found;
}

describe('the source', () => {
  it('imports only what its folder is allowed to', () => {
    const refused = IMPORTS.filter((found) => !isAllowed(found));
    expect(refused.map(({ from, to, typeOnly }) => `${from} -> ${to}${typeOnly ? ' (types)' : ''}`)).toEqual(
      [],
    );
  });

  it('has no folder that nothing is said about', () => {
    const folders = new Set(FILES.map(folderOf));
    expect([...folders].filter((folder) => ALLOWED[folder] === undefined)).toEqual([]);
  });

  it('imports only files that are there', () => {
    const missing = IMPORTS.filter(({ to, kind }) => kind === 'file' && !FILES.includes(to));
    expect(missing.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('needs every exception that is made for a single file', () => {
    const exceptions = Object.entries(ALLOWED).flatMap(([folder, { values, types = [] }]) =>
      [...values, ...types].filter((path) => path.endsWith('.ts')).map((path) => ({ folder, path })),
    );
    const unused = exceptions.filter(
      ({ folder, path }) => !IMPORTS.some(({ from, to }) => folderOf(from) === folder && to === path),
    );
    expect(unused).toEqual([]);
  });

  it('has no file that hands on what others export', () => {
    const handing = FILES.filter((file) =>
      /^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*from\b/m.test(readFileSync(new URL(file, SOURCE), 'utf8')),
    );
    expect(handing).toEqual([]);
  });

  it('has no ring of files that load one another', () => {
    const rings = FILES.filter((file) =>
      IMPORTS.some(
        ({ from, to, kind, typeOnly }) =>
          from === file && kind === 'file' && !typeOnly && to !== file && loadedWith(to).includes(file),
      ),
    );
    expect(rings).toEqual([]);
  });
});

describe('what `ask` loads before it answers', () => {
  const loaded = new Set(['main.ts', 'app/cli/command-line.ts', 'app/cli/ask.ts'].flatMap(loadedWith));
  const eager = IMPORTS.filter(({ from, typeOnly, dynamic }) => loaded.has(from) && !typeOnly && !dynamic);

  it('is no package but those that read the command line, the configuration and the pack', () => {
    const packages = new Set(eager.filter(({ kind }) => kind === 'package').map(({ to }) => to));
    expect([...packages].filter((name) => !['commander', 'js-yaml', 'zod'].includes(name))).toEqual([]);
  });

  it('is no platform but the terminal, no store and no scheduler', () => {
    const folders = new Set([...loaded].map(folderOf));
    expect(['platforms/discord', 'platforms/slack', 'store'].filter((folder) => folders.has(folder))).toEqual(
      [],
    );
    expect([...loaded].filter((file) => file === 'digest/scheduler.ts' || file === 'digest/beat.ts')).toEqual(
      [],
    );
  });
});
