import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/app/config/config.ts';
import { ENVIRONMENT_KEYS } from '../../../src/app/config/environment.ts';
import { secretsAround } from '../../../src/app/config/secrets.ts';
import { complain } from '../../../src/app/process/process.ts';
import { createScrubber } from '../../../src/app/process/scrub.ts';
import { isShowable } from '../../../src/app/process/showable.ts';
import { ConfigError } from '../../../src/domain/errors.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'readout-secrets-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const KEYS = Object.keys(ENVIRONMENT_KEYS);
/** Ours, pointers to files, and what people write instead. */
const NAMES = [
  ...KEYS,
  ...KEYS.map((key) => `${key}_FILE`),
  ...['DISCORD_BOT_TOKEN', 'TOKEN', 'discord_token', 'SLACK_TOKEN', 'DISCORD_TOKNE', 'READOUT_DISCORD_TOKEN'],
  ...['https_proxy', 'SLACK_SECRET', 'discordToken', 'MY_PASSWORD', 'FOO'],
];

/** Assembled here so that no scanner takes them for real credentials. The canary is never a plain word. */
const CANARY = 'CaNaRy7';
const FORMS: readonly ((noise: string) => string)[] = [
  (noise) => `${CANARY}${noise}${CANARY}`,
  (noise) => `xox${'b'}-1234567890-${CANARY}${noise}`,
  (noise) => `xap${'p'}-1-${CANARY}${noise}`,
  (noise) => `MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.${CANARY}${noise}${'x'.repeat(27)}`,
  (noise) => `https://user:${CANARY}${noise}@host.example/api`,
  (noise) => `https://${CANARY}${noise}@host.example/api`,
  (noise) => `postgres://u:${CANARY}${noise}@db/x`,
  (noise) => `"${CANARY}${noise}"`,
  (noise) => `Bot ${CANARY}${noise}`,
  (noise) => `${CANARY}\u001b[31m${noise}`,
  (noise) => `/${CANARY}/${noise}/${CANARY}`,
];

async function everythingSaid(env: NodeJS.ProcessEnv, dotEnv: string): Promise<string> {
  const readFile = (path: string) => {
    if (path === '.env') return dotEnv;
    throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' });
  };
  try {
    return (await loadConfig({ env, readFile })).notes.join('\n');
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join('\n');
    throw error;
  }
}

describe('what is said of the configuration', () => {
  it('has nothing of a secret, under whichever key it was set, right or wrong, in whichever form', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES),
        fc.constantFrom(...FORMS),
        fc.stringMatching(/^[\w+=.-]{0,12}$/),
        async (name, form, noise) => {
          const value = form(noise);
          expect(await everythingSaid({ [name]: value }, '')).not.toContain(CANARY);
          for (const line of [
            `${name}=${value}`,
            `export ${name}="${value}`,
            `${name}: ${value}`,
            value,
            `${value}=`,
          ]) {
            expect(await everythingSaid({}, `LOG_LEVEL=info\n${line}\n`)).not.toContain(CANARY);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('secretsAround', () => {
  const nothing = () => {
    throw Object.assign(new Error('none'), { code: 'ENOENT' });
  };

  it('has every secret there is, so that no line that repeats it gets out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES.filter((name) => name !== 'FOO')),
        fc.constantFrom(...FORMS),
        fc.stringMatching(/^[\w+=.-]{0,12}$/),
        async (name, form, noise) => {
          const value = form(noise);
          const scrub = createScrubber(secretsAround({ [name]: value }, nothing));
          expect(scrub(`It said ${value}: no.`)).not.toContain(CANARY);
          const inFile = createScrubber(
            secretsAround({}, (path) => (path === '.env' ? `${name}=${value}` : nothing())),
          );
          if (!value.startsWith('"')) expect(inFile(`It said ${value}: no.`)).not.toContain(CANARY);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has what a file holds that a key points to', () => {
    const readFile = (path: string) => (path === '/run/token' ? `${CANARY}-in-a-file\n` : nothing());
    expect(secretsAround({ DISCORD_TOKEN_FILE: '/run/token' }, readFile)).toContain(`${CANARY}-in-a-file`);
  });

  it('leaves ports, levels, paths and addresses alone, which messages need', () => {
    const env = {
      PORT: '3000',
      LOG_LEVEL: 'silent',
      HOST: '127.0.0.1',
      READOUT_CONFIG: 'config/desk.yaml',
      DATABASE_URL: 'file:data/readout.db',
      DISCORD_API_URL: 'https://discord.com/api/v10',
      DISCORD_CLIENT_ID: '123456789012345678',
      DISCORD_TOKEN_FILE: '/run/secrets/discord_token',
      NODE_ENV: 'production',
    };
    const scrub = createScrubber(secretsAround(env, nothing));
    for (const value of Object.values(env)) expect(scrub(`Found ${value}.`)).toBe(`Found ${value}.`);
  });
});

describe('isShowable', () => {
  it.each([
    'x',
    'pigeon',
    'https://discord.com/api/v10',
    '/run/secrets/discord_token',
    'missing.yaml',
    'data/r.db',
  ])('lets %s stand in a message', (value) => expect(isShowable(value)).toBe(true));

  it('lets no random value of more than eight characters stand in one', () => {
    const random = fc.uint8Array({ minLength: 12, maxLength: 40 });
    fc.assert(
      fc.property(random, fc.constantFrom('hex', 'base64', 'base64url'), (bytes, encoding) => {
        expect(isShowable(Buffer.from(bytes).toString(encoding as 'hex'))).toBe(false);
      }),
      // Zeros alone are a number.
      { examples: [[new Uint8Array(12).fill(255), 'hex']] },
    );
  });
});

describe('complain', () => {
  function said(sentence: string, env: NodeJS.ProcessEnv = {}): string {
    let text = '';
    const errors = new Writable({
      write(chunk, _, done) {
        text += String(chunk);
        done();
      },
    });
    complain({ env, errors }, sentence);
    return text;
  }

  it('scrubs whatever it is given', () => {
    const token = `${CANARY}-token-value`;
    expect(said(`Failed with ${token}.`, { DISCORD_TOKEN: token })).toBe('readout: Failed with [secret].\n');
    expect(said(`No answer from https://u:${CANARY}@host/.`)).toBe(
      'readout: No answer from https://[secret]@host/.\n',
    );
  });

  it('makes control characters harmless, line by line', () => {
    expect(said('bad\u001b[31m.yaml\u009b2J\nnext\rline\u202e')).toBe(
      'readout: bad\ufffd[31m.yaml\ufffd2J\nnext line\ufffd\n',
    );
  });
});

describe('the command line', () => {
  /** In a folder of its own with our packs. */
  function run(words: readonly string[], env: NodeJS.ProcessEnv, dotEnv: string): Promise<string> {
    const folder = mkdtempSync(join(scratch, 'run-'));
    symlinkSync(join(root, 'briefings'), join(folder, 'briefings'));
    writeFileSync(join(folder, '.env'), dotEnv);
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [join(root, 'bin/readout.js'), ...words], {
        cwd: folder,
        env: { PATH: process.env.PATH ?? '', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          text += String(chunk);
        });
      }
      child.on('close', () => resolve(text));
    });
  }

  it.each([
    [['serve']],
    [['doctor']],
    [['ask', '/plan-point 1']],
    [['check']],
    [['discord', 'invite']],
    [['discord', 'sync', '--dry-run']],
    [['ask', `--tok=xox${'b'}-1234567890-${CANARY}`, 'x']],
    [[`${CANARY}-as-a-command`]],
  ])('%j leaks nothing, with a secret under every key', async (words) => {
    const env = Object.fromEntries(NAMES.map((name, at) => [name, FORMS[at % FORMS.length]?.(`n${at}`)]));
    const command = { DISCORD_TOKEN: `${CANARY}-as-a-command` };
    const text = await run(words, words[0]?.startsWith(CANARY) ? command : env, '');
    expect(text).not.toBe('');
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain('\u001b');
  });

  it('leaks nothing of a .env either, whose lines are tokens, wrong keys and halves', async () => {
    const lines = NAMES.map(
      (name, at) => `${at % 3 === 0 ? '' : `${name}=`}${FORMS[at % FORMS.length]?.('')}`,
    );
    const text = await run(['doctor'], {}, lines.join('\n'));
    expect(text).toMatch(/\.env:\d+: /);
    expect(text).not.toContain(CANARY);
  });
});

describe('a database whose user is called as the program is', () => {
  const sentence = 'PostgreSQL does not answer for the database "readout" on db:5432 (user readout).';
  it.each([
    'postgres://readout:CaNaRy7x@db/readout',
    'postgres://readout:readout@db/readout',
    'postgres://readout@db/readout',
    'postgresql://postgres:postgres@db/readout',
  ])('is named in sentences, and its password is not: %s', (DATABASE_URL) => {
    let said = '';
    const errors = new Writable({
      write(chunk, _, done) {
        said += String(chunk);
        done();
      },
    });
    complain({ env: { DATABASE_URL }, errors }, `${sentence} Tried ${DATABASE_URL}.`);
    expect(said).toContain(`readout: ${sentence}`);
    expect(said).not.toMatch(/CaNaRy|:readout@|:postgres@/);
  });
});
