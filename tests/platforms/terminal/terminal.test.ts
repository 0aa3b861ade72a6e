import { PassThrough, Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../src/answer/answer.ts';
import { whoSaid } from '../../../src/commands/who-said.ts';
import type { Command } from '../../../src/core/command.ts';
import type { Core, Request } from '../../../src/core/request.ts';
import { linesOf } from '../../../src/platforms/terminal/lines.ts';
import { createTerminalPlatform } from '../../../src/platforms/terminal/terminal.ts';
import { readableWidth } from '../../../src/platforms/terminal/width.ts';
import { coreOver } from '../../fixtures/asking.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

const commands: readonly Command[] = [whoSaid];

function plainAnswer(words: string): Answer {
  return {
    status: 'answered',
    headline: [{ kind: 'text', text: words }],
    blocks: [],
    citations: [],
    records: [],
    actions: [],
    asOf: '2031-05-20',
    command: 'echo',
    audience: 'default',
  };
}

function typedIn(request: Request): string {
  return request.kind === 'line' ? request.line : request.kind === 'words' ? request.words : '';
}

/** Answers with the question, and keeps the requests. */
function echoCore(requests: Request[] = []): Core {
  return {
    async respond(request) {
      requests.push(request);
      await turn();
      return { ...plainAnswer(`You asked: ${typedIn(request)}`), readAs: `/who-said ${typedIn(request)}` };
    },
    suggest: () => [],
  };
}

async function piped(
  text: string | Readable,
  core: Core,
  options: { readonly json?: boolean; readonly greeting?: readonly string[] } = {},
): Promise<string> {
  const output = new PassThrough();
  const chunks: string[] = [];
  output.on('data', (chunk) => chunks.push(String(chunk)));
  const platform = createTerminalPlatform({
    input: typeof text === 'string' ? Readable.from([text]) : text,
    output,
    commands,
    greeting: options.greeting ?? [],
    json: options.json ?? false,
    colour: false,
  });
  await platform.start(core);
  await platform.finished;
  return chunks.join('');
}

describe('the terminal on piped input', () => {
  it('answers each line in order and ends with the input, also where the last line has no line feed', async () => {
    const text = await piped('one\n\n  two  \r\nthree', echoCore());
    expect([...text.matchAll(/^You asked: (.*)$/gm)].map((match) => match[1])).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('writes one line of JSON per question and no greeting where JSON is asked for', async () => {
    const text = await piped('one\ntwo\n', echoCore(), { json: true, greeting: ['Hello.'] });
    const answers = text.trimEnd().split('\n');
    expect(answers.map((line) => JSON.parse(line).question)).toEqual(['one', 'two']);
  });

  it('greets first where it writes for people', async () => {
    expect(await piped('', echoCore(), { greeting: ['No platform is connected.'] })).toBe(
      'No platform is connected.\n\n',
    );
  });

  it('passes commands as lines, and plain questions with the line answered before', async () => {
    const requests: Request[] = [];
    await piped('who said ballot\n/who-said ballot\nWho-Said ballot\nand him?\n', echoCore(requests));
    expect(requests.map(({ kind, ...rest }) => [kind, 'previous' in rest ? rest.previous : null])).toEqual([
      ['words', null],
      ['line', null],
      ['line', null],
      ['words', '/who-said Who-Said ballot'],
    ]);
  });

  it('answers a real question with a citation', async () => {
    const briefing = smallBriefing();
    const words = briefing.statements.find((statement) => statement.words !== undefined)?.words ?? '';
    const text = await piped(`/who-said ${words}\n`, coreOver(briefing, commands));
    expect(text.replace(/\s+/g, ' ')).toContain(`“${words}”`);
    expect(text).toMatch(/\[1\]/);
  });

  it('gives the whole of the last answer where "full" is typed, and says so where there is none', async () => {
    const core = coreOver(smallBriefing(), commands, '2031-05-20');
    const words = smallBriefing().statements.find((statement) => statement.words !== undefined)?.words ?? '';
    const text = await piped(`full\n/who-said ${words}\nfull\n`, core);
    const [, none = '', card = '', whole = ''] = text.split(/^> .*$/m);
    expect(none.trim()).toBe('There is no answer yet to show in full.');
    expect(card).not.toMatch(/^Sources$/m);
    expect(whole).toMatch(/^Sources$/m);
  });

  it('shows an escape sequence in a question instead of obeying it', async () => {
    expect(await piped('a\u001b[2Jb\n', echoCore())).not.toContain('\u001b');
  });

  it('stops reading when it is stopped', async () => {
    const input = new PassThrough();
    const platform = createTerminalPlatform({
      input,
      output: new PassThrough().resume(),
      commands,
      greeting: [],
      json: false,
      colour: false,
    });
    await platform.start(echoCore());
    input.write('one\n');
    await platform.stop();
    expect(platform.health().state).toBe('down');
    expect(input.destroyed).toBe(true);
  });
});

describe('the terminal with a person at it', () => {
  // Node takes no keys where the terminal is said to be a dumb one, as some machines that run tests say.
  beforeEach(() => vi.stubEnv('TERM', 'xterm'));
  afterEach(() => vi.unstubAllEnvs());

  async function session(
    keys: readonly string[],
    core: Core,
    greeting: readonly string[] = [],
  ): Promise<string> {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
    const chunks: string[] = [];
    output.on('data', (chunk) => chunks.push(String(chunk)));
    const platform = createTerminalPlatform({
      input,
      output,
      commands,
      greeting,
      json: false,
      colour: false,
    });
    await platform.start(core);
    for (const key of keys) {
      input.write(key);
      for (let turns = 0; turns < 8; turns += 1) await turn();
    }
    input.end();
    await platform.finished;
    return chunks.join('');
  }

  it('prompts, answers, prompts again and leaves at the end of input', async () => {
    const text = await session(['a question\r'], echoCore(), ['Hello.']);
    expect(text.startsWith('Hello.\n\n')).toBe(true);
    expect(text).toContain('You asked: a question');
    expect(text.match(/readout> /g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('brings the last question back with the up arrow', async () => {
    const requests: Request[] = [];
    await session(['first\r', '\u001b[A', '\r'], echoCore(requests));
    expect(requests.map(typedIn)).toEqual(['first', 'first']);
  });

  it('completes a command name with the tab key', async () => {
    const requests: Request[] = [];
    await session(['/wh\t', 'ballot\r'], echoCore(requests));
    expect(requests.map(typedIn)).toEqual(['/who-said ballot']);
  });

  it('leaves on quit without asking the core', async () => {
    const requests: Request[] = [];
    await session(['quit\r'], echoCore(requests));
    expect(requests).toEqual([]);
  });
});

describe('readableWidth', () => {
  it.each([
    [{ columns: 72 }, 72],
    [{ columns: 240 }, 100],
    [{ columns: 0 }, 80],
    [{}, 80],
  ])('writes for %j in %i columns', (output, width) => {
    expect(readableWidth(output)).toBe(width);
  });
});

describe('linesOf', () => {
  async function collected(chunks: readonly (string | Uint8Array)[]): Promise<readonly string[]> {
    const lines: string[] = [];
    for await (const line of linesOf(Readable.from(chunks))) lines.push(line);
    return lines;
  }

  it('gives the same lines however the bytes are cut into chunks', async () => {
    const texts = fc.array(fc.constantFrom('plan', 'Київ?', '第六条', '👍 ok'), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 5 }), async (lines, size) => {
        const bytes = Buffer.from(lines.join('\n'));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        expect(await collected(chunks)).toEqual(lines);
      }),
    );
  });

  it('cuts off a line longer than it takes and goes on with the next', async () => {
    const lines = await collected(['x'.repeat(50_000), 'x\nnext']);
    expect(lines.map((line) => line.length)).toEqual([20_000, 4]);
  });

  it('reads no further ahead than the consumer asks for', async () => {
    let produced = 0;
    async function* endless() {
      for (;;) {
        produced += 1;
        yield `line ${produced}\n`;
      }
    }
    const lines = linesOf(endless());
    await lines.next();
    await lines.next();
    expect(produced).toBeLessThanOrEqual(3);
  });
});
