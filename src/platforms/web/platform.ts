import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { HttpRequest, HttpResponse, HttpRoute } from '../http-route.ts';
import type { PlatformParts, ServedPlatform } from '../module.ts';
import { createSite } from './serve/site.ts';
import type { WebSettings } from './setup/settings.ts';

type Site = ReturnType<typeof createSite>;

/** The pages as a platform: they answer where they are asked, and post nothing. */
export function createWebPlatform(
  options: Pick<PlatformParts, 'log' | 'reading' | 'commands'> & { readonly settings: WebSettings },
): ServedPlatform {
  const { settings, log } = options;
  let site: Site | undefined;
  const handle = async (request: HttpRequest): Promise<HttpResponse> =>
    site === undefined ? { status: 503 } : answered(await site(asFetched(request)), request);
  const route = (method: HttpRoute['method']): HttpRoute => ({ method, path: '*', handle });
  return {
    name: 'web',
    routes: [route('GET'), route('POST')],
    health: () => (site === undefined ? { state: 'starting' } : { state: 'ready' }),
    async start(core) {
      site = createSite({ ...options, core });
      if (!settings.loopback && settings.token === undefined && settings.userHeader === undefined) {
        log.warn(
          'The pages are open to everybody who reaches this address; set WEB_TOKEN to ask for a token.',
        );
      }
    },
    async stop() {
      site = undefined;
    },
  };
}

/** The request as the router takes it; its host is checked behind it, so any will do here. */
function asFetched({ method, path, query, headers, body }: HttpRequest): Request {
  const address = new URL('http://readout.invalid');
  address.pathname = path;
  address.search = query.toString();
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
  );
  const withBody = method === 'POST' ? { body: Buffer.from(body) } : {};
  return new Request(address, { method: method === 'POST' ? method : 'GET', headers: given, ...withBody });
}

/** With a mark of its contents: a browser that has it is not sent it again. */
async function answered(response: Response, request: HttpRequest): Promise<HttpResponse> {
  const body = await response.text();
  const headers = Object.fromEntries(response.headers);
  if (response.status !== 200) return { status: response.status, headers, body };
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
  const known = request.headers['if-none-match'];
  if (typeof known === 'string' && known.includes(etag))
    return { status: 304, headers: { ...headers, etag } };
  return { status: 200, ...smaller(body, { ...headers, etag }, request) };
}

/** Fewer bytes would not be worth the work. */
const LEAST_BYTES = 1_500;

/** Packed where the browser takes it: a page of a phone is a sixth as long. Nothing secret stands in a page beside what was asked. */
function smaller(
  body: string,
  headers: Readonly<Record<string, string>>,
  request: HttpRequest,
): Pick<HttpResponse, 'headers' | 'body' | 'bytes'> {
  const accepts = String(request.headers['accept-encoding'] ?? '');
  if (body.length < LEAST_BYTES || !/\bgzip\b/.test(accepts)) return { headers, body };
  const vary = [headers['vary'], 'Accept-Encoding'].filter((name) => name !== undefined).join(', ');
  return { headers: { ...headers, 'content-encoding': 'gzip', vary }, bytes: gzipSync(body, { level: 5 }) };
}
