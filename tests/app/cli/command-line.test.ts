import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = join(root, 'bin/readout.js');
const scratch = mkdtempSync(join(tmpdir(), 'readout-command-line-'));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command line in a process of its own, in the project's folder, with nothing of our environment. */
function run(
  words: readonly string[],
  options: {
    readonly input?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly node?: readonly string[];
    readonly cwd?: string;
  } = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...(options.node ?? []), main, ...words], {
      cwd: options.cwd ?? root,
      env: { PATH: process.env.PATH ?? '', READOUT_CONFIG: '', ...options.env },
    });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      errors += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, errors }));
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/** One start, on which two tests look at different things. */
const ofNoFolder = run(['check', 'no-such-folder']);

describe('readout ask', () => {
  it('answers a command with citations and ends with 0', async () => {
    const { code, output, errors } = await run(['ask', '/plan-point 1']);
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/^\[1\] .*, (?:original|agency-based|aggregated|repost)$/m);
  });

  it('prints the JSON contract', async () => {
    const { code, output } = await run(['ask', '--json', '/plan-point 1']);
    expect(code).toBe(0);
    const answer = JSON.parse(output);
    expect(Object.keys(answer)).toEqual([
      'question',
      'command',
      'status',
      'story',
      'headline',
      'text',
      'full',
      'records',
      'asOf',
      'citations',
    ]);
    expect(answer).toMatchObject({ question: '/plan-point 1', command: 'plan-point' });
    expect(Object.keys(answer.citations[0])).toEqual([
      'id',
      'publisher',
      'title',
      'published',
      'url',
      'quality',
      'archive',
    ]);
  });

  it('answers from what was known on the day asked for', async () => {
    const { output } = await run(['ask', '--json', '--as-of', '2025-11-22', '/plan-point 1']);
    const answer = JSON.parse(output);
    expect(answer.asOf).toBe('2025-11-22');
    for (const { published } of answer.citations) expect(published.slice(0, 10) <= '2025-11-22').toBe(true);
  });

  it('answers lines in order, one line of JSON each', async () => {
    const questions = ['/plan-point 1', 'who said qwertyuiop', '/nonsense', '/plan-point 2'];
    const { code, output } = await run(['ask', '--json', '-'], { input: `${questions.join('\n')}\n` });
    expect(code).toBe(0);
    expect(
      output
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).question),
    ).toEqual(questions);
  });

  it('ends quietly where its reader has seen enough', async () => {
    const input = '/plan-point 1\n'.repeat(300);
    const code = await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [main, 'ask', '-'], {
        cwd: root,
        env: { PATH: process.env.PATH ?? '' },
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      child.stdin.on('error', () => {});
      child.stdin.end(input);
      child.stdout.once('data', () => child.stdout.destroy());
      child.on('error', reject);
      child.on('close', resolve);
    });
    expect(code).toBe(0);
  });

  it.each([
    [['ask'], 2, /missing required argument/],
    [['ask', '--as-of', 'someday', 'x'], 2, /--as-of must be a day/],
    [['ask', '--as-of', '2999-01-01', 'x'], 2, /--as-of must be a/],
    [['ask', '--story', 'no-such', 'x'], 2, /--story must be one of/],
    [['ask', '--colour', 'x'], 2, /unknown option/],
    [['ask', '/nonsense'], 1, /^$/],
    [['answer'], 2, /unknown command/],
    [['check', 'no-such-folder'], 1, /^$/, ofNoFolder],
  ])('%j ends with %i and one clear sentence', async (words, code, errors, started = run(words)) => {
    const result = await started;
    expect(result.code).toBe(code);
    expect(result.errors).toMatch(errors);
  });

  it('loads no platform library, store, logger or scheduler', async () => {
    const record = join(scratch, 'imports');
    const hook = new URL('../../fixtures/record-imports.ts', import.meta.url).href;
    await run(['ask', '/plan-point 1'], { node: ['--import', hook], env: { RECORD_IMPORTS: record } });
    const loaded = readFileSync(record, 'utf8');
    expect(loaded).toMatch(/src\/app\/cli\/ask\.ts/);
    expect(loaded).toMatch(/node_modules\/commander\//);
    expect(loaded).not.toMatch(
      /node_modules\/(?:discord\.js|@discordjs|@slack|pino|node-cron|@resvg|@prometheus-io|undici|ws)\//,
    );
    // Of a platform only what reads its settings.
    const others =
      /node:sqlite|src\/(?:store|platforms\/(?:discord|slack)\/(?!module\.ts|setup\/(?:keys|settings)\.ts))/;
    expect(loaded).not.toMatch(others);
  });
});

describe('readout serve without credentials', () => {
  it('says which keys connect which platform, answers each line and ends with the input', async () => {
    const { code, output } = await run(['serve'], { input: '/plan-point 1\n/plan-point 2\n' });
    expect(code).toBe(0);
    expect(output).toMatch(/Discord +DISCORD_TOKEN\n +Slack +SLACK_BOT_TOKEN and SLACK_APP_TOKEN/);
    expect(output).toMatch(/^> \/plan-point 1$[\s\S]*^> \/plan-point 2$/m);
    expect(output).not.toContain('\u001b');
  });

  it('serves health over HTTP beside the prompt where PORT is set', async () => {
    const child = spawn(process.execPath, [main, 'serve'], {
      cwd: root,
      env: {
        PATH: process.env.PATH ?? '',
        PORT: '0',
        DATABASE_URL: `file:${join(scratch, 'store.db')}`,
        LOG_LEVEL: 'info',
      },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const port = await new Promise<number>((resolve) => {
      let log = '';
      child.stderr.on('data', (chunk) => {
        log += String(chunk);
        const found = /"port":(\d+)/.exec(log)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
    });
    const [health, ready, metrics] = await Promise.all(
      ['healthz', 'readyz', 'metrics'].map((path) => fetch(`http://127.0.0.1:${port}/${path}`)),
    );
    expect([health?.status, ready?.status, metrics?.status]).toEqual([200, 200, 200]);
    expect(await ready?.json()).toMatchObject({
      ready: true,
      store: 'ok',
      platforms: { terminal: { state: 'ready' } },
    });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

describe('wrong configuration', () => {
  it('ends every command with 2 and every problem on a line, before anything is connected', async () => {
    const env = { DISCORD_TRANSPORT: 'pigeon', PORT: 'x' };
    for (const words of [['serve'], ['ask', '/plan-point 1']]) {
      const { code, output, errors } = await run(words, { env });
      expect([code, output]).toEqual([2, '']);
      expect(errors).toBe(
        'readout: environment: DISCORD_TRANSPORT must be gateway or http, not "pigeon".\n' +
          'readout: environment: PORT must be a port number from 0 to 65535, not "x".\n',
      );
    }
  });
});

describe('readout check and doctor', () => {
  it('finds the bundled packs without a problem', async () => {
    const { code, output } = await run(['check']);
    expect(output).toMatch(/^\S+: \d+ statements, \d+ sources\nNo problem found\.$/m);
    expect(code).toBe(0);
  });

  it('names file, rule, expected and found for each problem, and counts them', async () => {
    const { code, output } = await ofNoFolder;
    expect(code).toBe(1);
    expect(output).toMatch(/^no-such-folder[^:]*:0: [a-z-]+: expected .+, found .+$/m);
    expect(output).toMatch(/^1 problem\.$/m);
  });

  it('says what is set up, what is off and how to connect it', async () => {
    const { code, output } = await run(['doctor'], {
      env: { DATABASE_URL: `file:${join(scratch, 'd.db')}` },
    });
    expect(code).toBe(0);
    expect(output).toMatch(/^ok +configuration/m);
    expect(output).toMatch(/^ok +packs/m);
    expect(output).toMatch(/^ok +store/m);
    expect(output).toMatch(/^off +discord +not connected\n.*DISCORD_TOKEN/m);
  });

  it('says which of several stories is the default and why', async () => {
    const packs = join(scratch, 'packs');
    cpSync(join(root, 'briefings'), packs, { recursive: true });
    cpSync(join(root, 'tests/fixtures/minsk-2015'), join(packs, 'minsk-2015'), { recursive: true });
    const config = join(scratch, 'two.yaml');
    const said = async (lines: string) => {
      writeFileSync(config, `briefings: ${packs}\n${lines}`);
      const env = { READOUT_CONFIG: config, DATABASE_URL: `file:${join(scratch, 'd.db')}` };
      const [check, doctor] = [await run(['check'], { env }), await run(['doctor'], { env })];
      return [check.output, check.code, doctor.output, doctor.code] as const;
    };
    const byName = await said('');
    const first = 'minsk-2015 is the default, because its folder is the first by name';
    expect([byName[0].includes(first), byName[1]]).toEqual([true, 0]);
    expect([byName[2].includes(first), byName[3]]).toEqual([true, 0]);
    const named = await said('story: us-ukraine-peace-plan\n');
    const configured = 'us-ukraine-peace-plan is the default, because the configuration names it as "story"';
    expect([named[0].includes(configured), named[2].includes(configured)]).toEqual([true, true]);
    const wrong = await said(
      'channels:\n  - { platform: slack, tenant: T0, channel: C0, story: no-such-story }\n',
    );
    expect(wrong[2]).toContain('the story "no-such-story" of slack T0 C0 is not one of');
    expect(wrong[3]).toBe(1);
  }, 60_000);

  it('asks the story that --story names by a part of its name, and only that', async () => {
    const env = { READOUT_CONFIG: join(scratch, 'two.yaml') };
    const asked = async (...words: readonly string[]) =>
      JSON.parse((await run(['ask', '--json', ...words], { env })).output);
    expect(await asked('/plan-point 6')).toMatchObject({ story: 'minsk-2015' });
    expect(await asked('--story', 'us-ukr', '/plan-point 6')).toMatchObject({
      ...{ story: 'us-ukraine-peace-plan', records: expect.arrayContaining(['provision:army-size']) },
    });
    expect(await asked('--story', 'minsk', 'who said tough road ahead')).toMatchObject({
      ...{ story: 'minsk-2015', status: 'not-found' },
    });
    expect(await asked('--as-of', '2025-11-24', 'how big may the army of Ukraine be')).toMatchObject({
      ...{ story: 'us-ukraine-peace-plan', asOf: '2025-11-24' },
    });
  }, 60_000);

  it('says that a platform cannot be reached and ends with 1', async () => {
    const { code, output } = await run(['doctor'], {
      env: { DISCORD_TOKEN: 'token', DISCORD_API_URL: 'http://127.0.0.1:1/api' },
    });
    expect(code).toBe(1);
    expect(output).toMatch(/^WRONG +discord +http:\/\/127\.0\.0\.1:1\/api cannot be reached/m);
  });
});
