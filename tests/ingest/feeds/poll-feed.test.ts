import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pauseAfter, pollFeed } from '../../../src/ingest/feeds/poll-feed.ts';
import { readFeedHere } from '../../../src/ingest/feeds/read-here.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';
import { localServer } from '../fetch/local-server.ts';

interface Item {
  readonly id: string;
  readonly link: string;
  readonly title: string;
  readonly date: string;
  readonly text: string;
}

const NOUNS = [
  'budget',
  'harbour',
  'levy',
  'baths',
  'library',
  'ferry',
  'council',
  'bridge',
  'market',
  'quay',
];
const VERBS = [
  'delays',
  'approves',
  'rejects',
  'reopens',
  'widens',
  'questions',
  'defends',
  'sells',
  'paints',
  'closes',
];

/** Two hundred articles, each told from the others by its words. */
const ITEMS: readonly Item[] = Array.from({ length: 200 }, (_, at) => {
  const [noun, verb] = [NOUNS[at % 10] ?? '', VERBS[Math.floor(at / 10) % 10] ?? ''];
  const title = `Town ${verb} ${noun} plan number ${at} after long evening session`;
  return {
    id: `id-${at}`,
    link: `https://news.example/2034/12/town-${verb}-${noun}-plan-${at}`,
    title,
    date: '2034-12-01T10:00:00Z',
    text: `In the ${at}. session of the year the town ${verb} what had been planned for the ${noun}, by a narrow vote.`,
  };
});

function rss(items: readonly Item[]): string {
  const entries = items.map(
    ({ id, link, title, date, text }) =>
      `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">${id}</guid><pubDate>${date}</pubDate><description>${text}</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${entries.join('')}</channel></rss>`;
}

describe('looking at a feed', () => {
  let store: Store;
  let body = '';
  let status = 200;
  let server: Awaited<ReturnType<typeof localServer>>;
  let sent: string | undefined;
  beforeEach(async () => {
    store = await openSqliteStore({ file: ':memory:', exclusive: true });
    status = 200;
    server = await localServer((request, response) => {
      if (request.url === '/robots.txt') return response.writeHead(404).end();
      sent = request.headers['if-none-match'];
      if (sent === '"1"' && status === 304) return response.writeHead(304).end();
      return response.writeHead(status, { 'content-type': 'application/rss+xml', etag: '"1"' }).end(body);
    });
  });
  afterEach(async () => {
    await Promise.all([store.close(), server.close()]);
  });
  const poll = (path = '/feed', now = 1_000_000_000_000) =>
    pollFeed(`${server.at}${path}`, {
      store,
      rules: { allow: [`127.0.0.1:${server.port}`], timeoutMs: 5_000 },
      now,
      read: readFeedHere,
    });

  it('tells nothing at first, and afterwards each new article once', async () => {
    body = rss(ITEMS.slice(1));
    expect(await poll()).toMatchObject({ status: 'baseline', new: [] });
    body = rss(ITEMS);
    const [first] = ITEMS;
    expect(await poll()).toMatchObject({
      status: 'read',
      new: [{ url: first?.link, title: first?.title, published: '2034-12-01' }],
    });
    expect(await poll()).toMatchObject({ status: 'read', new: [] });
  });

  const CHURNS: readonly (readonly [string, (item: Item, at: number) => Item])[] = [
    ['ids are made anew', (item) => ({ ...item, id: `new-${item.id}` })],
    ['links move', (item) => ({ ...item, link: item.link.replace('/2034/12/', '/archive/a/') })],
    [
      'links get marks of where they were clicked',
      (item) => ({ ...item, link: `${item.link}/?utm_source=rss&utm_medium=x#top` }),
    ],
    [
      'titles are edited',
      (item) => ({ ...item, title: `UPDATED: ${item.title}`.replace('long', 'very long') }),
    ],
    ['items are dated anew', (item) => ({ ...item, date: '2034-12-09T10:00:00Z' })],
    [
      'ids change and links lose their words',
      (item, at) => ({ ...item, id: `x${at}`, link: `https://news.example/?p=${at}` }),
    ],
    [
      'ids change and titles are edited',
      (item) => ({ ...item, id: `y${item.id}`, title: `Live: ${item.title}` }),
    ],
    [
      'ids change, links lose their words, titles and texts are edited',
      (item, at) => ({
        ...item,
        id: `z${at}`,
        link: `https://m.news.example/?id=${at}`,
        title: item.title.replace('long', 'a long'),
        text: '',
      }),
    ],
  ];

  it.each(CHURNS)('tells none of 200 articles again where %s', async (_, churn) => {
    body = rss(ITEMS);
    await poll();
    body = rss(ITEMS.map(churn).toReversed());
    expect((await poll()).new).toEqual([]);
    body = rss(ITEMS);
    expect((await poll()).new).toEqual([]);
  });

  it('tells an article once that two feeds have', async () => {
    body = rss(ITEMS.slice(10));
    await poll('/one');
    await poll('/two');
    body = rss(ITEMS);
    expect((await poll('/one')).new).toHaveLength(10);
    body = rss(
      ITEMS.map((item, at) => ({ ...item, id: `other-${at}`, link: `https://mirror.example/${at}` })),
    );
    expect((await poll('/two')).new).toEqual([]);
  });

  it('tells an article whose title is like that of one which still stands in the feed', async () => {
    const like = (day: string): Item => ({
      ...{ id: `day-${day}`, link: `https://news.example/${day}`, date: '', text: '' },
      title: `Saltmere budget talks: what happened on day ${day} of the hearing`,
    });
    const same = (id: string): Item => ({ ...like('1'), id, link: `https://news.example/other/${id}` });
    body = rss([like('1')]);
    await poll();
    body = rss([like('2'), same('other'), like('1')]);
    expect((await poll()).new).toHaveLength(2);
  });

  it('sends back what the server called its answer, and takes its word that nothing changed', async () => {
    body = rss(ITEMS);
    await poll();
    status = 304;
    expect(await poll()).toMatchObject({ status: 'unchanged', new: [] });
    expect(sent).toBe('"1"');
  });

  it.each([
    [500, 'x', /answers 500/],
    [200, '<html><body>no feed</body></html>', /no feed/],
    [200, '', /no feed/],
  ])(
    'fails in one sentence with %i and %j, waits longer each time, and goes on where it was',
    async (code, text, why) => {
      body = rss(ITEMS);
      await poll();
      [status, body] = [code, text];
      for (const failures of [1, 2]) {
        expect(await poll('/feed', 5_000)).toMatchObject({
          status: 'failed',
          new: [],
          problems: [expect.stringMatching(why)],
        });
        expect(await store.feed(`${server.at}/feed`)).toMatchObject({
          failures,
          notBefore: 5_000 + pauseAfter(failures),
        });
      }
      [status, body] = [200, rss(ITEMS)];
      expect(await poll()).toMatchObject({ status: 'read', new: [] });
    },
  );
});
