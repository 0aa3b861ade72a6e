import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '../../../src/app/serve/http-server.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import { SILENT } from '../../../src/domain/log.ts';
import { API } from '../../../src/platforms/api/module.ts';
import { createApiPlatform } from '../../../src/platforms/api/platform.ts';
import { askable } from '../../fixtures/asking.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

const API_TOKEN = 'a-token-for-programs';
const MCP_TOKEN = 'a-token-for-assistants';
const clock = () => Temporal.Instant.from('2031-05-20T12:00:00Z');
const stories = [askable(smallBriefing()), askable(smallBriefing({ id: 'hidden', title: 'A hidden story' }))];
const sees = ['lake'];
const core = createCore({
  ...{ stories: () => stories, commands: COMMANDS, clock },
  channels: {
    settingOf: () => ({ story: null, because: '', sees }),
    choose: () => Promise.reject(new Error('nothing is set here')),
  },
});
const platform = createApiPlatform({
  ...{ settings: { api: API_TOKEN, mcp: MCP_TOKEN }, log: SILENT, commands: COMMANDS },
  reading: { stories: () => stories, now: clock, sees: () => sees, messages: () => [] },
});
const server = createHttpServer({ routes: platform.routes ?? [], host: '127.0.0.1', port: 0, log: SILENT });
let address = '';
beforeAll(async () => {
  await platform.start(core);
  address = `http://127.0.0.1:${await server.start()}`;
});
afterAll(async () => {
  await platform.stop();
  await server.stop();
});

async function get(path: string, token = API_TOKEN) {
  const response = await fetch(`${address}/api/v1/${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}
const json = async (path: string) => JSON.parse((await get(path)).text);

describe('the JSON API', () => {
  it('answers a question and a command line as readout ask --json does, also of a day', async () => {
    const answer = await json('ask?q=what+does+point+1+say');
    expect(Object.keys(answer)).toEqual([
      'question',
      'command',
      'status',
      'story',
      'headline',
      'text',
      'full',
      'records',
      'asOf',
      'citations',
    ]);
    expect(await json('ask?q=/plan-point+1&as-of=2031-05-14')).toMatchObject({
      ...{ command: 'plan-point', story: 'lake', asOf: '2031-05-14' },
    });
    expect(await json('ask?q=timeline&story=lake')).toMatchObject({ command: 'timeline', story: 'lake' });
  });

  it('lists the stories it may tell of, and gives records and whole briefings', async () => {
    expect((await json('stories')).map(({ id }: { readonly id: string }) => id)).toEqual(['lake']);
    expect(await json('record?id=statement:long-row')).toMatchObject({
      id: 'statement:long-row',
      kind: 'statement',
    });
    expect((await json('export?as-of=2031-05-14')).asOf).toBe('2031-05-14');
    const ics = await get('export?format=ics');
    expect([ics.status, ics.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  });

  it.each([
    ['ask', 400, 'q must be a question'],
    ['ask?q=what+is+new&as-of=soon', 400, 'as-of must be a past day'],
    ['ask?q=what+is+new&as-of=2031-06-01', 400, 'as-of must be a past day'],
    ['ask?q=what+is+new&story=hidden', 404, 'story must be one of lake.'],
    ['ask?q=/digest+add+08:00', 403, '/digest cannot be asked here'],
    ['ask?q=/watch+border', 403, '/watch cannot be asked here'],
    ['record?id=statement:none', 404, 'There is no record'],
    ['record', 404, 'There is no record'],
    ['record?id=statement:long-row&story=hidden', 404, 'story must be one of lake.'],
    ['export?format=pdf', 400, 'format must be one of md, csv, json, csl, ics.'],
    ['export?story=hidden', 404, 'story must be one of lake.'],
  ])('answers %s with %i and one sentence', async (path, status, sentence) => {
    const refused = await get(path);
    expect(refused.status).toBe(status);
    const { error, ...rest } = JSON.parse(refused.text);
    expect(error).toContain(sentence);
    expect(rest).toEqual({});
  });

  it.each(['', 'wrong', `${API_TOKEN}x`, MCP_TOKEN])('tells nothing to whoever has "%s"', async (token) => {
    for (const path of ['stories', 'ask?q=timeline', 'export', 'record?id=statement:long-row']) {
      const refused = await get(path, token);
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(JSON.parse(refused.text)).toEqual({
        error: 'This needs the API_TOKEN of this Readout, as "Authorization: Bearer …".',
      });
    }
  });
});

describe('assistants over HTTP', () => {
  const connect = async (token: string) => {
    const client = new Client({ name: 'test', version: '1' });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(`${address}/mcp`), { requestInit }));
    return client;
  };

  it('have the tools and answers they have over standard input and output', async () => {
    const client = await connect(MCP_TOKEN);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['ask', 'plan_point', 'who_said']));
    const { structuredContent } = await client.callTool({ name: 'plan_point', arguments: { point: '1' } });
    expect(structuredContent).toEqual(await json('ask?q=/plan-point+1'));
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('readout://lake/export.md');
    expect(resources.filter(({ uri }) => uri.includes('hidden'))).toEqual([]);
    const refused = await client.callTool({ name: 'ask', arguments: { question: '/digest add 08:00' } });
    expect(refused).toMatchObject({ isError: true });
    await client.close();
  });

  it('are told nothing without the token', async () => {
    await expect(connect(API_TOKEN)).rejects.toThrow();
    const refused = await fetch(`${address}/mcp`, { method: 'POST', body: '{}' });
    expect([refused.status, await refused.json()]).toEqual([
      401,
      { error: 'This needs the MCP_TOKEN of this Readout, as "Authorization: Bearer …".' },
    ]);
  });

  it.each([
    'not json',
    '[]',
    '{}',
    '7',
    '{"jsonrpc":"2.0","id":1,"method":"no/such"}',
    '[{"jsonrpc":"2.0"}]',
  ])('are answered with an error where they send %s', async (body) => {
    const response = await fetch(`${address}/mcp`, {
      ...{ method: 'POST', body },
      headers: {
        ...{ authorization: `Bearer ${MCP_TOKEN}`, 'content-type': 'application/json' },
        accept: 'application/json, text/event-stream',
      },
    });
    const text = await response.text();
    expect(response.status).toBeLessThan(500);
    expect(text).toMatch(/"error":\s?\{"code":-32/);
  });

  it('cannot hold a connection open', async () => {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const params = { notifications: { toolsListChanged: true }, _meta };
    const listening = await fetch(`${address}/mcp`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${MCP_TOKEN}`, 'content-type': 'application/json' },
        ...{ accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2026-07-28' },
        'mcp-method': 'subscriptions/listen',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params }),
    });
    expect(await listening.text()).toContain('Subscription limit reached');
    const response = await fetch(`${address}/mcp`, { headers: { authorization: `Bearer ${MCP_TOKEN}` } });
    expect(response.status).toBe(405);
  });
});

describe('the module', () => {
  it('serves nothing where no token is set, and each only with its own', () => {
    const reading = (values: Readonly<Record<string, string>>) => ({
      ...{ given: () => undefined, value: (key: string) => values[key], report() {}, ids: () => [] },
      ...{ role: 'all' as const, publicAnswers: false },
    });
    expect(API.connect(reading({}))).toBeUndefined();
    expect(API.connect(reading({ MCP_TOKEN }))).toMatchObject({
      ...{ settings: { mcp: MCP_TOKEN }, secrets: [MCP_TOKEN], needsPort: true },
    });
    const only = createApiPlatform({
      ...{ settings: { api: API_TOKEN, mcp: undefined }, log: SILENT, commands: COMMANDS },
      reading: { stories: () => stories, now: clock, sees: () => null, messages: () => [] },
    });
    expect(only.routes?.map(({ path }) => path)).toEqual([
      '/api/v1/ask',
      '/api/v1/stories',
      '/api/v1/record',
      '/api/v1/export',
    ]);
  });
});
