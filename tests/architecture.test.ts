import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. An allow-list: what is not here fails, and so does a folder that is not here.
 * `values` are imported at run time, `types` by `import type` only; both name folders, or single files of a folder that
 * is closed otherwise. A folder may always import itself. `packages` are npm packages; `node` is whether the folder may
 * touch the machine at all. `platforms/*` is any platform that is not named, and `*` in a path any one of them.
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
  // Writes records back into the files they were read from, and reads drafts by the words that search knows.
  desk: { values: ['domain', 'pack', 'search'], packages: ['js-yaml'], node: true },
  core: { values: ['domain', 'answer', 'search'], node: false },
  store: { values: ['domain', 'core'], packages: ['pg'], node: true },
  views: { values: ['domain', 'answer', 'search'], node: false },
  // A briefing in other forms, said by the same views.
  export: { values: ['domain', 'answer', 'views'], node: false },
  // What assistants are answered, by the same core as everybody.
  mcp: {
    values: ['domain', 'answer', 'core', 'export'],
    packages: ['@modelcontextprotocol/server', 'zod'],
    node: true,
  },
  // A record is said in one place, whether a command or a plain question shows it.
  ask: { values: ['domain', 'answer', 'search', 'views'], node: false },
  // Pure reading of articles: no clock, no network, no record.
  dispatch: { values: ['domain', 'answer', 'search', 'core', 'views', 'ask'], node: false },
  ingest: {
    // Proposals are kept in the store, which it is handed.
    values: ['domain'],
    types: ['store'],
    packages: ['@mozilla/readability', 'feedsmith', 'linkedom', 'mammoth', 'undici', 'unpdf'],
    node: true,
  },
  commands: {
    values: [
      ...['domain', 'answer', 'search', 'core', 'views'],
      // Pure parts of digests that a chat command shows or reads.
      ...[
        'digest/filter/filter.ts',
        'digest/filter/filter-words.ts',
        'digest/watch/read-subject.ts',
        'digest/compose/missed.ts',
        'digest/compose/preview.ts',
      ],
    ],
    types: ['digest'],
    node: false,
  },
  digest: {
    values: ['domain', 'answer', 'search', 'core', 'views'],
    types: ['store'],
    packages: ['@resvg/resvg-js', 'node-cron'],
    node: true,
  },
  platforms: {
    // The registry is the one place that sees every platform, and of each nothing but its module.
    values: ['domain', 'answer', 'core', 'platforms/*/module.ts'],
    types: ['store'],
    node: true,
  },
  'platforms/*': { values: ['domain', 'answer', 'core', 'platforms'], node: true },
  'platforms/discord': {
    values: ['domain', 'answer', 'core', 'platforms'],
    packages: ['discord.js'],
    node: true,
  },
  'platforms/slack': {
    // Installations are kept in the store, encrypted.
    values: ['domain', 'answer', 'core', 'platforms', 'store'],
    packages: ['@slack/bolt', 'zod'],
    node: true,
  },
  'platforms/web': {
    // Pages show records themselves, in the words of the views, and the board that digests carry; and give briefings out.
    values: [
      ...['domain', 'answer', 'core', 'views', 'export', 'platforms'],
      ...['digest/board/plan.ts', 'digest/board/svg.ts'],
    ],
    packages: ['hono'],
    node: true,
  },
  'platforms/api': {
    // Briefings as they are given out, and assistants over HTTP.
    values: ['domain', 'answer', 'core', 'export', 'mcp', 'platforms'],
    node: true,
  },
  app: {
    values: [
      ...[
        'domain',
        'answer',
        'search',
        'pack',
        'store',
        'core',
        'dispatch',
        'commands',
        'digest',
        'export',
        'ingest',
        'mcp',
        'desk',
        'platforms',
      ],
      // Always there, and what the process falls back to.
      'platforms/terminal',
      // What plain questions look up, made before a large pack is swapped.
      'ask/prepare.ts',
    ],
    // What a chooser is, which the process is the one to have.
    types: ['ask/deciding/choice.ts'],
    packages: ['@prometheus-io/client', 'commander', 'openai', 'pino', 'zod'],
    node: true,
  },
  'main.ts': { values: ['app'], node: true },
};

/**
 * What runs another program: git, with words of ours and no shell, where the configuration wants commits, and a person's own
 * editor on a record they asked to edit.
 */
const RUNS_PROGRAMS: readonly string[] = ['app/review/commit.ts', 'app/cli/review/editor.ts'];

/** Node's own modules that anything uses. None of them runs other programs or code from text. */
const NODE_MODULES = [
  ...[
    'crypto',
    'diagnostics_channel',
    'dns/promises',
    'events',
    'fs',
    'fs/promises',
    'http',
    'https',
    'module',
    'net',
    'os',
    'path',
  ],
  ...[
    'readline',
    'sqlite',
    'stream',
    'stream/consumers',
    'string_decoder',
    'timers/promises',
    'url',
    'util',
    'worker_threads',
    'zlib',
  ],
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

function ruleFor(folder: string): Allowed | undefined {
  return ALLOWED[folder] ?? ALLOWED[folder.replace(/^platforms\/.+/, 'platforms/*')];
}

/** Whether a folder or a file of an allow-list is what is imported. */
function names(entry: string, path: string): boolean {
  return entry === folderOf(path) || entry.replace('*', path.split('/')[1] ?? '') === path;
}

function isAllowed({ from, to, kind, typeOnly }: Import): boolean {
  const folder = folderOf(from);
  const allowed = ruleFor(folder);
  if (allowed === undefined) return false;
  if (kind === 'node' && to === 'child_process') return RUNS_PROGRAMS.includes(from);
  if (kind === 'node') return allowed.node && NODE_MODULES.includes(to);
  if (kind === 'package') return allowed.packages?.includes(to) ?? false;
  const open = [folder, ...allowed.values, ...(typeOnly ? (allowed.types ?? []) : [])];
  return open.some((entry) => names(entry, to));
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

/** First level of `src`. */
const TOP = [
  ...['answer', 'app', 'ask', 'commands', 'core', 'desk', 'digest', 'dispatch', 'domain', 'export'],
  ...['ingest', 'main.ts', 'mcp', 'pack', 'platforms', 'search', 'store', 'views'],
];

/** What the project is to stand on, and where. */
const GIVEN_PACKAGES: readonly (readonly [string, string])[] = [
  ['discord.js', 'platforms/discord'],
  ['@slack/bolt', 'platforms/slack'],
  ['node-cron', 'digest'],
  ['zod', 'pack'],
  ['zod', 'app'],
];

/** Where an id from outside becomes a tenant: one place a platform, the store's rows, the configuration, the command line. */
const MAKES_TENANTS: readonly string[] = [
  'app/cli/running/mydata.ts',
  'app/config/behaviour.ts',
  'core/pages/page-address.ts',
  'platforms/discord/tenant.ts',
  'platforms/slack/tenant.ts',
  'platforms/terminal/request.ts',
  'store/sql/driver.ts',
];

const MOST_LINES = 120;

/** Longer ones that are left from before the limit, as `file function`. Each is to become named parts; none is to be added. */
const LONG_FUNCTIONS: readonly string[] = [];

const MOST_FILES = 16;

/** Folders with more files, each with the reason. None is to be added. */
const FULL_FOLDERS: Readonly<Record<string, string>> = {};

/**
 * Names of functions that are too long, found by their indentation: the formatter, which `npm run check` runs, puts the
 * end of a body under its beginning. The signature counts.
 */
function longFunctions(source: string): readonly string[] {
  const lines = source.split('\n');
  const indent = (line: string) => line.length - line.trimStart().length;
  return lines.flatMap((line, at) => {
    if (
      !/(?:\)(?:: [^=]+)?|=>) \{$/.test(line) ||
      /^\s*(?:\} )?(?:if|for|while|switch|else|catch)\b/.test(line)
    )
      return [];
    const from = /^\s*\}?\)/.test(line)
      ? lines.findLastIndex((one, i) => i < at && indent(one) === indent(line))
      : at;
    const to = lines.findIndex((one, i) => i > at && one.trim() !== '' && indent(one) <= indent(line));
    if (to - from + 1 <= MOST_LINES) return [];
    const name = /(\w+)(?:<[^(]*>)?(?:\(| = | ?[:?])/.exec(
      (lines[from] ?? '').replace(/^\s*(?:export |async |const |function )*/, ''),
    );
    return [name?.[1] ?? 'anonymous'];
  });
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
    expect([...folders].filter((folder) => ruleFor(folder) === undefined)).toEqual([]);
  });

  it('imports only files that are there', () => {
    const missing = IMPORTS.filter(({ to, kind }) => kind === 'file' && !existsSync(new URL(to, SOURCE)));
    expect(missing.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('needs every permission that it has', () => {
    const unused = Object.entries(ALLOWED).flatMap(([folder, rule]) => {
      const own = IMPORTS.filter(({ from }) => ruleFor(folderOf(from)) === rule);
      const isUsed = (entry: string) => own.some(({ to, kind }) => kind === 'file' && names(entry, to));
      const isPackage = (name: string) => own.some(({ to, kind }) => kind === 'package' && to === name);
      return [
        // What any platform may, some platform does: the folders of those that are named count, too.
        ...(folder === 'platforms/*' ? [] : rule.values.filter((entry) => !isUsed(entry))),
        ...(rule.types ?? []).filter((entry) => !isUsed(entry)),
        ...(rule.packages ?? []).filter((name) => !isPackage(name)),
      ].map((entry) => `${folder} -> ${entry}`);
    });
    expect(unused).toEqual([]);
  });

  it('sees of a platform nothing but its module, and only in the registry', () => {
    const seen = IMPORTS.filter(
      ({ from, to }) => folderOf(from) === 'platforms' && /^platforms\/[^/]+\//.test(to),
    );
    expect(seen.filter(({ from }) => from !== 'platforms/registry.ts')).toEqual([]);
  });

  it('serves without the commands of the terminal: what both need stands beside them', () => {
    const cli = 'app/cli/';
    const users = IMPORTS.filter(({ from, to }) => to.startsWith(cli) && !from.startsWith(cli));
    expect([...new Set(users.map(({ from }) => from))]).toEqual(['main.ts']);
  });

  it('has nothing at its top but the rooms of the house', () => {
    expect(readdirSync(SOURCE).sort()).toEqual(TOP);
  });

  it.each(GIVEN_PACKAGES)('uses %s where it serves: in %s', (name, folder) => {
    const users = IMPORTS.filter(({ to, kind, typeOnly }) => kind === 'package' && to === name && !typeOnly);
    expect(users.map(({ from }) => folderOf(from))).toContain(folder);
  });

  it('has no function of more than 120 lines', () => {
    const long = FILES.flatMap((file) =>
      longFunctions(readFileSync(new URL(file, SOURCE), 'utf8')).map(
        (name) => `${posix.basename(file)} ${name}`,
      ),
    );
    expect(long.filter((one) => !LONG_FUNCTIONS.includes(one))).toEqual([]);
  });

  it('has no file that hands on what others export', () => {
    const handing = FILES.filter((file) =>
      /^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*from\b/m.test(readFileSync(new URL(file, SOURCE), 'utf8')),
    );
    expect(handing).toEqual([]);
  });

  it('takes an id from outside as a tenant only where tenants come in', () => {
    const makers = FILES.filter((file) =>
      /\btenantId\(|\(tenantId\)|\bas (?:unknown as )?TenantId\b/.test(
        readFileSync(new URL(file, SOURCE), 'utf8'),
      ),
    );
    expect(makers).toEqual(['domain/schedule/tenant.ts', ...MAKES_TENANTS].sort());
  });

  it('has no ring of files that need one another, be it for their types alone', () => {
    const needs = Map.groupBy(
      IMPORTS.filter(({ kind }) => kind === 'file'),
      ({ from }) => from,
    );
    // What nothing that is left needs is taken away, until there is nothing left but rings.
    let left = new Set(FILES);
    for (;;) {
      const needed = new Set([...left].flatMap((file) => needs.get(file) ?? []).map(({ to }) => to));
      const inner = new Set([...left].filter((file) => needed.has(file)));
      if (inner.size === left.size) break;
      left = inner;
    }
    // From a ring outwards all that it needs is left too, so that only its own way back to itself makes one.
    const goesRound = (file: string) => {
      const seen = new Set<string>();
      const open = [file];
      for (const one of open) {
        for (const { to } of needs.get(one) ?? []) {
          if (to === file) return true;
          if (left.has(to) && !seen.has(to)) open.push(to);
          seen.add(to);
        }
      }
      return false;
    };
    expect([...left].filter(goesRound)).toEqual([]);
  });
});

describe('what `ask` loads before it answers', () => {
  const loaded = new Set(['main.ts', 'app/cli/command-line.ts', 'app/cli/ask.ts'].flatMap(loadedWith));
  const eager = IMPORTS.filter(({ from, typeOnly, dynamic }) => loaded.has(from) && !typeOnly && !dynamic);

  it('is no package but those that read the command line, the configuration and the pack', () => {
    const packages = new Set(eager.filter(({ kind }) => kind === 'package').map(({ to }) => to));
    expect([...packages].filter((name) => !['commander', 'js-yaml', 'zod'].includes(name))).toEqual([]);
  });

  it('is nothing that reads YAML or checks a pack that was checked before', () => {
    const started = new Set(['app/serve/briefings.ts', 'app/serve/terminal-platform.ts'].flatMap(loadedWith));
    expect(started.size).toBeGreaterThan(20);
    expect(
      [...started].filter((file) => /^pack\/(?:yaml|format\/(?:fields|[a-z]+-schema)\.|checks)/.test(file)),
    ).toEqual([]);
  });

  it('is no platform but the terminal, no store and no scheduler', () => {
    const folders = new Set([...loaded].map(folderOf));
    expect(folders.has('store')).toBe(false);
    // Of any other only what reads its settings, which are checked with the rest of the configuration.
    const platforms = [...loaded].filter((file) => /^platforms\/(?!terminal\/)[^/]+\//.test(file));
    expect(platforms.filter((file) => !/\/(?:module|setup\/keys|setup\/settings)\.ts$/.test(file))).toEqual(
      [],
    );
    expect(
      [...loaded].filter(
        (file) => file === 'digest/schedule/scheduler.ts' || file === 'digest/schedule/every-minute.ts',
      ),
    ).toEqual([]);
  });
});

describe('what a process loads before it serves', () => {
  it('is nothing that reads articles, which comes along when somebody proposes or feeds one', () => {
    const entries = [
      'app/serve/serve-process.ts',
      'app/serve/digest-part.ts',
      'platforms/discord/platform.ts',
    ];
    const loaded = new Set(entries.flatMap(loadedWith));
    const reads = /^(?:ingest\/(?:quotes|add|extract|fetch|drafts)|desk|app\/review)\//;
    expect(loaded.size).toBeGreaterThan(100);
    expect([...loaded].filter((file) => reads.test(file))).toEqual([]);
  });
});

describe('the folders', () => {
  const TESTS = new URL('./', import.meta.url);
  const files = [
    ...FILES.map((file) => `src/${file}`),
    ...readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
      .map((file) => `tests/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts')),
  ];

  it(`hold at most ${MOST_FILES} files each`, () => {
    const held = Map.groupBy(files, (file) => posix.dirname(file));
    const full = [...held].filter(([, those]) => those.length > MOST_FILES).map(([folder]) => folder);
    expect(full.filter((folder) => FULL_FOLDERS[folder] === undefined)).toEqual([]);
  });

  it('hold tests that vitest runs, each of which imports it', () => {
    const tests = files.filter((file) => file.endsWith('.test.ts'));
    const without = tests.filter(
      (file) =>
        !/from 'vitest'|Contract\(|contract\(/.test(readFileSync(new URL(`../${file}`, TESTS), 'utf8')),
    );
    expect(tests.length).toBeGreaterThan(0);
    expect(without).toEqual([]);
  });
});
