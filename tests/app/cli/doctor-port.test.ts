import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { examinePort } from '../../../src/app/cli/doctor-port.ts';
import type { Config } from '../../../src/app/config/config.ts';
import { createHttpServer } from '../../../src/app/serve/http-server.ts';
import { SILENT } from '../../../src/domain/log.ts';

describe('examinePort', () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve))));

  async function listening(body: string): Promise<number> {
    const made = createServer((_, response) => response.end(body));
    server = made;
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    return (made.address() as AddressInfo).port;
  }
  const at = (port: number, over: Partial<Config['http']> = {}): Config => ({
    ...{
      role: 'all',
      home: { path: '', because: 'it is the working directory' },
      archive: 'archive',
      database: { kind: 'sqlite', path: 'x' },
      logLevel: 'info',
      fetch: { allow: [], timeoutMs: 1 },
      chooser: null,
      metrics: null,
      behaviour: {} as Config['behaviour'],
    },
    ...{ proxy: undefined, notes: [], platforms: [] },
    http: { host: '127.0.0.1', port, always: true, ...over },
  });

  it('looks at nothing where no port is needed', async () => {
    expect(await examinePort(at(3000, { always: false }), fetch)).toEqual([]);
  });

  it('finds a free port free', async () => {
    expect(await examinePort(at(0), fetch)).toMatchObject([{ state: 'ok' }]);
  });

  it('finds a port taken by another program', async () => {
    const port = await listening('hello');
    expect(await examinePort(at(port), fetch)).toEqual([
      {
        ...{
          part: 'port',
          state: 'wrong',
          says: `Port ${port} on 127.0.0.1 is taken by another program (EADDRINUSE).`,
        },
        mend: 'Stop that one, or set PORT to a free one.',
      },
    ]);
  });

  it('looks at the address of the figures as well, and names its own keys', async () => {
    const port = await listening('hello');
    const metrics = { host: '127.0.0.1', port };
    const alone = at(3000, { always: false });
    expect(await examinePort({ ...alone, metrics }, fetch)).toMatchObject([
      { part: 'metrics', state: 'wrong', mend: 'Stop that one, or set METRICS_PORT to a free one.' },
    ]);
    expect(await examinePort({ ...alone, metrics: { ...metrics, port: 0 } }, fetch)).toMatchObject([
      { state: 'ok' },
    ]);
    const says: typeof fetch = async () => new Response('readout_build_info{} 1');
    expect(await examinePort({ ...alone, metrics }, says)).toMatchObject([{ state: 'ok' }]);
  });

  it('knows a running Readout, and says what that says', async () => {
    const port = await listening(JSON.stringify({ ready: false, store: 'The disk is full.', pack: {} }));
    expect(await examinePort(at(port), fetch)).toMatchObject([
      {
        state: 'ok',
        says: expect.stringMatching(/running Readout, which says: not ready: The disk is full\.$/),
      },
    ]);
  });

  it.each([
    ['192.0.2.1', /no address of this machine/],
    ['readout.invalid', /no host name/],
  ])('finds that HOST=%s cannot be had, as the server does', async (host, says) => {
    const [finding] = await examinePort(at(0, { host }), fetch);
    expect(finding).toMatchObject({ state: 'wrong', says: expect.stringMatching(says) });
    const serving = createHttpServer({ routes: [], host, port: 0, log: SILENT });
    await expect(serving.start()).rejects.toThrow(`${finding?.says} ${finding?.mend}`);
  });
});
