import { withoutUndefined } from '../../domain/mapping.ts';
import type { PlatformModule } from '../module.ts';
import { SLACK_KEYS } from './setup/keys.ts';
import { slackSettings } from './setup/settings.ts';

/** Slack, as the process knows it before it is served. */
export const SLACK: PlatformModule = {
  name: 'slack',
  title: 'Slack',
  keys: SLACK_KEYS,
  connectedBy: [
    'SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode),',
    'or SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (HTTP)',
  ],
  toConnect: 'Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (https://api.slack.com/apps) to connect it.',
  idLists: { approvers: ['slack_users'], installs: ['slack_workspaces'] },
  secretForms: [
    // Bot, user, app-level, refresh and configuration tokens, also rotated ones (xoxe.xoxb-1-…).
    /()\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w.-]+/g,
    // Incoming webhooks and response addresses.
    /(hooks\.slack(?:-gov)?\.com\/)[^\s"\\]+/gi,
    /("x-slack-signature"\s*:\s*")[^"]+/gi,
  ],
  connect(reading) {
    const settings = slackSettings(reading);
    if (settings === undefined) return undefined;
    const { botToken, appToken, signingSecret, oauth } = settings;
    // Client ids are no secret: they stand in every install link.
    const secrets = [
      botToken,
      appToken,
      signingSecret,
      oauth?.clientSecret,
      oauth?.stateSecret,
      oauth?.oldStateSecret,
    ];
    return {
      ...{ name: 'slack', settings, address: settings.apiUrl },
      secrets: secrets.filter((secret) => secret !== undefined),
      holdsConnection: settings.transport === 'socket',
      // Installing comes back to the process that takes requests, not to those that only send or plan.
      needsPort:
        settings.transport === 'http' ||
        (oauth !== undefined && reading.role !== 'deliver' && reading.role !== 'lead'),
      ...(oauth === undefined
        ? {}
        : {
            rotate: async ({ store, log }) =>
              (await import('./setup/stored-installations.ts')).closeInstallationsAnew({ store, oauth, log }),
          }),
      examine: async (ask) => (await import('./setup/examine.ts')).examineSlack(settings, ask),
      async create({ log, memory, commands, clock, store, turns, tally, connects = true }) {
        const { createSlackPlatform } = await import('./platform.ts');
        // A process that takes nothing in still sends and looks things up with the same token.
        const own: typeof settings = connects ? settings : { ...settings, transport: 'none' };
        const parts = {
          ...{ settings: own, log, memory, commands, clock },
          ...withoutUndefined({ turns, tally }),
        };
        // With one token of its own there is nothing to keep, and the store's encryption is never loaded.
        if (oauth === undefined) return createSlackPlatform(parts);
        const { storedInstallations } = await import('./setup/stored-installations.ts');
        const installations = storedInstallations({ store, oauth, now: clock.now, log });
        return createSlackPlatform({ ...parts, installations });
      },
    };
  },
  // Without its buttons: Slack need not be set up for this, and then no secret signs them.
  async preview(answer) {
    const { presentPages } = await import('./render/paging.ts');
    return presentPages(answer, { codec: { encode: () => null, decode: () => null } });
  },
  async message(answer, line, commands) {
    const { presentAnswer } = await import('./render/paging.ts');
    const codec = { encode: (state: object) => JSON.stringify(state), decode: () => null };
    return presentAnswer(answer, { codec, line, card: 'chat', page: 0, commands, share: false })[0];
  },
  setUp: [
    {
      name: 'manifest',
      description: 'print the app manifest for Socket Mode, or for HTTP',
      options: [
        ['--http <url>', 'public https address that Slack is to send to'],
        ['--oauth', 'for several workspaces; needs --http'],
      ],
      run: async (host, options) =>
        (await import('./setup/print-manifest.ts')).printSlackManifest(host, options),
    },
  ],
};
