import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HealthOptions, health } from '../../../../src/app/cli/running/health.ts';
import { endBeat, leaveBeat, OLDEST_BEAT_MS } from '../../../../src/app/serve/beat.ts';
import { ConfigError } from '../../../../src/domain/errors.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';

const NOW = Date.UTC(2026, 2, 2, 8);
let home: string;
let server: Server | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'readout-health-'));
});
afterEach(async () => {
  rmSync(home, { recursive: true });
  await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
  server = undefined;
});

async function asked(env: NodeJS.ProcessEnv, now = NOW, options: HealthOptions = {}) {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const code = await health(
    {
      ...{ env: { READOUT_HOME: home, ...env }, input: new PassThrough(), output, errors },
      clock: () => Temporal.Instant.fromEpochMilliseconds(now),
    },
    options,
  );
  return { code, said: `${output.read() ?? ''}${errors.read() ?? ''}` };
}

async function answering(status: number, body: string): Promise<string> {
  const made = createServer((_, response) => response.writeHead(status).end(body));
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return String((made.address() as AddressInfo).port);
}

async function inStore(work: (store: Awaited<ReturnType<typeof openSqliteStore>>) => Promise<void>) {
  const store = await openSqliteStore({ file: join(home, 'data/readout.db'), exclusive: true });
  await work(store);
  await store.close();
}

describe('readout health without a port', () => {
  it('is not well where there is no store, and makes none', async () => {
    expect(await asked({})).toEqual({ code: 1, said: expect.stringContaining('there is no store yet') });
    expect(await asked({})).toMatchObject({ code: 1 });
  });

  it('is well as long as the process that serves leaves word, and after its end no more', async () => {
    await inStore((store) => leaveBeat(store, NOW));
    expect(await asked({}, NOW + 12_000)).toEqual({ code: 0, said: 'Readout runs, last beat 12 s ago.\n' });
    expect((await asked({}, NOW + OLDEST_BEAT_MS - 1)).code).toBe(0);
    expect((await asked({}, NOW + OLDEST_BEAT_MS)).code).toBe(1);
    await inStore((store) => leaveBeat(store, NOW + 60_000));
    expect((await asked({}, NOW + OLDEST_BEAT_MS)).code).toBe(0);
    // Left by a clock that was a month ahead: whoever it was may be dead for long.
    await inStore((store) => leaveBeat(store, NOW + 30 * 86_400_000));
    expect(await asked({}, NOW)).toMatchObject({ code: 1 });
    await inStore((store) => endBeat(store, NOW + 70_000));
    expect(await asked({}, NOW + 71_000)).toMatchObject({ code: 1 });
  });
});

describe('readout health with a port', () => {
  it.each([
    ['ready, before its first beat', 200, { ready: true, lastTickAgeMs: null }, 0],
    ['ready', 200, { ready: true, lastTickAgeMs: 59_000 }, 0],
    ['not ready because a platform or the store is away', 503, { ready: false, lastTickAgeMs: 1 }, 0],
    ['a scheduler that stands still', 503, { ready: false, lastTickAgeMs: OLDEST_BEAT_MS }, 1],
    ['another program', 200, { hello: true }, 1],
  ])('finds %s', async (_, status, body, code) => {
    const PORT = await answering(status, JSON.stringify(body));
    expect(await asked({ PORT })).toMatchObject({ code, said: expect.stringContaining(`127.0.0.1:${PORT}`) });
    expect((await asked({ PORT, HOST: '0.0.0.0' })).code).toBe(code);
  });

  it('is not well where nobody or no Readout answers', async () => {
    const PORT = await answering(200, 'hello');
    expect((await asked({ PORT })).code).toBe(1);
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    expect(await asked({ PORT })).toEqual({ code: 1, said: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('readout health --wait', () => {
  it('asks again until it is well', async () => {
    const PORT = await answering(200, '');
    let asks = 0;
    server?.removeAllListeners('request').on('request', (_, response) => {
      asks += 1;
      response.end(asks < 2 ? 'not yet' : JSON.stringify({ ready: true, lastTickAgeMs: null }));
    });
    expect(await asked({ PORT }, NOW, { wait: '10' })).toMatchObject({ code: 0 });
  });

  it.each(['-1', 'long', '601', '1.5', ''])('refuses to wait for "%s" seconds', async (wait) => {
    await expect(asked({}, NOW, { wait })).rejects.toThrow(ConfigError);
  });
});
