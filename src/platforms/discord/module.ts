import { withoutUndefined } from '../../domain/mapping.ts';
import type { PlatformModule } from '../module.ts';
import { DISCORD_KEYS } from './setup/keys.ts';
import { discordSettings } from './setup/settings.ts';

/** Discord, as the process knows it before it is served. */
export const DISCORD: PlatformModule = {
  name: 'discord',
  title: 'Discord',
  keys: DISCORD_KEYS,
  connectedBy: ['DISCORD_TOKEN'],
  toConnect: 'Set DISCORD_TOKEN (https://discord.com/developers/applications, Bot) to connect it.',
  secretForms: [
    // A bot token is the application id, a time stamp and a signature, each in base64url.
    /()(?<![\w-])(?!xox[a-z]|xapp)[\w-]{18,30}\.[\w-]{6,7}\.[\w-]{27,}/g,
    // Webhook and interaction tokens stand in the path after the id.
    /((?:webhooks|interactions)\/\d+\/)[\w.~%-]+/gi,
    // As a request's header holds it, whatever the token looks like.
    /(\bBot\s+)[\w.~+/=-]{20,}/g,
    /("x-signature-ed25519"\s*:\s*")[^"]+/gi,
  ],
  connect(reading) {
    const settings = discordSettings(reading);
    if (settings === undefined) return undefined;
    return {
      // The public key is none, and ids are seen by everybody.
      ...{ name: 'discord', settings, secrets: [settings.token], address: settings.apiUrl },
      holdsConnection: settings.transport === 'gateway',
      needsPort: settings.transport === 'http',
      examine: async (ask) => (await import('./setup/examine.ts')).examineDiscord(settings, ask),
      async create({ log, memory, commands, turns, tally, connects = true }) {
        const { createDiscordPlatform } = await import('./platform.ts');
        // A process that takes nothing in still sends and looks things up with the same token.
        const own: typeof settings = connects ? settings : { ...settings, transport: 'none' };
        return createDiscordPlatform({
          ...{ settings: own, log, memory, commands },
          ...withoutUndefined({ turns, tally }),
        });
      },
    };
  },
  // Pages as they are delivered, without their buttons.
  async preview(answer) {
    const { pagesOf } = await import('./render/paging.ts');
    const { renderPage } = await import('./render/render.ts');
    const pages = pagesOf(answer);
    return pages.map((page, at) => ({
      components: [renderPage(page, { number: at + 1, count: pages.length })],
    }));
  },
  async message(answer, line, commands) {
    const { messageOf } = await import('./render/message.ts');
    const codec = { encode: (state: object) => JSON.stringify(state), decode: () => null };
    const shown = { answer, asked: line, card: 'chat', page: 0, commands, codec } as const;
    return messageOf({ ...shown, visibility: 'public', asker: '' }).body;
  },
  setUp: [
    {
      name: 'invite',
      description: 'print the link that adds the bot to a server',
      run: async (host) => (await import('./setup/commands.ts')).discordInvite(host),
    },
    {
      name: 'sync',
      description: 'register the commands where they differ from what Discord has',
      options: [
        ['--dry-run', 'only say what would change'],
        [
          '--guild <id>',
          'in this server only, where commands appear at once; DISCORD_GUILD_ID where left out',
        ],
      ],
      run: async (host, options) => (await import('./setup/commands.ts')).discordSync(host, options),
    },
  ],
};
