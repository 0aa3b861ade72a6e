import type { PlatformKey, PlatformModule, SettingsReading } from '../module.ts';
import { readerToken } from '../setting-rules.ts';
import type { ApiSettings } from './setup/settings.ts';

/** What the JSON API and the assistants over HTTP are told by the environment. */
const API_KEYS = {
  API_TOKEN: { secret: true, alsoWritten: ['READOUT_API_TOKEN', 'API_SECRET', 'API_PASSWORD'] },
  MCP_TOKEN: { secret: true, alsoWritten: ['READOUT_MCP_TOKEN', 'MCP_SECRET', 'MCP_API_KEY'] },
} as const satisfies Readonly<Record<string, PlatformKey>>;

/** What programs and assistants ask over HTTP, as the process knows it before it serves it. */
export const API: PlatformModule = {
  name: 'api',
  title: 'JSON API and assistants',
  keys: API_KEYS,
  connectedBy: ['API_TOKEN or MCP_TOKEN (programs and assistants over HTTP)'],
  toConnect: 'Set API_TOKEN to let programs ask over HTTP, MCP_TOKEN to let assistants.',
  connect({ value }: SettingsReading) {
    const settings: ApiSettings = {
      api: value('API_TOKEN', readerToken),
      mcp: value('MCP_TOKEN', readerToken),
    };
    const served = [
      ...(settings.api === undefined ? [] : ['JSON at /api/v1']),
      ...(settings.mcp === undefined ? [] : ['assistants at /mcp']),
    ];
    if (served.length === 0) return undefined;
    return {
      ...{ name: 'api', settings, needsPort: true, holdsConnection: false },
      secrets: [settings.api, settings.mcp].filter((token) => token !== undefined),
      examine: async () => [
        { part: 'api', state: 'ok', says: `${served.join(' and ')}, for whoever has the token` },
      ],
      create: async (parts) => (await import('./platform.ts')).createApiPlatform({ settings, ...parts }),
    };
  },
};
