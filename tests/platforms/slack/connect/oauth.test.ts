import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../../src/commands/registry.ts';
import { createProcessMemory, type Memory } from '../../../../src/core/memory.ts';
import { SILENT } from '../../../../src/domain/log.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import type { HttpRequest } from '../../../../src/platforms/http-route.ts';
import { createClients } from '../../../../src/platforms/slack/api/api.ts';
import { oauthRoutes } from '../../../../src/platforms/slack/connect/oauth.ts';
import {
  createProcessInstallations,
  type Installations,
} from '../../../../src/platforms/slack/connect/workspaces.ts';
import { slackManifest } from '../../../../src/platforms/slack/setup/manifest.ts';
import { type FakeSlack, startFakeSlack } from '../../../fakes/slack/slack.ts';
import { event, openDesk, shownText, slash, until } from '../desk.ts';

/** All that a workspace without the app is told. */
const REFUSED = {
  response_type: 'ephemeral',
  replace_original: false,
  text: 'I am not installed in this workspace, so I cannot answer here.',
  ...{ unfurl_links: false, unfurl_media: false },
};

describe('installing into several workspaces', () => {
  let slack: FakeSlack;
  let installations: Installations;
  let now = Date.UTC(2031, 4, 20);

  beforeEach(async () => {
    slack = await startFakeSlack();
    installations = createProcessInstallations();
    memory = createProcessMemory(() => now);
    allowed = [];
    showsLinks = undefined;
  });

  afterEach(() => slack.stop());

  let allowed: readonly string[] = [];
  let memory: Memory;
  let showsLinks: boolean | undefined;

  const visit = async (path: string, query = '', cookie?: string) => {
    const routes = oauthRoutes({
      ...{ allowed, memory, showsLinks },
      clientId: 'client',
      clientSecret: 'client-secret',
      stateSecret: 'state-secret',
      apiUrl: slack.apiUrl,
      timeoutMs: 500,
      clientFor: createClients({ apiUrl: slack.apiUrl, timeoutMs: 500, log: SILENT }),
      installations,
      log: SILENT,
      now: () => now,
    });
    const request: HttpRequest = {
      method: 'GET',
      path,
      query: new URLSearchParams(query),
      headers: cookie === undefined ? {} : { cookie },
      body: new Uint8Array(),
    };
    const response = await routes.find((route) => route.path === path)?.handle(request);
    if (response === undefined) throw new Error(`no route ${path}`);
    return response;
  };

  const begin = async () => {
    const response = await visit('/slack/install');
    const address = new URL(response.headers?.['location'] ?? '');
    return {
      response,
      address,
      state: address.searchParams.get('state') ?? '',
      cookie: (response.headers?.['set-cookie'] ?? '').split(';')[0] ?? '',
    };
  };

  it('sends the browser to Slack with a state bound to it', async () => {
    const { response, address, state, cookie } = await begin();
    expect(response.status).toBe(302);
    expect(address.origin).toBe('https://slack.com');
    expect(address.searchParams.get('scope')).toContain('chat:write');
    expect(cookie).toBe(`readout-slack-state=${state}`);
    expect(response.headers?.['set-cookie']).toMatch(/HttpOnly; Secure; SameSite=Lax/);
  });

  it('asks to hear of links to the pages where pages are served, and never else', async () => {
    const scopes = async () => (await begin()).address.searchParams.get('scope')?.split(',') ?? [];
    expect((await scopes()).filter((scope) => scope.startsWith('links:'))).toEqual([]);
    showsLinks = true;
    expect(await scopes()).toEqual(
      slackManifest({ commands: COMMANDS, pages: 'https://readout.example' }).oauth_config.scopes.bot,
    );
  });

  it('keeps the installation that comes back', async () => {
    const { state, cookie } = await begin();
    const done = await visit(
      '/slack/oauth_redirect',
      `code=abc&state=${encodeURIComponent(state)}`,
      `x=1; ${cookie}`,
    );
    expect(done.status).toBe(200);
    expect(await installations.find(tenantId('T0OTHER'))).toMatchObject({
      botToken: 'xoxb-installed',
      botUserId: 'U0OTHERBOT',
    });
  });

  it('takes a state once, also after a restart, whatever came of it the first time', async () => {
    const { state, cookie } = await begin();
    const back = () => visit('/slack/oauth_redirect', `code=abc&state=${encodeURIComponent(state)}`, cookie);
    slack.fail('oauth.v2.access', { kind: 'error', code: 'invalid_code' });
    expect((await back()).status).toBe(502);
    const again = await back();
    expect([again.status, again.body]).toEqual([400, expect.stringContaining('was used already')]);
    expect(slack.callsOf('oauth.v2.access')).toHaveLength(1);
    expect(await installations.all()).toEqual([]);
  });

  it('keeps no workspace that is not among those named, and gives its token back', async () => {
    allowed = ['T0ONE', 'E0TWO'];
    slack.answer('auth.revoke', () => ({ revoked: true }));
    const { state, cookie } = await begin();
    const done = await visit('/slack/oauth_redirect', `code=abc&state=${encodeURIComponent(state)}`, cookie);
    expect([done.status, done.body]).toEqual([403, expect.stringContaining('may not install')]);
    expect(slack.callsOf('auth.revoke').map((call) => call.args['token'] ?? call.token)).toEqual([
      'xoxb-installed',
    ]);
    expect(await installations.all()).toEqual([]);
    allowed = ['T0OTHER'];
    const second = await begin();
    expect(second.address.searchParams.get('team')).toBe('T0OTHER');
    const query = `code=abc&state=${encodeURIComponent(second.state)}`;
    expect((await visit('/slack/oauth_redirect', query, second.cookie)).status).toBe(200);
    expect(await installations.find(tenantId('T0OTHER'))).toMatchObject({ installedAt: now });
  });

  it('refuses a state without its cookie, a changed one, an old one, and none', async () => {
    const { state, cookie } = await begin();
    const back = (given: string, with_?: string) =>
      visit('/slack/oauth_redirect', `code=abc&state=${encodeURIComponent(given)}`, with_);
    expect((await back(state)).status).toBe(400);
    expect((await back(state, 'readout-slack-state=other')).status).toBe(400);
    expect((await back(`${state}x`, `${cookie}x`)).status).toBe(400);
    expect((await back('', 'readout-slack-state=')).status).toBe(400);
    now += 11 * 60_000;
    expect((await back(state, cookie)).status).toBe(400);
    expect(slack.callsOf('oauth.v2.access')).toEqual([]);
  });

  it('says so where Slack refuses the code, and keeps nothing', async () => {
    slack.fail('oauth.v2.access', { kind: 'error', code: 'invalid_code' });
    const { state, cookie } = await begin();
    const done = await visit('/slack/oauth_redirect', `code=abc&state=${encodeURIComponent(state)}`, cookie);
    expect(done.status).toBe(502);
    expect(await installations.find(tenantId('T0OTHER'))).toBeUndefined();
  });

  it('answers each workspace with its own token, and none that it is not installed in', async () => {
    await installations.save({ tenant: tenantId('T0A'), botToken: 'xoxb-a', scopes: [] });
    await installations.save({ tenant: tenantId('T0B'), botToken: 'xoxb-b', scopes: [] });
    const oauth = { clientId: 'c', clientSecret: 's', stateSecret: 't' };
    const desk = await openDesk('http', { slack, settings: { oauth, botToken: '' }, installations });
    for (const team of ['T0A', 'T0B', 'T0C'])
      await desk.give('events_api', {
        ...event(
          'app_mention',
          { user: 'U1', text: '<@U0BOT> point 6', ts: `1.${team}`, channel: 'C1' },
          { team_id: team },
        ),
        authorizations: [{ team_id: team, enterprise_id: null, user_id: 'U0BOT', is_bot: true }],
      });
    await until(() => slack.messages.length === 2);
    expect(
      slack
        .callsOf('chat.postMessage')
        .map((call) => call.token)
        .sort(),
    ).toEqual(['xoxb-a', 'xoxb-b']);
    expect(
      shownText(await desk.give('slash_commands', slash(slack, '/point', '6', { team_id: 'T0A' }))),
    ).toContain('of T0A');
    expect(await desk.give('slash_commands', slash(slack, '/point', '6', { team_id: 'T0C' }))).toEqual(
      REFUSED,
    );
    await desk.give('events_api', {
      ...event('app_uninstalled', {}),
      team_id: 'T0A',
      authorizations: [{ team_id: 'T0A' }],
    });
    await until(() => desk.lines.some((line) => line.includes('was removed')));
    expect(await installations.find(tenantId('T0A'))).toBeUndefined();
    await desk.close();
  });

  describe('a workspace that takes the app away', () => {
    const oauth = { clientId: 'c', clientSecret: 's', stateSecret: 't' };
    const serve = () =>
      openDesk('http', {
        ...{ slack, installations, timings: { sweepEvery: 20 } },
        settings: { oauth, botToken: '' },
      });
    /** auth.test refuses the token of T0A alone. */
    const refuse = (code: string) =>
      slack.answer('auth.test', (_, token) =>
        token === 'xoxb-a' ? { ok: false, error: code } : { team_id: 'T0B' },
      );
    const proofs = (token: string) =>
      slack.callsOf('auth.test').filter((call) => call.token === token).length;

    beforeEach(async () => {
      await installations.save({ tenant: tenantId('T0A'), botToken: 'xoxb-a', scopes: [] });
      await installations.save({ tenant: tenantId('T0B'), botToken: 'xoxb-b', scopes: [] });
    });

    it.each(['token_revoked', 'account_inactive', 'invalid_auth'])(
      'is forgotten at the next proof though its event was lost: %s',
      async (code) => {
        refuse(code);
        const desk = await serve();
        await until(() => desk.lines.some((line) => line.includes(`"reason":"${code}"`)));
        expect(await installations.find(tenantId('T0A'))).toBeUndefined();
        expect(await installations.find(tenantId('T0B'))).toBeDefined();
        expect(desk.lines.join()).not.toContain('xoxb-');
        await desk.close();
      },
    );

    it.each([
      { kind: 'error', code: 'team_access_not_granted' },
      { kind: 'error', code: 'org_login_required' },
      { kind: 'status', status: 503 },
      { kind: 'rate-limited', retryAfter: 1 },
    ] as const)('keeps its installation where Slack only fails: %j', async (fault) => {
      slack.failAlways('auth.test', fault);
      const desk = await serve();
      await until(() => proofs('xoxb-a') > 2);
      expect(await installations.all()).toHaveLength(2);
      await desk.close();
    });

    it.each([
      ['app_uninstalled', {}],
      ['tokens_revoked', { tokens: { bot: ['U0BOT'] } }],
    ])('is forgotten when its event comes, though the first deletion failed: %s', async (type, inner) => {
      const remove = installations.remove;
      let tries = 0;
      installations = {
        ...installations,
        remove: (tenant) => {
          tries += 1;
          return tries === 1 ? Promise.reject(new Error('The disk is full.')) : remove(tenant);
        },
      };
      const desk = await serve();
      refuse('token_revoked');
      await desk.give('events_api', {
        ...{ ...event(type, inner), team_id: 'T0A', authorizations: [{ team_id: 'T0A' }] },
      });
      await until(() => tries > 1);
      expect(await installations.find(tenantId('T0A'))).toBeUndefined();
      await desk.close();
    });

    it.each([
      ['app_uninstalled', {}, -2],
      ['tokens_revoked', { tokens: { bot: ['U0BOT'] } }, -3_600],
    ])('stays where it installed the app again after the notice: %s', async (type, inner, seconds) => {
      const installedAt = Date.UTC(2031, 4, 20);
      await installations.save({ tenant: tenantId('T0A'), botToken: 'xoxb-new', scopes: [], installedAt });
      const desk = await serve();
      const notice = (after: number) => ({
        ...event(type, inner),
        ...{ team_id: 'T0A', authorizations: [{ team_id: 'T0A' }], event_time: installedAt / 1_000 + after },
      });
      await desk.give('events_api', notice(seconds));
      await until(() => desk.lines.some((line) => line.includes('An old notice of removal')));
      expect(await installations.find(tenantId('T0A'))).toMatchObject({ botToken: 'xoxb-new' });
      await desk.give('events_api', notice(0));
      await until(() => desk.lines.some((line) => line.includes('was removed from')));
      expect(await installations.find(tenantId('T0A'))).toBeUndefined();
      await desk.close();
    });

    it('proves nothing any more once it is stopped', async () => {
      const desk = await serve();
      await until(() => proofs('xoxb-b') > 0);
      await desk.close();
      const before = proofs('xoxb-b');
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(proofs('xoxb-b')).toBe(before);
    });
  });
});
