import { askAddress } from '../../ask-address.ts';
import { type Finding, wrong } from '../../finding.ts';
import { botScopes, LINK_SCOPES } from './manifest.ts';
import type { SlackSettings } from './settings.ts';

const SLACK = { name: 'Slack', key: 'SLACK_API_URL', statusPage: 'https://slack-status.com' };
/** Where an app's tokens and scopes are set; every advice leads there. */
const SLACK_APPS = 'https://api.slack.com/apps';

/** Asks Slack who each token belongs to. Opens no connection and sends nothing to a channel. */
export async function examineSlack(settings: SlackSettings, ask: typeof fetch): Promise<readonly Finding[]> {
  const part = 'slack';
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
      findings.push(...missingScopes(part, reply.scopes, settings.showsLinks === true));
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
  // All that is wrong at once, or one line that all is well.
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

/**
 * The scopes the manifest asks for and the token lacks, as one finding. None where Slack names no scopes: what is
 * not told is not held against the token.
 */
function missingScopes(part: string, scopes: readonly string[] | null, links: boolean): readonly Finding[] {
  if (scopes === null) return [];
  const missing = botScopes(false).filter((scope) => !scopes.includes(scope));
  // Everything else works without them: this is no fault.
  const unseen = links ? LINK_SCOPES.filter((scope) => !scopes.includes(scope)) : [];
  const add = (list: readonly string[]) =>
    `Add ${list.length > 1 ? 'these scopes' : 'this scope'} (${SLACK_APPS}, OAuth & Permissions, Bot Token Scopes)`;
  return [
    ...(missing.length === 0
      ? []
      : [
          wrong(
            part,
            `SLACK_BOT_TOKEN: the app may not ${missing.join(', ')}`,
            `${add(missing)} and install the app again.`,
          ),
        ]),
    ...(unseen.length === 0
      ? []
      : [
          {
            ...({ part, state: 'warn' } as const),
            says: `SLACK_BOT_TOKEN: the app may not ${unseen.join(', ')}, so links to the pages are not shown in short`,
            mend: `${add(unseen)}, the event link_shared and the host of PUBLIC_URL under App Unfurl Domains, as readout slack manifest prints them, and install the app again.`,
          },
        ]),
  ];
}

/** `refused`: Slack said no, by its own error code. `no-reply`: nothing was learnt of the token. */
type SlackReply =
  | {
      readonly kind: 'ok';
      readonly body: Readonly<Record<string, unknown>>;
      /** What the token may do; null where Slack does not say. */
      readonly scopes: readonly string[] | null;
    }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'no-reply'; readonly says: string; readonly mend: string };

/**
 * One call of the Web API. Slack answers a refusal with status 200 and `ok: false`, so the code in the body
 * decides. Codes in `PASSING` count as no reply: they would otherwise advise a new installation where Slack itself
 * has trouble.
 */
async function askSlack(
  ask: typeof fetch,
  settings: SlackSettings,
  method: string,
  token: string,
): Promise<SlackReply> {
  const reply = await askAddress(ask, { ...SLACK, address: settings.apiUrl }, method, {
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
