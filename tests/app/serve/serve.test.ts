import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'readout-serve-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const SECRETS = {
  DISCORD_TOKEN: 'canary-discord-token',
  SLACK_BOT_TOKEN: 'xoxb-canary-bot',
  SLACK_APP_TOKEN: 'xapp-canary-app',
};

describe('readout serve with platforms that cannot be reached', () => {
  it('keeps running, says why in /readyz, leaks no token, and stops in order on SIGTERM', async () => {
    const child = spawn(process.execPath, ['bin/readout.js', 'serve'], {
      cwd: root,
      env: {
        PATH: process.env.PATH ?? '',
        ...SECRETS,
        // Nobody listens on port 1.
        DISCORD_API_URL: 'http://127.0.0.1:1/api',
        SLACK_API_URL: 'http://127.0.0.1:1/api/',
        PORT: '0',
        LOG_LEVEL: 'debug',
        DATABASE_URL: `file:${join(scratch, 'readout.db')}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    let log = '';
    const seen = (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(log);
          if (found !== null) resolve(found[1] ?? found[0]);
        };
        child.stderr.on('data', look);
        ended.then(() => reject(new Error(`The process ended early:\n${log}`)));
        look();
      });
    child.stderr.on('data', (chunk) => {
      log += String(chunk);
    });
    const port = await seen(/"port":(\d+)/);
    await seen(/"msg":"Started\."/);
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    const state = await ready.json();
    expect(ready.status).toBe(503);
    expect(state).toMatchObject({
      ready: false,
      store: 'ok',
      platforms: { discord: {}, slack: { state: 'down' } },
    });
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(log).not.toMatch(/canary/);
  });

  const modes: readonly (readonly [string, readonly string[], object])[] = [
    ['serve with platforms', ['serve'], SECRETS],
    ['serve with a port alone', ['serve'], { PORT: '0' }],
    ['doctor', ['doctor'], {}],
  ];
  it.each(modes)(
    'ends with 2 before any login where PostgreSQL does not answer: %s',
    async (_, words, env) => {
      const child = spawn(process.execPath, ['bin/readout.js', ...words], {
        cwd: root,
        env: { PATH: process.env.PATH ?? '', ...env, DATABASE_URL: 'postgres://user:canary@127.0.0.1:1/x' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => {
          said += String(chunk);
        });
      expect(await new Promise((resolve) => child.on('close', resolve))).toBe(2);
      expect(said.match(/PostgreSQL does not answer for the database "x" on 127\.0\.0\.1:1/g)).toHaveLength(
        1,
      );
      expect(said).toContain('nothing listens there');
      expect(said).not.toMatch(/canary/);
    },
  );
});
