import { describe, expect, it } from 'vitest';
import { examineDiscord, examineSlack } from '../../src/app/doctor-platforms.ts';
import { createHttpServer } from '../../src/app/http-server.ts';
import { SILENT } from '../../src/domain/log.ts';
import type { HttpRoute } from '../../src/platforms/http-route.ts';
import type { DiscordSettings, SlackSettings } from '../../src/platforms/settings.ts';

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

  it('says that Discord cannot be reached where nobody listens', async () => {
    const [finding] = await examineDiscord(discord('http://127.0.0.1:1'), fetch);
    expect(finding?.says).toMatch(/cannot be reached/);
  });

  it('is off, not wrong, where no token is set', async () => {
    expect((await examineDiscord(undefined, fetch))[0]?.state).toBe('off');
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
});
