import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { withBuiltInBriefings } from '../../../src/app/config/built-in-briefings.ts';
import { loadConfig } from '../../../src/app/config/config.ts';
import {
  BUILT_IN_BRIEFINGS,
  dataFolder,
  findHome,
  type Home,
  INSTALLATION,
} from '../../../src/app/config/home.ts';
import { missingStore } from '../../../src/app/config/new-store.ts';
import { secretsNear } from '../../../src/app/process/process.ts';
import { ConfigError } from '../../../src/domain/errors.ts';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'readout-home-')));
afterAll(() => rmSync(scratch, { recursive: true }));

const nothing = (path: string): never => {
  throw Object.assign(new Error(path), { code: 'ENOENT' });
};
const reading = (files: Readonly<Record<string, string>>) => (path: string) => files[path] ?? nothing(path);
const at = (path: string): Home => ({ path, because: 'a test' });
const problemsOf = (loading: Promise<unknown>) =>
  loading.then(
    () => [],
    (error: unknown) => (error instanceof ConfigError ? error.problems : [String(error)]),
  );

describe('findHome', () => {
  it('is the checkout where Readout runs from one', () => {
    expect(findHome({}, nothing).path).toBe(resolve(INSTALLATION));
  });

  it('is the folder that READOUT_HOME names, made absolute', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z./ -]{1,20}$/), (path) => {
        fc.pre(path.trim() !== '');
        const { path: found, problem } = findHome({ READOUT_HOME: path }, nothing);
        expect([found, problem]).toEqual([resolve(path.trim()), undefined]);
      }),
    );
  });

  it('is what the file of READOUT_HOME_FILE says', () => {
    expect(findHome({ READOUT_HOME_FILE: '/run/home' }, reading({ '/run/home': '/srv/desk\n' })).path).toBe(
      '/srv/desk',
    );
  });

  it('refuses what only a shell fills in', () => {
    for (const READOUT_HOME of ['~/desk', '$HOME/desk', '/srv/$(name)', '~']) {
      expect(findHome({ READOUT_HOME }, nothing).problem, READOUT_HOME).toMatch(
        /READOUT_HOME must be a whole path/,
      );
    }
  });

  it('is the folder for data of the platform where Readout is installed', () => {
    expect(dataFolder({}, 'linux', () => '/home/ada')).toBe('/home/ada/.local/share/readout');
    expect(dataFolder({ XDG_DATA_HOME: '/data/ada' }, 'linux', () => '/home/ada')).toBe('/data/ada/readout');
    expect(dataFolder({ XDG_DATA_HOME: 'data' }, 'linux', () => '/home/ada')).toBe(
      '/home/ada/.local/share/readout',
    );
    expect(dataFolder({}, 'darwin', () => '/Users/ada')).toBe(
      '/Users/ada/Library/Application Support/readout',
    );
    expect(dataFolder({ LOCALAPPDATA: 'D:\\Local' }, 'win32', () => 'C:\\Users\\ada')).toBe(
      'D:\\Local\\readout',
    );
    expect(dataFolder({}, 'win32', () => 'C:\\Users\\ada')).toBe('C:\\Users\\ada\\AppData\\Local\\readout');
    const nobody = () => {
      throw new Error('uv_os_homedir returned ENOENT');
    };
    expect(dataFolder({}, 'linux', nobody)).toBeNull();
    expect(findHome({ XDG_DATA_HOME: '/data/ada' }, nothing, false).path).toMatch(/readout$/);
  });
});

describe('loadConfig in a home', () => {
  it('finds store, packs, archive and configuration there', async () => {
    const readFile = reading({ '/srv/desk/config/readout.yaml': 'briefings: packs' });
    const config = await loadConfig({ env: {}, readFile, home: at('/srv/desk') });
    expect(config).toMatchObject({
      database: { path: '/srv/desk/data/readout.db' },
      behaviour: { briefings: '/srv/desk/packs' },
      archive: '/srv/desk/archive',
    });
  });

  it('takes relative paths from there, and whole ones as they are', async () => {
    const env = { DATABASE_URL: 'file:own/r.db', READOUT_CONFIG: 'own.yaml' };
    const readFile = reading({ '/srv/desk/own.yaml': 'briefings: /elsewhere' });
    const config = await loadConfig({ env, readFile, home: at('/srv/desk') });
    expect(config).toMatchObject({
      database: { path: '/srv/desk/own/r.db' },
      behaviour: { briefings: '/elsewhere' },
    });
  });

  it('reads .env there, and the one of the working directory only where there is none', async () => {
    const load = (files: Readonly<Record<string, string>>) =>
      loadConfig({ env: {}, readFile: reading(files), home: at('/srv/desk') });
    const both = await load({ '/srv/desk/.env': 'LOG_LEVEL=warn', '.env': 'LOG_LEVEL=error\nPORT=4000' });
    expect(both).toMatchObject({ logLevel: 'warn', http: { always: false } });
    expect(both.notes).toEqual([
      `${resolve('.env')} is not read, because /srv/desk/.env is: what it sets belongs there.`,
    ]);
    // The same file by another way, or one that sets nothing else, is no trouble.
    for (const other of ['LOG_LEVEL=warn', '# LOG_LEVEL=error\nPORT='])
      expect((await load({ '/srv/desk/.env': 'LOG_LEVEL=warn', '.env': other })).notes).toEqual([]);
    expect(await load({ '.env': 'LOG_LEVEL=error' })).toMatchObject({ logLevel: 'error' });
    expect(await load({})).toMatchObject({ logLevel: 'info' });
  });

  it('names the .env that has a problem, in the order of its lines', async () => {
    const readFile = reading({ '/srv/desk/.env': 'READOUT_CONFIG_PATH=x\nwhat\nREADOUT_CONF=y' });
    const problems = await problemsOf(loadConfig({ env: {}, readFile, home: at('/srv/desk') }));
    expect(problems.map((each) => /^\S+:\d+:/.exec(each)?.[0])).toEqual([
      '/srv/desk/.env:1:',
      '/srv/desk/.env:2:',
      '/srv/desk/.env:3:',
    ]);
  });

  it('takes a relative KEY_FILE from beside the .env that has it', async () => {
    const files = { '/srv/desk/.env': 'LOG_LEVEL_FILE=run/level', '/srv/desk/run/level': 'debug' };
    expect(await loadConfig({ env: {}, readFile: reading(files), home: at('/srv/desk') })).toMatchObject({
      logLevel: 'debug',
    });
    const given = { env: { LOG_LEVEL_FILE: 'run/level' }, readFile: reading({ 'run/level': 'debug' }) };
    expect(await loadConfig({ ...given, home: at('/srv/desk') })).toMatchObject({ logLevel: 'debug' });
  });

  it('refuses a READOUT_HOME in .env, which it would say the place of', async () => {
    const readFile = reading({ '.env': '\nREADOUT_HOME=/srv/other' });
    expect(await problemsOf(loadConfig({ env: {}, readFile, home: at('/srv/desk') }))).toEqual([
      '.env:2: READOUT_HOME must be in the environment: it says where this file is.',
    ]);
  });

  it('refuses a READOUT_EXPECT_STORE that is neither 0 nor 1', async () => {
    for (const READOUT_EXPECT_STORE of ['yes', 'true', '2']) {
      const [problem] = await problemsOf(loadConfig({ env: { READOUT_EXPECT_STORE }, readFile: nothing }));
      expect(problem).toMatch(/^environment: READOUT_EXPECT_STORE must be 1/);
    }
  });
});

describe('the briefings that come with Readout', () => {
  const home = join(scratch, 'desk');
  const config = async (text = '') =>
    withBuiltInBriefings(
      await loadConfig({
        env: {},
        readFile: (path) => (path.endsWith('.yaml') ? text : nothing(path)),
        home: at(home),
      }),
    );

  it('are asked where the home has none, which is said', async () => {
    const { behaviour, notes } = await config();
    expect(behaviour.briefings).toBe(BUILT_IN_BRIEFINGS);
    expect(notes).toEqual([expect.stringContaining(join(home, 'briefings'))]);
    expect((await config('briefings: briefings')).behaviour.briefings).toBe(BUILT_IN_BRIEFINGS);
  });

  it('are never asked instead of a folder that the configuration names', async () => {
    const { behaviour, notes } = await config('briefings: packs');
    expect([behaviour.briefings, notes]).toEqual([join(home, 'packs'), []]);
  });

  it('are asked where the folder is empty, and no more once there is anything in it', async () => {
    mkdirSync(join(home, 'briefings'), { recursive: true });
    expect((await config()).behaviour.briefings).toBe(BUILT_IN_BRIEFINGS);
    writeFileSync(join(home, 'briefings/note.txt'), '');
    expect((await config()).behaviour.briefings).toBe(join(home, 'briefings'));
  });
});

describe('missingStore', () => {
  const path = join(scratch, 'readout.db');

  it('refuses to make a store that is expected, and says where', () => {
    expect(missingStore({ kind: 'sqlite', path, expected: true })?.says).toContain(path);
    writeFileSync(path, '');
    expect(missingStore({ kind: 'sqlite', path, expected: true })).not.toBeNull();
  });

  it('has nothing against one that is there, or that nobody expects', () => {
    expect(missingStore({ kind: 'sqlite', path })).toBeNull();
    writeFileSync(path, 'SQLite format 3');
    expect(missingStore({ kind: 'sqlite', path, expected: true })).toBeNull();
  });
});

describe('secretsNear', () => {
  it('holds no home that is there, so that the log can say where everything is', () => {
    const READOUT_HOME = join(scratch, 'Desk-2026_b/A1b2C3');
    expect(secretsNear({ env: { READOUT_HOME } })).toContain(READOUT_HOME);
    mkdirSync(READOUT_HOME, { recursive: true });
    expect(secretsNear({ env: { READOUT_HOME } })).toEqual([]);
    expect(secretsNear({ env: { READOUT_HOME: 'xoxb-1234567890-secret' } })).toContain(
      'xoxb-1234567890-secret',
    );
  });
});
