import type { PlatformModule } from '../module.ts';
import { WEB_KEYS, webSettings } from './setup/settings.ts';

/** The pages, as the process knows them before it serves them. */
export const WEB: PlatformModule = {
  name: 'web',
  title: 'Web pages',
  keys: WEB_KEYS,
  connectedBy: ['WEB=on (pages in a browser; PUBLIC_URL where others reach them)'],
  toConnect: 'Set WEB=on to read the briefing in a browser.',
  connect(reading) {
    const settings = webSettings(reading);
    if (settings === undefined) return undefined;
    const { publicUrl, token } = settings;
    return {
      ...{
        name: 'web',
        settings,
        secrets: token === undefined ? [] : [token],
        needsPort: true,
        holdsConnection: false,
      },
      ...(publicUrl === undefined ? {} : { pages: publicUrl }),
      examine: async () => [
        {
          ...{ part: 'web', state: 'ok' },
          says: `pages ${publicUrl === undefined ? 'on this machine' : `at ${publicUrl}`}, ${
            token === undefined && settings.userHeader === undefined
              ? 'for whoever reaches them (WEB_TOKEN asks for a token)'
              : 'for whoever signs in'
          }`,
        },
      ],
      create: async (parts) => (await import('./platform.ts')).createWebPlatform({ settings, ...parts }),
    };
  },
};
