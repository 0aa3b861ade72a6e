import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { APPLICATION, slash } from '../fakes/discord/interactions.ts';
import { idsIn, startOpenAi } from '../fakes/openai-server.ts';
import { SIGNING_SECRET, signedHeaders, TEAM } from '../fakes/slack/slack.ts';
import { bareEnvironment, type Installed, installedPackage } from '../fixtures/installed.ts';
import { serveIt } from '../fixtures/served.ts';
import { docxOf } from './docx.ts';

const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'readout-libraries-'));
let installed: Installed;
beforeAll(async () => {
  installed = await installedPackage();
}, 120_000);
afterAll(() => {
  installed?.remove();
  rmSync(scratch, { recursive: true });
}, 60_000);

/** What ops/build/left-out.ts takes out of a library must not be missed by what is left of it. */
describe('the libraries in the bundle', () => {
  it('answer over the gateway of Discord and over HTTP of Slack, and send a browser to install', async () => {
    const discord = await startFakeDiscord();
    const env = {
      ...{ READOUT_HOME: scratch, HOME: scratch, DATABASE_URL: `file:${join(scratch, 'both.db')}` },
      DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GbenCh.0123456789012345678901234567890123456',
      ...{ DISCORD_CLIENT_ID: APPLICATION, DISCORD_API_URL: discord.apiUrl },
      ...{ SLACK_TRANSPORT: 'http', SLACK_SIGNING_SECRET: SIGNING_SECRET },
      ...{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'c'.repeat(32), SLACK_STATE_SECRET: 's'.repeat(32) },
    };
    const served = await serveIt(env, { program: installed.program, cwd: scratch });
    try {
      await served.seen(/Started\./);
      const [, port] = await served.seen(/"port":(\d+)/);
      const interaction = slash(['plan-point'], { number: '6' });
      await discord.gateway.connected(1);
      discord.send(interaction);
      expect(JSON.stringify(await discord.answered(interaction))).toContain('600');
      discord.gateway.drop();
      await discord.gateway.connected(2);
      const again = slash(['plan-point'], { number: '7' });
      discord.send(again);
      expect(JSON.stringify(await discord.answered(again))).toContain('7');
      expect(discord.violations).toEqual([]);

      const server = `http://127.0.0.1:${port}/slack`;
      const asked = { command: '/plan-point', text: '6', team_id: TEAM, channel_id: 'C1', user_id: 'U1' };
      const body = new URLSearchParams({
        ...asked,
        response_url: served.slack.responseUrl(),
        trigger_id: '1.2.a',
      }).toString();
      const reply = await fetch(`${server}/events`, { method: 'POST', headers: signedHeaders(body), body });
      expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining('600')]);
      const begun = await fetch(`${server}/install`, { redirect: 'manual' });
      expect([begun.status, begun.headers.get('location')]).toEqual([
        302,
        expect.stringMatching(/client_id=1\.2/),
      ]);
    } finally {
      await served.stop();
      await served.slack.stop();
      await discord.close();
    }
    expect(served.log()).not.toContain('is not in this bundle');
  });

  it('read a PDF, a Word document and a feed, whose readers are no part of the bundle or parts of themselves', async () => {
    const said = '"We will not sign this paper," Volodymyr Zelenskyy said on Monday.';
    const files = [join(scratch, 'speech.pdf'), join(scratch, 'speech.docx')];
    writeFileSync(files[0] ?? '', pdfOf(said));
    writeFileSync(files[1] ?? '', docxOf(['A speech &amp; an answer', said.replace(',', '&#44;')]));
    const page = `<rss version="2.0"><channel><title>News &eacute;</title><item><title>One</title><link>http://127.0.0.1/1</link></item></channel></rss>`;
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(page);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const env = { ...bareEnvironment(scratch), READOUT_FETCH_ALLOW: `127.0.0.1:${port}` };
      const options = { cwd: scratch, env, timeout: 60_000 };
      const articles = await run(process.execPath, [installed.program, 'add', '--json', ...files], options);
      const read = articles.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(read.map(({ drafts }) => drafts[0]?.record.words)).toEqual([
        'We will not sign this paper',
        'We will not sign this paper',
      ]);
      expect(read[1].source.title).toBe('A speech & an answer');
      const feed = ['add', '--json', '--feed', `http://127.0.0.1:${port}/feed`];
      const { stdout } = await run(process.execPath, [installed.program, ...feed], options);
      expect(JSON.parse(stdout)).toMatchObject({ status: 'baseline', problems: [] });
    } finally {
      server.close();
    }
  });

  it('ask a model which record answers', async () => {
    const server = await startOpenAi((asked, response) => {
      const content = JSON.stringify({ ids: idsIn(asked).slice(0, 1) });
      const message = { role: 'assistant', content, refusal: null };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          id: '1',
          object: 'chat.completion',
          choices: [{ index: 0, finish_reason: 'stop', message }],
        }),
      );
    });
    try {
      const env = { ...bareEnvironment(scratch), CHOOSER_URL: server.url, CHOOSER_MODEL: 'small' };
      const { stdout, stderr } = await run(
        process.execPath,
        [installed.program, 'ask', 'how large may the army of Ukraine be?'],
        { cwd: scratch, env, timeout: 60_000 },
      );
      expect(stderr).toBe('');
      expect(server.asked.map(({ url }) => url)).toEqual(['/v1/chat/completions']);
      expect(stdout).toContain('[1]');
    } finally {
      await server.close();
    }
  });
});

/** One page with one line of text (ISO 32000-2, 7.5). */
function pdfOf(line: string): string {
  const drawn = `BT /F1 12 Tf 20 700 Td (${line.replaceAll(/[()\\]/g, '\\$&')}) Tj ET`;
  return [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj',
    `4 0 obj<</Length ${drawn.length}>>stream\n${drawn}\nendstream endobj`,
    '5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj',
    'trailer<</Root 1 0 R>>',
  ].join('\n');
}
