import { execFile, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEVER_THERE } from '../../ops/build/bundle.ts';
import { bareEnvironment, type Installed, installedPackage } from '../fixtures/installed.ts';
import { serveIt } from '../fixtures/served.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'readout-artefact-'));
let installed: Installed;
beforeAll(async () => {
  installed = await installedPackage();
}, 120_000);
afterAll(() => {
  installed?.remove();
  rmSync(scratch, { recursive: true });
}, 60_000);

/** What a machine may need to reach its registry. */
const WAY_TO_A_REGISTRY =
  /^(?:https?_proxy|no_proxy|npm_config_(?:registry|cafile)|node_extra_ca_certs|ssl_cert_file)$/i;

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const published = () => JSON.parse(readFileSync(join(installed.folder, 'package.json'), 'utf8'));

/** What a program prints in an empty home and from an empty folder; its code is of no interest here. */
async function printed(program: string, words: readonly string[], input = ''): Promise<Buffer> {
  const home = mkdtempSync(join(scratch, 'home-'));
  const child = spawnSync(process.execPath, [program, ...words], {
    ...{ cwd: home, env: bareEnvironment(home), input, timeout: 60_000 },
  });
  expect(child.stderr.toString()).toBe('');
  return child.stdout;
}

/** The same of the package and of the checkout. */
async function both(words: readonly string[], input = ''): Promise<readonly [Buffer, Buffer]> {
  return [
    await printed(installed.program, words, input),
    await printed(join(root, 'bin/readout.js'), words, input),
  ];
}

describe('the published package.json', () => {
  it('has the name, version and program, and nothing that keeps it from being published', () => {
    const { name, version, bin, files } = published();
    expect({ name, version, bin, private: published().private }).toEqual({
      ...{ name: 'readout', version: own.version, private: undefined },
      bin: { readout: 'bin/readout.js' },
    });
    for (const file of files) expect(existsSync(join(installed.folder, file)), file).toBe(true);
  });

  it('depends on what the bundle loads at run time and on a Node, each in the version of the lock file', () => {
    const { dependencies, optionalDependencies } = published();
    const lib = installed.files.filter((file) => file.startsWith('lib/'));
    const loaded = lib.flatMap((file) => {
      const text = readFileSync(join(installed.folder, file), 'utf8');
      return [...text.matchAll(/\b(?:require|import)\((["'`])([^"'`.][^"'`]*)\1\)/g)].map(
        ([, , name = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name,
      );
    });
    const packages = loaded.filter(
      (name) => !name.startsWith('node:') && !builtinModules.includes(name) && !NEVER_THERE.includes(name),
    );
    expect([...new Set(packages)].sort()).toEqual(Object.keys(dependencies));
    for (const [name, version] of Object.entries(dependencies)) expect(version).toBe(own.dependencies[name]);
    expect(optionalDependencies).toEqual(own.optionalDependencies);
  });
});

describe('the packed package', () => {
  it('has the program, the bundle, fonts, briefings and the configuration, and no source, test or secret', () => {
    const tops = new Set(installed.files.map((file) => file.split('/')[0]));
    expect([...tops].sort()).toEqual(
      [
        '.env.example',
        'LICENSE',
        'NOTICE',
        'PRIVACY.md',
        'README.md',
        'assets',
        'bin',
        'briefings',
        'config',
        'lib',
        'package.json',
      ].sort(),
    );
    expect(installed.files.filter((file) => /\.(?:ts|map|env|db)$/.test(file))).toEqual([]);
  });

  it('is at most 1.5 MB packed, of which fonts are 0.2', () => {
    expect(statSync(installed.tarball).size).toBeLessThan(1_500_000);
  });

  it('looks for no bundled package by its name: the gateway goes through a proxy by the ws that is inside', () => {
    for (const file of installed.files.filter((each) => each.startsWith('lib/'))) {
      const text = readFileSync(join(installed.folder, file), 'utf8');
      expect(/\.resolve\(["'`](?:discord\.js|@discordjs\/ws|ws)["'`]\)/.test(text), file).toBe(false);
    }
  });

  it('names no place of the machine it was built on', () => {
    for (const file of installed.files.filter((each) => each.startsWith('lib/'))) {
      expect(readFileSync(join(installed.folder, file), 'utf8').includes(root), file).toBe(false);
    }
  });
});

describe('the installed program', () => {
  it('answers with the same bytes as the checkout, from any folder and with an empty home', async () => {
    const questions = [
      '/plan-point 6',
      '/who-said ballot here too',
      '/compare',
      '/position army-size',
      '/timeline',
      '/deadlines',
      '/disputed',
      '/sources',
      '/briefing',
      'who said peace is near?',
      'what does point 9 say?',
      'hello',
    ].join('\n');
    for (const options of [[], ['--json'], ['--full']]) {
      const [ours, theirs] = await both(['ask', ...options, '-'], questions);
      expect(ours.length).toBeGreaterThan(1000);
      expect(ours.equals(theirs), options.join()).toBe(true);
    }
  });

  it('keeps what V8 made of it with the functions that were called, and makes anew what is not whole', async () => {
    const cache = join(installed.folder, 'node_modules/.cache/readout');
    const file = () => join(cache, readdirSync(cache).find((name) => name.startsWith('code-')) ?? 'none');
    const answer = () => printed(installed.program, ['ask', '/plan-point 6']);
    rmSync(cache, { recursive: true, force: true });
    const first = await answer();
    const whole = readFileSync(file());
    await answer();
    expect(readFileSync(file()).equals(whole), 'written once').toBe(true);
    // V8 ends with the process where a byte is another, or goes on with something else.
    const other = Buffer.from(whole);
    for (let at = 2_000; at < other.length; at += 1_000) other[at] = 255 - (other[at] ?? 0);
    for (const broken of [
      other,
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, 3),
      Buffer.alloc(0),
    ]) {
      writeFileSync(file(), broken);
      expect((await answer()).equals(first)).toBe(true);
      // The packs are kept by now: what reads them is not needed again.
      expect(readFileSync(file()).length).toBeGreaterThan(whole.length / 4);
    }
    // Another command needs more of it.
    const before = readFileSync(file()).length;
    await printed(installed.program, ['ask', '/timeline']);
    expect(readFileSync(file()).length).toBeGreaterThan(before);
    // What only plain questions need is kept apart, and what another build made is gone by then.
    writeFileSync(file().replace(/[0-9a-f]{16}-typed/, '0123456789abcdef-typed'), whole);
    await printed(installed.program, ['ask', 'what is disputed?']);
    const kinds = readdirSync(cache).flatMap((name) => /^code-.*-(\w+)\.kept$/.exec(name)?.[1] ?? []);
    expect(kinds.toSorted()).toEqual(['all', 'typed']);
  });

  it('says at its prompt which file the keys belong into, and which has them all', () => {
    const home = mkdtempSync(join(scratch, 'home-'));
    const { stdout } = spawnSync(process.execPath, [installed.program, 'serve'], {
      ...{ cwd: home, env: bareEnvironment(home), input: '', encoding: 'utf8', timeout: 60_000 },
    });
    const [, file, example = ''] = /set in (\S+) \((\S+) has every key\)/.exec(stdout) ?? [];
    // From the working directory, which is the home here.
    expect(file && resolve(home, file)).toMatch(/readout\/\.env$/i);
    expect(readFileSync(resolve(home, example), 'utf8')).toContain('DISCORD_TOKEN');
  });

  it('draws the same picture', async () => {
    const pictures = [installed.program, join(root, 'bin/readout.js')].map((program, at) => ({
      ...{ program, file: join(scratch, `${at}.png`) },
    }));
    for (const { program, file } of pictures) {
      await printed(program, ['digest', 'preview', '--as-of', '2025-11-26', '--png', file]);
    }
    const [ours, theirs] = pictures.map(({ file }) => readFileSync(file));
    expect(ours?.length).toBeGreaterThan(1000);
    expect(ours?.equals(theirs ?? Buffer.alloc(0))).toBe(true);
  });

  it('finds the same speakers with the same confidence, by weights that are written shorter', async () => {
    const text = [
      '“We will not sign this,” Volodymyr Zelenskyy told reporters in Kyiv on Monday. Donald Trump had said a day earlier: “Peace is near.”',
      '“There is more to do,” she said. Ursula von der Leyen spoke after him. “That,” the Kremlin spokesman Dmitry Peskov answered, “is not up to us.”',
    ].join('\n\n');
    const [ours, theirs] = await both(
      ['add', '--quotes', '--json', '-'],
      `${JSON.stringify({ id: 'a', text })}\n`,
    );
    expect(JSON.parse(ours.toString()).quotes.length).toBeGreaterThan(3);
    expect(ours.equals(theirs)).toBe(true);
  });

  it('reads an article in its thread', async () => {
    const page = `<html><head><title>On the plan</title></head><body><article><h1>On the plan</h1>${'<p>"We will not sign this," Volodymyr Zelenskyy said on Monday.</p>'.repeat(8)}</article></body></html>`;
    const [ours, theirs] = await both(['add', '--json', '-'], page);
    expect(JSON.parse(ours.toString()).drafts.length).toBeGreaterThan(0);
    expect(ours.equals(theirs)).toBe(true);
  });

  it('checks its own briefings, and says where they are', async () => {
    const text = (await printed(installed.program, ['doctor'])).toString();
    expect(text).toContain(join(installed.folder, 'briefings'));
    expect(text).not.toContain('WRONG');
  });

  it('answers an assistant as it answers here, and ends with its input', async () => {
    const call = (id: number, method: string, params: object) =>
      `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
    const clientInfo = { name: 'test', version: '1' };
    const [ours, theirs] = await both(
      ['mcp'],
      call(1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo }) +
        call(2, 'tools/call', { name: 'plan_point', arguments: { point: '6' } }),
    );
    expect(ours.toString().trim().split('\n')).toHaveLength(2);
    expect(ours.toString()).toContain('reading:army-size/us-28');
    expect(ours.equals(theirs)).toBe(true);
  });

  it('gives a briefing out with the same bytes as the checkout', async () => {
    for (const format of ['md', 'ics']) {
      const [ours, theirs] = await both(['export', '--format', format]);
      expect(ours.length).toBeGreaterThan(1000);
      expect(ours.equals(theirs), format).toBe(true);
    }
  });

  it('serves Slack from a folder of its own, tells where the store is, and finds it again from another', async () => {
    const home = join(scratch, 'desk');
    mkdirSync(home);
    const { program } = installed;
    const first = await serveIt({ READOUT_HOME: home, HOME: scratch }, { program, cwd: scratch });
    await first.seen(/Started\./);
    expect(await first.ask('/plan-point', '6')).toContain('600');
    expect(first.log()).toContain(`Made a new store at ${join(home, 'data/readout.db')}`);
    expect(await first.stop()).toBe(0);
    await first.slack.stop();
    const env = { READOUT_HOME: home, HOME: scratch, READOUT_EXPECT_STORE: '1' };
    const second = await serveIt(env, { program, cwd: tmpdir() });
    await second.seen(/Started\./);
    expect(second.log()).toContain(`The store is ${join(home, 'data/readout.db')}.`);
    expect(await second.stop()).toBe(0);
    await second.slack.stop();
  });
});

describe('npm', () => {
  it('installs the tarball into an empty prefix, and runs it by npx, where a registry can be reached', async (test) => {
    const prefix = join(scratch, 'prefix');
    const home = join(scratch, 'npm-home');
    for (const folder of [prefix, home]) mkdirSync(folder);
    // Without what is there for other machines: the Node of this test runs it.
    const words = [
      'install',
      '-g',
      '--omit=optional',
      '--no-audit',
      '--fetch-retries=0',
      '--fetch-timeout=5000',
    ];
    const reached = Object.entries(process.env).filter(([name]) => WAY_TO_A_REGISTRY.test(name));
    const env = { ...bareEnvironment(home), ...Object.fromEntries(reached) };
    try {
      await run('npm', [...words, '--prefix', prefix, installed.tarball], {
        env,
        cwd: home,
        timeout: 60_000,
      });
    } catch (error) {
      test.skip(`No registry could be reached: ${String(error).split('\n')[1]}`);
    }
    const answer = await printed(join(prefix, 'bin/readout'), ['ask', '/plan-point 6']);
    expect(answer.equals(await printed(installed.program, ['ask', '/plan-point 6']))).toBe(true);
    const { stdout } = await run(
      'npx',
      ['--yes', '--package', installed.tarball, 'readout', 'ask', '/plan-point 6'],
      {
        ...{ env: { ...env, npm_config_omit: 'optional' }, cwd: home, timeout: 60_000 },
      },
    );
    expect(stdout).toBe(answer.toString());
    // As long as both of its children together may take.
  }, 130_000);
});
