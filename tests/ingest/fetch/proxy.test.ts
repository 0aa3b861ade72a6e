import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchPage } from '../../../src/ingest/fetch/fetch-page.ts';
import { localServer } from './local-server.ts';

/** A proxy that answers for every host itself, and says what it was asked for. */
describe('a fetch through a proxy', () => {
  const asked: string[] = [];
  const logins: (string | undefined)[] = [];
  let location = '';
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    logins.push(request.headers['proxy-authorization']);
    if (request.url?.endsWith('/robots.txt')) return response.writeHead(404).end();
    if (request.url?.endsWith('/leads')) return response.writeHead(302, { location }).end();
    return response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Through the proxy');
  });
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  let proxy: URL;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    proxy = new URL(`http://user:word@127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    asked.length = 0;
    logins.length = 0;
  });

  const NAMES: Readonly<Record<string, readonly string[]>> = {
    'news.example': ['93.184.215.14'],
    'inside.example': ['10.1.2.3'],
    'both.example': ['93.184.215.14', '127.0.0.1'],
  };
  const through = (url: string, allow: readonly string[] = []) =>
    fetchPage(
      { url },
      {
        ...{ allow, timeoutMs: 5_000 },
        proxyFor: (address) => (new URL(address).hostname === '127.0.0.1' ? null : proxy),
        async resolve(host) {
          const found = NAMES[host];
          if (found === undefined) throw new Error('ENOTFOUND');
          return found;
        },
      },
    );

  it.each(['http://news.example/a', 'http://known-to-the-proxy-alone.example/a'])(
    'asks it for %s by its name, with the login of the proxy',
    async (url) => {
      expect(await through(url)).toMatchObject({ kind: 'page', url });
      expect(asked).toEqual([url.replace('/a', '/robots.txt'), url]);
      expect(logins).toEqual(Array(2).fill(`Basic ${Buffer.from('user:word').toString('base64')}`));
    },
  );

  it.each([
    'http://inside.example/',
    'https://inside.example/',
    'http://both.example/',
    'http://10.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'http://0x0a000001/',
    'http://news.example:8080/',
    'http://169.254.169.254/latest/',
  ])('refuses %s before the proxy hears of it', async (url) => {
    await expect(through(url)).rejects.toMatchObject({ code: 'refused' });
    expect(asked).toEqual([]);
  });

  it.each(['http://inside.example/', 'http://127.0.0.1/', 'http://192.168.0.1/'])(
    'refuses %s where a page leads there',
    async (to) => {
      location = to;
      await expect(through('http://news.example/leads')).rejects.toMatchObject({ code: 'refused' });
      expect(asked).toHaveLength(2);
    },
  );

  it('lets an address through that READOUT_FETCH_ALLOW names', async () => {
    expect(await through('http://inside.example/', ['inside.example:80'])).toMatchObject({ kind: 'page' });
  });

  it('says what the proxy answers to the wish for a connection', async () => {
    await expect(through('https://news.example/a')).rejects.toThrow(
      'https://news.example/a cannot be reached: the proxy answered 403 to the wish for a connection.',
    );
  });

  it('goes directly where the proxy is not on the way', async () => {
    const page = await localServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('x'),
    );
    expect(await through(`${page.at}/a`, [`127.0.0.1:${page.port}`])).toMatchObject({ kind: 'page' });
    expect(asked).toEqual([]);
    await page.close();
  });
});
