import { askAddress } from '../../ask-address.ts';
import { type Finding, wrong } from '../../finding.ts';
import type { DiscordSettings } from './settings.ts';

const DISCORD = { name: 'Discord', key: 'DISCORD_API_URL', statusPage: 'https://discordstatus.com' };
/** Where the token, the key and the endpoint are set; every advice leads there. */
const PORTAL = 'https://discord.com/developers/applications';

/** Asks Discord who the token belongs to, and compares what it says with the other settings. Sends nothing to a channel. */
export async function examineDiscord(
  settings: DiscordSettings,
  ask: typeof fetch,
): Promise<readonly Finding[]> {
  const part = 'discord';
  const get = (path: string) =>
    askAddress(ask, { ...DISCORD, address: settings.apiUrl }, `/v10${path}`, {
      headers: { authorization: `Bot ${settings.token}` },
    });
  const reply = await get('/applications/@me');
  if (reply.kind === 'no-reply') return [wrong(part, reply.says, reply.mend)];
  // Nothing else can be asked without the token: the first fault is the only finding.
  if (reply.status === 401) {
    return [
      wrong(
        part,
        'the token is refused',
        `Make a new one (${PORTAL}, Bot, Reset Token) and set DISCORD_TOKEN.`,
      ),
    ];
  }
  // Not Discord's own answer to this question: the address is likelier at fault than the token.
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
  // With another application's key every request would be taken for forged.
  if (settings.publicKey !== undefined && typeof key === 'string' && settings.publicKey !== key) {
    findings.push(
      wrong(
        part,
        'DISCORD_PUBLIC_KEY is not the key of this application',
        `Copy it from ${PORTAL}, General Information.`,
      ),
    );
  }
  // Discord sends interactions to the endpoint or over the gateway, never both: the bot would be there and mute.
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
  const where = settings.guildId === undefined ? '' : `/guilds/${settings.guildId}`;
  const commands = await get(`/applications/${id}${where}/commands`);
  // The list comes as an object of its places.
  if (commands.kind === 'reply' && commands.status === 200 && Object.keys(commands.body).length === 0) {
    findings.push({
      ...{ part, state: 'warn', says: 'no command is registered, so nobody can type one' },
      mend: 'Start "readout serve" once, or run "readout discord sync".',
    });
  }
  // All that is wrong at once, or one line that all is well.
  return findings.length > 0
    ? findings
    : [{ part, state: 'ok', says: `connects as ${name} over ${settings.transport}` }];
}
