import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { text } from '../../src/answer/compose.ts';
import type { Core, Request } from '../../src/core/request.ts';
import type { Log } from '../../src/domain/log.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import {
  createConversation,
  type Inquiry,
  type Outgoing,
  pressed,
  type Surface,
} from '../../src/platforms/conversation.ts';

interface Shown {
  readonly words: string;
  readonly page?: number;
  readonly line?: string | undefined;
  readonly sharedBy?: string | undefined;
}

const ASKER = { platform: 'fake', tenant: tenantId('t'), channel: 'c', user: 'ana', mayConfigure: false };

function answer(more: Partial<Answer> = {}): Answer {
  return {
    ...{ status: 'answered', headline: [text('On record')], blocks: [], citations: [], records: [] },
    ...{ actions: [], asOf: '2031-05-20', command: 'point', audience: 'default' },
    ...more,
  };
}

/** Time that passes only when the test says so. */
function handTurned() {
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  let now = 0;
  return {
    after(ms: number, run: () => void) {
      const entry = { at: now + ms, run };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
    async pass(ms: number) {
      await settled();
      now += ms;
      for (const entry of waiting) if (entry.at <= now) entry.run();
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

type Sent = Outgoing<Shown> & { readonly by: 'acknowledgement' | 'send' };

/** Everything a platform would see, in order. */
function desk(
  respond: (request: Request) => Promise<Answer>,
  options: {
    readonly publicAnswers?: boolean;
    readonly remember?: (line: string) => Promise<void>;
    readonly recall?: () => Promise<string | undefined>;
  } = {},
) {
  const clock = handTurned();
  const events: string[] = [];
  /** What had been done each time that the platform was told to have heard. */
  const heard: string[][] = [];
  const sent: Sent[] = [];
  const asked: Request[] = [];
  const remembered: string[] = [];
  const logged: string[] = [];
  const write = (sentence: string, facts?: object) =>
    void logged.push(`${sentence} ${JSON.stringify(facts ?? {})}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const core: Core = {
    suggest: () => [],
    respond(request) {
      asked.push(request);
      return respond(request);
    },
  };
  const conversation = createConversation({
    ...{ core, clock, log, random: () => 0.5, answerWithinMs: 60_000 },
    publicAnswers: options.publicAnswers ?? false,
    acknowledged: () => void heard.push([...events]),
  });
  const surface = (more: Partial<Surface<Shown>> = {}): Surface<Shown> => ({
    show: ({ headline: [first] }, { seen: _, ...how }) => ({
      ...{ words: first !== undefined && 'text' in first ? first.text : '', ...how },
    }),
    say: (words) => ({ words }),
    async send(outgoing) {
      events.push('send');
      sent.push({ ...outgoing, by: 'send' });
      return 'message-1';
    },
    ...more,
  });
  const acknowledging = (more: Partial<NonNullable<Surface<Shown>['acknowledge']>> = {}) => ({
    acknowledge: {
      withinMs: 800,
      async reply(outgoing: Outgoing<Shown>) {
        events.push('reply');
        sent.push({ ...outgoing, by: 'acknowledgement' });
        return true;
      },
      async defer({ seen, inPlace }: Pick<Outgoing<Shown>, 'seen' | 'inPlace'>) {
        events.push(`defer to ${seen}${inPlace ? ' in place' : ''}`);
        return true;
      },
      ...more,
    },
  });
  const inquiry = (more: Partial<Inquiry> = {}): Inquiry => ({
    ...{ asker: ASKER, question: { kind: 'words', words: 'and Russia?' }, direct: false, line: '/point 6' },
    thread: {
      ...(options.recall === undefined ? {} : { recall: options.recall }),
      async remember(line) {
        await options.remember?.(line);
        remembered.push(line);
      },
    },
    ...more,
  });
  return {
    clock,
    events,
    heard,
    sent,
    asked,
    remembered,
    logged,
    conversation,
    surface,
    acknowledging,
    inquiry,
  };
}

const never = () => new Promise<Answer>(() => {});

describe('a conversation', () => {
  it('acknowledges with the answer itself where that is ready in time', async () => {
    const { conversation, inquiry, surface, acknowledging, events, heard, sent } = desk(async () => answer());
    await conversation.take(inquiry(), surface(acknowledging()));
    expect(events).toEqual(['reply']);
    expect(heard).toEqual([['reply']]);
    expect(sent[0]).toMatchObject({ seen: 'asker', inPlace: false, shown: { words: 'On record' } });
  });

  it('defers at the end of its patience and then sends, to whom it is for', async () => {
    const late = Promise.withResolvers<Answer>();
    const { conversation, inquiry, surface, acknowledging, events, heard, clock } = desk(() => late.promise, {
      publicAnswers: true,
    });
    const over = conversation.take(inquiry(), surface(acknowledging()));
    await clock.pass(799);
    expect(events).toEqual([]);
    await clock.pass(1);
    expect(events).toEqual(['defer to channel']);
    late.resolve(answer());
    await over;
    expect(events).toEqual(['defer to channel', 'send']);
    expect(heard).toEqual([['defer to channel']]);
  });

  it('sends the answer after all where the acknowledgement cannot carry it', async () => {
    const { conversation, inquiry, surface, acknowledging, events } = desk(async () => answer());
    await conversation.take(inquiry(), surface(acknowledging({ reply: async () => false })));
    expect(events).toEqual(['defer to asker', 'send']);
  });

  it('says nothing more where nobody waits for the answer any longer', async () => {
    const { conversation, inquiry, surface, acknowledging, events, heard, clock } = desk(never);
    const over = conversation.take(inquiry(), surface(acknowledging({ defer: async () => false })));
    await clock.pass(800);
    await over;
    expect(events).toEqual([]);
    expect(heard).toEqual([]);
  });

  it('gives up work that never ends, with one apology whose reference is in the log', async () => {
    const { conversation, inquiry, surface, sent, clock, logged } = desk(never);
    const over = conversation.take(inquiry(), surface());
    await clock.pass(60_000);
    await over;
    const reference = /R-[2-9A-Z]{6}$/u.exec(sent[0]?.shown.words ?? '')?.[0] ?? 'none';
    expect(logged.filter((line) => line.includes(reference))).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  it('ends in exactly one reply whatever fails, and repeats nothing of what was typed', async () => {
    const fault = () => {
      throw new Error('what somebody typed');
    };
    const answers = [
      async () => answer(),
      async () => answer({ status: 'refused', audience: 'asker' }),
      async () => answer({ audience: 'asker' }),
      async () => answer({ audience: 'channel' }),
      async () => fault(),
      fault,
      never,
    ];
    const replies = ['carries', 'does not', 'fails'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          respond: fc.constantFrom(...answers),
          reply: fc.constantFrom(...replies),
          acknowledges: fc.boolean(),
          defer: fc.constantFrom(undefined, fault),
          show: fc.constantFrom(undefined, fault),
          remember: fc.constantFrom(undefined, fault),
          recall: fc.constantFrom(undefined, fault, async () => '/point 5'),
          seen: fc.constantFrom<Inquiry['seen']>(undefined, 'asker', 'channel'),
          sharedBy: fc.constantFrom(undefined, 'Ana'),
          direct: fc.boolean(),
          publicAnswers: fc.boolean(),
          takeBack: fc.boolean(),
        }),
        async (given) => {
          const { publicAnswers, respond, remember, recall, reply, defer, show } = given;
          const recalling = recall === undefined ? {} : { recall: async () => recall() };
          const remembering = remember === undefined ? {} : { remember: async () => remember() };
          const { conversation, ...at } = desk(respond, { publicAnswers, ...recalling, ...remembering });
          const acknowledging = at.acknowledging({
            ...(reply === 'carries' ? {} : { reply: async () => (reply === 'fails' ? fault() : false) }),
            ...(defer === undefined ? {} : { defer: async () => defer() }),
          });
          const surface = at.surface({
            ...(given.acknowledges ? acknowledging : {}),
            ...(show === undefined ? {} : { show }),
            remove: async () => void at.events.push('remove'),
          });
          const { seen, sharedBy, direct, takeBack } = given;
          const over = conversation.take(
            at.inquiry({
              ...{ direct, takeBack },
              ...(seen === undefined ? {} : { seen }),
              ...(sharedBy === undefined ? {} : { sharedBy }),
            }),
            surface,
          );
          for (const ms of [800, 60_000]) await at.clock.pass(ms);
          await over;
          expect(at.sent).toHaveLength(1);
          expect(JSON.stringify([at.sent, at.logged])).not.toContain('what somebody typed');
          // Meant for one alone, shown to one alone.
          if (respond === answers[2] && !direct && at.sent[0]?.shown.words === 'On record')
            expect(at.sent[0]?.seen).toBe('asker');
        },
      ),
    );
  });

  it('leaves a log line where not even the apology goes out', async () => {
    const { conversation, inquiry, surface, logged } = desk(async () => answer());
    await conversation.take(
      inquiry(),
      surface({ send: async () => Promise.reject(new Error('what somebody typed')) }),
    );
    expect(logged.at(-1)).toContain('so did saying so');
  });

  it.each([
    ['default', false, undefined, 'asker'],
    ['default', true, undefined, 'channel'],
    ['asker', true, undefined, 'asker'],
    ['channel', false, undefined, 'channel'],
    ['default', true, 'asker', 'asker'],
    ['default', false, 'channel', 'channel'],
    ['asker', false, 'channel', 'asker'],
  ] as const)(
    'shows an answer for %s, where public answers are %s and the surface means %s, to: %s',
    async (audience, publicAnswers, seen, expected) => {
      const { conversation, inquiry, surface, sent } = desk(async () => answer({ audience }), {
        publicAnswers,
      });
      await conversation.take(inquiry(seen === undefined ? {} : { seen }), surface());
      expect(sent[0]?.seen).toBe(expected);
    },
  );

  it('keeps what could not be understood from the channel, unless it was asked there', async () => {
    const refused = async () => answer({ status: 'refused', audience: 'asker' });
    const { conversation, inquiry, surface, sent } = desk(refused, { publicAnswers: true });
    await conversation.take(inquiry(), surface());
    await conversation.take(inquiry({ seen: 'channel' }), surface());
    await conversation.take(inquiry({ seen: 'channel', sharedBy: 'Ana' }), surface());
    expect(sent.map(({ seen }) => seen)).toEqual(['asker', 'channel', 'asker']);
  });

  it('says a sentence where an answer is for one alone and nobody can be whispered to', async () => {
    const { conversation, inquiry, surface, sent, remembered } = desk(async () =>
      answer({ audience: 'asker' }),
    );
    const open = surface({ limits: { noWhispers: 'Ask me privately.' } });
    await conversation.take(inquiry({ seen: 'channel' }), open);
    await conversation.take(inquiry({ seen: 'channel', direct: true }), open);
    expect(sent.map(({ shown }) => shown.words)).toEqual(['Ask me privately.', 'On record']);
    expect(remembered).toEqual(['/point 6']);
  });

  it('says a sentence of ours without asking anything', async () => {
    const { conversation, inquiry, surface, sent, asked, remembered } = desk(async () => answer());
    await conversation.take(inquiry({ instead: 'No words.' }), surface());
    expect([sent.map(({ shown }) => shown.words), asked, remembered]).toEqual([['No words.'], [], []]);
  });

  it('gives a follow-up the line before it, and remembers lines that were answered and no others', async () => {
    let next = answer({ readAs: '/point 6 side:b' });
    const { conversation, inquiry, surface, asked, remembered } = desk(async () => next, {
      recall: async () => '/point 5',
    });
    await conversation.take(inquiry(), surface());
    await conversation.take(inquiry({ question: { kind: 'line', line: '/point 7' } }), surface());
    next = answer({ status: 'refused' });
    await conversation.take(inquiry(), surface());
    next = answer({ command: 'small-talk' });
    await conversation.take(inquiry(), surface());
    expect(asked).toMatchObject([{ previous: '/point 5' }, { kind: 'line' }, {}, {}]);
    expect(asked[1]).not.toHaveProperty('previous');
    expect(remembered).toEqual(['/point 6 side:b', '/point 6 side:b']);
  });
});

describe('a pressed button', () => {
  const by = (more: Partial<Parameters<typeof pressed>[1]> = {}) => ({
    ...{ user: 'ana', name: 'Ana', alone: false, sharesFirst: async () => true },
    ...more,
  });

  it('turns a page in place where only its reader sees the message, and gives a copy where others do', async () => {
    expect(await pressed({ kind: 'page', page: 2 }, by({ alone: true }))).toMatchObject({ inPlace: true });
    expect(await pressed({ kind: 'page', page: 2 }, by())).toMatchObject({ inPlace: false, seen: 'asker' });
  });

  it('shares once, naming who did', async () => {
    expect(await pressed({ kind: 'share' }, by())).toEqual({ seen: 'channel', sharedBy: 'Ana' });
    const again = await pressed({ kind: 'share' }, by({ sharesFirst: async () => false }));
    expect(again).toEqual({ seen: 'asker', instead: 'This answer is shared already.' });
  });

  it('never shares what is for the asker alone', async () => {
    const { conversation, inquiry, surface, sent } = desk(async () => answer({ audience: 'asker' }));
    await conversation.take(inquiry(await pressed({ kind: 'share' }, by())), surface());
    expect(sent).toMatchObject([
      { seen: 'asker', shown: { words: expect.stringContaining('for you alone') } },
    ]);
  });

  it('takes an answer back for its asker alone: the public one goes before the private one comes', async () => {
    const { conversation, inquiry, surface, acknowledging, events } = desk(async () => answer());
    const own = await pressed({ kind: 'hide', user: 'ana' }, by());
    await conversation.take(
      inquiry(own),
      surface({ ...acknowledging(), remove: async () => void events.push('remove') }),
    );
    expect(events).toEqual(['defer to asker in place', 'remove', 'send']);
    expect(await pressed({ kind: 'hide', user: 'ben' }, by())).toMatchObject({
      instead: expect.stringContaining('Only the person who asked'),
    });
  });
});
