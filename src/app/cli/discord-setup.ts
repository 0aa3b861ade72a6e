import { COMMANDS } from '../../commands/registry.ts';
import { ConfigError } from '../../domain/errors.ts';
import { inviteUrl } from '../../platforms/discord/invite.ts';
import { registrationOf } from '../../platforms/discord/registration.ts';
import { createRest } from '../../platforms/discord/rest.ts';
import { applicationOf, type SyncPlan, syncCommands } from '../../platforms/discord/sync.ts';
import {
  complain,
  type ExitCode,
  readConfig,
  readSettings,
  type Terminal,
  troublesTo,
} from '../process/process.ts';
import { useProxy } from '../process/use-proxy.ts';

/** `readout discord invite`: the address at which the bot is added to a server. Asks nobody; the token holds the id. */
export async function discordInvite(terminal: Terminal): Promise<ExitCode> {
  const settings = readSettings(terminal.env);
  const token = settings.get('DISCORD_TOKEN')?.value;
  const clientId = settings.get('DISCORD_CLIENT_ID')?.value ?? (token === undefined ? null : idIn(token));
  if (clientId === null) {
    const found = token === undefined ? '' : ' The DISCORD_TOKEN that is set holds none.';
    throw new ConfigError([
      `DISCORD_CLIENT_ID or DISCORD_TOKEN must be set, to know the application id (https://discord.com/developers/applications, General Information).${found}`,
    ]);
  }
  if (!/^\d{1,20}$/.test(clientId)) {
    throw new ConfigError(['DISCORD_CLIENT_ID must be an application id, digits only.']);
  }
  terminal.output.write(`${inviteUrl(clientId)}\n`);
  return 0;
}

/**
 * The id at the front of a bot token: of the bot user, which is the application's for all made since 2016
 * (https://docs.discord.com/developers/reference#authentication). Null where there is none.
 */
function idIn(token: string): string | null {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('latin1');
  return /^\d{15,20}$/.test(id) ? id : null;
}

/** `readout discord sync`: registers the commands where they differ from what Discord has; says what a dry run would do. */
export async function discordSync(
  terminal: Terminal,
  options: { readonly dryRun?: boolean; readonly guild?: string },
): Promise<ExitCode> {
  if (options.guild !== undefined && !/^\d{1,20}$/u.test(options.guild)) {
    throw new ConfigError([`--guild must be a server id, digits only; it is "${options.guild}".`]);
  }
  const { discord: settings, proxy } = await readConfig(terminal);
  if (settings === undefined) throw new ConfigError(['DISCORD_TOKEN must be set to register commands.']);
  useProxy(proxy, process.env);
  const rest = createRest({
    token: settings.token,
    apiUrl: settings.apiUrl,
    now: () => terminal.clock().epochMilliseconds,
    log: troublesTo(terminal),
  });
  const application = settings.clientId ?? (await applicationOf(rest));
  if (application === null) {
    complain(terminal, 'Discord does not say which application the token belongs to; run "readout doctor".');
    return 1;
  }
  const guild = options.guild ?? settings.guildId;
  const result = await syncCommands({
    rest,
    application,
    ...(guild === undefined ? {} : { guild }),
    commands: registrationOf(COMMANDS, guild === undefined ? 'global' : 'guild'),
    dryRun: options.dryRun ?? false,
  });
  switch (result.kind) {
    case 'same':
      terminal.output.write('The commands are registered as they should be.\n');
      return 0;
    case 'written':
      terminal.output.write(`Registered: ${planInWords(result.plan)}.\n`);
      return 0;
    case 'would-write':
      terminal.output.write(`Would register: ${planInWords(result.plan)}.\n`);
      return 0;
    case 'failed':
      complain(terminal, result.reason);
      return 1;
  }
}

function planInWords({ added, changed, removed }: SyncPlan): string {
  return [
    ['added', added],
    ['changed', changed],
    ['removed', removed],
  ]
    .flatMap(([what, names]) => (names?.length === 0 ? [] : [`${what} ${[names].flat().join(', ')}`]))
    .join('; ');
}
