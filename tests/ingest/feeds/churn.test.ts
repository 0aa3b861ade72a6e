import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { feedName, pollFeed } from '../../../src/ingest/feeds/poll-feed.ts';
import { readFeedHere } from '../../../src/ingest/feeds/read-here.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import { localServer } from '../fetch/local-server.ts';

interface Item {
  readonly id: string;
  readonly link: string;
  readonly title: string;
  readonly date: string;
}

const WORDS = 'budget harbour levy baths library ferry council bridge market quay'.split(' ');
const ACTS = 'delays approves rejects reopens widens questions defends sells paints closes'.split(' ');
const ARTICLES: readonly Item[] = Array.from({ length: 200 }, (_, at) => ({
  id: `id-${at}`,
  link: `https://news.example/2034/12/town-${ACTS[at % 10]}-${WORDS[Math.floor(at / 10) % 10]}-plan-${at}`,
  title: `Town ${ACTS[at % 10]} ${WORDS[Math.floor(at / 10) % 10]} plan number ${at} after long evening session`,
  date: '2034-12-01T10:00:00Z',
}));

/** What feeds do to an item; any of them may come with any other. */
const CHURNS: readonly ((item: Item, at: number) => Item)[] = [
  (item, at) => ({ ...item, id: `new-${at}-${item.id}` }),
  (item) => ({ ...item, link: item.link.replace('/2034/12/', '/archive/') }),
  (item) => ({ ...item, link: `${item.link.replace('https://', 'http://www.')}/?utm_source=rss#top` }),
  (item) => ({ ...item, title: `UPDATED: ${item.title}`.replace('long', 'very long') }),
  (item) => ({ ...item, title: item.title.toUpperCase() }),
  (item) => ({ ...item, date: '2034-12-09T10:00:00Z' }),
];

const DAY = 86_400_000;

let body = '';
let server: Awaited<ReturnType<typeof localServer>>;
beforeAll(async () => {
  server = await localServer((request, response) =>
    request.url === '/robots.txt'
      ? response.writeHead(404).end()
      : response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(body),
  );
});
afterAll(() => server.close());

function rss(items: readonly Item[]): string {
  const entries = items.map(
    ({ id, link, title, date }) =>
      `<item><title>${title}</title><link>${link.replace('&', '&amp;')}</link><guid isPermaLink="false">${id}</guid><pubDate>${date}</pubDate></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${entries.join('')}</channel></rss>`;
}

it('hands on each of 200 articles once, whatever is done to them in however many looks at either of two feeds, years apart', async () => {
  const looks = fc.array(
    fc.record({
      feed: fc.constantFrom('/one', '/two'),
      /** How many articles there are by then. */
      upTo: fc.integer({ min: 120, max: 200 }),
      churns: fc.subarray([0, 1, 2, 3, 4, 5]),
      /** Each that leaves a remainder is churned, the others stand as they did. */
      but: fc.integer({ min: 2, max: 5 }),
      killed: fc.boolean(),
      /** Those before are gone from the feed, and may come back. */
      from: fc.constantFrom(0, 0, 50, 100),
      /** Since the look before. */
      days: fc.constantFrom(0, 1, 15, 61, 400),
    }),
    { minLength: 2, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(looks, async (all) => {
      const store = await openSqliteStore({ file: ':memory:', exclusive: true });
      try {
        let at = 1e12;
        const poll = async (path: string) => {
          const rules = { allow: [`127.0.0.1:${server.port}`], timeoutMs: 5_000 };
          const watched = { story: 'harbour', pause: () => 0 };
          return pollFeed(`${server.at}${path}`, { store, rules, now: at, watched, read: readFeedHere });
        };
        body = rss(ARTICLES.slice(0, 100));
        for (const path of ['/one', '/two']) expect((await poll(path)).status).toBe('baseline');
        let most = 100;
        for (const { feed, upTo, from, churns, but, killed, days } of all) {
          at += days * DAY;
          const since = {
            deliveries: 0,
            shared: 0,
            audit: 0,
            questions: 0,
            articles: 0,
            feedKeys: at - 60 * DAY,
          };
          while ((await store.dropOld(since, 500)) > 0);
          const now = ARTICLES.slice(0, upTo).map((item, number) =>
            number % but === 0
              ? item
              : churns.reduce((one, churn) => CHURNS[churn]?.(one, number) ?? one, item),
          );
          body = rss(now.slice(from).toReversed());
          most = Math.max(most, upTo);
          if (killed) {
            // Ends between the fetch and what it writes.
            const dying = { ...store, saveFeed: () => Promise.reject(new Error('killed')) };
            const rules = { allow: [`127.0.0.1:${server.port}`], timeoutMs: 5_000 };
            const watched = { story: 'harbour', pause: () => 0 };
            await expect(
              pollFeed(`${server.at}${feed}`, {
                store: dying,
                rules,
                now: at,
                watched,
                read: readFeedHere,
              }),
            ).rejects.toThrow('killed');
          }
          await poll(feed);
        }
        const waiting = await Promise.all(
          ['/one', '/two'].map((path) => store.waitingItems(feedName(`${server.at}${path}`, 'harbour'))),
        );
        const numbers = waiting.flat().map(({ title }) => Number(/number (\d+)/i.exec(title)?.[1]));
        expect(numbers.toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: most - 100 }, (_, at) => 100 + at),
        );
      } finally {
        await store.close();
      }
    }),
    { numRuns: 8 },
  );
});
