import type { SettingsReading } from '../../module.ts';
import { oneOf, oneWord, type Rule, trimmedAddress, webAddress } from '../../setting-rules.ts';
import type { DiscordKey } from './keys.ts';

/** What the Discord platform is told; see the environment contract in the README. */
export interface DiscordSettings {
  readonly token: string;
  readonly clientId?: string;
  /** Ed25519 public key (hex) for HTTP interactions. */
  readonly publicKey?: string;
  /** Commands go to this guild only, where they appear at once. */
  readonly guildId?: string;
  /** `none`: nothing comes in here; it sends and looks things up. */
  readonly transport: 'gateway' | 'http' | 'none';
  /** REST base without a version: `https://discord.com/api`. */
  readonly apiUrl: string;
  /** True: answers are visible to the channel and offer "only me"; false: private, with a share button. */
  readonly publicAnswers: boolean;
}

const DISCORD_API = 'https://discord.com/api';

/** What Discord is to be told, or undefined where its token is not set. Every problem is reported. */
export function discordSettings(reading: SettingsReading<DiscordKey>): DiscordSettings | undefined {
  const { given, value, report } = reading;
  const token = value('DISCORD_TOKEN', discordToken);
  const clientId = value('DISCORD_CLIENT_ID', snowflake('an application id'));
  const publicKey = value('DISCORD_PUBLIC_KEY', hexKey);
  const guildId = value('DISCORD_GUILD_ID', snowflake('a server id'));
  const transport = value('DISCORD_TRANSPORT', oneOf('gateway', 'http'));
  const apiUrl = value('DISCORD_API_URL', discordApi);
  if (given('DISCORD_TOKEN') === undefined) {
    const key = given('DISCORD_PUBLIC_KEY');
    if (key !== undefined) report(`${key.place}: DISCORD_PUBLIC_KEY is set, but DISCORD_TOKEN is not.`);
    return undefined;
  }
  const { role } = reading;
  // Over HTTP, who only plans or sends takes no requests and needs no key to check them.
  const takes = role === 'all' || role === 'ingress';
  if (role === 'ingress' && transport !== 'http') {
    const chosen = given('DISCORD_TRANSPORT');
    report(
      `${(chosen ?? given('DISCORD_TOKEN'))?.place}: DISCORD_TRANSPORT is ${chosen === undefined ? 'not set, which means gateway' : 'gateway'}, and serve --role ingress takes requests over HTTP alone: set it to http, or leave Discord's gateway to serve --role lead.`,
    );
  }
  if (takes && transport === 'http' && given('DISCORD_PUBLIC_KEY') === undefined) {
    report(
      `${given('DISCORD_TRANSPORT')?.place}: DISCORD_TRANSPORT is http, which needs DISCORD_PUBLIC_KEY to check that requests come from Discord.`,
    );
  }
  return {
    token: token ?? '',
    ...(clientId === undefined ? {} : { clientId }),
    // In small letters, as Discord's own is compared with it.
    ...(publicKey === undefined ? {} : { publicKey: publicKey.toLowerCase() }),
    ...(guildId === undefined ? {} : { guildId }),
    transport:
      role === 'deliver' || (transport === 'http' && !takes)
        ? 'none'
        : transport === 'http'
          ? 'http'
          : 'gateway',
    apiUrl: trimmedAddress(apiUrl ?? DISCORD_API),
    publicAnswers: reading.publicAnswers,
  };
}

/**
 * What stands on the same pages is told by its form: ids, the public key and the client secret are pasted here by
 * mistake, and Discord would only say that the token is refused.
 */
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

/** An id of Discord's: a 64-bit number, of at most twenty digits. */
function snowflake(what: string): Rule {
  return (value) => (/^\d{1,20}$/.test(value) ? null : `${what}, digits only`);
}

const hexKey: Rule = (value) =>
  /^[0-9a-f]{64}$/i.test(value) ? null : "the application's public key, 64 hexadecimal digits";

/** The version is ours to add: with one at its end every path would have two. */
const discordApi: Rule = (value) =>
  webAddress(value) ?? (/\/v\d+\/*$/.test(value) ? 'the address without a version: it ends in /api' : null);
