import { STATUS_CODES } from 'node:http';
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { FetchRules } from './fetch-rules.ts';
import { FetchTrouble } from './fetch-trouble.ts';
import { guardedAgent, resolveByDns } from './guarded-agent.ts';
import { proxyTrouble, proxyWay } from './proxy-way.ts';
import { readBody } from './read-body.ts';
import { MOST_ROBOTS_BYTES, robotsAllow } from './robots.ts';
import { readWebAddress, type WebAddress } from './web-address.ts';

export interface FetchRequest {
  readonly url: string;
  /** What was kept of an earlier answer (a feed's), sent back as `If-None-Match` and `If-Modified-Since`. */
  readonly etag?: string;
  readonly lastModified?: string;
  readonly accept?: string;
}

/** A page as it came, or word that it is as it was. */
export type Fetched =
  | {
      readonly kind: 'page';
      /** Where it was in the end. */
      readonly url: string;
      readonly contentType: string;
      readonly bytes: Buffer;
      /** True where the answer ended before it was whole. */
      readonly cut: boolean;
      readonly etag: string;
      readonly lastModified: string;
    }
  | { readonly kind: 'unchanged' };

/** The product token in `User-Agent` and what robots.txt calls us. */
const AGENT = 'Readout';
const USER_AGENT = `${AGENT}/0.2 (briefing desk; fetches single pages, and the feeds a desk has named)`;

/** Bytes of a page after decompression, and of a document that is bulky by its kind. */
const MOST_BYTES = 5_000_000;
const MOST_DOCUMENT_BYTES = 12_000_000;
const MOST_HOPS = 5;
const ROBOTS_MS = 3000;

const DOCUMENTS =
  /^application\/(?:pdf|x-pdf|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)$/;
const READABLE =
  /^(?:text\/(?:html|plain|xml|markdown)|application\/(?:xhtml\+xml|xml|rss\+xml|atom\+xml|rdf\+xml|json|feed\+json|octet-stream|pdf|x-pdf|vnd\.openxmlformats-officedocument\.wordprocessingml\.document))$/;

/**
 * Fetches one page for a desk, through every guard: scheme, port and address of each hop (`readWebAddress`,
 * `guardedAgent`), robots.txt, type, size before and after decompression, and time.
 * @throws FetchTrouble
 */
export async function fetchPage(request: FetchRequest, rules: FetchRules): Promise<Fetched> {
  const ended = AbortSignal.timeout(rules.timeoutMs);
  const open: WebAddress[] = [];
  const proxies = proxyWay({ ...rules, resolve: rules.resolve ?? resolveByDns });
  const agent = guardedAgent({
    resolve: rules.resolve ?? resolveByDns,
    isAllowed: (host, port) =>
      open.some(({ url, allowed }) => allowed && url.hostname === host && portOf(url) === port),
    timeoutMs: rules.timeoutMs,
  });
  try {
    const agentFor = async (address: WebAddress) => (await proxies.agentFor(address)) ?? agent;
    return await followed(request, rules, { agentFor, signal: ended, open });
  } catch (error) {
    throw asTrouble(error, request.url, rules, ended);
  } finally {
    // Nothing is waited for: what is still under way is of no use to anybody.
    agent.destroy().catch(() => {});
    proxies.end();
  }
}

interface Way {
  /** What the connection to an address is made by. @throws FetchTrouble (`refused`) */
  readonly agentFor: (address: WebAddress) => Promise<Dispatcher>;
  readonly signal: AbortSignal;
  /** The addresses of this fetch so far, which decide where a connection may go. */
  readonly open: WebAddress[];
}

async function followed(request: FetchRequest, rules: FetchRules, way: Way): Promise<Fetched> {
  let address = readWebAddress(request.url, rules.allow);
  const asked = new Map<string, string>();
  for (let hops = 0; ; hops += 1) {
    way.open.push(address);
    await obeyRobots(address, way, asked);
    const { statusCode, headers, body } = await get(address, request, way);
    const location = single(headers['location']);
    if (statusCode === 304) {
      drop(body);
      return { kind: 'unchanged' };
    }
    if (statusCode >= 300 && statusCode < 400 && location !== '') {
      drop(body);
      if (hops === MOST_HOPS) {
        throw new FetchTrouble(
          'redirects',
          `${request.url} leads on and on: more than ${MOST_HOPS} redirects.`,
        );
      }
      address = readWebAddress(location, rules.allow, address);
      continue;
    }
    if (statusCode < 200 || statusCode > 299) {
      drop(body);
      const retryAfterMs = retryAfter(single(headers['retry-after']), Date.now());
      throw new FetchTrouble('status', statusWords(address.url, statusCode), {
        retryAfterMs,
        status: statusCode,
      });
    }
    const contentType = single(headers['content-type']);
    const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
    if (type !== '' && !READABLE.test(type)) {
      drop(body);
      throw new FetchTrouble(
        'type',
        `${address.url.href} is of the type ${type.slice(0, 60)}: only web pages, text, PDF and .docx are read.`,
      );
    }
    const most = DOCUMENTS.test(type) ? MOST_DOCUMENT_BYTES : MOST_BYTES;
    const length = Number(single(headers['content-length']) || 0);
    if (length > most) {
      drop(body);
      throw new FetchTrouble(
        'size',
        `The page is larger than ${most / 1_000_000} MB, which is more than is read.`,
      );
    }
    const { bytes, cut } = await readBody(body, single(headers['content-encoding']), most);
    return {
      kind: 'page',
      url: address.url.href,
      contentType,
      bytes,
      cut,
      etag: single(headers['etag']),
      lastModified: single(headers['last-modified']),
    };
  }
}

async function get(address: WebAddress, request: FetchRequest, { agentFor, signal }: Way) {
  const { url } = address;
  return (await agentFor(address)).request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: 'GET',
    signal,
    headersTimeout: 0,
    bodyTimeout: 0,
    headers: {
      'user-agent': USER_AGENT,
      accept:
        request.accept ?? 'text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5',
      'accept-encoding': 'gzip, deflate, br',
      'accept-language': 'en, *;q=0.5',
      ...(request.etag ? { 'if-none-match': request.etag } : {}),
      ...(request.lastModified ? { 'if-modified-since': request.lastModified } : {}),
    },
  });
}

/** `asked` has the robots.txt of every host of this fetch. @throws FetchTrouble (`robots`) */
async function obeyRobots(address: WebAddress, way: Way, asked: Map<string, string>): Promise<void> {
  const { url } = address;
  const text = asked.get(url.origin) ?? (await robotsOf(address, way));
  asked.set(url.origin, text);
  if (!robotsAllow(text, AGENT.toLowerCase(), `${url.pathname}${url.search}`)) {
    throw new FetchTrouble(
      'robots',
      `${url.host} asks programs in its robots.txt not to fetch ${url.pathname}.`,
    );
  }
}

/** Empty for one that is missing, broken, slow or not to be had: it forbids nothing. @throws FetchTrouble (`refused`) */
async function robotsOf(address: WebAddress, { agentFor, signal }: Way): Promise<string> {
  try {
    const { statusCode, headers, body } = await (await agentFor(address)).request({
      origin: address.url.origin,
      path: '/robots.txt',
      method: 'GET',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ROBOTS_MS)]),
      headers: { 'user-agent': USER_AGENT, 'accept-encoding': 'gzip, deflate, br' },
    });
    if (statusCode !== 200) {
      drop(body);
      return '';
    }
    const { bytes } = await readBody(body, single(headers['content-encoding']), MOST_ROBOTS_BYTES);
    return new TextDecoder().decode(bytes);
  } catch (error) {
    // An address that may not be fetched is refused here already; anything else is no robots.txt.
    if (error instanceof FetchTrouble && error.code === 'refused') throw error;
    return '';
  }
}

/** An answer nobody wants to read any further. */
function drop(body: Readable): void {
  body.on('error', () => {}).destroy();
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}

function single(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}

/** A day at most: nobody may keep a feed shut for good. */
const LONGEST_RETRY_MS = 86_400_000;

/** The milliseconds of a Retry-After (RFC 9110, 10.2.3), seconds or a date; 0 where it says nothing. */
export function retryAfter(header: string, now: number): number {
  const asked = /^\d{1,12}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(asked) ? 0 : Math.min(LONGEST_RETRY_MS, Math.max(0, asked));
}

function statusWords(url: URL, status: number): string {
  const says = `${url.href} answers ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
  return status === 402 ? `${says}: it is behind a paywall.` : `${says}.`;
}

function asTrouble(
  error: unknown,
  url: string,
  { timeoutMs, proxyFor }: FetchRules,
  ended: AbortSignal,
): FetchTrouble {
  if (error instanceof FetchTrouble) return error;
  if (ended.aborted) {
    return new FetchTrouble('time', `${url} was not read whole within ${timeoutMs / 1000} s.`, {
      cause: error,
    });
  }
  const proxy = proxyTrouble(error);
  if (proxy !== null)
    return new FetchTrouble('network', `${url} cannot be reached: ${proxy}.`, { cause: error });
  // A connection's failure may wrap what the guard said.
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof FetchTrouble) return cause;
  const through = (proxyFor?.(url) ?? null) === null ? '' : ' through the proxy';
  return new FetchTrouble('network', `${url} cannot be reached${through}: ${reason(error)}.`, {
    cause: error,
  });
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing answers there';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'the connection was closed before an answer came';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return 'there is no way to that host';
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'no connection came about in time';
    case 'UND_ERR_HEADERS_OVERFLOW':
      return 'what it says before the page is longer than is read';
    case 'CERT_HAS_EXPIRED':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'its certificate is not valid';
    default:
      return /^(?:Z_|ERR_BROTLI|ERR__ERROR|ERR_BUF|ERR_PADDING)/.test(code)
        ? 'the page is not compressed as it says, so it cannot be unpacked'
        : error instanceof Error && error.name === 'HTTPParserError'
          ? 'what comes is no answer of a web server'
          : /^[A-Z][A-Z0-9_]{2,40}$/.test(code)
            ? `the connection failed (${code})`
            : 'the connection failed';
  }
}
