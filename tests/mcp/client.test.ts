import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerToJson } from '../../src/answer/json.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { isGroup, needsStanding } from '../../src/core/command.ts';
import { formatLine } from '../../src/core/line/format-line.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';
import { ASKER, coreOver } from '../fixtures/asking.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { packs } = loadPacks(diskFolder(`${root}/briefings`));
const [pack] = packs;
if (pack === undefined) throw new Error('The bundled briefing does not load.');
const { briefing } = pack;
/** What `readout ask --json` gives on this day. */
const core = coreOver(briefing, COMMANDS, new Date().toISOString().slice(0, 10));

const client = new Client({ name: 'test', version: '1' });
let complaints = '';
beforeAll(async () => {
  const transport = new StdioClientTransport({
    ...{ command: process.execPath, args: [`${root}/bin/readout.js`, 'mcp'], cwd: root, stderr: 'pipe' },
    env: { PATH: process.env.PATH ?? '', READOUT_CONFIG: '' },
  });
  transport.stderr?.on('data', (chunk) => {
    complaints += String(chunk);
  });
  await client.connect(transport);
}, 30_000);
afterAll(() => client.close());

describe('an assistant with the client of the protocol', () => {
  it('finds a tool for plain questions and for each command that reads, and none that changes', async () => {
    const { tools } = await client.listTools();
    const reading = COMMANDS.filter((command) => !isGroup(command) && !needsStanding(command));
    expect(tools.map(({ name }) => name)).toEqual([
      'ask',
      ...reading.map(({ name }) => name.replaceAll('-', '_')),
    ]);
    for (const { annotations, description, inputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
      expect(description).toBeTruthy();
      expect(Object.keys(inputSchema.properties ?? {})).toEqual(expect.arrayContaining(['as_of', 'story']));
    }
  });

  it.each([
    ['plan_point', { point: '6' }],
    ['plan_point', { point: '6', as_of: '2025-11-24' }],
    ['who_said', { words: 'a tough road ahead' }],
    ['who_said', { words: 'we will never surrender the moon' }],
    ['compare', {}],
    ['position', { party: 'russia' }],
    ['timeline', {}],
    ['deadlines', {}],
    ['disputed', {}],
    ['sources', {}],
    ['briefing', {}],
  ])('is given the very answer that is printed for %s %j', async (name, given) => {
    const { content, structuredContent } = await client.callTool({ name, arguments: given });
    const path = [name.replaceAll('_', '-')];
    const values = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key.replaceAll('_', '-'), value as string]),
    );
    const lineOf = (ask: { readonly path: readonly string[]; readonly values: Record<string, string> }) =>
      formatLine(ask.path, ask.values, COMMANDS);
    const asked = formatLine(path, values, COMMANDS);
    const answer = await core.respond({ kind: 'line', line: asked, asker: ASKER });
    const printed = answerToJson(answer, asked, lineOf);
    expect(structuredContent).toEqual(printed);
    expect(content).toEqual([{ type: 'text', text: printed.text }]);
  });

  it('asks in plain words, of a day', async () => {
    const { structuredContent } = await client.callTool({
      ...{ name: 'ask', arguments: { question: 'what does point 6 say?', as_of: '2025-11-24' } },
    });
    expect(structuredContent).toMatchObject({ status: 'answered', asOf: '2025-11-24', story: briefing.id });
  });

  it('reads a briefing in each of its forms, and a record by the id that an answer names', async () => {
    const { resources } = await client.listResources();
    expect(resources.length).toBe(5);
    for (const { uri } of resources) {
      const { contents } = await client.readResource({ uri });
      expect([uri, JSON.stringify(contents).length > 1_000]).toEqual([uri, true]);
    }
    const uri = `readout://${briefing.id}/record/reading:army-size/us-28`;
    const [record] = (await client.readResource({ uri })).contents;
    expect(JSON.parse(record !== undefined && 'text' in record ? record.text : '')).toMatchObject({
      ...{ id: 'reading:army-size/us-28', knowledge: { kind: 'published-text' } },
    });
  });

  it('hears of a tool that there is not, and nothing is complained of', async () => {
    await expect(client.callTool({ name: 'propose', arguments: {} })).rejects.toThrow(
      'Tool propose not found',
    );
    expect(complaints).toBe('');
  });
});
