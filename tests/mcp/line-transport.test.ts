import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Core } from '../../src/core/request.ts';
import { SILENT } from '../../src/domain/log.ts';
import { serveOverLines } from '../../src/mcp/over-lines.ts';
import { ASKER, askable, coreOver } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

const briefing = smallBriefing();
const story = askable(briefing);
const assisted = {
  core: coreOver(briefing, COMMANDS),
  commands: COMMANDS,
  stories: () => [story],
  asker: { ...ASKER, mayConfigure: false },
  version: '0.0.0',
};

type Message = {
  readonly id?: unknown;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
};

/** What is written for this input, once it is over and served to its end. */
async function served(
  input: string | readonly Buffer[],
  core: Core = assisted.core,
): Promise<readonly Message[]> {
  const [from, to] = [new PassThrough(), new PassThrough()];
  let written = '';
  to.on('data', (chunk) => {
    written += String(chunk);
  });
  for (const chunk of typeof input === 'string' ? [input] : input) from.write(chunk);
  from.end();
  await serveOverLines({ ...assisted, core }, { input: from, output: to, log: SILENT });
  return written
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const line = (message: object) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
const request = (id: number | string, method: string, params: object = {}) => line({ id, method, params });
const call = (id: number, name: string, given: object) =>
  request(id, 'tools/call', { name, arguments: given });
const HELLO =
  request('hello', 'initialize', {
    ...{ protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  }) + line({ method: 'notifications/initialized' });

describe('a session over two streams', () => {
  it('answers everything that was asked before the input ended', async () => {
    const asked = Array.from({ length: 40 }, (_, at) => call(at, 'plan_point', { point: '6' }));
    // Each waits for its turn of the loop, as one that reads a file or asks a chooser does.
    const slow: Core = {
      ...assisted.core,
      async respond(asking) {
        await setImmediate();
        await setImmediate();
        return assisted.core.respond(asking);
      },
    };
    const answers = await served(HELLO + asked.join(''), slow);
    expect(answers.map(({ id }) => id).toSorted()).toEqual(['hello', ...asked.keys()].toSorted());
  });

  it.each([
    ['no JSON', 'what does point 6 say?\n', -32_700, null],
    ['half of a message', '{"jsonrpc":"2.0","id":7,\n', -32_700, null],
    ['a batch', '[{"jsonrpc":"2.0","id":7,"method":"ping"}]\n', -32_600, null],
    ['a number', '7\n', -32_600, null],
    ['no method', '{"jsonrpc":"2.0","id":7}\n', -32_600, 7],
    ['another protocol', '{"jsonrpc":"1.0","id":"a","method":"ping"}\n', -32_600, 'a'],
    ['an id that is none', '{"jsonrpc":"2.0","id":{},"method":"ping"}\n', -32_600, null],
    ['two million characters', `"${'x'.repeat(2_000_000)}"\n`, -32_600, null],
    ['an unknown method', request(7, 'tools/delete'), -32_601, 7],
    ['an unknown tool', call(7, 'delete_everything', {}), -32_602, 7],
    ['no such record', request(7, 'resources/read', { uri: 'readout://lake/record/event:none' }), -32_602, 7],
    ['no such story', request(7, 'resources/read', { uri: 'readout://moon/export.md' }), -32_602, 7],
    ['an address elsewhere', request(7, 'resources/read', { uri: 'file:///etc/passwd' }), -32_602, 7],
  ])('answers %s with an error, and goes on', async (_, wrong, code, id) => {
    const answers = await served(HELLO + wrong + request('after', 'ping'));
    const error = answers.find((each) => each.error !== undefined);
    expect([error?.error?.code, error?.id]).toEqual([code, id]);
    expect(answers.find((each) => each.id === 'after')?.result).toEqual({});
  });

  it.each([
    ['a word for a number', 'plan_point', { point: 6 }],
    ['an option there is not', 'who_said', { wordz: 'long road' }],
    ['a choice there is not', 'plan_point', { point: '6', show: 'nothing' }],
    ['no question', 'ask', {}],
    ['a question that is too long', 'ask', { question: 'x'.repeat(30_000) }],
    ['a day that is none', 'timeline', { as_of: 'someday' }],
    ['a story there is not', 'timeline', { story: 'moon' }],
  ])('says what is wrong with %s', async (_, name, given) => {
    const [, answer] = await served(HELLO + call(1, name, given));
    expect(answer?.result).toMatchObject({
      ...{ isError: true, content: [{ type: 'text', text: expect.stringMatching(/.{10}/) }] },
    });
  });

  it('reads a character that comes in two pieces', async () => {
    const bytes = Buffer.from(HELLO + call(1, 'who_said', { words: 'Größe über alles' }));
    const at = bytes.indexOf(Buffer.from('ö')) + 1;
    const answers = await served([bytes.subarray(0, at), bytes.subarray(at)]);
    expect(JSON.stringify(answers[1])).toContain('Größe über alles');
  });

  it('ends where what was asked is taken back', async () => {
    const cancel = line({ method: 'notifications/cancelled', params: { requestId: 1 } });
    expect((await served(HELLO + call(1, 'timeline', {}) + cancel)).length).toBeLessThan(3);
  });

  it('never fails, whatever lines come, and answers the next', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc
        .record({
          jsonrpc: fc.constantFrom('2.0', '1.0', 2),
          id: fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
          method: fc.constantFrom(
            'tools/call',
            'tools/list',
            'initialize',
            'resources/read',
            'ping',
            '__proto__',
          ),
          params: fc.oneof(
            fc.jsonValue(),
            fc.record({ name: fc.constantFrom('ask', 'who_said', 'constructor'), arguments: fc.jsonValue() }),
          ),
        })
        .map((message) => JSON.stringify(message)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 12 }), async (lines) => {
        const answers = await served(`${HELLO}${lines.join('\n')}\n${request('the last one', 'ping')}`);
        expect(answers.find(({ id }) => id === 'the last one')?.result).toEqual({});
      }),
      { numRuns: 12 },
    );
  });
});
