import type { DiscordSettings, SlackSettings } from '../../platforms/settings.ts';
import { botScopes } from '../../platforms/slack/manifest.ts';
import { askPlatform } from './ask-platform.ts';

/** What was found about one part: well, not set up (which is no fault), or wrong, with what to do about it. */
export interface Finding {
  readonly part: string;
  /** `warn` works, but not as well as it should. */
  readonly state: 'ok' | 'off' | 'warn' | 'wrong';
  readonly says: string;
  /** What to do, where it is not ok. */
  readonly mend?: string;
}

/** The fetch of the platform; a parameter so that nothing but the configured address is ever asked. */
type Fetch = typeof fetch;

const DISCORD = { name: 'Discord', key: 'DISCORD_API_URL', statusPage: 'https://discordstatus.com' };
const SLACK = { name: 'Slack', key: 'SLACK_API_URL', statusPage: 'https://slack-status.com' };
const PORTAL = 'https://discord.com/developers/applications';
const SLACK_APPS = 'https://api.slack.com/apps';

/** Asks Discord who the token belongs to, and compares what it says with the other settings. Sends nothing to a channel. */
export async function examineDiscord(
  settings: DiscordSettings | undefined,
  ask: Fetch,
): Promise<readonly Finding[]> {
  const part = 'discord';
  if (settings === undefined) {
    return [
      {
        part,
        state: 'off',
        says: 'not connected',
        mend: `Set DISCORD_TOKEN (${PORTAL}, Bot) to connect it.`,
      },
    ];
  }
  const get = (path: string) =>
    askPlatform(ask, { ...DISCORD, address: settings.apiUrl }, `/v10${path}`, {
      headers: { authorization: `Bot ${settings.token}` },
    });
  const reply = await get('/applications/@me');
  if (reply.kind === 'no-reply') return [wrong(part, reply.says, reply.mend)];
  if (reply.status === 401) {
    return [
      wrong(
        part,
        'the token is refused',
        `Make a new one (${PORTAL}, Bot, Reset Token) and set DISCORD_TOKEN.`,
      ),
    ];
  }
  if (reply.status !== 200) {
    return [
      wrong(
        part,
        `Discord answers with status ${reply.status}`,
        'Check DISCORD_API_URL, which ends in /api, and whether a proxy answers in its place.',
      ),
    ];
  }
  const { id, name, verify_key: key, interactions_endpoint_url: endpoint } = reply.body;
  const findings: Finding[] = [];
  if (settings.clientId !== undefined && settings.clientId !== id) {
    findings.push(
      wrong(
        part,
        `the token belongs to application ${id}, DISCORD_CLIENT_ID names another`,
        `Set DISCORD_CLIENT_ID to ${id} or use its token.`,
      ),
    );
  }
  if (settings.publicKey !== undefined && typeof key === 'string' && settings.publicKey !== key) {
    findings.push(
      wrong(
        part,
        'DISCORD_PUBLIC_KEY is not the key of this application',
        `Copy it from ${PORTAL}, General Information.`,
      ),
    );
  }
  if (settings.transport === 'gateway' && typeof endpoint === 'string' && endpoint !== '') {
    findings.push(
      wrong(
        part,
        `commands are sent to ${endpoint} and never reach the gateway`,
        `Clear the Interactions Endpoint URL (${PORTAL}) or set DISCORD_TRANSPORT=http.`,
      ),
    );
  }
  if (settings.transport === 'http' && (typeof endpoint !== 'string' || endpoint === '')) {
    findings.push(
      wrong(
        part,
        'Discord knows no address to send commands to',
        `Set the Interactions Endpoint URL (${PORTAL}) to your https address ending in /discord/interactions, while Readout runs.`,
      ),
    );
  }
  if (settings.guildId !== undefined) {
    const guild = await get(`/guilds/${settings.guildId}`);
    // Discord hides a server from whoever is not in it.
    if (guild.kind === 'reply' && (guild.status === 404 || guild.status === 403)) {
      findings.push(
        wrong(
          part,
          `the bot is not in the server that DISCORD_GUILD_ID names (${settings.guildId})`,
          'Add it with the link of "readout discord invite", or set DISCORD_GUILD_ID to a server it is in.',
        ),
      );
    }
  }
  return findings.length > 0
    ? findings
    : [{ part, state: 'ok', says: `connects as ${name} over ${settings.transport}` }];
}

/** Asks Slack who each token belongs to. Opens no connection and sends nothing to a channel. */
export async function examineSlack(
  settings: SlackSettings | undefined,
  ask: Fetch,
): Promise<readonly Finding[]> {
  const part = 'slack';
  if (settings === undefined) {
    return [
      {
        part,
        state: 'off',
        says: 'not connected',
        mend: `Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (${SLACK_APPS}) to connect it.`,
      },
    ];
  }
  const findings: Finding[] = [];
  let name = 'several workspaces through OAuth';
  if (settings.botToken !== undefined) {
    const reply = await askSlack(ask, settings, 'auth.test', settings.botToken);
    if (reply.kind === 'no-reply') return [wrong(part, reply.says, reply.mend)];
    if (reply.kind === 'refused') {
      const mend =
        BOT_TOKEN_MENDS[reply.code] ?? `Copy the bot token anew (${SLACK_APPS}, OAuth & Permissions).`;
      findings.push(wrong(part, `SLACK_BOT_TOKEN: Slack refuses it (${reply.code})`, mend));
    } else {
      name = `${reply.body.user} in ${reply.body.team}`;
      findings.push(...missingScopes(part, reply.scopes));
    }
  }
  if (settings.transport === 'socket' && settings.appToken !== undefined) {
    const reply = await askSlack(ask, settings, 'apps.connections.open', settings.appToken);
    if (reply.kind === 'no-reply') return [...findings, wrong(part, reply.says, reply.mend)];
    if (reply.kind === 'refused') {
      findings.push(
        wrong(
          part,
          `SLACK_APP_TOKEN: Slack refuses it (${reply.code})`,
          `Make an app-level token with connections:write and turn Socket Mode on (${SLACK_APPS}).`,
        ),
      );
    }
  }
  return findings.length > 0
    ? findings
    : [{ part, state: 'ok', says: `connects as ${name} over ${settings.transport}` }];
}

const INSTALL_AGAIN = `Install the app again and copy the bot token (${SLACK_APPS}, OAuth & Permissions).`;
const ASK_THE_OWNER = 'Ask an owner of the workspace: no token works until that is settled.';

/** What mends a refusal of auth.test (https://docs.slack.dev/reference/methods/auth.test#errors); else the token is wrong. */
const BOT_TOKEN_MENDS: Readonly<Record<string, string>> = {
  account_inactive: INSTALL_AGAIN,
  app_uninstalled: INSTALL_AGAIN,
  token_expired: INSTALL_AGAIN,
  token_revoked: INSTALL_AGAIN,
  user_removed_from_team: INSTALL_AGAIN,
  ekm_access_denied: ASK_THE_OWNER,
  org_login_required: ASK_THE_OWNER,
  team_access_not_granted: ASK_THE_OWNER,
  team_disabled: ASK_THE_OWNER,
  not_allowed_token_type: `Set SLACK_BOT_TOKEN to the token that begins with xoxb- (${SLACK_APPS}, OAuth & Permissions).`,
};

/** Refusals that say nothing about the token. */
const PASSING = ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable', 'ratelimited'];

function missingScopes(part: string, scopes: readonly string[] | null): readonly Finding[] {
  const missing = scopes === null ? [] : botScopes().filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return [];
  return [
    wrong(
      part,
      `SLACK_BOT_TOKEN: the app may not ${missing.join(', ')}`,
      `Add ${missing.length > 1 ? 'these scopes' : 'this scope'} (${SLACK_APPS}, OAuth & Permissions, Bot Token Scopes) and install the app again.`,
    ),
  ];
}

type SlackReply =
  | {
      readonly kind: 'ok';
      readonly body: Readonly<Record<string, unknown>>;
      /** What the token may do; null where Slack does not say. */
      readonly scopes: readonly string[] | null;
    }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'no-reply'; readonly says: string; readonly mend: string };

async function askSlack(
  ask: Fetch,
  settings: SlackSettings,
  method: string,
  token: string,
): Promise<SlackReply> {
  const reply = await askPlatform(ask, { ...SLACK, address: settings.apiUrl }, method, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
  });
  if (reply.kind === 'no-reply') return reply;
  const { status, body, headers } = reply;
  if (body.ok === true) {
    const scopes =
      headers
        .get('x-oauth-scopes')
        ?.split(',')
        .map((scope) => scope.trim()) ?? null;
    return { kind: 'ok', body, scopes };
  }
  const code = typeof body.error === 'string' ? body.error : `status ${status}`;
  if (!PASSING.includes(code)) return { kind: 'refused', code };
  return {
    kind: 'no-reply',
    says: `Slack cannot say whether its token works (${code})`,
    mend: `Try again later; see ${SLACK.statusPage}.`,
  };
}

function wrong(part: string, says: string, mend: string): Finding {
  return { part, state: 'wrong', says, mend };
}
