import { fileURLToPath } from 'node:url';
import { createHttpServer } from '../../../src/app/serve/http-server.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import type { Story } from '../../../src/core/stories.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { SILENT } from '../../../src/domain/log.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../../src/pack/read/load.ts';
import { PLATFORMS } from '../../../src/platforms/registry.ts';
import { createWebPlatform } from '../../../src/platforms/web/platform.ts';
import type { WebSettings } from '../../../src/platforms/web/setup/settings.ts';
import { askable } from '../../fixtures/asking.ts';

/** The pages over a loopback port, asked as a browser asks. */
export interface Site {
  readonly address: string;
  /** The page at a path; redirects are not followed. */
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly text: (path: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const NOON = 'T12:00:00Z';

/** Serves briefings as pages on the day given; `sees` are the stories the pages may show. */
export async function openSite(
  briefings: readonly Briefing[],
  options: {
    readonly day?: string;
    readonly settings?: Partial<WebSettings>;
    readonly sees?: readonly string[];
  } = {},
): Promise<Site> {
  const stories: readonly Story[] = briefings.map(askable);
  const clock = () => Temporal.Instant.from(`${options.day ?? '2031-05-20'}${NOON}`);
  const sees = options.sees ?? null;
  const core = createCore({
    ...{ stories: () => stories, commands: COMMANDS, clock },
    channels: {
      settingOf: () => ({ story: null, because: '', sees }),
      choose: () => Promise.reject(new Error('nothing is set here')),
    },
  });
  const platform = createWebPlatform({
    settings: { loopback: true, ...options.settings },
    log: SILENT,
    commands: COMMANDS,
    reading: {
      ...{ stories: () => stories, now: clock, sees: () => sees },
      messages: () =>
        PLATFORMS.flatMap(({ name, title, message }) =>
          message === undefined ? [] : [{ name, title, message }],
        ),
    },
  });
  await platform.start(core);
  const server = createHttpServer({ routes: platform.routes ?? [], host: '127.0.0.1', port: 0, log: SILENT });
  const address = `http://127.0.0.1:${await server.start()}`;
  const get: Site['get'] = (path, headers = {}) =>
    fetch(`${address}${path}`, { headers, redirect: 'manual' });
  return {
    ...{ address, get },
    text: async (path) => (await get(path)).text(),
    async stop() {
      await platform.stop();
      await server.stop();
    },
  };
}

/** Every address of the same host that a page links to or loads, as paths with their queries. */
export function linksIn(page: string): readonly string[] {
  const found = Array.from(page.matchAll(/ (?:href|src|action)="([^"]*)"/g), ([, href = '']) =>
    href.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"'),
  );
  return [...new Set(found.filter((href) => href.startsWith('/')))];
}

/** The fixture that has every kind of record. */
export function everyKind(): Briefing {
  const folder = fileURLToPath(new URL('../../fixtures/every-kind', import.meta.url));
  const briefing = loadPacks(diskFolder(folder)).packs[0]?.briefing;
  if (briefing === undefined) throw new Error('The fixture has problems.');
  return briefing;
}
