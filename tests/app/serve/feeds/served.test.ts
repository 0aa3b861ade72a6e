import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
import { status } from '../../../../src/app/cli/running/status.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import { serveIt } from '../../../fixtures/served.ts';
import { localServer } from '../../../ingest/fetch/local-server.ts';

const home = await mkdtemp(join(tmpdir(), 'readout-feeds-'));
afterAll(() => rm(home, { recursive: true, force: true }));

const ARTICLE = `<!doctype html><html lang="en"><head><title>Council: the money is there</title></head><body><article>
  <p>SALTMERE, 13 December 2034. “The money is there,” Corwin Hale told the council on Tuesday evening.</p>
  <p>The session went on until late, and nobody left it before the last vote had been counted.</p></article></body></html>`;

it('a served feed is drafted once, though the process is killed between the look and the draft; status and metrics tell', async () => {
  let items = ['/old'];
  let onNew = (response: ServerResponse): void => void response.writeHead(404).end();
  const server = await localServer((request, response) => {
    if (request.url === '/feed') {
      const entries = items.map(
        (path) => `<item><title>${path}</title><link>${server.at}${path}</link></item>`,
      );
      return response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(`<rss version="2.0"><channel><title>News</title>${entries.join('')}</channel></rss>`);
    }
    if (request.url === '/new') return onNew(response);
    return response.writeHead(404).end();
  });
  await mkdir(join(home, 'config'));
  await writeFile(
    join(home, 'config', 'readout.yaml'),
    `briefings: ${JSON.stringify(resolve('tests/fixtures/harbour-budget'))}
feeds:
  - { url: "${server.at}/feed", every: 1 minute }
  - { url: "${server.at}/gone?key=canary", every: 1 day }
`,
  );
  const env = { READOUT_HOME: home, READOUT_FETCH_ALLOW: `127.0.0.1:${server.port}`, LOG_LEVEL: 'debug' };
  const first = await serveIt(env);
  await first.seen(/"status":"baseline"/);
  await first.seen(/answers 404/);
  expect(first.log()).not.toMatch(/canary/);
  const port = (await first.seen(/"port":(\d+)/))[1];
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toMatch(/readout_feed_failures\{feed="[^"]*\/gone\?…",story="[\w-]+"\} 1/);
  expect(metrics).toMatch(/readout_feed_read_age_seconds\{feed="[^"]*\/feed",story="[\w-]+"\} \d/);
  expect(await first.stop()).toBe(0);

  // Read again at once: its time is over by the store's own account.
  const file = join(home, 'data', 'readout.db');
  const behind = async () => {
    const store = await openSqliteStore({ file, exclusive: true });
    const name = `story:harbour-budget ${server.at}/feed`;
    const state = await store.feed(name);
    if (state !== null) await store.saveFeed({ ...state, readAt: 1, notBefore: 0 }, []);
    const drafts = await store.proposalsOf('harbour-budget');
    const waiting = await store.waitingItems(name);
    await store.close();
    return { drafts, waiting };
  };
  await behind();
  items = ['/new', '/old'];
  const asked = new Promise<void>((heard) => {
    onNew = () => heard();
  });
  const second = await serveIt(env);
  await asked;
  second.child.kill('SIGKILL');
  await second.stop();
  expect(await behind()).toMatchObject({ drafts: [], waiting: [{ url: `${server.at}/new` }] });

  onNew = (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(ARTICLE);
  const output = new PassThrough();
  const printed = text(output);
  const clock = () => Temporal.Now.instant();
  await status({ env, input: new PassThrough(), output, errors: new PassThrough(), clock });
  output.end();
  const told = await printed;
  expect(told).toMatch(/Feed http:\S+\/feed: read \d+ h ago; 1 article to be drafted\.\n/);
  expect(told).toMatch(
    /Feed http:\S+\/gone\?…: not read yet; failed once since, tried again in \d\d h: \S+ answers 404/,
  );
  const third = await serveIt(env);
  await third.seen(/"drafts":1[^\n]*was drafted/);
  expect(await third.stop()).toBe(0);
  const { drafts, waiting } = await behind();
  expect(drafts).toMatchObject([
    { state: 'open', proposer: { platform: 'config', actor: `${server.at}/feed` } },
  ]);
  expect(waiting).toEqual([]);
  await server.close();
}, 60_000);
