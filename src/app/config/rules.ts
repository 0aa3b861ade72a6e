import type { DiscordSettings, SlackSettings } from '../../platforms/settings.ts';
import { named } from '../process/showable.ts';
import { ENVIRONMENT_KEYS, type EnvironmentKey, type Setting } from './environment.ts';
import { looksLikeTokenFor } from './expected-names.ts';

type Settings = ReadonlyMap<EnvironmentKey, Setting>;
type Report = (sentence: string) => void;
/** Judges one value: null where it is right, else what is expected, completing "KEY must be …". */
type Rule = (value: string) => string | null;

const DISCORD_API = 'https://discord.com/api';
const SLACK_API = 'https://slack.com/api/';

/** What Discord is to be told, or undefined where its token is not set. Every problem is reported. */
export function discordSettings(
  settings: Settings,
  publicAnswers: boolean,
  report: Report,
): DiscordSettings | undefined {
  const value = reader(settings, report);
  const token = value('DISCORD_TOKEN', discordToken);
  const clientId = value('DISCORD_CLIENT_ID', snowflake('an application id'));
  const publicKey = value('DISCORD_PUBLIC_KEY', hexKey);
  const guildId = value('DISCORD_GUILD_ID', snowflake('a server id'));
  const transport = value('DISCORD_TRANSPORT', oneOf('gateway', 'http'));
  const apiUrl = value('DISCORD_API_URL', discordApi);
  if (!settings.has('DISCORD_TOKEN')) {
    const key = settings.get('DISCORD_PUBLIC_KEY');
    if (key !== undefined) report(`${key.place}: DISCORD_PUBLIC_KEY is set, but DISCORD_TOKEN is not.`);
    return undefined;
  }
  if (transport === 'http' && !settings.has('DISCORD_PUBLIC_KEY')) {
    report(
      `${settings.get('DISCORD_TRANSPORT')?.place}: DISCORD_TRANSPORT is http, which needs DISCORD_PUBLIC_KEY to check that requests come from Discord.`,
    );
  }
  return {
    token: token ?? '',
    ...(clientId === undefined ? {} : { clientId }),
    ...(publicKey === undefined ? {} : { publicKey: publicKey.toLowerCase() }),
    ...(guildId === undefined ? {} : { guildId }),
    transport: transport === 'http' ? 'http' : 'gateway',
    apiUrl: (apiUrl ?? DISCORD_API).replace(/(?<!\/)\/+$/, ''),
    publicAnswers,
  };
}

/** What Slack is to be told, or undefined where neither a bot token nor OAuth is set. Every problem is reported. */
export function slackSettings(
  settings: Settings,
  behaviour: {
    readonly publicAnswers: boolean;
    readonly approvers: readonly string[];
    /** Workspaces that may install; empty: any. */
    readonly allowed?: readonly string[];
  },
  report: Report,
): SlackSettings | undefined {
  const { allowed = [] } = behaviour;
  const value = reader(settings, report);
  const botToken = value('SLACK_BOT_TOKEN', slackToken('xoxb-', 'a bot token'));
  const appToken = value('SLACK_APP_TOKEN', slackToken('xapp-', 'an app-level token'));
  const signingSecret = value('SLACK_SIGNING_SECRET', secretWord);
  const chosen = value('SLACK_TRANSPORT', oneOf('socket', 'http'));
  const apiUrl = value('SLACK_API_URL', webAddress);
  const oauth = slackOauth(settings, value, report);
  const served = settings.has('SLACK_BOT_TOKEN') || oauth !== undefined;
  if (!served) {
    const lonely = settings.get('SLACK_APP_TOKEN') ?? settings.get('SLACK_SIGNING_SECRET');
    if (lonely !== undefined && !OAUTH_KEYS.some((key) => settings.has(key))) {
      report(
        `${lonely.place}: ${lonely.key} is set, but neither SLACK_BOT_TOKEN nor SLACK_CLIENT_ID is: add the bot token.`,
      );
    }
    return undefined;
  }
  const transport =
    chosen === 'http' || (chosen === undefined && !settings.has('SLACK_APP_TOKEN')) ? 'http' : 'socket';
  reportMissingTransportKey(settings, transport, report);
  return {
    ...(botToken === undefined ? {} : { botToken }),
    ...(appToken === undefined ? {} : { appToken }),
    ...(signingSecret === undefined ? {} : { signingSecret }),
    transport,
    apiUrl: `${(apiUrl ?? SLACK_API).replace(/(?<!\/)\/+$/, '')}/`,
    ...(oauth === undefined ? {} : { oauth: { ...oauth, ...(allowed.length === 0 ? {} : { allowed }) } }),
    ...{ publicAnswers: behaviour.publicAnswers, approvers: behaviour.approvers },
  };
}

function reportMissingTransportKey(settings: Settings, transport: 'socket' | 'http', report: Report): void {
  const needed = transport === 'socket' ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET';
  if (settings.has(needed)) return;
  const chosen = settings.get('SLACK_TRANSPORT');
  if (chosen !== undefined) {
    report(`${chosen.place}: SLACK_TRANSPORT is ${chosen.value}, which needs ${needed}.`);
    return;
  }
  const token = settings.get('SLACK_BOT_TOKEN') ?? settings.get('SLACK_CLIENT_ID');
  report(
    `${token?.place}: ${token?.key} is set, but neither SLACK_APP_TOKEN (Socket Mode, no public address needed) nor SLACK_SIGNING_SECRET (HTTP) is.`,
  );
}

const OAUTH_KEYS = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const;

function slackOauth(settings: Settings, value: ReturnType<typeof reader>, report: Report) {
  const [clientId, clientSecret, stateSecret] = OAUTH_KEYS.map((key) => value(key, secretWord));
  const missing = OAUTH_KEYS.filter((key) => !settings.has(key));
  const first = OAUTH_KEYS.map((key) => settings.get(key)).find((setting) => setting !== undefined);
  if (first === undefined) return undefined;
  if (missing.length > 0) {
    report(
      `${first.place}: ${first.key} is set, but ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not.`,
    );
    return undefined;
  }
  return { clientId: clientId ?? '', clientSecret: clientSecret ?? '', stateSecret: stateSecret ?? '' };
}

function reader(settings: Settings, report: Report) {
  return (key: EnvironmentKey, rule: Rule): string | undefined => checked(settings, key, rule, report);
}

/**
 * The value of a key that is set and right; a wrong one is reported, without its value where that is secret or may be a
 * secret that was set under the wrong key.
 */
export function checked(
  settings: Settings,
  key: EnvironmentKey,
  rule: Rule,
  report: Report,
): string | undefined {
  const setting = settings.get(key);
  if (setting === undefined) return undefined;
  const { place, value } = setting;
  if (isPlaceholder(key, value)) {
    report(`${place}: ${key} still has a placeholder instead of a value: put yours there, or nothing.`);
    return undefined;
  }
  const { secret } = ENVIRONMENT_KEYS[key];
  const expected = rule(value);
  const elsewhere = secret ? null : looksLikeTokenFor(value);
  if (elsewhere !== null) {
    report(`${place}: ${key} has what looks like a token, which belongs into ${elsewhere}.`);
  } else if (expected !== null) {
    report(`${place}: ${key} must be ${expected}${secret ? '' : `, not ${shownValue(value)}`}.`);
  } else {
    return value;
  }
  return undefined;
}

function shownValue(value: string): string {
  return named(value, `the ${value.length} characters that are there`);
}

/** What README files and examples write where a value is to be put, and what a variable that was not filled in leaves. */
const PLACEHOLDERS: readonly RegExp[] = [
  /^<.*>$|^\[.*\]$|^\{.*\}$|^%\w+%$|^\$\w+$|^\$[({].*[)}]$/,
  /^(?:xox[a-z]|xapp)(?:-?[.…*x]*)$/i,
  /^(?:x{3,}|\*+|\.{2,}|…+|-+|_+|todo|tbd|none|null|nil|undefined|n\/a)$/i,
  /(?<![a-z])(?:your|insert|paste|enter|replace|change)[-_ ]?(?:(?:bot|own|real|discord|slack|api|client|signing|public|server|guild|app|application|level)[-_ ]?)*(?:token|secret|key|id|me|here|this|value)(?![a-z])/i,
  /(?:placeholder|(?<![a-z])(?:token|secret|key|id|goes|value)[-_ ]here)$/i,
];

function isPlaceholder(key: EnvironmentKey, value: string): boolean {
  if (!/_(?:TOKEN|SECRET|KEY|ID)$/.test(key) || value.length > 80) return false;
  return PLACEHOLDERS.some((form) => form.test(value));
}

/** One of the words given. */
export function oneOf(...words: readonly string[]): Rule {
  const list = words.length > 2 ? `one of ${words.join(', ')}` : words.join(' or ');
  return (value) => (words.includes(value) ? null : list);
}

const oneWord: Rule = (value) => (/\s/.test(value) ? 'one word without spaces' : notOfAToken(value));

/** What stands in no token, key or secret: it was pasted along, or is something else altogether. */
function notOfAToken(value: string): string | null {
  const odd = /[^!-~]/u.exec(value)?.[0];
  if (odd !== undefined) {
    const code = odd.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `without the character U+${code}, which came along with it`;
  }
  if (/^[a-z]+:\/\//i.test(value)) return 'a secret of its own, and not an address';
  return /["'`<>]/.test(value) ? 'without quotation marks or brackets' : null;
}

const discordToken: Rule = (value) => {
  if (/^(?:xox|xapp-)/.test(value)) return "Discord's bot token; this one is Slack's";
  if (/^bot\s/i.test(value)) return 'the bot token alone, without "Bot " before it';
  const where = "Discord's bot token (Developer Portal, Bot)";
  if (/^\d{15,20}$/.test(value)) return `${where}; this is an id, as for DISCORD_CLIENT_ID`;
  if (/^[0-9a-f]{64}$/i.test(value)) return `${where}; this is a public key, as for DISCORD_PUBLIC_KEY`;
  if (/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{32}$/.test(value)) {
    return `${where}, three parts joined by dots; this is the client secret, which Readout does not need`;
  }
  return oneWord(value) ?? (/^[\w.-]+$/.test(value) ? null : `${where}: letters, digits, dots, - and _`);
};

function snowflake(what: string): Rule {
  return (value) => (/^\d{1,20}$/.test(value) ? null : `${what}, digits only`);
}

const hexKey: Rule = (value) =>
  /^[0-9a-f]{64}$/i.test(value) ? null : "the application's public key, 64 hexadecimal digits";

/** Slack's signing and client secrets, and our own. */
const secretWord: Rule = (value) =>
  /^(?:xox[a-z]-|xapp-)/.test(value) ? 'a secret; what is there is a token' : oneWord(value);

function slackToken(prefix: string, what: string): Rule {
  return (value) => {
    if (/\s/.test(value)) return 'one word without spaces';
    if (!value.startsWith(prefix) && !value.startsWith(`xoxe.${prefix}`)) {
      return `${what}, which begins with ${prefix}`;
    }
    return notOfAToken(value) ?? (/^[\w.-]+$/.test(value) ? null : `${what}: letters, digits, dots, - and _`);
  };
}

/** An http or https address without credentials, query or fragment. */
const webAddress: Rule = (value) => {
  const expected = 'an http or https address';
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) return expected;
  return url.username + url.password + url.search + url.hash === '' ? null : `${expected} and nothing more`;
};

const discordApi: Rule = (value) =>
  webAddress(value) ?? (/\/v\d+\/*$/.test(value) ? 'the address without a version: it ends in /api' : null);
