import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AddOptions, add } from '../../../src/app/cli/add.ts';
import { addFeed } from '../../../src/app/cli/add-feed.ts';
import { openProposals } from '../../../src/ingest/proposals.ts';
import { lookAtSqliteStore, openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import { localServer } from '../../ingest/fetch/local-server.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const page = (name: string) => join(fixtures, 'pages', `${name}.html`);

describe('readout add', () => {
  let server: Awaited<ReturnType<typeof localServer>>;
  let home: string;
  beforeAll(async () => {
    server = await localServer((request, response) => {
      const html = { 'content-type': 'text/html; charset=utf-8' };
      switch (request.url) {
        case '/article':
          return response.writeHead(200, html).end(ARTICLE);
        case '/nested':
          return response.writeHead(200, html).end(`<p>${'<div>'.repeat(100_000)}`);
        case '/bomb':
          return response
            .writeHead(200, { ...html, 'content-encoding': 'gzip' })
            .end(gzipSync(Buffer.alloc(50_000_000)));
        case '/binary':
          return response
            .writeHead(200, html)
            .end(Buffer.from(Array.from({ length: 5_000 }, (_, at) => at % 256)));
        case '/loop':
          return response.writeHead(302, { location: '/loop' }).end();
        case '/feed':
          return response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(FEED);
        default:
          return response.writeHead(404).end();
      }
    });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'readout-add-'));
    await writeFile(
      join(home, 'readout.yaml'),
      `briefings: ${JSON.stringify(join(fixtures, 'harbour-budget'))}\n`,
    );
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  async function run(
    given: readonly string[],
    { input = '', feed, ...options }: AddOptions & { readonly input?: string } = {},
  ) {
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const written = Promise.all([text(output), text(errors)]);
    const env = {
      READOUT_CONFIG: join(home, 'readout.yaml'),
      READOUT_HOME: home,
      DATABASE_URL: `file://${join(home, 'readout.db')}`,
      READOUT_FETCH_ALLOW: `127.0.0.1:${server.port}`,
      READOUT_FETCH_TIMEOUT_MS: '5000',
    };
    const clock = () => Temporal.Instant.from('2034-12-14T12:00:00Z');
    const terminal = { env, input: Readable.from([Buffer.from(input)]), output, errors, clock };
    const code =
      feed === undefined ? await add(terminal, given, options) : await addFeed(terminal, feed, options);
    output.end();
    errors.end();
    const [printed, told] = await written;
    return {
      code,
      printed,
      told,
      objects:
        options.json === true
          ? printed
              .trim()
              .split('\n')
              .map((line) => JSON.parse(line))
          : [],
    };
  }

  it('prints one object an article, and keeps nothing', async () => {
    const { code, objects } = await run([`${server.at}/article`, page('plain-report')], { json: true });
    expect(code).toBe(0);
    expect(objects).toHaveLength(2);
    const [article] = objects;
    expect(Object.keys(article)).toEqual(['source', 'text', 'drafts', 'problems']);
    expect(article.source).toMatchObject({
      url: `${server.at}/article`,
      published: '2034-12-13',
      quality: 'original',
    });
    expect(article.text).toBe('“The money is there,” Corwin Hale told the council on Tuesday.');
    expect(article.drafts).toMatchObject([
      { kind: 'statement', record: { speaker: 'corwin-hale', date: '2034-12-12' } },
    ]);
    expect(lookAtSqliteStore(join(home, 'readout.db'))).toBeNull();
  });

  it('says on standard error which of several it is at, and of those that were kept before that they were', async () => {
    // As a run that was ended after the first one left it.
    await run([page('plain-report')]);
    const { code, printed, told } = await run([page('plain-report'), page('works')]);
    expect(code).toBe(0);
    expect(told.replaceAll(fixtures, '')).toBe('1/2 pages/plain-report.html\n2/2 pages/works.html\n');
    expect(printed.match(/Nothing new: it is up for review already\./g)).toHaveLength(1);
    expect((await run([page('works')], { json: true })).told).toBe('');
  });

  it('compares each with those that were added before it, kept or not', async () => {
    const { objects } = await run([page('plain-report'), page('plain-report')], { json: true });
    expect(objects[1].problems[0]).toMatch(/^This article was added already, as /);
  });

  it.each(['/nested', '/bomb', '/binary', '/loop', '/missing'])(
    'says in one sentence that %s was not read',
    async (path) => {
      const { code, objects } = await run([`${server.at}${path}`], { json: true });
      expect(code).toBe(1);
      expect(objects).toMatchObject([
        { text: '', drafts: [], problems: [expect.stringMatching(/^[^\n]{10,250}\.$/)] },
      ]);
    },
  );

  it('names each file that it could not read in its sentence, an endless one too', async () => {
    const files = ['missing.txt', 'empty.txt', 'folder', 'loop', ''].map((name) => name && join(home, name));
    await writeFile(join(home, 'empty.txt'), '');
    await mkdir(join(home, 'folder'));
    await symlink('loop', join(home, 'loop'));
    const { code, objects } = await run([...files, '/dev/zero', 'www.example.com/a'], { json: true });
    expect(code).toBe(1);
    expect(objects.map(({ problems }) => problems.join('|').replaceAll(home, '…'))).toEqual([
      '…/missing.txt cannot be read: there is no such file.',
      '…/empty.txt: There is nothing in it.',
      '…/folder cannot be read: it is a folder.',
      '…/loop cannot be read: it is a link that leads to itself.',
      '"" cannot be read: there is no such file.',
      '/dev/zero is larger than 12 MB, which is more than is read.',
      'www.example.com/a cannot be read: there is no such file (an address begins with https://).',
    ]);
  });

  it('reads no more of the input than of a file', async () => {
    const { objects } = await run(['-'], { json: true, input: 'x'.repeat(12_000_001) });
    expect(objects).toMatchObject([
      { text: '', problems: ['The input is larger than 12 MB, which is more than is read.'] },
    ]);
  });

  it.each([
    'http://127.0.0.1/',
    'http://localhost:1/',
    'file:///etc/passwd',
    'http://[::1]/',
    '/no/such/file.html',
  ])('prints an object for %s, which it may not or cannot read', async (address) => {
    const { code, objects } = await run([address], { json: true });
    expect([code, objects.length, objects[0].drafts, objects[0].problems.length]).toEqual([1, 1, [], 1]);
  });

  it('reads text and markup from the input alike', async () => {
    for (const input of [
      '“The money is there,” Corwin Hale told the council.',
      '<p>“The money is there,” Corwin Hale told the council.</p>',
    ]) {
      const { objects } = await run(['-'], { json: true, input });
      expect(objects).toMatchObject([
        { drafts: [{ record: { speaker: 'corwin-hale', words: 'The money is there' } }] },
      ]);
    }
  });

  it('keeps drafts for review, says so the second time, and tells copies by what was added', async () => {
    expect((await run([page('agency')])).printed).toMatch(/\d drafts? up for review/);
    expect((await run([page('agency')], { json: true })).objects[0].problems).toEqual([
      'This article was added already, as reuters-saltmere-to-vote-on-levy.',
    ]);
    expect((await run([page('agency')])).printed).toContain('up for review already');
    const [copy] = (await run([page('spun')], { json: true, propose: true })).objects;
    expect(copy.source).toMatchObject({
      quality: 'machine-reworded',
      origin: 'https://agency.example/saltmere-levy',
    });
    const store = await openSqliteStore({ file: join(home, 'readout.db'), exclusive: true });
    try {
      const open = await openProposals(store, 'harbour-budget');
      expect(new Set(open.map(({ article }) => article)).size).toBe(2);
      expect(open[0]).toMatchObject({ kind: 'statement', proposer: { platform: 'terminal' } });
      // Whoever serves has the store to itself, and drafts come in all the same.
      expect((await run([page('credit')], { json: true, propose: true })).code).toBe(0);
      expect((await openProposals(store, 'harbour-budget')).length).toBeGreaterThan(open.length);
    } finally {
      await store.close();
    }
  });

  it('looks at a feed once', async () => {
    const feed = `${server.at}/feed`;
    expect((await run([], { json: true, feed })).objects).toEqual([
      { feed, status: 'baseline', new: [], problems: [] },
    ]);
    expect((await run([], { json: true, feed })).objects[0]).toMatchObject({ status: 'read', new: [] });
    expect(await run([], { json: true, feed: `${server.at}/missing` })).toMatchObject({
      code: 1,
      objects: [{ status: 'failed' }],
    });
  });
});

const ARTICLE = `<html lang="en"><head><title>Money</title><meta property="article:published_time" content="2034-12-13T08:00:00Z"></head>
<body><article><h1>Money</h1><p>“The money is there,” Corwin Hale told the council on Tuesday.</p></article></body></html>`;

const FEED = `<rss version="2.0"><channel><title>News</title><item><title>Money is there, says the treasurer of Saltmere</title>
<link>https://news.example/money</link><guid>1</guid></item></channel></rss>`;
