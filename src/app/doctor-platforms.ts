import type { DiscordSettings, SlackSettings } from '../platforms/settings.ts';

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

const TIMEOUT_MS = 5_000;
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
  const reply = await askJson(ask, `${settings.apiUrl}/v10/applications/@me`, {
    headers: { authorization: `Bot ${settings.token}` },
  });
  if (reply.kind === 'unreachable') {
    return [
      wrong(
        part,
        `${settings.apiUrl} cannot be reached: ${reply.reason}`,
        'Check the network and DISCORD_API_URL.',
      ),
    ];
  }
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
        'Try again later; see https://discordstatus.com.',
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
    if (typeof reply === 'string')
      findings.push(
        wrong(
          part,
          `SLACK_BOT_TOKEN: ${reply}`,
          `Install the app again and copy the bot token (${SLACK_APPS}, OAuth & Permissions).`,
        ),
      );
    else name = `${reply.user} in ${reply.team}`;
  }
  if (settings.transport === 'socket' && settings.appToken !== undefined) {
    const reply = await askSlack(ask, settings, 'apps.connections.open', settings.appToken);
    if (typeof reply === 'string')
      findings.push(
        wrong(
          part,
          `SLACK_APP_TOKEN: ${reply}`,
          `Make an app-level token with connections:write and turn Socket Mode on (${SLACK_APPS}).`,
        ),
      );
  }
  return findings.length > 0
    ? findings
    : [{ part, state: 'ok', says: `connects as ${name} over ${settings.transport}` }];
}

/** What Slack says to a method, or the reason in words where it refuses. */
async function askSlack(
  ask: Fetch,
  settings: SlackSettings,
  method: string,
  token: string,
): Promise<Readonly<Record<string, unknown>> | string> {
  const reply = await askJson(ask, `${settings.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
  });
  if (reply.kind === 'unreachable') return `${settings.apiUrl} cannot be reached (${reply.reason})`;
  if (reply.body.ok === true) return reply.body;
  return `Slack refuses it (${typeof reply.body.error === 'string' ? reply.body.error : `status ${reply.status}`})`;
}

type Reply =
  | { readonly kind: 'reply'; readonly status: number; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unreachable'; readonly reason: string };

async function askJson(ask: Fetch, url: string, init: RequestInit): Promise<Reply> {
  try {
    const response = await ask(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body: unknown = await response.json().catch(() => null);
    return {
      kind: 'reply',
      status: response.status,
      body: typeof body === 'object' && body !== null ? { ...body } : {},
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { kind: 'unreachable', reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

function wrong(part: string, says: string, mend: string): Finding {
  return { part, state: 'wrong', says, mend };
}
