import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startFakeSlack } from '../../../fakes/slack/slack.ts';
import { addressUrl } from '../../../fixtures/postgres/address-url.ts';
import { addressOn, postgresHost } from '../../../fixtures/postgres/postgres.ts';
import { serveIt } from '../../../fixtures/served.ts';
import { localServer } from '../../../ingest/fetch/local-server.ts';

const home = await mkdtemp(join(tmpdir(), 'readout-led-'));
afterAll(() => rm(home, { recursive: true, force: true }));

it('of several processes on one PostgreSQL the one that leads reads the feeds, and the next one when it ends', async () => {
  const server = await localServer((request, response) => {
    if (request.url !== '/feed') return response.writeHead(404).end();
    return response
      .writeHead(200, { 'content-type': 'application/rss+xml' })
      .end('<rss version="2.0"><channel><title>News</title></channel></rss>');
  });
  const looks = () => server.paths.filter((path) => path === '/feed').length;
  await mkdir(join(home, 'config'));
  const briefings = JSON.stringify(resolve('tests/fixtures/harbour-budget'));
  const feeds = (every: string) =>
    writeFile(
      join(home, 'config', 'readout.yaml'),
      `briefings: ${briefings}\nfeeds:\n  - { url: "${server.at}/feed", every: ${every} }\n`,
    );
  await feeds('1 day');
  const slack = await startFakeSlack();
  const env = {
    DATABASE_URL: addressUrl(addressOn(await postgresHost())),
    ...{ READOUT_HOME: home, READOUT_FETCH_ALLOW: `127.0.0.1:${server.port}`, LOG_LEVEL: 'debug' },
  };
  const first = await serveIt(env, { slack, words: ['--role', 'lead'] });
  await first.seen(/"status":"baseline"/);
  const second = await serveIt(env, { slack, words: ['--role', 'lead'] });
  await second.seen(/"msg":"Started\."/);
  expect(looks()).toBe(1);
  expect(await first.stop()).toBe(0);
  await second.seen(/This process plans/);
  expect(second.log()).not.toMatch(/watched feed/);
  expect(await second.stop()).toBe(0);
  // Its time is not over yet: nobody reads it again for another process.
  expect(looks()).toBe(1);
  await Promise.all([slack.stop(), server.close()]);
}, 90_000);
