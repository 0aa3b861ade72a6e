import type { SettingsReading } from '../../module.ts';
import { notOfAToken, oneOf, oneWord, type Rule, trimmedAddress, webAddress } from '../../setting-rules.ts';
import type { SlackKey } from './keys.ts';

/** What the Slack platform is told. */
export interface SlackSettings {
  /** Absent where several workspaces install through OAuth. */
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** `none`: nothing comes in here; it sends and looks things up. */
  readonly transport: 'socket' | 'http' | 'none';
  /** Web API base with a trailing slash: `https://slack.com/api/`. */
  readonly apiUrl: string;
  readonly oauth?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly stateSecret: string;
    /** The one before, under which some installations may still be kept. */
    readonly oldStateSecret?: string;
    /** Ids of teams and organisations that may install; absent or empty: any. */
    readonly allowed?: readonly string[];
  };
  readonly publicAnswers: boolean;
  /** True where pages are served to others: Slack then tells of links to them. */
  readonly showsLinks?: true;
  /** User ids that alone may change what is posted; absent or empty: every full member of the workspace. */
  readonly approvers?: readonly string[];
}

type Reading = SettingsReading<SlackKey>;

const SLACK_API = 'https://slack.com/api/';

/** What Slack is to be told, or undefined where neither a bot token nor OAuth is set. Every problem is reported. */
export function slackSettings(reading: Reading): SlackSettings | undefined {
  const { given, value, report } = reading;
  const botToken = value('SLACK_BOT_TOKEN', slackToken('xoxb-', 'a bot token'));
  const appToken = value('SLACK_APP_TOKEN', slackToken('xapp-', 'an app-level token'));
  const signingSecret = value('SLACK_SIGNING_SECRET', secretWord);
  const chosen = value('SLACK_TRANSPORT', oneOf('socket', 'http'));
  const apiUrl = value('SLACK_API_URL', webAddress);
  const oauth = slackOauth(reading);
  if (given('SLACK_BOT_TOKEN') === undefined && oauth === undefined) {
    const lonely = given('SLACK_APP_TOKEN') ?? given('SLACK_SIGNING_SECRET');
    if (lonely !== undefined && OAUTH_KEYS.every((key) => given(key) === undefined)) {
      report(
        `${lonely.place}: ${lonely.key} is set, but neither SLACK_BOT_TOKEN nor SLACK_CLIENT_ID is: add the bot token.`,
      );
    }
    return undefined;
  }
  const transport = transportOf(reading, chosen);
  const allowed = reading.ids('installs', 'slack_workspaces');
  return {
    ...(botToken === undefined ? {} : { botToken }),
    ...(appToken === undefined ? {} : { appToken }),
    ...(signingSecret === undefined ? {} : { signingSecret }),
    transport,
    apiUrl: `${trimmedAddress(apiUrl ?? SLACK_API)}/`,
    ...(oauth === undefined ? {} : { oauth: { ...oauth, ...(allowed.length === 0 ? {} : { allowed }) } }),
    publicAnswers: reading.publicAnswers,
    ...(reading.pages === undefined ? {} : { showsLinks: true }),
    approvers: reading.ids('approvers', 'slack_users'),
  };
}

/** How requests come in here, if at all; a key that this needs and that is not set is reported. */
function transportOf(reading: Reading, chosen: string | undefined): SlackSettings['transport'] {
  const { given, report, role } = reading;
  const app = given('SLACK_APP_TOKEN');
  const transport = chosen === 'http' || (chosen === undefined && app === undefined) ? 'http' : 'socket';
  if (role === 'deliver' || (role === 'lead' && transport === 'http')) return 'none';
  if (role === 'ingress' && transport === 'socket') {
    const why = given('SLACK_TRANSPORT') ?? app;
    report(
      `${why?.place}: ${why?.key === 'SLACK_APP_TOKEN' ? 'SLACK_APP_TOKEN is set, which means Socket Mode' : 'SLACK_TRANSPORT is socket'}, and serve --role ingress takes requests over HTTP alone: set SLACK_TRANSPORT to http, or leave Socket Mode to serve --role lead.`,
    );
    return transport;
  }
  reportMissingTransportKey(reading, transport);
  return transport;
}

/** The sentence names the setting that asks for the key: the transport where one is chosen, else the token. */
function reportMissingTransportKey({ given, report }: Reading, transport: 'socket' | 'http'): void {
  const needed = transport === 'socket' ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET';
  if (given(needed) !== undefined) return;
  const chosen = given('SLACK_TRANSPORT');
  if (chosen !== undefined) {
    report(`${chosen.place}: SLACK_TRANSPORT is ${chosen.value}, which needs ${needed}.`);
    return;
  }
  const token = given('SLACK_BOT_TOKEN') ?? given('SLACK_CLIENT_ID');
  report(
    `${token?.place}: ${token?.key} is set, but neither SLACK_APP_TOKEN (Socket Mode, no public address needed) nor SLACK_SIGNING_SECRET (HTTP) is.`,
  );
}

const OAUTH_KEYS = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const;

/** All three keys or none. Some of them are reported by name, since half of them installs nothing. */
function slackOauth({ given, value, report }: Reading) {
  const [clientId, clientSecret, stateSecret] = OAUTH_KEYS.map((key) => value(key, secretWord));
  const missing = OAUTH_KEYS.filter((key) => given(key) === undefined);
  const first = OAUTH_KEYS.map((key) => given(key)).find((setting) => setting !== undefined);
  if (first === undefined) return undefined;
  if (missing.length > 0) {
    report(
      `${first.place}: ${first.key} is set, but ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not.`,
    );
    return undefined;
  }
  const oldStateSecret = value('SLACK_OLD_STATE_SECRET', secretWord);
  return {
    ...{ clientId: clientId ?? '', clientSecret: clientSecret ?? '', stateSecret: stateSecret ?? '' },
    ...(oldStateSecret === undefined ? {} : { oldStateSecret }),
  };
}

/** Slack's signing and client secrets, and our own. */
const secretWord: Rule = (value) =>
  /^(?:xox[a-z]-|xapp-)/.test(value) ? 'a secret; what is there is a token' : oneWord(value);

/** Rotated tokens have `xoxe.` before the prefix. */
function slackToken(prefix: string, what: string): Rule {
  return (value) => {
    if (/\s/.test(value)) return 'one word without spaces';
    if (!value.startsWith(prefix) && !value.startsWith(`xoxe.${prefix}`)) {
      return `${what}, which begins with ${prefix}`;
    }
    return notOfAToken(value) ?? (/^[\w.-]+$/.test(value) ? null : `${what}: letters, digits, dots, - and _`);
  };
}
