import { readFileSync } from 'node:fs';
import { PAGES_PLACE } from '../../core/pages/page-address.ts';
import type { Core } from '../../core/request.ts';
import type { Story } from '../../core/stories.ts';
import { bearerIn, type HttpRequest, type HttpResponse, type HttpRoute, sameWords } from '../http-route.ts';
import type { PlatformParts, ServedPlatform } from '../module.ts';
import { type Asked, createAnswers } from './answers.ts';
import { failure, HEADERS } from './json-response.ts';
import type { ApiSettings } from './setup/settings.ts';

const { version: VERSION }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
);

/** A program is a reader of the pages as far as stories and quotas go: whoever may read one may read the other. */
const ASKER = { ...PAGES_PLACE, user: 'program', mayConfigure: false };

/** The JSON API and the assistants over HTTP as a platform: it answers where it is asked, and posts nothing. */
export function createApiPlatform(
  options: Pick<PlatformParts, 'log' | 'reading' | 'commands'> & { readonly settings: ApiSettings },
): ServedPlatform {
  const { settings, reading, commands, log } = options;
  let core: Core | undefined;
  const stories = (): readonly Story[] => {
    const sees = reading.sees(PAGES_PLACE);
    return reading.stories().filter(({ briefing }) => sees === null || sees.includes(briefing.id));
  };
  const asked = (running: Core): Asked => ({
    ...{ core: running, stories, commands, asker: ASKER, version: VERSION },
    now: reading.now,
  });
  const behind =
    (token: string, key: string, handle: (request: HttpRequest, asked: Asked) => Promise<HttpResponse>) =>
    async (request: HttpRequest): Promise<HttpResponse> => {
      const given = bearerIn(String(request.headers['authorization'] ?? ''));
      if (given === undefined || !sameWords(given, token)) {
        const response = failure(401, `This needs the ${key} of this Readout, as "Authorization: Bearer …".`);
        return { ...response, headers: { ...response.headers, 'www-authenticate': 'Bearer' } };
      }
      return core === undefined
        ? failure(503, 'Readout is starting or stopping.')
        : handle(request, asked(core));
    };
  const api = settings.api;
  const mcp = settings.mcp;
  const routes: HttpRoute[] = [];
  if (api !== undefined) {
    for (const [name, answer] of Object.entries(createAnswers())) {
      routes.push({ method: 'GET', path: `/api/v1/${name}`, handle: behind(api, 'API_TOKEN', answer) });
    }
  }
  if (mcp !== undefined) {
    routes.push({
      ...{ method: 'POST', path: '/mcp' },
      handle: behind(mcp, 'MCP_TOKEN', async (request, assisted) => {
        // The library of the protocol is loaded by the first who asks.
        const { answerOverHttp } = await import('../../mcp/over-http.ts');
        const { status, headers, body } = await answerOverHttp(assisted, request, log);
        return { status, headers: { ...headers, ...HEADERS }, body };
      }),
    });
  }
  return {
    name: 'api',
    routes,
    health: () => (core === undefined ? { state: 'starting' } : { state: 'ready' }),
    async start(running) {
      core = running;
    },
    async stop() {
      core = undefined;
    },
  };
}
