import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { webApi } from '@slack/bolt';
import { createProcessMemory, type Memory } from '../../../core/memory.ts';
import type { Log } from '../../../domain/log.ts';
import type { HttpRequest, HttpResponse, HttpRoute } from '../../http-route.ts';
import { clientOptions, failureOf, failureWords, type SlackClient } from '../api/api.ts';
import { botScopes } from '../setup/manifest.ts';
import { workspaceIn } from '../tenant.ts';
import type { Installations } from './workspaces.ts';

const STATE_COOKIE = 'readout-slack-state';
const STATE_MINUTES = 10;

/**
 * Installing into several workspaces: `GET /slack/install` sends the browser to Slack, `GET /slack/oauth_redirect` takes
 * the code back (https://docs.slack.dev/authentication/installing-with-oauth). The state is signed, ends after ten
 * minutes and counts once, and only together with the cookie of the browser that began. Where workspaces are named, an
 * installation into any other is given back at once. @slack/oauth's InstallProvider writes to a
 * Node response itself, which our routes do not have; what is left of it is one call.
 */
export function oauthRoutes(options: {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  /** Ids of teams and organisations that may install; absent or empty: any. */
  readonly allowed?: readonly string[];
  /** Knows which states were used; by default until the process ends. */
  readonly memory?: Pick<Memory, 'firstTime'>;
  /** True where pages are served to others, whose links are shown in short. */
  readonly showsLinks?: boolean | undefined;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly clientFor: (token: string) => SlackClient;
  readonly installations: Installations;
  readonly log: Log;
  readonly now: () => number;
}): readonly HttpRoute[] {
  const client = new webApi.WebClient(undefined, clientOptions(options));
  const memory = options.memory ?? createProcessMemory(options.now);
  const allowed = options.allowed ?? [];
  const sign = (body: string) => createHmac('sha256', options.stateSecret).update(body).digest('base64url');

  const install = async (): Promise<HttpResponse> => {
    const body = `${options.now()}.${randomBytes(12).toString('base64url')}`;
    const state = `${body}.${sign(body)}`;
    const address = new URL('https://slack.com/oauth/v2/authorize');
    address.searchParams.set('client_id', options.clientId);
    address.searchParams.set('scope', botScopes(options.showsLinks === true).join(','));
    address.searchParams.set('state', state);
    // Slack then offers that workspace alone; the address takes the id of one team.
    const [only, ...others] = allowed;
    if (only?.startsWith('T') === true && others.length === 0) address.searchParams.set('team', only);
    return {
      status: 302,
      headers: {
        location: address.href,
        'set-cookie': `${STATE_COOKIE}=${state}; Path=/slack; Max-Age=${STATE_MINUTES * 60}; HttpOnly; Secure; SameSite=Lax`,
      },
    };
  };

  const isOurState = (state: string, request: HttpRequest): boolean => {
    const dot = state.lastIndexOf('.');
    const [body, mac] = [state.slice(0, Math.max(0, dot)), state.slice(dot + 1)];
    const age = options.now() - Number(body.split('.')[0]);
    return (
      same(mac, sign(body)) && age >= 0 && age <= STATE_MINUTES * 60_000 && same(cookieOf(request), state)
    );
  };

  const redirect = async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.query.get('error') !== null) return page(400, 'The installation was cancelled.');
    const [code, state] = [request.query.get('code') ?? '', request.query.get('state') ?? ''];
    if (code === '' || !isOurState(state, request))
      return page(400, 'This installation link has expired. Please start again at /slack/install.');
    try {
      if (!(await memory.firstTime(`slack-oauth:${createHash('sha256').update(state).digest('base64url')}`)))
        return page(400, 'This installation link was used already. Please start again at /slack/install.');
      const result = await client.oauth.v2.access({
        client_id: options.clientId,
        client_secret: options.clientSecret,
        code,
      });
      const tenant = result.is_enterprise_install === true ? result.enterprise?.id : result.team?.id;
      const name = result.is_enterprise_install === true ? result.enterprise?.name : result.team?.name;
      if (tenant === undefined || result.access_token === undefined || result.token_type !== 'bot')
        return page(502, 'Slack did not name the workspace. Please try again.');
      if (allowed.length > 0 && !allowed.includes(tenant)) {
        // The code had to be exchanged to learn whose it is: the token is given back and never kept.
        await options
          .clientFor(result.access_token)
          .auth.revoke()
          .catch(() => undefined);
        options.log.warn('A Slack workspace that is not named in the configuration was not installed.', {
          tenant,
        });
        return page(403, 'This workspace may not install Readout here; ask whoever runs it to name it.');
      }
      const auth = await options.clientFor(result.access_token).auth.test();
      await options.installations.save({
        tenant: workspaceIn(tenant),
        botToken: result.access_token,
        installedAt: options.now(),
        ...(auth.bot_id === undefined ? {} : { botId: auth.bot_id }),
        ...(result.bot_user_id === undefined ? {} : { botUserId: result.bot_user_id }),
        ...(name === undefined ? {} : { name }),
        scopes: (result.scope ?? '').split(',').filter((scope) => scope !== ''),
      });
      options.log.info('Installed in a Slack workspace.', { tenant });
      return page(200, 'Readout is installed. Type /readout in Slack to begin.');
    } catch (error) {
      options.log.warn('An installation in Slack failed.', { reason: failureWords(failureOf(error)) });
      return page(502, 'The installation did not succeed. Please start again at /slack/install.');
    }
  };

  return [
    { method: 'GET', path: '/slack/install', handle: install },
    { method: 'GET', path: '/slack/oauth_redirect', handle: redirect },
  ];
}

function cookieOf(request: HttpRequest): string {
  const header = request.headers.cookie;
  const cookies = (typeof header === 'string' ? header : '').split(';').map((each) => each.trim());
  return cookies.find((each) => each.startsWith(`${STATE_COOKIE}=`))?.slice(STATE_COOKIE.length + 1) ?? '';
}

/** In constant time where the lengths agree, so that a signature cannot be guessed byte by byte. */
function same(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A page with one sentence. The cookie ends with it, whatever came of the installation. */
function page(status: number, sentence: string): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'set-cookie': `${STATE_COOKIE}=; Path=/slack; Max-Age=0; HttpOnly; Secure; SameSite=Lax`,
    },
    body: `<!doctype html><title>Readout</title><p>${sentence}</p>`,
  };
}
