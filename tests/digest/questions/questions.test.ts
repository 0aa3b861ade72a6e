import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/answer/answer.ts';
import { noteQuestions } from '../../../src/app/serve/noted-questions.ts';
import { watchable } from '../../../src/app/serve/watchable.ts';
import { commandsWith } from '../../../src/commands/every-command.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import type { Asker } from '../../../src/core/command.ts';
import { formatLine } from '../../../src/core/line/format-line.ts';
import { groupQuestions } from '../../../src/digest/questions/question-groups.ts';
import { createQuestionList } from '../../../src/digest/questions/question-list.ts';
import { meaningOf, scrubbed } from '../../../src/digest/questions/scrub.ts';
import { tellAnswered } from '../../../src/digest/questions/tell-answered.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import type { Store } from '../../../src/store/store.ts';
import { askable, said } from '../../fixtures/asking.ts';
import { lakeBriefing, provision, reading } from '../../fixtures/briefing.ts';
import { HOUR, MINUTE, openDesk } from '../../fixtures/digest-desk.ts';
import { linesOf } from '../../fixtures/written.ts';

const DESK: Asker = {
  platform: 'discord',
  tenant: tenantId('guild-1'),
  channel: 'channel-1',
  user: 'ann',
  mayConfigure: true,
};

async function asking(keeps = true) {
  const desk = await openDesk();
  let briefing: Briefing = lakeBriefing();
  let story = askable(briefing);
  let token = 0;
  const now = () => desk.clock.now();
  const marked: string[] = [];
  const questions = createQuestionList({
    marked: (mark, platform) => void marked.push(`${mark} ${platform}`),
    ...{ store: desk.store, keeps, now },
    token: () => {
      token += 1;
      return `token-${token}`;
    },
  });
  const { missed } = desk.digests;
  const core = noteQuestions(
    createCore({
      stories: () => [story],
      commands: await commandsWith({
        ...{ digest: desk.digests.service, watch: desk.digests.watches, questions, missed },
      }),
      clock: () => Temporal.Instant.fromEpochMilliseconds(now()),
    }),
    {
      ...{ questions, keeps, story: () => briefing.id, asked: missed.asked },
      watchable: (answer) => watchable(answer, briefing),
    },
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const say = async (words: string, over: Partial<Asker> = {}): Promise<Answer> => {
    const kind = words.startsWith('/') ? 'line' : 'words';
    const asker = { ...DESK, ...over };
    const answer = await core.respond(
      kind === 'line' ? { kind, line: words, asker } : { kind: 'words', words, asker },
    );
    await settle();
    return answer;
  };
  return {
    desk,
    say,
    marked,
    core,
    load(next: Briefing) {
      briefing = next;
      story = askable(next);
      desk.load(next);
    },
    again: () =>
      tellAnswered({
        store: desk.store,
        briefings: new Map([[briefing.id, briefing]]),
        ask: ({ words, platform, tenant, channel }) =>
          core.respond({
            ...{ kind: 'words', words },
            asker: { platform, tenant, channel, user: '', mayConfigure: false },
          }),
        now: now(),
        since: now() - 30 * 86_400_000,
      }),
  };
}

describe('what nobody could answer', () => {
  test('is listed by meaning with how often it was asked, to those of the tenant who may', async () => {
    const { say } = await asking();
    await say('how much did the harbour dredging contract cost?');
    await say('how much did harbour dredging contracts cost?', { user: 'bob', channel: 'channel-2' });
    await say('who owns the lighthouse ferry?', { tenant: tenantId('guild-2') });
    await say('thanks!');
    const list = await say('/readout questions');
    expect(said(list).split('\n')[0]).toBe('1 open question, asked 2 times in the last 30 days.');
    expect(said(list)).toContain('“how much did harbour dredging contracts cost?”, 2 times');
    expect(said(list)).not.toContain('lighthouse');
    expect((await say('/readout questions', { mayConfigure: false })).status).toBe('refused');
    const [done = ''] = linesOf(list);
    expect((await say(done, { tenant: tenantId('guild-2') })).status).toBe('refused');
    expect(said(await say(done))).toContain('is not listed any more');
    expect(said(await say('/readout questions'))).toContain('No open question');
  });

  test('is kept without names, mentions, addresses and long numbers, for thirty days', async () => {
    const { desk, say } = await asking();
    await say(
      'what of the dredging by <@U123ABC> or @ann.b or a@b.example +380 44 123-45-67 https://x.example/a?b',
    );
    const kept = async () => (await desk.store.openQuestions(0, 10)).map(({ words }) => words);
    expect(await kept()).toEqual(['what of the dredging by – or – or – – –']);
    expect(JSON.stringify(await desk.store.openQuestions(0, 10))).not.toContain('ann.b');
    await desk.clock.advance(31 * 24 * HOUR);
    expect(said(await say('/readout questions'))).toContain('No open question');
  }, 30_000);

  test('is not kept where the desk does not want it', async () => {
    const { desk, say } = await asking(false);
    const answer = await say('who signed the harbour dredging contract?');
    expect(await desk.store.openQuestions(0, 10)).toEqual([]);
    expect(answer.feedback).toBe(undefined);
  });

  test('takes an answer that is marked, by a button and in words', async () => {
    const { desk, say, marked } = await asking();
    const answer = await say('/plan-point 2');
    const { path = [], values = {} } = answer.feedback?.wrong ?? {};
    const mark = formatLine(path, values, COMMANDS);
    expect(linesOf(answer).join()).not.toContain('readout');
    expect(said(await say(mark, { mayConfigure: false }))).toContain('Noted for the desk, without your name');
    expect(await desk.store.openQuestions(0, 10)).toMatchObject([{ words: 'plan-point 2', status: 'wrong' }]);
    expect((await say('/digest list')).feedback).toBe(undefined);
    expect(marked).toEqual(['wrong discord']);
    const helped = await say(formatLine(answer.feedback?.helpful.path ?? [], {}, COMMANDS), {
      mayConfigure: false,
    });
    expect(said(helped)).toContain('Thank you. It is counted, without your name.');
    expect(marked).toEqual(['wrong discord', 'helpful discord']);
    expect(await desk.store.openQuestions(0, 10)).toHaveLength(1);
  });

  test('is told once to each channel that asked, when the pack can answer it', async () => {
    const { desk, say, load, again } = await asking();
    await desk.digests.start();
    const ask = 'what about the harbour dredging?';
    expect((await say(ask)).status).toBe('not-found');
    await say(ask);
    await say(ask, { channel: 'channel-2' });
    expect(await again()).toBe(0);
    const story = lakeBriefing();
    const dredging = provision('dredging', 'Harbour dredging', [
      reading('dredging', 'second', { points: [7] }),
    ]);
    load({ ...story, provisions: [...story.provisions, dredging] });
    expect(await again()).toBe(2);
    expect(await again()).toBe(0);
    desk.digests.wake();
    await desk.clock.advance(2 * MINUTE);
    expect(desk.chat.messages.map(({ destination }) => destination.channel).toSorted()).toEqual([
      'channel-1',
      'channel-2',
    ]);
    expect(said(desk.chat.messages[0]?.answer ?? (await say('/readout help')))).toContain(
      'Asked here, and answered now: “what about the harbour dredging?”',
    );
    await desk.digests.stop();
  });
});

describe('"Watch this"', () => {
  test('stands beside what can be watched, and watches it', async () => {
    const { say } = await asking();
    const offers = async (line: string) =>
      linesOf(await say(line)).filter((offer) => offer.startsWith('/watch add'));
    expect(await offers('/plan-point 2')).toEqual(['/watch add what:point:fleet']);
    expect(await offers('/who-said speaker:vey')).toEqual(['/watch add what:speaker:tomas']);
    expect(await offers('/digest list')).toEqual([]);
    const [watch = ''] = await offers('/plan-point 2');
    expect(said(await say(`${watch} here`))).toContain('Watching Size of the patrol fleet.');
  });
});

describe('scrubbing', () => {
  test('leaves no mention, address or long number, whatever stands around it', () => {
    const secret = fc.constantFrom(
      ...[
        '<@U0123ABC>',
        '<#C99|desk>',
        '<!channel>',
        'me@host.example',
        'https://a.example/b',
        'www.a.example',
      ],
      ...['+44 20 7946 0958', '4929123456781234', '@some.body', '123456789', '(044) 123-45-67'],
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(secret, fc.constantFrom('who', 'said', '6', '2025', 'army')), { maxLength: 8 }),
        (parts) => {
          const kept = scrubbed(parts.join(' '));
          expect(kept).not.toMatch(/[<>@]|example|\d{5,}/);
          expect(scrubbed(kept)).toBe(kept);
        },
      ),
    );
  });

  test('makes one meaning of one question', () => {
    expect(meaningOf('What about the harbour contracts?')).toBe(
      meaningOf('the harbour contract, any news'.replace(', any news', '')),
    );
    expect(groupQuestions([])).toEqual([]);
  });
});

describe('/since', () => {
  test('shows the last days until somebody wants it kept when they asked last, and forgets at a word', async () => {
    const { desk, say, load } = await asking();
    await desk.digests.start();
    await desk.clock.advance(2 * MINUTE);
    const first = await say('/since');
    expect(linesOf(first)).toContain('/since remember');
    expect(said(first)).toContain('These are the last 7 days.');
    expect(said(await say('/since remember'))).toContain('kept for 30 days');
    await desk.clock.advance(HOUR);
    const story = lakeBriefing();
    load({ ...story, statements: story.statements.filter(({ id }) => id !== 'calm') });
    await desk.clock.advance(HOUR);
    const missed = await say('what did I miss?');
    expect(said(missed)).toContain('1 change since');
    expect(said(missed)).toContain('Since you last asked here.');
    expect(missed.audience).toBe('asker');
    expect(said(await say('/since'))).toContain('no change since');
    expect(said(await say('/since', { user: 'bob' }))).toContain('These are the last 7 days.');
    expect(said(await say('/since forget'))).toContain('Forgotten');
    expect(said(await say('/since forget'))).toContain('Nothing was kept');
    expect(said(await say('/since'))).toContain('These are the last 7 days.');
    await desk.digests.stop();
  });

  test.each([
    ['/since whenever', 'time takes a day or a time'],
    ['/since 2033-01-01', 'has not come yet'],
  ])('refuses %s in one sentence', async (line, why) => {
    const { say } = await asking();
    const answer = await say(line);
    expect([answer.status, said(answer)]).toEqual(['refused', expect.stringContaining(why)]);
  });

  test('takes a time of the day as the last one that has come', async () => {
    const { say } = await asking();
    expect(said(await say('/since 23:00'))).toContain('since');
    expect((await say('/since 06:00')).status).toBe('answered');
  });
});

describe('the digest of an editors’ channel', () => {
  const note = (store: Store, id: string, words: string, over: object = {}) =>
    store.noteQuestion({
      ...{ id, words, meaning: meaningOf(words), story: 'lake', status: 'not-found', platform: 'discord' },
      ...{
        tenant: tenantId('guild-1'),
        channel: 'c',
        thread: '',
        askedAt: Date.parse('2025-11-24T00:00:00Z'),
        ...over,
      },
    });

  test('tells how many questions are open and which are asked most, and no other channel’s does', async () => {
    const place = { platform: 'discord', tenant: tenantId('guild-1'), channel: 'editors', thread: '' };
    const desk = await openDesk({ over: { isDesk: ({ channel }) => channel === 'editors' } });
    for (const at of [1, 2]) await note(desk.store, `s${at}`, 'who builds the new harbour');
    await note(desk.store, 'm', `how many ${'very long words of a question '.repeat(4)}`);
    await note(desk.store, 'x', 'what does the bridge cost');
    await note(desk.store, 'y', 'is there a ferry');
    await note(desk.store, 'old', 'when was the lake found', { askedAt: 0 });
    await note(desk.store, 'other', 'where is the sea', { story: 'sea' });
    await note(desk.store, 'away', 'where is the moon', { tenant: tenantId('guild-2') });
    await desk.subscribe({ place }, {});
    await desk.digests.start();
    await desk.clock.advance(10 * MINUTE);
    const told = (channel: string) =>
      desk.chat.messages.find((one) => one.destination.channel === channel)?.answer;
    const lines = said(told('editors') ?? ({} as Answer));
    expect(lines).toContain('4 open questions: “who builds the new harbour” (2×), “');
    expect(lines).toContain('…”');
    expect(lines).toContain('. All: /readout questions');
    expect(told('editors')?.actions.at(-1)).toMatchObject({ label: 'Open questions' });
    const others = said(told('channel-1') ?? ({} as Answer));
    expect(others).not.toContain('open question');
    expect(lines.replace(/\n4 open questions:.*/, '')).toBe(others);
    await desk.digests.stop();
  });
});
