import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDrafting } from '../../../src/app/serve/feeds/drafting.ts';
import { SILENT } from '../../../src/domain/log.ts';
import { createFeedWatch } from '../../../src/ingest/feeds/watch-feeds.ts';
import { shownFeed } from '../../../src/ingest/feeds/watched-feed.ts';
import { retryAfter } from '../../../src/ingest/fetch/fetch-page.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../../src/pack/read/load.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';
import { localServer } from '../fetch/local-server.ts';

const [pack] = loadPacks(diskFolder('tests/fixtures/harbour-budget')).packs;
const briefing = pack?.briefing;
const STORY = briefing?.id ?? '';
const MINUTE = 60_000;

/** An article in which somebody of the pack says something. */
function article(words: string): string {
  return `<!doctype html><html lang="en"><head><title>Council: ${words}</title></head><body><article><h1>Council</h1>
    <p>SALTMERE, 13 December 2034. “${words},” Corwin Hale told the council on Tuesday evening, to some applause.</p>
    <p>The session went on until late, and nobody left it before the last vote had been counted.</p></article></body></html>`;
}

describe('watched feeds', () => {
  let store: Store;
  let home: string;
  let server: Awaited<ReturnType<typeof localServer>>;
  let now: number;
  /** What is served, by path; a function answers by itself. */
  let pages: Map<string, string | ((response: ServerResponse) => void)>;
  const closing: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'readout-watch-'));
    store = await openSqliteStore({ file: join(home, 'readout.db'), exclusive: true });
    pages = new Map();
    now = Date.parse('2034-12-14T12:00:00Z');
    server = await localServer((request, response) => {
      const page = pages.get(request.url ?? '');
      if (page === undefined) return response.writeHead(404).end();
      if (typeof page === 'function') return page(response);
      return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    });
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await server.close();
    await store.close();
    await rm(home, { recursive: true, force: true });
  });

  const feed = (...paths: string[]) =>
    `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${paths
      .map(
        (path) => `<item><title>${path}</title><link>${server.at}${path}</link><guid>${path}</guid></item>`,
      )
      .join('')}</channel></rss>`;

  function watch(paths: readonly string[], timeoutMs = 3_000, over = store) {
    const drafting = createDrafting({
      briefing: (story) => (story === STORY ? briefing : undefined),
      archive: join(home, 'archive'),
      today: () => '2034-12-14',
    });
    const made = createFeedWatch({
      feeds: paths.map((path) => ({ url: `${server.at}${path}`, story: STORY, everyMs: 30 * MINUTE })),
      store: () => over,
      rules: { allow: [`127.0.0.1:${server.port}`], timeoutMs },
      ...{ drafting, archive: join(home, 'archive'), now: () => now, random: () => 0.5, log: SILENT },
    });
    closing.push(made.stop);
    const look = async () => {
      made.beat();
      await made.settled();
      now += 31 * MINUTE;
    };
    return { ...made, look };
  }

  const said = async () =>
    (await store.proposalsOf(STORY)).map(({ draft }) => JSON.parse(draft).record.words as string);

  it('leave what is new as proposals, once, and never again what was rejected', async () => {
    pages.set('/old', article('We are where we were'));
    pages.set('/feed', feed('/old'));
    const { look } = watch(['/feed', '/other']);
    await look();
    expect(await said()).toEqual([]);
    pages.set('/new', article('The money is there'));
    pages.set('/feed', feed('/new', '/old'));
    pages.set('/other', feed('/old'));
    await look();
    expect(await said()).toEqual(['The money is there']);
    expect(await readdir(join(home, 'archive'))).toHaveLength(1);
    const [first] = await store.proposalsOf(STORY);
    expect(first?.proposer).toEqual({ platform: 'config', tenant: '', actor: `${server.at}/feed` });
    const no = { state: 'rejected', by: 'slack:U1', outcome: 'No.', now } as const;
    expect(await store.decideProposal(first?.id ?? '', no)).toBe(true);
    // The same words come again, elsewhere and in another article.
    pages.set('/mirror', article('The money is there').replace('to some applause', 'and sat down'));
    pages.set('/other', feed('/mirror', '/old'));
    pages.set('/feed', feed('/new?utm_source=x', '/mirror', '/old'));
    await look();
    expect(await said()).toEqual(['The money is there']);
    expect(await store.proposalsOf(STORY, { state: 'open' })).toEqual([]);
  });

  it('go on with what was found where the process was killed before it was drafted, and propose it once', async () => {
    pages.set('/feed', feed('/old'));
    await watch(['/feed']).look();
    pages.set('/new', article('The money is there'));
    pages.set('/feed', feed('/new', '/old'));
    // Killed before anything is proposed, and then before that is noted.
    const dying = { ...store, propose: () => Promise.reject(new Error('killed')) };
    await watch(['/feed'], 3_000, dying).look();
    expect(await said()).toEqual([]);
    const forgetful = { ...store, dropItem: () => Promise.reject(new Error('killed')) };
    await watch(['/feed'], 3_000, forgetful).look();
    expect(await said()).toEqual(['The money is there']);
    await watch(['/feed']).look();
    expect(await said()).toEqual(['The money is there']);
    expect(await store.waitingItems(`story:${STORY} ${server.at}/feed`)).toEqual([]);
  });

  it('do not wait for one whose server, articles or bytes take their time', async () => {
    const held: ServerResponse[] = [];
    const hangs = Promise.withResolvers<void>();
    const hang = (response: ServerResponse) => {
      if (held.push(response) === 2) hangs.resolve();
    };
    const proposed = Promise.withResolvers<void>();
    const over: Store = {
      ...store,
      propose: (...values) => store.propose(...values).finally(proposed.resolve),
    };
    pages.set('/hostile', `<rss><channel>${'<item>'.repeat(300_000)}`);
    pages.set('/heavy', feed('/none'));
    pages.set('/feed', feed('/none'));
    const { beat, settled, look } = watch(['/slow', '/hostile', '/heavy', '/feed'], 30_000, over);
    await look();
    pages.set('/slow', hang);
    pages.set('/hung', hang);
    pages.set('/heavy', feed('/hung', '/none'));
    pages.set('/new', article('The money is there'));
    pages.set('/feed', feed('/new', '/none'));
    now += 24 * 60 * MINUTE;
    beat();
    await Promise.all([hangs.promise, proposed.promise]);
    expect(await said()).toEqual(['The money is there']);
    for (const response of held) response.destroy();
    await settled();
    expect(await store.feed(`story:${STORY} ${server.at}/slow`)).toMatchObject({ failures: 2 });
    expect(await store.feed(`story:${STORY} ${server.at}/hostile`)).toMatchObject({
      trouble: expect.stringMatching(/no feed|taken apart/),
    });
    expect(await store.waitingItems(`story:${STORY} ${server.at}/heavy`)).toMatchObject([{ failures: 1 }]);
  });

  it('leave a server alone for as long as it asks, and try again no sooner than their own time after a failure', async () => {
    let asked = 0;
    pages.set('/busy', (response) => {
      asked += 1;
      response.writeHead(503, { 'retry-after': '7200' }).end();
    });
    const { beat, settled } = watch(['/busy']);
    for (const [minutes, times] of [
      [0, 1],
      [119, 1],
      [121, 2],
      // The clock was ahead, and is right again: nobody waits for what it said.
      [-40 * 24 * 60, 3],
    ] as const) {
      now = Date.parse('2034-12-14T12:00:00Z') + minutes * MINUTE;
      beat();
      await settled();
      expect(asked).toBe(times);
    }
    expect(await store.feed(`story:${STORY} ${server.at}/busy`)).toMatchObject({ failures: 3, readAt: 0 });
  });

  it('give up an article that is not there after a few tries, and keep what waits for a story that is not loaded', async () => {
    pages.set('/feed', feed('/old'));
    const { beat, settled, look } = watch(['/feed']);
    await look();
    pages.set('/feed', feed('/gone', '/old'));
    for (let tries = 0; tries < 4; tries += 1) await look();
    const name = `story:${STORY} ${server.at}/feed`;
    expect(await store.waitingItems(name)).toMatchObject([{ failures: 4 }]);
    now += 24 * 60 * MINUTE;
    beat();
    await settled();
    expect(await store.waitingItems(name)).toEqual([]);
    expect(server.paths.filter((path) => path === '/gone')).toHaveLength(5);
  });
});

it.each([
  ['120', 120_000],
  ['Thu, 14 Dec 2034 12:10:00 GMT', 600_000],
  ['Thu, 14 Dec 2034 11:00:00 GMT', 0],
  ['99999999999', 86_400_000],
  ['soon', 0],
  ['', 0],
])('reads Retry-After %j as %i ms', (header, ms) => {
  expect(retryAfter(header, Date.parse('2034-12-14T12:00:00Z'))).toBe(ms);
});

it('shows a feed without what may be somebody’s key', () => {
  expect(shownFeed('https://news.example/rss?key=abc#x')).toBe('https://news.example/rss?…');
});
