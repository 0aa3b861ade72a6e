import { ConfigError } from '../../../domain/errors.ts';
import type { SetUpHost } from '../../module.ts';
import { createRest } from '../api/rest.ts';
import { inviteUrl } from './invite.ts';
import { registrationOf } from './registration.ts';
import { discordSettings } from './settings.ts';
import { applicationOf, type SyncPlan, syncCommands } from './sync.ts';

/** `readout discord invite`: the address at which the bot is added to a server. Asks nobody; the token holds the id. */
export async function discordInvite(host: SetUpHost): Promise<0 | 1> {
  const token = host.given('DISCORD_TOKEN');
  const clientId = host.given('DISCORD_CLIENT_ID') ?? (token === undefined ? null : idIn(token));
  if (clientId === null) {
    const found = token === undefined ? '' : ' The DISCORD_TOKEN that is set holds none.';
    throw new ConfigError([
      `DISCORD_CLIENT_ID or DISCORD_TOKEN must be set, to know the application id (https://discord.com/developers/applications, General Information).${found}`,
    ]);
  }
  if (!/^\d{1,20}$/.test(clientId)) {
    throw new ConfigError(['DISCORD_CLIENT_ID must be an application id, digits only.']);
  }
  host.print(`${inviteUrl(clientId)}\n`);
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
  host: SetUpHost,
  options: { readonly dryRun?: string | true; readonly guild?: string | true },
): Promise<0 | 1> {
  // The flag without a value is an empty id, which is refused below, and not every server.
  const named = options.guild === true ? '' : options.guild;
  if (named !== undefined && !/^\d{1,20}$/u.test(named)) {
    throw new ConfigError([`--guild must be a server id, digits only; it is "${named}".`]);
  }
  const settings = discordSettings(await host.reading());
  if (settings === undefined) throw new ConfigError(['DISCORD_TOKEN must be set to register commands.']);
  const rest = createRest({
    token: settings.token,
    apiUrl: settings.apiUrl,
    now: host.now,
    log: host.log,
  });
  // The id in the settings saves a request; without it Discord says whose the token is.
  const application = settings.clientId ?? (await applicationOf(rest));
  if (application === null) {
    host.complain('Discord does not say which application the token belongs to; run "readout doctor".');
    return 1;
  }
  const guild = named ?? settings.guildId;
  const result = await syncCommands({
    rest,
    application,
    ...(guild === undefined ? {} : { guild }),
    commands: registrationOf(host.commands, guild === undefined ? 'global' : 'guild'),
    dryRun: options.dryRun !== undefined,
  });
  switch (result.kind) {
    case 'same':
      host.print('The commands are registered as they should be.\n');
      return 0;
    case 'written':
      host.print(`Registered: ${planInWords(result.plan)}.\n`);
      return 0;
    case 'would-write':
      host.print(`Would register: ${planInWords(result.plan)}.\n`);
      return 0;
    case 'failed':
      host.complain(result.reason);
      return 1;
  }
}

/** Names by what becomes of them; what has none is left out. */
function planInWords({ added, changed, removed }: SyncPlan): string {
  return [
    ['added', added],
    ['changed', changed],
    ['removed', removed],
  ]
    .flatMap(([what, names]) => (names?.length === 0 ? [] : [`${what} ${[names].flat().join(', ')}`]))
    .join('; ');
}
