import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordPath } from '../../../src/core/pages/page-address.ts';
import { type Briefing, datedRecords, recordId } from '../../../src/domain/briefing.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';
import { everyKind, linksIn, openSite, type Site } from './site.ts';

const LISTS = ['', '/crosswalk', '/statements', '/people', '/timeline', '/disputes', '/sources', '/board'];

/** Every record there is, with a date of its own or without. */
function everyRecord(briefing: Briefing): readonly string[] {
  const { sources, actors, provisions, occasions, figures, deadlines, gaps } = briefing;
  const held = [...sources, ...actors, ...provisions, ...occasions, ...figures, ...deadlines, ...gaps];
  return [...datedRecords(briefing), ...held].map(recordId);
}

describe('the pages of a story', () => {
  const kinds = everyKind();
  let site: Site;
  beforeAll(async () => {
    site = await openSite([smallBriefing(), kinds], { day: '2035-06-01' });
  });
  afterAll(() => site.stop());

  it.each(LISTS)('show %s in a document of its own that no other page may frame or script', async (list) => {
    const response = await site.get(`/lake${list}`);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('<html lang="en">');
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).not.toMatch(/undefined|\[object|NaN|<script>|<script [^>]*>[^<]| on\w+=| style=/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('give every record a permanent address from its id, and every link on every page leads somewhere', async () => {
    for (const briefing of [smallBriefing(), kinds]) {
      const paths = [
        ...LISTS.map((list) => `/${briefing.id}${list}`),
        ...everyRecord(briefing).map((id) => recordPath(briefing.id, id)),
      ];
      const linked = new Set<string>();
      for (const path of paths) {
        const response = await site.get(path);
        expect([path, response.status]).toEqual([path, 200]);
        const page = await response.text();
        expect([path, /undefined|\[object|NaN/.exec(page)]).toEqual([path, null]);
        for (const href of linksIn(page)) linked.add(href);
      }
      for (const href of [...linked].filter((each) => !paths.includes(each) && each !== '/-/sign-in')) {
        expect([href, (await site.get(href)).status < 400]).toEqual([href, true]);
      }
    }
  });

  it('give a story out in each form as a file that no browser shows, on the day the reader is on', async () => {
    for (const [form, type] of [
      ['md', 'text/markdown; charset=utf-8'],
      ['csv', 'text/csv; charset=utf-8'],
      ['ics', 'text/calendar; charset=utf-8'],
      ['csl', 'application/vnd.citationstyles.csl+json'],
      ['json', 'application/json'],
    ]) {
      const response = await site.get(`/lake/export.${form}?as-of=2031-05-14`);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
      expect(response.headers.get('content-disposition')).toMatch(
        /^attachment; filename="lake-2031-05-14\.[a-z.]+"$/,
      );
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(JSON.parse(await site.text('/lake/export.json?as-of=2031-05-14')).asOf).toBe('2031-05-14');
    expect((await site.get('/lake/export.pdf')).status).toBe(404);
    expect((await site.get('/moon/export.md')).status).toBe(404);
  });

  it('keep the day the reader is on in every link of theirs', async () => {
    for (const list of [...LISTS, '/provision/border', '/statement/ballot']) {
      const page = await site.text(`/lake${list}?as-of=2031-05-14`);
      const own = linksIn(page).filter(
        (href) => href.startsWith('/lake/') && !page.includes(`action="${href}"`),
      );
      const back = `/lake${list}`;
      expect(own.filter((href) => href !== back && !href.includes('as-of=2031-05-14'))).toEqual([]);
      expect(page).toContain('As of');
    }
  });

  it('take a stop of the slider for a day, and the last one for now', async () => {
    const page = await site.text('/lake/crosswalk');
    const last = Number(/ max="(\d+)"/.exec(page)?.[1]);
    const first = await site.get('/lake/crosswalk?day=0');
    expect(first.headers.get('location')).toMatch(/^\/lake\/crosswalk\?as-of=\d{4}-\d\d-\d\d$/);
    expect((await site.get(`/lake/crosswalk?day=${last}`)).headers.get('location')).toBe('/lake/crosswalk');
    expect((await site.get('/lake/crosswalk?day=elsewhere')).headers.get('location')).toBe('/lake/crosswalk');
  });

  it('do not know yet what was reported later, and refuse a day that is none or has not come', async () => {
    const first = datedRecords(smallBriefing()).toSorted((a, b) => (a.reported < b.reported ? 1 : -1))[0];
    if (first === undefined) throw new Error('no record');
    const path = recordPath('lake', recordId(first));
    expect((await site.get(path)).status).toBe(200);
    expect((await site.get(`${path}?as-of=2031-01-01`)).status).toBe(404);
    expect((await site.get('/lake?as-of=soon')).status).toBe(400);
    expect((await site.get('/lake?as-of=2099-01-01')).status).toBe(400);
  });

  it('answer any command line or question, as it was known on the day', async () => {
    for (const line of ['/plan-point 6', '/who-said long row', 'where does Southmark stand', '/disputed']) {
      const response = await site.get(`/ask?${new URLSearchParams({ q: line, story: 'lake' })}`);
      const page = await response.text();
      expect(response.status).toBe(200);
      expect(page).toContain('<h2>Sources</h2>');
      for (const href of linksIn(page).filter((each) => !each.startsWith('/ask') && each !== '/-/sign-in'))
        expect([line, href, (await site.get(href)).status < 400]).toEqual([line, href, true]);
    }
    expect(await site.text('/ask?q=%2Fplan-point+6&story=lake&as-of=2031-05-14')).toContain('14 May 2031');
  });

  it('change nothing, whatever is asked of them', async () => {
    const page = await site.text(`/ask?${new URLSearchParams({ q: '/digest subscribe 08:00' })}`);
    expect(page).toContain('No answer');
  });

  it('find words as they are typed, also where the last one is unfinished, and say where nobody said them', async () => {
    const found = await site.text('/lake/statements?part=list&q=long+ro');
    expect(found).toContain('statement/');
    expect(found).not.toContain('<html');
    expect(await site.text('/lake/statements?part=list&q=zzyzx+quux')).toContain(
      'No one in this briefing said that',
    );
  });

  it('show an answer as Slack and Discord would be sent it', async () => {
    const page = await site.text('/preview?q=%2Fplan-point+6&story=lake');
    expect(page).toContain('class="client slack"');
    expect(page).toContain('class="client discord"');
    expect(page).toContain('>More</span>');
  });

  it('send a page again only where it has changed', async () => {
    const first = await site.get('/lake/sources');
    const etag = first.headers.get('etag') ?? '';
    expect((await site.get('/lake/sources', { 'if-none-match': etag })).status).toBe(304);
    expect((await site.get('/lake/timeline', { 'if-none-match': etag })).status).toBe(200);
  });

  it('say how a statement is credited in print without a comma too many, whatever is known of its day', async () => {
    const inexact = smallBriefing({
      statements: smallBriefing().statements.flatMap((one) => [
        one,
        { ...one, id: `${one.id}-about`, date: { ...one.date, inferred: 'the report is of the day after' } },
        { ...one, id: `${one.id}-undated`, date: { precision: 'undated', from: null, to: null } },
      ]),
    });
    const about = await openSite([inexact]);
    for (const { id } of inexact.statements) {
      const page = await about.text(`/lake/statement/${id}`);
      const lines = Array.from(page.matchAll(/<p id="attribution-\d">([^<]*)/g), ([, line = '']) => line);
      expect(lines).toHaveLength(2);
      for (const line of lines) expect(line).not.toMatch(/,,|, ,|\.\.| {2}| ,/);
    }
    await about.stop();
  });

  it('have nothing at other addresses', async () => {
    for (const path of [
      '/elsewhere',
      '/lake/nothing',
      '/lake/statement/none',
      '/lake/statement/%E0%A4%A',
      '/-/x',
      '/lake/__proto__',
      '/lake/constructor',
    ])
      expect([path, (await site.get(path)).status]).toEqual([path, 404]);
  });
});

describe('who may read the pages', () => {
  const TOKEN = 'a-token-of-some-length';

  /** With any Host header, which fetch does not let one choose. */
  function statusFor(site: Site, host: string, path = '/lake'): Promise<number> {
    const { hostname, port } = new URL(site.address);
    return new Promise((resolve, reject) => {
      request({ hostname, port, path, headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
  }

  it('is whoever has the token, as a header or once in a form; nobody else learns anything', async () => {
    const site = await openSite([smallBriefing()], { settings: { token: TOKEN } });
    for (const path of [
      '/',
      '/lake',
      '/lake/crosswalk',
      '/ask?q=border',
      '/preview?q=border',
      '/lake/board.svg',
      '/lake/board-phone.svg',
      '/lake/export.json',
      '/lake/export.md',
      '/nowhere',
    ]) {
      const refused = await site.get(path);
      const page = await refused.text();
      expect([path, refused.status]).toEqual([path, 401]);
      expect(page.toLowerCase()).not.toMatch(/northmark|southmark|the lake|league/);
    }
    expect((await site.get('/lake', { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    expect((await site.get('/lake', { authorization: 'Bearer wrong-token-here' })).status).toBe(401);
    const sign = (token: string, to: string) =>
      fetch(`${site.address}/-/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ token, to }),
      });
    expect((await sign('wrong-token-here', '/lake')).status).toBe(401);
    const signed = await sign(TOKEN, '/lake/timeline?as-of=2031-05-14');
    expect(signed.headers.get('location')).toBe('/lake/timeline?as-of=2031-05-14');
    const cookie = signed.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    expect(cookie).not.toContain(TOKEN);
    expect((await site.get('/lake', { cookie: cookie.split(';')[0] ?? '' })).status).toBe(200);
    expect((await site.get('/lake', { cookie: 'readout=forged' })).status).toBe(401);
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
      expect((await sign(TOKEN, to)).headers.get('location')).toBe('/');
    await site.stop();
  });

  it('is whom a proxy names in the header that the configuration gives', async () => {
    const site = await openSite([smallBriefing()], { settings: { userHeader: 'x-forwarded-user' } });
    expect((await site.get('/lake')).status).toBe(401);
    expect((await site.get('/lake', { 'X-Forwarded-User': 'ann' })).status).toBe(200);
    await site.stop();
  });

  it('is nobody who comes by another host, whose page may be anybody’s', async () => {
    const site = await openSite([smallBriefing()], { settings: { publicUrl: 'https://readout.example' } });
    expect(await statusFor(site, 'readout.example')).toBe(200);
    expect(await statusFor(site, 'readout.example:443')).toBe(200);
    expect(await statusFor(site, 'evil.example')).toBe(421);
    expect(await statusFor(site, 'readout.example.evil.example')).toBe(421);
    expect(await site.text('/lake')).toContain('property="og:url" content="https://readout.example/lake"');
    await site.stop();
    const own = await openSite([smallBriefing()]);
    expect(await statusFor(own, 'rebound.example')).toBe(421);
    expect(await statusFor(own, 'localhost:3000')).toBe(200);
    await own.stop();
  });

  it('sees no story that the pages are not given', async () => {
    const hidden = { ...smallBriefing(), id: 'hidden', title: 'The hidden talks' };
    const site = await openSite([hidden, smallBriefing()], { sees: ['lake'] });
    expect((await site.get('/')).headers.get('location')).toBe('/lake');
    for (const path of [
      '/hidden',
      '/hidden/crosswalk',
      '/hidden/board.svg',
      '/hidden/board-phone.svg',
      '/ask?q=border&story=hidden',
      '/preview?q=border&story=hidden',
    ])
      expect([path, (await site.get(path)).status]).toEqual([path, 404]);
    expect(await site.text('/ask?q=%2Fplan-point+border+story%3Ahidden')).not.toContain('The hidden talks');
    await site.stop();
  });
});
