import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../../../src/app/config/config.ts';
import { ConfigError } from '../../../src/domain/errors.ts';
import { PLATFORMS } from '../../../src/platforms/registry.ts';
import { CODE_POINT } from '../../fixtures/code-point.ts';

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

/** What a platform is told; undefined where it is not set up. */
function settingsOf({ platforms }: Config, name: string): object | undefined {
  return platforms.find((platform) => platform.name === name)?.settings;
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
const YAML = 'config/readout.yaml';

describe('loadConfig', () => {
  it('tells Slack of the pages where they are served to others, so that it asks for what their links need', async () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-a' };
    const shows = async (env: Readonly<Record<string, string>>) =>
      (await load({ ...slack, ...env })).platforms.find(({ name }) => name === 'slack')?.settings;
    expect(await shows({ WEB: 'on', PUBLIC_URL: 'https://readout.example' })).toHaveProperty(
      'showsLinks',
      true,
    );
    for (const env of [{}, { WEB: 'on' }, { PUBLIC_URL: 'https://readout.example' }])
      expect(await shows(env)).not.toHaveProperty('showsLinks');
  });

  it('connects no platform and keeps everything local where nothing is set', async () => {
    const config = await load({});
    expect(config).toMatchObject({
      database: { kind: 'sqlite', path: 'data/readout.db' },
      http: { host: '127.0.0.1', port: 3000, always: false },
      logLevel: 'info',
      fetch: { allow: [], timeoutMs: 10_000 },
      behaviour: {
        briefings: 'briefings',
        public_answers: false,
        digest: { window_hours: 6, subscriptions: [] },
      },
    });
    expect(config.platforms).toEqual([]);
  });

  it('takes empty values as not set, wherever they stand', async () => {
    expect(
      await load({ DISCORD_TOKEN: '', PORT: ' ' }, { '.env': 'SLACK_BOT_TOKEN=\nLOG_LEVEL=""\n' }),
    ).toEqual(await load({}));
  });

  it('reads every key of both platforms', async () => {
    const config = await load({
      DISCORD_TOKEN: 'discord-token',
      DISCORD_CLIENT_ID: '123',
      DISCORD_PUBLIC_KEY: KEY.toUpperCase(),
      DISCORD_GUILD_ID: '456',
      DISCORD_TRANSPORT: 'http',
      DISCORD_API_URL: 'http://127.0.0.1:9/api/',
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_SIGNING_SECRET: 'signing',
      SLACK_API_URL: 'http://127.0.0.1:9/slack/api',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'client',
      SLACK_STATE_SECRET: 'state',
    });
    expect(settingsOf(config, 'discord')).toEqual({
      token: 'discord-token',
      clientId: '123',
      publicKey: KEY,
      guildId: '456',
      transport: 'http',
      apiUrl: 'http://127.0.0.1:9/api',
      publicAnswers: false,
    });
    expect(settingsOf(config, 'slack')).toEqual({
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
      signingSecret: 'signing',
      transport: 'socket',
      apiUrl: 'http://127.0.0.1:9/slack/api/',
      oauth: { clientId: '1.2', clientSecret: 'client', stateSecret: 'state' },
      publicAnswers: false,
      approvers: [],
    });
  });

  it('uses the addresses of the real platforms and the transports that need no public address by default', async () => {
    const config = await load({ DISCORD_TOKEN: 't', SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
    expect(settingsOf(config, 'discord')).toMatchObject({
      transport: 'gateway',
      apiUrl: 'https://discord.com/api',
    });
    expect(settingsOf(config, 'slack')).toMatchObject({
      transport: 'socket',
      apiUrl: 'https://slack.com/api/',
    });
  });

  it('serves Slack over HTTP where only a signing secret is set', async () => {
    const config = await load({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' });
    expect(settingsOf(config, 'slack')).toMatchObject({ transport: 'http' });
  });

  it('reads any key from the file its KEY_FILE names, without the trailing line feed', async () => {
    const config = await load(
      { DISCORD_TOKEN_FILE: '/run/secrets/discord' },
      { '/run/secrets/discord': 'secret\n' },
    );
    expect(settingsOf(config, 'discord')).toMatchObject({ token: 'secret' });
  });

  it('lets the environment win over .env, even to unset a key', async () => {
    const files = { '.env': 'DISCORD_TOKEN=from-file\nPORT=4000\n' };
    expect(settingsOf(await load({}, files), 'discord')).toMatchObject({ token: 'from-file' });
    expect(settingsOf(await load({ DISCORD_TOKEN: '' }, files), 'discord')).toBeUndefined();
    expect((await load({ PORT: '5000' }, files)).http.port).toBe(5000);
  });

  it.each([
    ['file:data/other.db', { kind: 'sqlite', path: 'data/other.db' }],
    ['file:///var/lib/readout.db', { kind: 'sqlite', path: '/var/lib/readout.db' }],
    ['file:my%20data/r.db', { kind: 'sqlite', path: 'my data/r.db', literally: 'my%20data/r.db' }],
  ])('understands DATABASE_URL %s', async (DATABASE_URL, expected) => {
    expect((await load({ DATABASE_URL })).database).toEqual(expected);
  });

  it('reads the behaviour file that READOUT_CONFIG names', async () => {
    const files = {
      'desk.yaml': [
        'briefings: packs',
        'story: a-story',
        'zone: Europe/Berlin',
        'channels: [{ platform: slack, tenant: T1, channel: C2, story: another }]',
        'public_answers: true',
        'approvers: { slack_users: [U1] }',
        'digest:',
        '  window_hours: 3',
        '  subscriptions:',
        '    - { name: morning, platform: slack, tenant: T1, channel: C1, time: "08:00" }',
      ].join('\n'),
    };
    const config = await load({ READOUT_CONFIG: 'desk.yaml', DISCORD_TOKEN: 't' }, files);
    expect(settingsOf(config, 'discord')).toMatchObject({ publicAnswers: true });
    expect(config.behaviour).toMatchObject({
      briefings: 'packs',
      story: 'a-story',
      zone: 'Europe/Berlin',
      channels: [{ platform: 'slack', tenant: 'T1', channel: 'C2', story: 'another' }],
      digest: { window_hours: 3, subscriptions: [{ name: 'morning', days: 'daily', format: 'brief' }] },
    });
  });

  const wrongEnvironments: readonly (readonly [NodeJS.ProcessEnv, string])[] = [
    [{ DISCORD_TOKEN: 'two words' }, 'environment: DISCORD_TOKEN must be one word without spaces.'],
    [
      { DISCORD_TOKEN: 'Bot abc' },
      'environment: DISCORD_TOKEN must be the bot token alone, without "Bot " before it.',
    ],
    [
      { DISCORD_TOKEN: 'xoxb-1' },
      "environment: DISCORD_TOKEN must be Discord's bot token; this one is Slack's.",
    ],
    [
      { DISCORD_CLIENT_ID: 'my-app' },
      'environment: DISCORD_CLIENT_ID must be an application id, digits only, not "my-app".',
    ],
    [
      { DISCORD_TOKEN: 't', DISCORD_PUBLIC_KEY: 'abc' },
      'environment: DISCORD_PUBLIC_KEY must be the application\'s public key, 64 hexadecimal digits, not "abc".',
    ],
    [{ DISCORD_PUBLIC_KEY: KEY }, 'environment: DISCORD_PUBLIC_KEY is set, but DISCORD_TOKEN is not.'],
    [
      { DISCORD_GUILD_ID: 'https://discord.com' },
      'environment: DISCORD_GUILD_ID must be a server id, digits only, not "https://discord.com".',
    ],
    [
      { DISCORD_TRANSPORT: 'webhook' },
      'environment: DISCORD_TRANSPORT must be gateway or http, not "webhook".',
    ],
    [
      { DISCORD_TOKEN: 't', DISCORD_TRANSPORT: 'http' },
      'environment: DISCORD_TRANSPORT is http, which needs DISCORD_PUBLIC_KEY to check that requests come from Discord.',
    ],
    [
      { DISCORD_API_URL: 'https://discord.com/api/v10' },
      'environment: DISCORD_API_URL must be the address without a version: it ends in /api, not "https://discord.com/api/v10".',
    ],
    [
      { DISCORD_API_URL: 'discord.com' },
      'environment: DISCORD_API_URL must be an http or https address, not "discord.com".',
    ],
    [
      { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xapp-1' },
      'environment: SLACK_BOT_TOKEN must be a bot token, which begins with xoxb-.',
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xoxb-1' },
      'environment: SLACK_APP_TOKEN must be an app-level token, which begins with xapp-.',
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      'environment: SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode, no public address needed) nor SLACK_SIGNING_SECRET (HTTP) is.',
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_TRANSPORT: 'http' },
      'environment: SLACK_TRANSPORT is http, which needs SLACK_SIGNING_SECRET.',
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', SLACK_TRANSPORT: 'socket' },
      'environment: SLACK_TRANSPORT is socket, which needs SLACK_APP_TOKEN.',
    ],
    [
      { SLACK_APP_TOKEN: 'xapp-1' },
      'environment: SLACK_APP_TOKEN is set, but neither SLACK_BOT_TOKEN nor SLACK_CLIENT_ID is: add the bot token.',
    ],
    [
      { SLACK_CLIENT_ID: '1.2', SLACK_SIGNING_SECRET: 's' },
      'environment: SLACK_CLIENT_ID is set, but SLACK_CLIENT_SECRET and SLACK_STATE_SECRET are not.',
    ],
    [
      { SLACK_API_URL: 'ftp://slack.com/api/' },
      'environment: SLACK_API_URL must be an http or https address, not "ftp://slack.com/api/".',
    ],
    [
      { DATABASE_URL: 'mysql://root@db/readout' },
      'environment: DATABASE_URL must be file: with a path (file:data/readout.db), or postgres:// with a server.',
    ],
    [
      { DATABASE_URL: 'file:' },
      'environment: DATABASE_URL must be file: with a path (file:data/readout.db).',
    ],
    [{ PORT: '80a' }, 'environment: PORT must be a port number from 0 to 65535, not "80a".'],
    [
      { PORT: '4000', METRICS_PORT: '4000' },
      'METRICS_PORT is 4000, as PORT is: give it another one, or leave it out.',
    ],
    [
      { PORT: '4000', METRICS_PORT: '4000', METRICS_HOST: '0.0.0.0' },
      'METRICS_PORT is 4000, as PORT is: give it another one, or leave it out.',
    ],
    [{ PORT: '70000' }, 'environment: PORT must be a port number from 0 to 65535, not "70000".'],
    [
      { HOST: 'http://localhost' },
      'environment: HOST must be a host name or address alone, not "http://localhost".',
    ],
    [
      { LOG_LEVEL: 'loud' },
      'environment: LOG_LEVEL must be one of debug, info, warn, error, silent, not "loud".',
    ],
    [
      { READOUT_CONFIG: 'missing.yaml' },
      'environment: READOUT_CONFIG names "missing.yaml", which cannot be read: there is no such file.',
    ],
    [
      { DISCORD_TOKEN_FILE: '/run/secrets/none' },
      'environment: DISCORD_TOKEN_FILE names "/run/secrets/none", which cannot be read: there is no such file.',
    ],
    [
      { DISCORD_TOKEN: 't', DISCORD_TOKEN_FILE: '/run/secrets/token' },
      'environment: DISCORD_TOKEN_FILE and DISCORD_TOKEN (environment) are both set; keep one of them.',
    ],
  ];
  it.each(wrongEnvironments)('refuses %j in one sentence', async (env, sentence) => {
    expect(await problemsOf(env)).toEqual([sentence]);
  });

  const wrongFiles: readonly (readonly [Files, string])[] = [
    [{ '.env': '# keys\n\nPORT=x\n' }, '.env:3: PORT must be a port number from 0 to 65535, not "x".'],
    [
      { '.env': 'DISCORD_TOKNE=t\n' },
      '.env:1: DISCORD_TOKNE is not a key Readout knows; did you mean DISCORD_TOKEN?',
    ],
    [
      { '.env': '\nLOG_LEVEL_FILE=level\n', level: 'debug\ninfo\n' },
      '.env:2: LOG_LEVEL_FILE names "level", which has more than one line; put only the value there.',
    ],
    [
      { '.env': 'SLACK_BOT_TOKEN_FILE=empty', empty: '\n' },
      '.env:1: SLACK_BOT_TOKEN_FILE names "empty", which is empty.',
    ],
    [{ '.env': 'PORT_FILE=p', p: 'x' }, 'p (.env:1): PORT must be a port number from 0 to 65535, not "x".'],
    [{ [YAML]: 'briefings: a\nstroy: b\n' }, `${YAML}:2: stroy is not a setting; it may be misspelled.`],
    [{ [YAML]: 'public_answers: yes please\n' }, `${YAML}:1: public_answers must be true or false.`],
    [
      { [YAML]: '\nzone: Mars/Base\n' },
      `${YAML}:2: zone must be a time zone such as Europe/Kyiv or a city such as London, not “Mars/Base”.`,
    ],
    [
      { [YAML]: 'zone: EST\n' },
      `${YAML}:1: zone must be a time zone such as Europe/Kyiv or a city such as London, not “EST”. That is not a place’s clock all year: write America/New_York or America/Panama.`,
    ],
    [
      { [YAML]: 'digest:\n  window_hours: 48\n' },
      `${YAML}:2: digest.window_hours must be at most 24, not 48.`,
    ],
    ...[
      ['deliveries: 0', 'deliveries must be at least 61, not 0.'],
      ['deliveries: -180', 'deliveries must be at least 61, not -180.'],
      ['audit: 1000000', 'audit must be at most 36500, not 1000000.'],
      ['questions: 0', 'questions must be at least 1, not 0.'],
      ['articles: 7', 'articles must be at least 30, not 7.'],
      ['memory: 3', 'memory is not a setting; it may be misspelled.'],
    ].map(([line, says]): readonly [Files, string] => [
      { [YAML]: `keep:\n  ${line}\n` },
      `${YAML}:2: keep.${says}`,
    ]),
    [
      { [YAML]: 'digest:\n  window: 3\n' },
      `${YAML}:2: digest.window is not a setting; it may be misspelled.`,
    ],
    [
      { [YAML]: 'channels:\n  - platform: slack\n    tenant: T1\n    channel: C1\n' },
      `${YAML}:2: channels.0 must be a place with "story" or "sees".`,
    ],
    [
      { [YAML]: 'channels:\n  - { platform: slack, tenant: T1, story: a, sees: [b] }\n' },
      `${YAML}:2: channels.0 must be a place whose "story" is among those it "sees".`,
    ],
    [
      { [YAML]: 'feeds:\n  - { url: news.example/rss }\n' },
      `${YAML}:2: feeds.0.url must be a whole address that begins with https:// or http://.`,
    ],
    [
      { [YAML]: 'feeds:\n  - { url: "https://user:word@news.example/rss" }\n' },
      `${YAML}:2: feeds.0.url must be an address without a login in it.`,
    ],
    [
      { [YAML]: 'feeds:\n  - url: https://news.example/rss\n    every: 10 seconds\n' },
      `${YAML}:3: feeds.0.every must be a length of time from 1 minute to 7 days such as 30 minutes, not “10 seconds”.`,
    ],
    [
      { [YAML]: 'feeds:\n  - { url: https://news.example/rss, every: 30 }\n' },
      `${YAML}:2: feeds.0.every must be text (in quotation marks where it looks like a number).`,
    ],
    [
      { [YAML]: `feeds:\n${'  - { url: https://news.example/rss, story: a }\n'.repeat(2)}` },
      `${YAML}:3: feeds.1 must be unique, but "https://news.example/rss a" stands above already.`,
    ],
    [
      {
        [YAML]:
          'channels:\n  - { platform: slack, tenant: T1, story: a }\n  - { platform: slack, tenant: T1, story: b }\n',
      },
      `${YAML}:3: channels.1 must be unique, but "slack T1" stands above already.`,
    ],
    [
      { [YAML]: 'channels:\n  - { platform: discord, tenant: 123456789012345678, story: a }\n' },
      `${YAML}:2: channels.0.tenant must be an id in quotation marks.`,
    ],
    [{ [YAML]: 'abstain_below: high\n' }, `${YAML}:1: abstain_below must be a number.`],
    [{ [YAML]: '- a list\n' }, `${YAML}:1: the file must be a group of settings.`],
    [
      { [YAML]: 'briefings: [open\n' },
      `${YAML}:2: expected YAML, found: a quotation mark or a bracket above that is not closed: indent with spaces, entries of one list or mapping equally far, and close every quotation mark and bracket.`,
    ],
    [
      { [YAML]: 'approvers:\n  slack_users:\n    - 123456789012345678\n' },
      `${YAML}:3: approvers.slack_users.0 must be an id in quotation marks.`,
    ],
    [
      {
        [YAML]:
          'digest:\n  subscriptions:\n    - name: morning\n      platform: irc\n      tenant: T1\n      channel: C1\n      time: "08:00"\n',
      },
      `${YAML}:4: digest.subscriptions.0.platform must be ${PLATFORMS.map(({ name }) => name).join(' or ')}.`,
    ],
    [
      {
        [YAML]:
          'digest:\n  subscriptions:\n    - { name: a, platform: slack, tenant: T1, channel: C1, time: "25:00" }\n',
      },
      `${YAML}:3: digest.subscriptions.0.time must be a time of day such as 08:00, not “25:00”.`,
    ],
    [
      {
        [YAML]:
          'digest:\n  subscriptions:\n    - { name: a, platform: slack, tenant: T1, channel: C1, time: 9am, days: mon—fry }\n',
      },
      `${YAML}:3: digest.subscriptions.0.days must be daily, weekdays, mon-fri or a list such as mon, thu, not “mon-fry”.`,
    ],
    [
      {
        [YAML]: `digest:\n  subscriptions:\n${'    - { name: a, platform: slack, tenant: T1, channel: C1, time: "08:00" }\n'.repeat(2)}`,
      },
      `${YAML}:4: digest.subscriptions.1.name must be unique, but "a" stands above already.`,
    ],
  ];
  it.each(wrongFiles)('refuses %j in one sentence that names file and line', async (files, sentence) => {
    expect(await problemsOf({}, files)).toEqual([sentence]);
  });

  it('takes a chooser with or without a key, and none where nothing of it is set', async () => {
    const env = { CHOOSER_URL: 'http://127.0.0.1:11434/v1/', CHOOSER_MODEL: 'small:3b' };
    expect((await load(env)).chooser).toEqual({
      ...{ address: 'http://127.0.0.1:11434/v1', key: 'none', model: 'small:3b' },
    });
    expect((await load({ ...env, CHOOSER_KEY: 'sk-abc' })).chooser?.key).toBe('sk-abc');
    expect((await load({ CHOOSER_URL: '' })).chooser).toBeNull();
  });

  it.each([
    [
      { CHOOSER_URL: 'http://127.0.0.1:1/v1' },
      'environment: CHOOSER_URL is set, but CHOOSER_MODEL is not; a chooser needs CHOOSER_URL and CHOOSER_MODEL.',
    ],
    [
      { CHOOSER_KEY: 'sk-abc' },
      'environment: CHOOSER_KEY is set, but CHOOSER_URL and CHOOSER_MODEL are not; a chooser needs CHOOSER_URL and CHOOSER_MODEL.',
    ],
    [
      { CHOOSER_URL: 'localhost:11434', CHOOSER_MODEL: 'm' },
      'environment: CHOOSER_URL must be an http or https address, not the 15 characters that are there.',
    ],
    [
      { CHOOSER_URL: 'http://127.0.0.1:1', CHOOSER_MODEL: 'two words' },
      'environment: CHOOSER_MODEL must be the name of a model, one word without spaces, not the 9 characters that are there.',
    ],
  ])('refuses %j of a chooser in one sentence', async (env, sentence) => {
    expect(await problemsOf(env)).toEqual([sentence]);
  });

  it('reports every problem at once', async () => {
    const env = { DISCORD_TRANSPORT: 'x', SLACK_APP_TOKEN: 'x', PORT: 'x', LOG_LEVEL: 'x' };
    expect(await problemsOf(env, { '.env': 'HOST=a b\n', [YAML]: 'one: 1\ntwo: 2\n' })).toHaveLength(8);
  });

  it('never shows the value of a secret key, whatever is wrong with it', async () => {
    const secrets = [
      'DISCORD_TOKEN',
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
      'SLACK_SIGNING_SECRET',
      'SLACK_CLIENT_SECRET',
      'SLACK_STATE_SECRET',
      'DATABASE_URL',
      'CHOOSER_KEY',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...secrets),
        fc.string({ minLength: 1, maxLength: 8 }),
        async (key, noise) => {
          expect((await problemsOf({ [key]: `Bot ${noise} canary-value` })).join('\n')).not.toContain(
            'canary-value',
          );
        },
      ),
    );
  });

  it('answers any behaviour file with settings or problems, never with another error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: CODE_POINT, maxLength: 200 }), async (text) => {
        expect(Array.isArray(await problemsOf({}, { [YAML]: text }))).toBe(true);
      }),
    );
  });
});
