import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckOptions, check } from '../../../../src/app/cli/check.ts';
import { localServer } from '../../../ingest/fetch/local-server.ts';
import { SMALL_PACK } from '../../../pack/small-pack.ts';

const BODY =
  'The harbour board has published the draft of a levy on cargo. It is to be three euros a tonne from the spring. Ferries are to pay half of that, and fishing boats nothing at all.';
const page = (body: string) =>
  `<!doctype html><html><head><title>Levy</title></head><body><article><h1>Levy</h1><p>${body.replaceAll('. ', '.</p><p>')}</p></article></body></html>`;

describe('readout check --links', () => {
  let home: string;
  let server: Awaited<ReturnType<typeof localServer>>;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'readout-links-'));
    server = await localServer((request, response) => {
      const answer = (status: number, body = '', headers = {}) =>
        response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
      switch (request.url) {
        case '/same':
          return answer(200, page(BODY));
        case '/changed':
          return answer(200, page(BODY.replace('three euros', 'four euros')));
        case '/moved':
          return answer(301, '', { location: '/same' });
        case '/closed':
          return answer(503);
        case '/private':
          return answer(200, page(BODY));
        case '/robots.txt':
          return answer(200, 'User-agent: *\nDisallow: /private\n', { 'content-type': 'text/plain' });
        default:
          return answer(404);
      }
    });
    const names = ['same', 'changed', 'moved', 'gone', 'closed', 'private'];
    const sha256 = createHash('sha256').update(BODY).digest('hex');
    const sources = names.map(
      (name) =>
        `  - id: ${name}\n    publisher: Paper\n    url: ${server.at}/${name}\n    published: 2024-05-02\n    quality: original\n    archive:\n      file: copy.txt\n      sha256: ${sha256}\n`,
    );
    mkdirSync(join(home, 'lake'));
    mkdirSync(join(home, 'archive'));
    writeFileSync(join(home, 'archive', 'copy.txt'), `Menu\n${BODY}\nImprint`);
    const files = {
      ...SMALL_PACK,
      'sources.yaml': `${SMALL_PACK['sources.yaml'].replace('    url: https://gazette.example/draft\n', '')}${sources.join('')}`,
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(home, 'lake', name), content);
  });
  afterAll(async () => {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  });

  async function run(options: CheckOptions) {
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const printed = Promise.all([textOf(output), textOf(errors)]);
    const env = { READOUT_HOME: home, READOUT_FETCH_ALLOW: `127.0.0.1:${server.port}` };
    const clock = () => Temporal.Instant.from('2024-05-20T12:00:00Z');
    const terminal = { env, input: Readable.from([]), output, errors, clock };
    const code = await check(terminal, join(home, 'lake'), { links: true, delay: '0', ...options });
    output.end();
    errors.end();
    const [told, progress] = await printed;
    return { code, told: told.replaceAll(`${join(home, 'lake')}/`, ''), progress };
  }

  it('tells each page that is gone, elsewhere or another, with what is other, and what could not be looked at', async () => {
    const { code, told, progress } = await run({});
    expect(code).toBe(1);
    expect(told).toMatch(
      /^sources\.yaml:\d+: link: expected http:\S+\/changed as it was, found another text: 1 sentence is gone, 1 is new\.\n {2}- It is to be three euros a tonne from the spring\.\n {2}\+ It is to be four euros a tonne from the spring\.$/m,
    );
    expect(told).toMatch(/\/moved as it was, found another address: It is at http:\S+\/same now/);
    expect(told).toMatch(/\/gone as it was, found none: http:\S+\/gone answers 404 Not Found\./);
    expect(told).toContain('6 pages looked at: 3 dead, moved or changed, 2 that could not be looked at.');
    expect(progress).toContain('6/6 ');
    expect(progress).toContain('same: same');
    expect(server.paths).not.toContain('/private');
  });

  it('goes on with a run that was broken off, and begins anew after one that ended', async () => {
    const path = join(home, 'data', 'links.json');
    const ended = JSON.parse(readFileSync(path, 'utf8'));
    expect(ended).toMatchObject({ ended: true });
    writeFileSync(path, JSON.stringify({ ...ended, ended: false, known: ended.known.slice(0, 4) }));
    const before = server.paths.filter((one) => one !== '/robots.txt').length;
    const { told, progress } = await run({ json: true });
    expect(progress).toContain('4 pages were looked at before; 2 are left.');
    const links = told
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(links.map(({ kind, source, state }) => `${kind} ${source} ${state}`)).toEqual([
      'link same same',
      'link changed changed',
      'link moved moved',
      'link gone dead',
      'link closed unsure',
      'link private unsure',
    ]);
    expect(links[1]).toMatchObject({
      difference: { added: ['It is to be four euros a tonne from the spring.'] },
    });
    expect(server.paths.filter((one) => one !== '/robots.txt').length - before).toBeLessThanOrEqual(2);
    writeFileSync(path, 'half a fi');
    expect((await run({})).progress).toContain('6/6 ');
  });

  it('refuses a pause that is no number of seconds', async () => {
    await expect(run({ delay: 'soon' })).rejects.toThrow('--delay must be a number of seconds');
  });
});
