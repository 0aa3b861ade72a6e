import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SILENT } from '../../../src/domain/log.ts';
import type { HttpRequest } from '../../../src/platforms/http-route.ts';
import { oauthRoutes } from '../../../src/platforms/slack/oauth.ts';
import { createProcessInstallations, type Installations } from '../../../src/platforms/slack/workspaces.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack/slack.ts';
import { event, openDesk, shownText, slash, until } from './desk.ts';

describe('installing into several workspaces', () => {
  let slack: FakeSlack;
  let installations: Installations;
  let now = Date.UTC(2031, 4, 20);

  beforeEach(async () => {
    slack = await startFakeSlack();
    installations = createProcessInstallations();
  });

  afterEach(() => slack.stop());

  const visit = async (path: string, query = '', cookie?: string) => {
    const routes = oauthRoutes({
      clientId: 'client',
      clientSecret: 'client-secret',
      stateSecret: 'state-secret',
      apiUrl: slack.apiUrl,
      timeoutMs: 500,
      installations,
      log: SILENT,
      clock: () => now,
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

  it('keeps the installation that comes back', async () => {
    const { state, cookie } = await begin();
    const done = await visit(
      '/slack/oauth_redirect',
      `code=abc&state=${encodeURIComponent(state)}`,
      `x=1; ${cookie}`,
    );
    expect(done.status).toBe(200);
    expect(await installations.find('T0OTHER')).toMatchObject({
      botToken: 'xoxb-installed',
      botUserId: 'U0OTHERBOT',
    });
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
    expect(await installations.find('T0OTHER')).toBeUndefined();
  });

  it('answers each workspace with its own token, and none that it is not installed in', async () => {
    await installations.save({ tenant: 'T0A', botToken: 'xoxb-a', scopes: [] });
    await installations.save({ tenant: 'T0B', botToken: 'xoxb-b', scopes: [] });
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
    expect(
      await desk.give('slash_commands', slash(slack, '/point', '6', { team_id: 'T0C' })),
    ).toBeUndefined();
    await desk.give('events_api', {
      ...event('app_uninstalled', {}),
      team_id: 'T0A',
      authorizations: [{ team_id: 'T0A' }],
    });
    await until(() => desk.lines.some((line) => line.includes('was removed')));
    expect(await installations.find('T0A')).toBeUndefined();
    await desk.close();
  });
});
