import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { comesFromNear, createHttpServer, type HttpServer } from '../../../src/app/serve/http-server.ts';
import { SILENT } from '../../../src/domain/log.ts';
import type { HttpRequest, HttpRoute } from '../../../src/platforms/http-route.ts';

const open: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.stop()));
});

async function serving(routes: readonly HttpRoute[], bodyTimeoutMs?: number): Promise<number> {
  const server = createHttpServer({
    routes,
    host: '127.0.0.1',
    port: 0,
    log: SILENT,
    ...(bodyTimeoutMs === undefined ? {} : { bodyTimeoutMs }),
  });
  open.push(server);
  return server.start();
}

/** A route that keeps what it was given. */
function echo(seen: HttpRequest[]): HttpRoute {
  return {
    method: 'POST',
    path: '/echo',
    async handle(request) {
      seen.push(request);
      return { status: 200, body: `${request.body.length} bytes` };
    },
  };
}

/** What is for this machine and private networks alone. */
const NEAR: HttpRoute = {
  ...{ method: 'GET', path: '/metrics', isNear: true },
  handle: async () => ({ status: 200, body: 'figures' }),
};

/** Everything the server writes to a raw connection until it closes it. */
function talk(port: number, head: string, body: Uint8Array = new Uint8Array()): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head.replaceAll('\n', '\r\n'));
      socket.write(body);
    });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}

describe('the HTTP server', () => {
  it('shows what is for private networks alone to nobody for whom a proxy asks', async () => {
    const port = await serving([NEAR, { ...NEAR, path: '/open', isNear: false }]);
    const asked = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status;
    expect(await asked('/metrics')).toBe(200);
    for (const name of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP', 'CF-Connecting-IP'])
      expect([name, await asked('/metrics', { [name]: '203.0.113.7' })]).toEqual([name, 403]);
    expect(await asked('/open', { 'X-Forwarded-For': '203.0.113.7' })).toBe(200);
  });

  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:10.9.8.7', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['192.168.1.2', true],
    ['100.64.3.2', true],
    ['fe80::1%eth0', true],
    ['fd00::2', true],
    ['203.0.113.7', false],
    ['::ffff:203.0.113.7', false],
    ['2001:db8::1', false],
    [undefined, false],
  ])('takes %s for near: %s', (remoteAddress, near) => {
    expect(comesFromNear({ socket: { remoteAddress }, headers: {} })).toBe(near);
  });

  it('hands a route the raw bytes, the headers in lower case and the query', async () => {
    const seen: HttpRequest[] = [];
    const port = await serving([echo(seen)]);
    const bytes = new Uint8Array([0, 255, 195, 40, 13, 10]);
    const response = await fetch(`http://127.0.0.1:${port}/echo?a=1&a=2`, {
      method: 'POST',
      headers: { 'X-Signature': 'abc' },
      body: bytes,
    });
    expect([response.status, await response.text()]).toEqual([200, '6 bytes']);
    expect(seen[0]?.headers['x-signature']).toBe('abc');
    expect(seen[0]?.query.getAll('a')).toEqual(['1', '2']);
    expect([...(seen[0]?.body ?? [])]).toEqual([...bytes]);
  });

  it('answers 404 for any other path and 405 with the methods there are for a wrong method', async () => {
    const port = await serving([echo([])]);
    for (const path of ['/', '/echo/', '/echo/../echo2', '//echo', '/ECHO']) {
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404);
    }
    const wrong = await fetch(`http://127.0.0.1:${port}/echo`);
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('answers HEAD like GET without a body', async () => {
    const route: HttpRoute = {
      method: 'GET',
      path: '/x',
      handle: async () => ({ status: 200, body: 'body' }),
    };
    const port = await serving([route]);
    const response = await fetch(`http://127.0.0.1:${port}/x`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '4',
      '',
    ]);
  });

  it('takes a body of exactly 1 MB and refuses a larger one, announced or not', async () => {
    const seen: HttpRequest[] = [];
    const port = await serving([echo(seen)]);
    const whole = await fetch(`http://127.0.0.1:${port}/echo`, {
      method: 'POST',
      body: new Uint8Array(1_000_000),
    });
    expect(whole.status).toBe(200);
    const announced = await talk(port, 'POST /echo HTTP/1.1\nHost: x\nContent-Length: 1000001\n\n');
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
    const size = (1_100_000).toString(16);
    const streamed = await talk(
      port,
      `POST /echo HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n${size}\n`,
      new Uint8Array(1_100_000),
    );
    expect(streamed).toMatch(/^HTTP\/1\.1 413 /);
    expect(seen).toHaveLength(1);
  });

  it('gives up on a body that is not sent in time and closes the connection', async () => {
    const port = await serving([echo([])], 60);
    const text = await talk(port, 'POST /echo HTTP/1.1\nHost: x\nContent-Length: 10\n\nabc');
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('answers 500 without a word of the error where a route fails, and goes on serving', async () => {
    const failing: HttpRoute = {
      method: 'GET',
      path: '/fails',
      handle: () => Promise.reject(new Error('the inner secret')),
    };
    const port = await serving([failing, echo([])]);
    const response = await fetch(`http://127.0.0.1:${port}/fails`);
    expect([response.status, await response.text()]).toEqual([500, 'Internal error\n']);
    expect((await fetch(`http://127.0.0.1:${port}/echo`, { method: 'POST', body: 'x' })).status).toBe(200);
  });

  it('survives what is not HTTP', async () => {
    const port = await serving([echo([])]);
    expect(await talk(port, '\u0000\u0001 nonsense\n\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`http://127.0.0.1:${port}/echo`, { method: 'POST', body: 'x' })).status).toBe(200);
  });

  it('takes no connection once it is closed, and answers what was under way all the same, on connections that are kept too', async () => {
    const waiting = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const slow: HttpRoute = {
      ...{ method: 'GET', path: '/slow' },
      async handle() {
        begun.resolve();
        await waiting.promise;
        return { status: 200, body: 'answered' };
      },
    };
    const port = await serving([slow]);
    const underWay = fetch(`http://127.0.0.1:${port}/slow`);
    await begun.promise;
    open[0]?.close();
    await expect(fetch(`http://127.0.0.1:${port}/slow`)).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
    waiting.resolve();
    expect(await (await underWay).text()).toBe('answered');
    // Nothing holds the stop up that follows, nor a second one.
    await open[0]?.stop();
    await open[0]?.stop();
  });

  it('finishes a request under way before it stops', async () => {
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const slow: HttpRoute = {
      method: 'GET',
      path: '/slow',
      async handle() {
        started.resolve();
        await finish.promise;
        return { status: 200, body: 'done' };
      },
    };
    const server = createHttpServer({ routes: [slow], host: '127.0.0.1', port: 0, log: SILENT });
    const port = await server.start();
    const answer = fetch(`http://127.0.0.1:${port}/slow`).then((response) => response.text());
    await started.promise;
    const stopped = server.stop();
    finish.resolve();
    expect(await answer).toBe('done');
    await stopped;
    await expect(fetch(`http://127.0.0.1:${port}/slow`)).rejects.toThrow();
  });

  it('rejects at start where the port is taken', async () => {
    const port = await serving([]);
    const second = createHttpServer({ routes: [], host: '127.0.0.1', port, log: SILENT });
    await expect(second.start()).rejects.toThrow(/EADDRINUSE/);
  });
});
