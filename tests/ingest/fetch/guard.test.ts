import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchPage } from '../../../src/ingest/fetch/fetch-page.ts';
import { guardedAgent } from '../../../src/ingest/fetch/guarded-agent.ts';
import { isPublicAddress } from '../../../src/ingest/fetch/public-address.ts';
import { readWebAddress } from '../../../src/ingest/fetch/web-address.ts';
import { localServer } from './local-server.ts';

/** This machine, its network and the cloud's own address, as they may be written. */
const SPELLINGS = [
  ...['127.0.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0.0.0.0', 'localhost'],
  ...['[::1]', '[::ffff:127.0.0.1]', '[64:ff9b::7f00:1]', '169.254.169.254'],
  ...[
    '0x7f.0.0.1',
    '017700000001',
    '１２７.0.0.1',
    '127。0。0。1',
    '[::]',
    '[::ffff:7f00:1]',
    '[fe80::1]',
    '[fd00::1]',
  ],
  ...['10.0.0.1', '192.168.1.1', '172.16.0.1', '100.64.0.1', '[2002:7f00:1::]', '[::127.0.0.1]'],
];

const byName: (host: string) => Promise<readonly string[]> = async (host) =>
  host === 'localhost' ? ['127.0.0.1', '::1'] : ['127.0.0.1'];

describe('an address that is not public', () => {
  let inside: Awaited<ReturnType<typeof localServer>>;
  let front: Awaited<ReturnType<typeof localServer>>;
  beforeAll(async () => {
    inside = await localServer((_, response) => response.end('secret'));
    front = await localServer((request, response) => {
      if (request.url === '/robots.txt') return response.writeHead(404).end();
      const to = Buffer.from(decodeURIComponent(request.url?.slice(1) ?? '')).toString('latin1');
      return response.writeHead(302, { location: to }).end();
    });
  });
  afterAll(async () => {
    await Promise.all([inside.close(), front.close()]);
  });
  const rules = () => ({ allow: [`127.0.0.1:${front.port}`], timeoutMs: 5_000, resolve: byName });

  it.each(SPELLINGS)('is refused as %s, with and without a port', async (spelling) => {
    for (const port of ['', `:${inside.port}`]) {
      await expect(fetchPage({ url: `http://${spelling}${port}/` }, rules())).rejects.toMatchObject({
        code: 'refused',
      });
    }
    expect(inside.paths).toEqual([]);
  });

  it.each(SPELLINGS)('is refused as %s where a page leads there', async (spelling) => {
    for (const scheme of ['http:', 'https:', '']) {
      for (const port of ['', `:${inside.port}`]) {
        const url = `${front.at}/${encodeURIComponent(`${scheme}//${spelling}${port}/`)}`;
        await expect(fetchPage({ url }, rules())).rejects.toMatchObject({ code: 'refused' });
      }
    }
    expect(inside.paths).toEqual([]);
  });

  it('is refused where a name stands for it, alone or beside a public one', async () => {
    const answers = [
      ['127.0.0.1'],
      ['93.184.215.14', '10.0.0.1'],
      ['::ffff:127.0.0.1'],
      ['64:ff9b::a00:1'],
      ['::1'],
    ];
    for (const addresses of answers) {
      const resolve = async () => addresses;
      const fetching = fetchPage({ url: 'http://name.example/' }, { ...rules(), resolve });
      await expect(fetching).rejects.toMatchObject({ code: 'refused' });
    }
  });

  it('is never reached by a name that means something else the second time', async () => {
    let asked = 0;
    const agent = guardedAgent({
      resolve: async () => {
        asked += 1;
        return asked === 1 ? ['127.0.0.1'] : ['127.0.0.2'];
      },
      isAllowed: () => true,
      timeoutMs: 5_000,
    });
    const { body } = await agent.request({
      origin: `http://name.example:${front.port}`,
      path: '/robots.txt',
      method: 'GET',
    });
    await body.dump();
    expect(asked).toBe(1);
    await agent.destroy();
  });

  it('is fetched where it is allowed, in that spelling alone', async () => {
    const allow = [`127.0.0.1:${inside.port}`];
    const page = await fetchPage({ url: `http://127.0.0.1:${inside.port}/page` }, { ...rules(), allow });
    expect(page).toMatchObject({ kind: 'page', cut: false });
    const before = inside.paths.length;
    for (const spelling of SPELLINGS.filter((one) => one !== '127.0.0.1')) {
      const url = `http://${spelling}:${inside.port}/`;
      await expect(fetchPage({ url }, { ...rules(), allow })).rejects.toMatchObject({ code: 'refused' });
    }
    expect(inside.paths).toHaveLength(before);
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.org/',
    'data:text/html,x',
    'javascript:1',
    'gopher://x',
    'http://u:p@example.org/',
    'http://example.org:22/',
    'example.org',
    '',
  ])('is refused as %s, which is no address of a page', (address) => {
    expect(() => readWebAddress(address, [])).toThrow(expect.objectContaining({ code: 'refused' }));
  });

  it('is every one that an IPv6 address wraps, as it is itself', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const hex = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
        const wrapped = `${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`;
        expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
        expect(isPublicAddress(`::ffff:${wrapped}`)).toBe(isPublicAddress(address));
        expect(isPublicAddress(`64:ff9b::${wrapped}`)).toBe(isPublicAddress(address));
      }),
    );
  });

  it.each(['8.8.8.8', '93.184.215.14', '2606:2800:220:1:248:1893:25c8:1946', '1.1.1.1'])(
    'is not %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
      const bracketed = address.includes(':') ? `[${address}]` : address;
      expect(readWebAddress(`https://${bracketed}/a`, []).allowed).toBe(false);
    },
  );
});
