import type { RequestListener } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchPage } from '../../../src/ingest/fetch/fetch-page.ts';
import { robotsAllow } from '../../../src/ingest/fetch/robots.ts';
import { localServer } from './local-server.ts';

let server: Awaited<ReturnType<typeof localServer>> | undefined;
afterEach(() => server?.close());

/** Fetches `path` from a server that answers so, and 404 for robots.txt unless it is told. */
async function fetchFrom(listener: RequestListener, { path = '/page', timeoutMs = 5_000, robots = '' } = {}) {
  server = await localServer((request, response) => {
    if (request.url !== '/robots.txt') return listener(request, response);
    if (robots === '') return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': 'text/plain' }).end(robots);
  });
  return fetchPage({ url: `${server.at}${path}` }, { allow: [`127.0.0.1:${server.port}`], timeoutMs });
}

const html = { 'content-type': 'text/html' };

describe('a fetch', () => {
  it('gives the page with where it was in the end', async () => {
    const page = await fetchFrom((request, response) => {
      if (request.url === '/page') return response.writeHead(301, { location: '/moved?a=1' }).end();
      return response.writeHead(200, { ...html, etag: '"7"' }).end('<p>Hello');
    });
    expect(page).toMatchObject({ kind: 'page', url: `${server?.at}/moved?a=1`, cut: false, etag: '"7"' });
  });

  it.each([
    ['gzip', gzipSync('x'.repeat(50_000))],
    ['br', brotliCompressSync('x'.repeat(50_000))],
    ['identity', Buffer.from('x'.repeat(50_000))],
  ])('unpacks %s', async (encoding, body) => {
    const page = await fetchFrom((_, response) =>
      response.writeHead(200, { ...html, 'content-encoding': encoding }).end(body),
    );
    expect(page.kind === 'page' && page.bytes.length).toBe(50_000);
  });

  it.each([
    ['gzip', 'is not compressed as it says, so it cannot be unpacked'],
    ['deflate', 'is not compressed as it says, so it cannot be unpacked'],
    ['br', 'is not compressed as it says, so it cannot be unpacked'],
  ])('says in words what is wrong with a page that is no %s', async (encoding, words) => {
    const plain = fetchFrom((_, response) =>
      response.writeHead(200, { ...html, 'content-encoding': encoding }).end('<p>Hello, all of you'),
    );
    await expect(plain).rejects.toMatchObject({ message: expect.stringContaining(words) });
  });

  it.each([
    ['HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n<p>Hello', 'what comes is no answer of a web server'],
    ['\0\x01garbage\r\n\r\n', 'what comes is no answer of a web server'],
    [`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}\r\n\r\n`, 'longer than is read'],
  ])('says in words what is wrong with an answer that is none: %#', async (answer, words) => {
    const wrong = fetchFrom((_, response) => response.socket?.end(answer));
    await expect(wrong).rejects.toMatchObject({ code: 'network', message: expect.stringContaining(words) });
  });

  it('ends at a few redirects', async () => {
    const endless = fetchFrom((request, response) =>
      response.writeHead(302, { location: `${request.url}x` }).end(),
    );
    await expect(endless).rejects.toMatchObject({ code: 'redirects' });
    expect(server?.paths.length).toBeLessThan(10);
  });

  it('does not unpack more than it may read', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(60_000_000)));
    const layers = { ...html, 'content-encoding': 'gzip, gzip' };
    await expect(fetchFrom((_, response) => response.writeHead(200, layers).end(bomb))).rejects.toMatchObject(
      { code: 'size' },
    );
  });

  it('does not read more than it may, whether the server says how much comes or not', async () => {
    const big = Buffer.alloc(10_000_000, 'a');
    for (const length of [{ 'content-length': big.length }, {}]) {
      await expect(
        fetchFrom((_, response) => response.writeHead(200, { ...html, ...length }).end(big)),
      ).rejects.toMatchObject({
        code: 'size',
      });
      await server?.close();
    }
  });

  it('is over when its time is, also where the body trickles', async () => {
    const slow = fetchFrom((_, response) => void response.writeHead(200, html).write('<p>'), {
      timeoutMs: 200,
    });
    await expect(slow).rejects.toMatchObject({ code: 'time' });
  });

  it('keeps what came of an answer that was cut off, and says so', async () => {
    const page = await fetchFrom((_, response) => {
      response
        .writeHead(200, { ...html, 'content-length': 1000 })
        .write('<p>The first half', () => response.destroy());
    });
    expect(page).toMatchObject({ kind: 'page', cut: true });
  });

  it.each([404, 410, 500, 403])('says in one sentence that the answer was %i', async (status) => {
    const fetching = fetchFrom((_, response) => response.writeHead(status, html).end('<p>No'));
    await expect(fetching).rejects.toThrow(new RegExp(`answers ${status} [^.]+\\.$`));
  });

  it.each(['image/png', 'video/mp4', 'application/zip', 'application/x-msdownload'])(
    'does not read %s',
    async (type) => {
      const fetching = fetchFrom((_, response) => response.writeHead(200, { 'content-type': type }).end('x'));
      await expect(fetching).rejects.toMatchObject({ code: 'type' });
    },
  );
});

describe('robots.txt', () => {
  const ok: RequestListener = (_, response) => response.writeHead(200, html).end('<p>Hello');

  it('is obeyed where it names Readout or everybody', async () => {
    await expect(fetchFrom(ok, { robots: 'User-agent: *\nDisallow: /page' })).rejects.toMatchObject({
      code: 'robots',
    });
    await server?.close();
    await expect(fetchFrom(ok, { robots: 'User-agent: readout\nDisallow: /' })).rejects.toMatchObject({
      code: 'robots',
    });
  });

  it.each([
    '<html>not found</html>',
    'User-agent: other\nDisallow: /',
    '\u0000\u0001\u0002',
    'User-agent: *\nDisallow:',
  ])('forbids nothing as %j', async (robots) => {
    expect(await fetchFrom(ok, { robots })).toMatchObject({ kind: 'page' });
  });

  it('lets the longest rule decide, an allowing one where two are as long', () => {
    const text =
      'User-agent: *\nDisallow: /news\nAllow: /news/open\nDisallow: /*.pdf$\nDisallow: /a\nAllow: /a';
    const allowed = (path: string) => robotsAllow(text, 'readout', path);
    expect(['/news/x', '/news/open/x', '/x.pdf', '/x.pdf?y', '/a', '/'].map(allowed)).toEqual([
      ...[false, true, false, true, true, true],
    ]);
  });
});
