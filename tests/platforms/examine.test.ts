import { describe, expect, it } from 'vitest';
import { createHttpServer } from '../../src/app/serve/http-server.ts';
import { SILENT } from '../../src/domain/log.ts';
import { examineDiscord } from '../../src/platforms/discord/setup/examine.ts';
import type { DiscordSettings } from '../../src/platforms/discord/setup/settings.ts';
import type { HttpRoute } from '../../src/platforms/http-route.ts';
import { examineSlack } from '../../src/platforms/slack/setup/examine.ts';
import { botScopes } from '../../src/platforms/slack/setup/manifest.ts';
import type { SlackSettings } from '../../src/platforms/slack/setup/settings.ts';

const KEY = 'a'.repeat(64);

async function served<T>(routes: readonly HttpRoute[], use: (base: string) => Promise<T>): Promise<T> {
  const server = createHttpServer({ routes, host: '127.0.0.1', port: 0, log: SILENT });
  const port = await server.start();
  try {
    return await use(`http://127.0.0.1:${port}`);
  } finally {
    await server.stop();
  }
}

function discordAt(status: number, application: object): HttpRoute {
  return {
    method: 'GET',
    path: '/api/v10/applications/@me',
    handle: async ({ headers }) => ({
      status: headers.authorization === 'Bot right' ? status : 401,
      body: JSON.stringify(application),
    }),
  };
}

function discord(base: string, over: Partial<DiscordSettings> = {}): DiscordSettings {
  return { token: 'right', transport: 'gateway', apiUrl: `${base}/api`, publicAnswers: false, ...over };
}

describe('examineDiscord', () => {
  const application = { id: '1', name: 'Desk', verify_key: KEY, interactions_endpoint_url: null };

  it('says how it connects where everything agrees', async () => {
    const findings = await served([discordAt(200, application)], (base) =>
      examineDiscord(discord(base, { clientId: '1', publicKey: KEY }), fetch),
    );
    expect(findings).toEqual([{ part: 'discord', state: 'ok', says: 'connects as Desk over gateway' }]);
  });

  it.each<readonly [string, Partial<DiscordSettings>, object, RegExp]>([
    ['a refused token', { token: 'wrong' }, application, /token is refused/],
    ['a client id of another application', { clientId: '2' }, application, /belongs to application 1/],
    [
      'a public key of another application',
      { publicKey: 'b'.repeat(64) },
      application,
      /PUBLIC_KEY is not the key/,
    ],
    [
      'an endpoint that takes commands away from the gateway',
      {},
      { ...application, interactions_endpoint_url: 'https://old.example/x' },
      /never reach the gateway/,
    ],
    [
      'the http transport without an endpoint',
      { transport: 'http' },
      application,
      /no address to send commands to/,
    ],
  ])('finds %s and says how to mend it', async (_, over, answer, says) => {
    const findings = await served([discordAt(200, answer)], (base) =>
      examineDiscord(discord(base, over), fetch),
    );
    expect(findings).toEqual([
      {
        part: 'discord',
        state: 'wrong',
        says: expect.stringMatching(says),
        mend: expect.stringMatching(/\.$/),
      },
    ]);
  });

  it.each([
    ['the server that is named', 200, {}, []],
    ['no server of that id', 404, { code: 10004 }, ['wrong']],
    ['a server the bot is not in', 403, { code: 50001 }, ['wrong']],
  ])('looks whether the bot is in DISCORD_GUILD_ID: %s', async (_, status, body, wrong) => {
    const guild: HttpRoute = {
      ...{ method: 'GET', path: '/api/v10/guilds/77' },
      handle: async () => ({ status, body: JSON.stringify(body) }),
    };
    const findings = await served([discordAt(200, application), guild], (base) =>
      examineDiscord(discord(base, { guildId: '77' }), fetch),
    );
    expect(findings.filter(({ state }) => state === 'wrong').map(({ state }) => state)).toEqual(wrong);
    if (wrong.length > 0) expect(findings[0]?.says).toMatch(/not in the server .*\(77\)/);
  });

  it('says that Discord cannot be reached where nobody listens', async () => {
    const [finding] = await examineDiscord(discord('http://127.0.0.1:1'), fetch);
    expect(finding?.says).toMatch(/cannot be reached/);
  });
});

describe('examineSlack', () => {
  function slackAt(method: string, reply: object): HttpRoute {
    return {
      method: 'POST',
      path: `/api/${method}`,
      handle: async () => ({ status: 200, body: JSON.stringify(reply) }),
    };
  }
  function slack(base: string): SlackSettings {
    return {
      botToken: 'b',
      appToken: 'a',
      transport: 'socket',
      apiUrl: `${base}/api/`,
      publicAnswers: false,
    };
  }

  it('says as whom it connects where both tokens are accepted', async () => {
    const routes = [
      slackAt('auth.test', { ok: true, user: 'readout', team: 'Desk' }),
      slackAt('apps.connections.open', { ok: true, url: 'wss://example.org' }),
    ];
    const findings = await served(routes, (base) => examineSlack(slack(base), fetch));
    expect(findings).toEqual([
      { part: 'slack', state: 'ok', says: 'connects as readout in Desk over socket' },
    ]);
  });

  it('tells each refused token apart', async () => {
    const routes = [
      slackAt('auth.test', { ok: false, error: 'invalid_auth' }),
      slackAt('apps.connections.open', { ok: false, error: 'not_allowed_token_type' }),
    ];
    const findings = await served(routes, (base) => examineSlack(slack(base), fetch));
    expect(findings.map((finding) => finding.says)).toEqual([
      'SLACK_BOT_TOKEN: Slack refuses it (invalid_auth)',
      'SLACK_APP_TOKEN: Slack refuses it (not_allowed_token_type)',
    ]);
  });

  it.each([
    ['token_revoked', /^Install the app again/],
    ['account_inactive', /^Install the app again/],
    ['invalid_auth', /^Copy the bot token anew/],
    ['not_allowed_token_type', /begins with xoxb-/],
    ['team_disabled', /owner of the workspace/],
  ])('mends %s by what mends it', async (error, mend) => {
    const [finding] = await served([slackAt('auth.test', { ok: false, error })], (base) =>
      examineSlack({ ...slack(base), transport: 'http' }, fetch),
    );
    expect(finding).toMatchObject({ state: 'wrong', mend: expect.stringMatching(mend) });
  });

  it('names the scopes that the token lacks, which Slack tells in a header', async () => {
    const has = (scopes: string): HttpRoute => ({
      ...slackAt('auth.test', {}),
      handle: async () => ({
        ...{ status: 200, headers: { 'x-oauth-scopes': scopes } },
        body: JSON.stringify({ ok: true, user: 'readout', team: 'Desk' }),
      }),
    });
    const look = (scopes: readonly string[], more: Partial<SlackSettings> = {}) =>
      served([has(scopes.join(', '))], (base) =>
        examineSlack({ ...slack(base), transport: 'http', ...more }, fetch),
      );
    expect(await look([...botScopes(false), 'another'])).toMatchObject([{ state: 'ok' }]);
    expect(await look(botScopes(true), { showsLinks: true })).toMatchObject([{ state: 'ok' }]);
    expect(await look(botScopes(false), { showsLinks: true })).toEqual([
      {
        ...{ part: 'slack', state: 'warn', mend: expect.stringContaining('link_shared') },
        says: 'SLACK_BOT_TOKEN: the app may not links:read, links:write, so links to the pages are not shown in short',
      },
    ]);
    expect(await look(botScopes(false).filter((scope) => scope !== 'files:write'))).toEqual([
      {
        ...{ part: 'slack', state: 'wrong', says: 'SLACK_BOT_TOKEN: the app may not files:write' },
        mend: expect.stringMatching(/^Add this scope .* install the app again\.$/),
      },
    ]);
  });

  /** What stands where the platform should be; no token mends any of it. */
  const inItsPlace: readonly (readonly [string, () => Promise<string>, RegExp, RegExp])[] = [
    ['nobody listens', async () => 'http://127.0.0.1:1', /cannot be reached/, /Check the network/],
    ['there is no such host', async () => 'http://readout.invalid', /cannot be reached/, /API_URL/],
  ];
  it.each(inItsPlace)('advises no new token where %s', async (_, base, says, mend) => {
    const findings = [
      ...(await examineSlack(slack(await base()), fetch)),
      ...(await examineDiscord(discord(await base()), fetch)),
    ];
    expect(findings).toHaveLength(2);
    for (const finding of findings) {
      expect(finding.says).toMatch(says);
      expect(finding.mend).toMatch(mend);
      expect(`${finding.says} ${finding.mend}`).not.toMatch(/token|[Ii]nstall/);
    }
  });

  it.each([
    ['an outage', 503, 'down', /status 503/, /status\.com/],
    [
      'a page to sign in to a network',
      200,
      '<html>Welcome to the hotel</html>',
      /is not (?:Slack|Discord)/,
      /sign-in page/,
    ],
    ['a proxy that asks for a password', 407, '', /cannot be reached/, /proxy/],
    ['a limit', 429, '{}', /fewer requests/, /Nothing is wrong with the token/],
  ])('advises no new token where there is %s', async (_, status, body, says, mend) => {
    const at = (method: HttpRoute['method'], path: string): HttpRoute => ({
      ...{ method, path },
      handle: async () => ({ status, body }),
    });
    const routes = [at('POST', '/api/auth.test'), at('GET', '/api/v10/applications/@me')];
    const findings = await served(routes, async (base) => [
      ...(await examineSlack(slack(base), fetch)),
      ...(await examineDiscord(discord(base), fetch)),
    ]);
    expect(findings.map(({ part }) => part)).toEqual(['slack', 'discord']);
    for (const finding of findings) {
      expect(finding.says).toMatch(says);
      expect(finding.mend).toMatch(mend);
      expect(finding.mend).not.toMatch(/[Ii]nstall|Reset/);
    }
  });

  it('advises no new token while Slack is busy with itself', async () => {
    const [finding] = await served([slackAt('auth.test', { ok: false, error: 'internal_error' })], (base) =>
      examineSlack(slack(base), fetch),
    );
    expect(finding?.mend).toMatch(/^Try again later/);
  });
});
