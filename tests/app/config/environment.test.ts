import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/app/config/config.ts';
import { ConfigError } from '../../../src/domain/errors.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A file reader over a table, failing as Node does. */
function reading(files: Files) {
  return (path: string): string | Uint8Array => {
    const text = files[path];
    if (text === undefined)
      throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: 'ENOENT' });
    return text;
  };
}

function load(env: NodeJS.ProcessEnv, files: Files = {}) {
  return loadConfig({ env, readFile: reading(files) });
}

async function problemsOf(env: NodeJS.ProcessEnv, files: Files = {}): Promise<readonly string[]> {
  try {
    await load(env, files);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const KEY = 'a'.repeat(64);

describe('what is set in .env and in the environment', () => {
  it.each([
    ['a byte order mark', Buffer.from('\ufeffLOG_LEVEL=warn\n')],
    ['UTF-16, as PowerShell writes it', Buffer.from('\ufeffLOG_LEVEL=warn\r\n', 'utf16le')],
    ['the code page of a Windows machine', Buffer.from('# f\u00fcr uns\r\nLOG_LEVEL=warn\r\n', 'latin1')],
    ['line ends of an old Mac', '# one\rLOG_LEVEL=warn\r'],
    ['export before it', 'export LOG_LEVEL=warn'],
    ['quotation marks twice', 'LOG_LEVEL="\'warn\'"'],
    ['its empty line of the example left below', 'LOG_LEVEL=warn\n\nLOG_LEVEL=\n'],
  ])('reads a key of .env with %s', async (_, file) => {
    expect((await load({}, { '.env': file })).logLevel).toBe('warn');
  });

  it('reads the file of KEY_FILE in any encoding, too', async () => {
    const files = { '/run/port': Buffer.from('\ufeff"4000"\r\n', 'utf16le') };
    expect((await load({ PORT_FILE: '/run/port' }, files)).http.port).toBe(4000);
  });

  it.each(['"t"', "'t'", ' t\n', '\u201ct\u201d', '\ufefft'])(
    'takes what containers and shells leave around a value off: %j',
    async (DISCORD_TOKEN) => {
      const [discord] = (await load({ DISCORD_TOKEN })).platforms;
      expect(discord?.settings).toMatchObject({ token: 't' });
    },
  );

  it.each([
    ...[
      'your-token-here',
      'YOUR_BOT_TOKEN',
      '<token>',
      '[your token]',
      'xxxxxxxx',
      '...',
      'changeme',
      '$DISCORD_TOKEN',
    ],
    ...['$(DISCORD_TOKEN)', '%TOKEN%', 'insert-token-here', 'paste_token_here', 'todo', 'null', 'replace-me'],
  ])('takes %s for the placeholder it is', async (placeholder) => {
    for (const key of ['DISCORD_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN', 'DISCORD_CLIENT_ID']) {
      const problems = await problemsOf({ [key]: placeholder });
      expect(problems[0]).toMatch(
        new RegExp(`^environment: ${key} still has a placeholder|one word without spaces`),
      );
    }
    const slack = await problemsOf({ SLACK_BOT_TOKEN: 'xoxb-your-token', SLACK_APP_TOKEN: 'xapp-...' });
    expect(slack.filter((problem) => problem.includes('placeholder'))).toHaveLength(2);
  });

  it('takes nothing for a placeholder that has the form of a token', async () => {
    const part = (length: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${length}}$`));
    await fc.assert(
      fc.asyncProperty(part(26), part(6), part(38), part(24), async (id, time, signature, rest) => {
        const env = {
          DISCORD_TOKEN: `${id}.${time}.${signature}`,
          SLACK_BOT_TOKEN: `xoxb-1234567890-${rest}`,
          SLACK_APP_TOKEN: `xapp-1-A0-${rest}`,
        };
        expect(await problemsOf(env)).toEqual([]);
      }),
    );
  });

  it.each([
    [{ DISCORD_TOKEN: '123456789012345678' }, /this is an id, as for DISCORD_CLIENT_ID/],
    [{ DISCORD_TOKEN: KEY }, /this is a public key, as for DISCORD_PUBLIC_KEY/],
    [{ DISCORD_TOKEN: 'aB3'.repeat(11).slice(0, 32) }, /this is the client secret/],
    [{ DISCORD_TOKEN: 'https://discord.com/api/webhooks/1/abc' }, /not an address/],
    [{ DISCORD_TOKEN: 'abc\u200b' }, /without the character U\+200B/],
    [{ DISCORD_TOKEN: '"abc' }, /without quotation marks/],
    [{ DISCORD_TOKEN: 'a+b/c=' }, /letters, digits, dots, - and _/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1\u00a02', SLACK_APP_TOKEN: 'xapp-1' }, /one word without spaces/],
    [{ SLACK_BOT_TOKEN: 'xoxp-1', SLACK_APP_TOKEN: 'xapp-1' }, /begins with xoxb-/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'xoxb-1' }, /what is there is a token/],
    [
      { LOG_LEVEL: `xox${'b'}-123456789-abc` },
      /LOG_LEVEL has what looks like a token, which belongs into SLACK_BOT_TOKEN/,
    ],
    [
      { DISCORD_TOKEN_FILE: `xox${'b'}-123456789-abc` },
      /must be the path of a file.*set SLACK_BOT_TOKEN to it/,
    ],
    [{ PORT: '1'.repeat(30) }, /not the 30 characters that are there/],
  ])('says what %j is instead of a value for its key', async (env: NodeJS.ProcessEnv, sentence) => {
    expect(await problemsOf(env)).toEqual([expect.stringMatching(sentence)]);
  });

  it.each([
    ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
    ['discord_token', 'DISCORD_TOKEN'],
    ['discordToken', 'DISCORD_TOKEN'],
    ['READOUT_DISCORD_TOKEN', 'DISCORD_TOKEN'],
    ['DISCORD_BOT_TOKEN_FILE', 'DISCORD_TOKEN_FILE'],
    ['DISCORD_APPLICATION_ID', 'DISCORD_CLIENT_ID'],
    ['SLACK_TOKEN', 'SLACK_BOT_TOKEN'],
    ['slack-bot-token', 'SLACK_BOT_TOKEN'],
    ['SLACK_APP_LEVEL_TOKEN', 'SLACK_APP_TOKEN'],
    ['SLACK_SIGNING_SECERT', 'SLACK_SIGNING_SECRET'],
  ])('says in .env and in the environment that %s sets nothing and %s is meant', async (name, meant) => {
    const sentence = `${name} is not a key Readout knows; did you mean ${meant}?`;
    expect(await problemsOf({}, { '.env': `# one\n${name}=abc\n` })).toEqual([`.env:2: ${sentence}`]);
    // There it may be another program's.
    expect((await load({ [name]: 'abc' })).notes).toEqual([`environment: ${sentence}`]);
  });

  it('only notes a name that may be meant for another program, and none that is set rightly besides', async () => {
    const notes = async (file: string) => (await load({}, { '.env': file })).notes;
    expect(await notes('TOKEN=abc')).toEqual([
      '.env:1: TOKEN is not a key Readout knows; did you mean DISCORD_TOKEN or SLACK_BOT_TOKEN?',
    ]);
    expect(await notes('HTTP_PORT=80\nCOMPOSE_PROJECT_NAME=x\nTZ=UTC')).toEqual([
      '.env:1: HTTP_PORT is not a key Readout knows; did you mean PORT?',
    ]);
    expect(await notes('HTTP_PORT=80\nPORT=3000')).toEqual([]);
    expect((await load({ TOKEN: 'abc', DB_URL: 'x', PATH: '/bin' })).notes).toEqual([]);
  });

  it('knows a token by its form, whatever it was called', async () => {
    const token = `xox${'b'}-1234567890-abcdef`;
    expect((await load({ MY_BOT: token })).notes).toEqual([
      'environment: MY_BOT is not a key Readout knows; did you mean SLACK_BOT_TOKEN?',
    ]);
  });

  it.each([
    ['PORT=99999\nPORTAL=x\n', '.env:1: PORT must be'],
    ['PORT_FILE=\n#PORT=1\n PORT = 99999\nPORT_=x\n', '.env:3: PORT must be'],
    ['A="one\ntwo"\nPORT=99999\n', '.env:3: PORT must be'],
    ['PORT=1\nPORT=2\n', '.env:2: PORT is set in line 1 already, to something else.'],
    ['one\nPORT=2\n', '.env:1: this line is neither a comment nor KEY=value, so it sets nothing.'],
  ])('names the line that %j has wrong', async (text, sentence) => {
    expect(await problemsOf({}, { '.env': text })).toEqual([expect.stringContaining(sentence)]);
  });
});
