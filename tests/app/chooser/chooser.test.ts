import { afterEach, describe, expect, it } from 'vitest';
import { createChooser } from '../../../src/app/chooser/chooser.ts';
import type { Chooser } from '../../../src/ask/deciding/choice.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import type { Log } from '../../../src/domain/log.ts';
import { idsIn, type OpenAiServer, type Reply, saying, startOpenAi } from '../../fakes/openai-server.ts';
import { ASKER, askable } from '../../fixtures/asking.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

const CHOICES = [
  { id: 'statement:a', text: 'Ada Brook said the harbour stays open.' },
  { id: 'event:b', text: 'The ferry was sold.' },
];
/** Time that never runs out. */
const ENDLESS = () => new AbortController().signal;

let server: OpenAiServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function choosing(reply: Reply, startTimer: () => AbortSignal = ENDLESS) {
  const warned: string[] = [];
  const note = (sentence: string, facts = {}) => warned.push(`${sentence} ${JSON.stringify(facts)}`);
  const log: Log = { debug() {}, info() {}, warn: note, error: note };
  server = await startOpenAi(reply);
  const settings = { address: server.url, key: 'sk-of-a-test', model: 'small' };
  return { server, warned, chooser: createChooser(settings, log, startTimer) };
}

const choose = (chooser: Chooser) => chooser()('who said it', CHOICES);

describe('the chooser', () => {
  it('gives the ids that were chosen, in their order and each once', async () => {
    const { chooser, warned } = await choosing(saying('{"ids":["event:b","statement:a","event:b"]}'));
    expect(await choose(chooser)).toEqual(['event:b', 'statement:a']);
    expect(warned).toEqual([]);
  });

  it('gives none where none was chosen', async () => {
    const { chooser } = await choosing(saying('{"ids":[]}'));
    expect(await choose(chooser)).toEqual([]);
  });

  it('sends the question, the records and a schema, with the key, and nothing of the machine', async () => {
    const { chooser, server: at } = await choosing(saying('{"ids":[]}'));
    await choose(chooser);
    const [asked] = at.asked;
    expect(asked).toMatchObject({ method: 'POST', url: '/v1/chat/completions' });
    expect(asked?.headers.authorization).toBe('Bearer sk-of-a-test');
    expect(Object.keys(asked?.headers ?? {}).filter((name) => /^(?:x-|openai)/.test(name))).toEqual([]);
    const body = asked?.body as { messages: { role: string; content: string }[] };
    expect(Object.keys(body).sort()).toEqual(['messages', 'model', 'response_format']);
    expect(JSON.parse(body.messages[1]?.content ?? '')).toEqual({
      question: 'who said it',
      records: CHOICES,
    });
    expect(body).toMatchObject({
      model: 'small',
      response_format: {
        json_schema: {
          strict: true,
          schema: { properties: { ids: { items: { enum: ['statement:a', 'event:b'] } } } },
        },
      },
    });
  });

  const headers = { 'content-type': 'application/json' };
  const REFUSED: Readonly<Record<string, Reply>> = {
    'an id that was not given': saying('{"ids":["statement:a","statement:other"]}'),
    prose: saying('The answer is statement:a, of course.'),
    'prose around the right JSON': saying('Sure! {"ids":["statement:a"]}'),
    'more than was asked for': saying('{"ids":["statement:a"],"answer":"Ada Brook said it."}'),
    'another form': saying('["statement:a"]'),
    numbers: saying('{"ids":[1]}'),
    'an empty reply': saying(''),
    'no JSON at all': (_, response) => response.end('<html>hello</html>'),
    'no choices': (_, response) => response.writeHead(200, headers).end('{"choices":[]}'),
    'JSON that is null': (_, response) => response.writeHead(200, headers).end('null'),
    'a reply without end': (_, response) => {
      response.writeHead(200, headers);
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', write);
      write();
    },
    'too many requests': (_, response) =>
      response.writeHead(429, { ...headers, 'retry-after': '0' }).end('{"error":{"message":"slow down"}}'),
    'a wrong key': (_, response) => response.writeHead(401, headers).end('{"error":{"message":"no"}}'),
    'a server in trouble': (_, response) => response.writeHead(500).end('trouble'),
    'a way elsewhere': (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
    'a connection that is cut at once': (_, response) => response.destroy(),
    'a reply that is cut': (_, response) => {
      response.writeHead(200, { ...headers, 'content-length': '1000' });
      response.write('{"choices":[{"message":{"content":"{\\"ids\\":[');
      response.destroy();
    },
  };

  it.each(Object.entries(REFUSED))('lets the answer stand after %s, and asks once', async (_what, reply) => {
    const { chooser, server: at, warned } = await choosing(reply);
    expect(await choose(chooser)).toBeNull();
    expect(at.asked).toHaveLength(1);
    expect(warned).toHaveLength(1);
    expect(warned[0]).not.toMatch(/sk-of-a-test|who said it|harbour/);
  });

  it.each([
    ['says nothing', () => {}],
    [
      'begins a reply and stops',
      (_: unknown, response) => {
        response.writeHead(200, headers);
        response.write('{"choices":');
      },
    ],
  ] as [string, Reply][])(
    'lets the answer stand when its time is over and the server %s',
    async (_what, reply) => {
      const time = new AbortController();
      const { chooser, server: at } = await choosing(reply, () => time.signal);
      const reached = at.next();
      const chosen = choose(chooser);
      await reached;
      time.abort();
      expect(await chosen).toBeNull();
    },
  );

  it('has one time for a question however many stories it is put to', async () => {
    const time = new AbortController();
    let started = 0;
    const { chooser, server: at } = await choosing(saying('{"ids":[]}'), () => {
      started += 1;
      return time.signal;
    });
    const ofOneQuestion = chooser();
    expect(await ofOneQuestion('q', CHOICES)).toEqual([]);
    time.abort();
    expect(await ofOneQuestion('q', CHOICES)).toBeNull();
    expect(started).toBe(1);
    expect(at.asked).toHaveLength(1);
  });

  it('logs the first of several failures, and one after a success again', async () => {
    let content = 'prose';
    const { chooser, warned } = await choosing((asked, response) => saying(content)(asked, response));
    await choose(chooser);
    await choose(chooser);
    expect(warned).toHaveLength(1);
    content = '{"ids":[]}';
    await choose(chooser);
    content = 'prose';
    await choose(chooser);
    expect(warned).toHaveLength(2);
  });
});

describe('a plain question where a chooser is set', () => {
  const story = askable(smallBriefing());
  const coreWith = (chooser?: Chooser) =>
    createCore({
      stories: () => [story],
      commands: COMMANDS,
      clock: () => Temporal.Instant.from('2031-05-20T12:00:00Z'),
      chooser,
    });
  const ask = (words: string, chooser?: Chooser) =>
    coreWith(chooser).respond({ kind: 'words', words, asker: ASKER });
  const QUESTION = 'how many boats may be kept';

  it('is answered by the record that was chosen, in our own words', async () => {
    const { chooser, server: at } = await choosing((asked, response) =>
      saying(JSON.stringify({ ids: idsIn(asked).slice(-1) }))(asked, response),
    );
    const answer = await ask(QUESTION, chooser);
    const [asked] = at.asked;
    const offered = asked === undefined ? [] : idsIn(asked);
    expect(offered.length).toBeGreaterThan(2);
    expect(offered.length).toBeLessThanOrEqual(10);
    expect(answer.records[0]).toBe(offered.at(-1));
    const without = await ask(QUESTION);
    expect(without.records[0]).toBe(offered[0]);
  });

  it('is told that nothing was found where none was chosen', async () => {
    const { chooser } = await choosing(saying('{"ids":[]}'));
    expect((await ask(QUESTION)).status).toBe('answered');
    expect((await ask(QUESTION, chooser)).status).toBe('not-found');
  });

  it.each(['who said the moon is made of cheese', 'what does point 31 say', '/plan-point 1', 'thanks'])(
    'does not leave the machine where nothing is open to choice: %s',
    async (words) => {
      const { chooser, server: at } = await choosing(saying('{"ids":[]}'));
      expect(await ask(words, chooser)).toEqual(await ask(words));
      expect(at.asked).toEqual([]);
    },
  );

  it.each(['prose', '{"ids":["statement:other"]}'])('is answered as without it after %s', async (content) => {
    const { chooser } = await choosing(saying(content));
    expect(await ask(QUESTION, chooser)).toEqual(await ask(QUESTION));
  });
});
