import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { withCommandTable } from '../docs/command-table.ts';
import { defaultBehaviour, parseBehaviour } from '../src/app/config/behaviour.ts';
import { loadConfig } from '../src/app/config/config.ts';
import { ENVIRONMENT_KEYS } from '../src/app/config/environment.ts';
import { PLATFORMS } from '../src/platforms/registry.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'briefings/README.md'];

describe('README', () => {
  it('has each command with its options and its own summary, in the order of the registry', () => {
    const readme = read('README.md');
    expect(readme, 'npm run readme writes the table').toBe(withCommandTable(readme));
  });

  it('shows an answer as the program prints it, but for its age', () => {
    const shown = /^\$ npx readout ask "(.+)"\n([\s\S]+?)^```/m.exec(read('README.md'));
    const [, question = '', answer = ''] = shown ?? [];
    const env = { PATH: process.env.PATH ?? '', HOME: tmpdir() };
    const printed = execFileSync(process.execPath, ['src/main.ts', 'ask', question], {
      ...{ cwd: root, env, encoding: 'utf8' },
    });
    const lines = (text: string) =>
      text
        .replace(/, \d+ days old/g, '')
        .trim()
        .split('\n');
    const left = lines(printed);
    for (const line of lines(answer).filter((one) => one !== '…')) {
      const at = left.indexOf(line);
      expect({ line, found: at >= 0 }).toEqual({ line, found: true });
      left.splice(0, at + 1);
    }
  });

  it('names every folder of src and no other', () => {
    const folders = readdirSync(new URL('src', root), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `src/${entry.name}`);
    const named = read('README.md').match(/`src\/[a-z]+`/g) ?? [];
    expect([...new Set(named.map((name) => name.slice(1, -1)))].sort()).toEqual(folders.sort());
  });
});

describe('the documents', () => {
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
  const commandLine = [
    ...(read('src/app/cli/command-line.ts').match(/\.command\('([a-z]+)'\)/g) ?? []).map((call) =>
      call.slice(10, -2),
    ),
    ...PLATFORMS.flatMap(({ name, setUp }) => (setUp === undefined ? [] : [name])),
  ];

  it.each(documents)('%s names only npm scripts that exist', (document) => {
    const text = read(document);
    const run = [...text.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1]);
    const short = [...text.matchAll(/npm (start|test)\b/g)].map((match) => match[1]);
    for (const script of [...run, ...short]) expect(scripts).toContain(script);
  });

  it.each(documents)('%s names only readout commands that exist', (document) => {
    for (const [, words = ''] of read(document).matchAll(
      /(?:npx readout|npm run readout --) ((?:[a-z]+ ?)+)/g,
    )) {
      expect(commandLine).toContain(words.trim().split(' ')[0]);
    }
  });

  it.each(documents)('%s links only to files that exist', (document) => {
    const folder = new URL(document, root);
    for (const [, target = ''] of read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(() => readdirSync(new URL('.', new URL(target, folder)))).not.toThrow();
    }
  });

  it.each(documents)('%s names only environment keys that exist', (document) => {
    const keys = read(document).match(/\b(?:DISCORD|SLACK|READOUT|DATABASE)_[A-Z_]+\b/g) ?? [];
    for (const key of keys) expect(Object.keys(ENVIRONMENT_KEYS)).toContain(key.replace(/_FILE$/, ''));
  });
});

interface SchemaNode {
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

describe('briefings/README.md', () => {
  const kinds = readdirSync(new URL('briefings/schema', root)).map((file) => file.split('.')[0] ?? '');

  // What all kinds have is described once, and so is how a record is withdrawn, amended or dated.
  const everywhere = new Set([
    'id',
    'source',
    'sources',
    'words',
    'withdrawn',
    'amended',
    'on',
    'inferred',
    'reason',
  ]);

  it.each(kinds)('describes every key that a record of %s must have', (kind) => {
    const [, section = ''] = read('briefings/README.md').split(new RegExp(`^## ${kind}\\.yaml$`, 'm'));
    const [own = ''] = section.split(/^## /m);
    const schema = JSON.parse(read(`briefings/schema/${kind}.schema.json`));
    const required = (node: SchemaNode): readonly string[] => [
      ...(node.required ?? []),
      ...Object.entries(node.properties ?? {}).flatMap(([key, below]) =>
        everywhere.has(key) ? [] : required(below),
      ),
      ...(node.items === undefined ? [] : required(node.items)),
      ...(node.anyOf ?? []).flatMap(required),
      ...(node.$ref === undefined ? [] : required(schema.$defs[node.$ref.split('/').at(-1) ?? ''])),
    ];
    const lists = Object.keys(schema.properties ?? {});
    const missing = required(schema).filter(
      (key) => !everywhere.has(key) && !lists.includes(key) && !new RegExp(`\\b${key}\\b`).test(own),
    );
    expect([...new Set(missing)]).toEqual([]);
  });
});

describe('.env.example', () => {
  it('has every key once, in order and empty', () => {
    const lines = read('.env.example')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual(Object.keys(ENVIRONMENT_KEYS).map((key) => `${key}=`));
  });

  it('means the same as no file at all', async () => {
    const nothing = () => {
      throw Object.assign(new Error('none'), { code: 'ENOENT' });
    };
    const example = (path: string) => (path === '.env' ? read('.env.example') : nothing());
    expect(await loadConfig({ env: {}, readFile: example })).toEqual(
      await loadConfig({ env: {}, readFile: nothing }),
    );
  });
});

describe('config/readout.yaml', () => {
  it('shows the defaults', () => {
    const { behaviour, problems } = parseBehaviour(read('config/readout.yaml'), 'config/readout.yaml');
    expect(problems).toEqual([]);
    expect(behaviour).toEqual(defaultBehaviour());
  });
});
