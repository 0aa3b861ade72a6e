import { afterEach, describe, expect, it } from 'vitest';
import type { Received } from '../../../fakes/discord/fake-discord.ts';
import { BOT, CHANNEL, GUILD, press, slash, snowflake, USER } from '../../../fakes/discord/interactions.ts';
import { type Json, objects } from '../../../fakes/discord/json.ts';
import { customId, textOf } from '../message-parts.ts';
import { type UnderTest, underTest } from '../platform-under-test.ts';

const DIRECT = '400000000000000007';
const THREAD = '400000000000000011';

function message(content: string, more: Json = {}): Json {
  return {
    id: snowflake(),
    type: 0,
    channel_id: CHANNEL,
    guild_id: GUILD,
    content,
    mentions: content.includes(`<@${BOT}>`) ? [{ id: BOT, username: 'readout', bot: true }] : [],
    author: { id: USER, username: 'jane.d' },
    member: { roles: [] },
    ...more,
  };
}

describe('a message on Discord', () => {
  let test: UnderTest;
  afterEach(async () => {
    await test.close();
    expect(test.discord.violations).toEqual([]);
  });
  const say = (raw: Json) => test.discord.gateway.dispatch('MESSAGE_CREATE', raw);
  const answerTo = async (raw: Json) => {
    say(raw);
    const sent = await test.discord.seen(
      ({ body }) => (body.message_reference as Json | undefined)?.message_id === raw.id,
    );
    return sent.body;
  };
  /** Whatever was sent before this has been handled once this is answered. */
  const settled = () => answerTo(message(`<@${BOT}> last`));

  it('that mentions us is answered as a reply, without pinging', async () => {
    test = await underTest('gateway');
    const body = await answerTo(message(`<@${BOT}> did Russia agree?`));
    expect(textOf(body)).toContain('did Russia agree?');
    expect(body).toMatchObject({ enforce_nonce: true, allowed_mentions: { parse: [], replied_user: false } });
    expect(test.desk.requests[0]).toMatchObject({ kind: 'words', words: 'did Russia agree?' });
  });

  it('that does not address us is met with silence: other talk, bots, webhooks, everyone, joins, ourselves', async () => {
    test = await underTest('gateway');
    say(message('Readout, did Russia agree?'));
    say(message(`<@${BOT}> x`, { author: { id: '5', bot: true } }));
    say(message(`<@${BOT}> x`, { webhook_id: '77' }));
    say(message('@everyone look', { mention_everyone: true }));
    say(message(`<@${BOT}> x`, { type: 7 }));
    say(message(`<@${BOT}> x`, { author: { id: BOT } }));
    say({ id: 'nonsense' });
    await settled();
    expect(test.desk.requests).toHaveLength(1);
  });

  it('that mentions the role Discord keeps for us is for us, and the role is no part of the question', async () => {
    test = await underTest('gateway');
    const [ours, theirs, made] = ['800000000000000001', '800000000000000002', '800000000000000003'];
    const { gateway } = test.discord;
    gateway.dispatch('GUILD_CREATE', {
      ...{ id: GUILD, channels: [], members: [] },
      roles: [
        { id: GUILD, name: '@everyone' },
        { id: ours, name: 'readout', managed: true, tags: { bot_id: BOT } },
        { id: theirs, name: 'other', managed: true, tags: { bot_id: '5' } },
      ],
    });
    const withRole = (role: string, words = 'did Russia agree?') =>
      message(`<@&${role}> ${words}`, { mentions: [], mention_roles: [role] });
    await answerTo(withRole(ours));
    expect(test.desk.requests.at(-1)).toMatchObject({ kind: 'words', words: 'did Russia agree?' });
    say(withRole(theirs));
    gateway.dispatch('GUILD_ROLE_CREATE', { guild_id: GUILD, role: { id: made, tags: { bot_id: BOT } } });
    await answerTo(withRole(made, 'and Kyiv?'));
    expect(test.desk.requests.map((request) => 'words' in request && request.words)).toEqual([
      ...['did Russia agree?', 'and Kyiv?'],
    ]);
    gateway.dispatch('GUILD_ROLE_DELETE', { guild_id: GUILD, role_id: ours });
    say(withRole(ours));
    await settled();
    expect(test.desk.requests).toHaveLength(3);
  });

  it('is read as it is seen: mentions, emoji and links beside the words are no part of the question', async () => {
    test = await underTest('gateway');
    await answerTo(
      message(`<@${BOT}> who said\n> a **tough** road ahead\n<@5> <:x:6> https://paper.example/a`),
    );
    expect(test.desk.requests[0]).toMatchObject({ words: 'who said a tough road ahead' });
    await answerTo(message(`<@${BOT}> </desk list:7>`));
    expect(test.desk.requests[1]).toMatchObject({ kind: 'line', line: '/desk list' });
    const forwarded = [{ message: { content: '> a tough road ahead' } }];
    await answerTo(message(`<@${BOT}>`, { message_snapshots: forwarded }));
    expect(test.desk.requests[2]).toMatchObject({ words: 'a tough road ahead' });
  });

  it('in a direct conversation is answered without a mention and keeps the context', async () => {
    test = await underTest('gateway');
    test.discord.channels.set(DIRECT, { id: DIRECT, type: 1 });
    const direct = (content: string): Json => {
      const { guild_id: _, member: __, ...rest } = message(content, { channel_id: DIRECT });
      return rest;
    };
    const first = await answerTo(direct('what about the army'));
    expect(JSON.stringify(first)).not.toContain('Share to channel');
    const second = await answerTo(direct('and Russia?'));
    expect(textOf(second)).toContain('and Russia? after /echo what about the army');
    expect(test.desk.requests[0]?.asker).toMatchObject({ tenant: `dm-${DIRECT}`, mayConfigure: true });
  });

  it('in a thread follows up what anybody asked there, also by slash command', async () => {
    test = await underTest('gateway');
    test.discord.channels.set(THREAD, { id: THREAD, type: 11, guild_id: GUILD, parent_id: CHANNEL });
    const command = slash(
      ['echo'],
      { words: 'point six' },
      { channel: THREAD, channelType: 11, parent: CHANNEL },
    );
    test.discord.send(command);
    await test.discord.answered(command);
    const other = { author: { id: '500000000000000009', username: 'x' }, channel_id: THREAD };
    const body = await answerTo(message(`<@${BOT}> and Russia?`, other));
    expect(textOf(body)).toContain('and Russia? after /echo point six');
    expect(test.desk.requests[0]?.asker).toMatchObject({ channel: CHANNEL, thread: THREAD });
  });

  it('in a channel follows up only what the same person asked, or the answer it replies to', async () => {
    test = await underTest('gateway');
    await answerTo(message(`<@${BOT}> point six`));
    await test.discord.seen(({ method, path }) => method === 'GET' && path === `/channels/${CHANNEL}`);
    const other = { author: { id: '500000000000000009', username: 'x' } };
    const strangers = await answerTo(message(`<@${BOT}> and Russia?`, other));
    expect(textOf(strangers)).not.toContain('after');
    const [ours] = test.discord.messages.get(CHANNEL) ?? [];
    const replying = await answerTo(
      message('and Kyiv?', {
        ...other,
        type: 19,
        mentions: [{ id: BOT }],
        message_reference: { message_id: ours?.id, channel_id: CHANNEL },
      }),
    );
    expect(textOf(replying)).toContain('and Kyiv? after /echo point six');
  });

  it('that only mentions us is told how to ask; a command line in it is run as one', async () => {
    test = await underTest('gateway');
    expect(textOf(await answerTo(message(`<@${BOT}>`)))).toContain('Ask me in a sentence');
    await answerTo(message(`<@${BOT}> /desk list`));
    expect(test.desk.requests[0]).toMatchObject({ kind: 'line', line: '/desk list' });
  });

  it('is not shown an answer that is for one alone', async () => {
    test = await underTest('gateway');
    const body = await answerTo(message(`<@${BOT}> /for-me`));
    expect(textOf(body)).toContain('slash command');
    expect(textOf(body)).not.toContain('Answer of for-me');
  });

  it('is told a sentence and a reference when answering fails', async () => {
    test = await underTest('gateway');
    const body = await answerTo(message(`<@${BOT}> /broken`));
    const reference = /R-[0-9A-Z]{6}/.exec(textOf(body))?.[0] ?? 'none';
    expect(test.logged.join('\n')).toContain(reference);
    expect(test.logged.join('\n')).not.toContain('secret words');
  });

  it('delivered twice, or whose answer’s receipt is lost, is answered once', async () => {
    test = await underTest('gateway');
    const raw = message(`<@${BOT}> once`);
    test.discord.fail(({ body }) => body.message_reference !== undefined, { kind: 'lost-reply' });
    say(raw);
    say(raw);
    await answerTo(message(`<@${BOT}> later`));
    await test.discord.seen(({ method, path }) => method === 'GET' && path === `/channels/${CHANNEL}`);
    const stored = test.discord.messages.get(CHANNEL) ?? [];
    expect(stored.filter((one) => textOf(one).includes('once'))).toHaveLength(1);
  });

  it('is answered with pages that each reader turns for themselves', async () => {
    test = await underTest('gateway');
    const body = await answerTo(message(`<@${BOT}> /who-said x`));
    const button = press(customId(body, 'All from'), { flags: 0 });
    test.discord.send(button);
    const [reply] = await test.discord.answered(button);
    expect(reply?.ephemeral).toBe(true);
  });

  it('in a channel where we may not post leaves one line in the log', async () => {
    test = await underTest('gateway');
    test.discord.fail(({ body }) => body.message_reference !== undefined, {
      kind: 'status',
      status: 403,
      body: { code: 50013 },
    });
    say(message(`<@${BOT}> hello`));
    await settled();
    expect(test.logged.filter((line) => line.includes('50013'))).toHaveLength(1);
  });

  const isReply = ({ body }: Received) => body.message_reference !== undefined;
  const refusal = (status: number, code: number) => ({ kind: 'status', status, body: { code } }) as const;

  it('whose answer Discord refuses is answered in words alone, within the limits, with every source named', async () => {
    test = await underTest('gateway');
    for (const line of ['/who-said *x*', '/long 40', '/picture']) {
      test.discord.fail(isReply, refusal(400, 50035));
      const raw = message(`<@${BOT}> ${line}`);
      say(raw);
      const plain = await test.discord.seen(
        ({ body, files }) =>
          (body.message_reference as Json | undefined)?.message_id === raw.id &&
          objects(body.components).every(({ type }) => type === 10) &&
          files.length === 0,
      );
      const words = textOf(plain.body);
      expect(words).toContain('Paper 1');
      expect(words).not.toContain('https://');
      expect(words.length).toBeLessThanOrEqual(4000);
    }
    const replies = test.discord.messages.get(CHANNEL) ?? [];
    expect(replies.map((body) => textOf(body).split('\n')[0])).toEqual([
      ...['Jane Doe said it \\[1\\]', 'Answer of long \\[1\\]', 'Answer of picture \\[1\\]'],
    ]);
  });

  it('whose answer Discord takes in no form is answered with one sentence', async () => {
    test = await underTest('gateway');
    test.discord.fail(isReply, refusal(400, 50035), 2);
    say(message(`<@${BOT}> hello`));
    await test.discord.seen(({ body }) => /R-[0-9A-Z]{6}/.test(textOf(body)));
    await settled();
    const stored = (test.discord.messages.get(CHANNEL) ?? []).map((body) => textOf(body));
    expect(stored.filter((words) => words.includes('hello'))).toEqual([]);
    expect(stored.filter((words) => /R-[0-9A-Z]{6}/.test(words))).toHaveLength(1);
  });

  it.each([
    [403, 50001],
    [403, 50013],
    [404, 10003],
  ])('where we may not answer (%i, %i) is told to its author alone', async (status, code) => {
    test = await underTest('gateway');
    test.discord.fail(isReply, refusal(status, code), 2);
    say(message(`<@${BOT}> hello`));
    const told = await test.discord.seen(({ body }) => textOf(body).includes('does not let me answer'));
    const direct = [...test.discord.channels.values()].find(({ type }) => type === 1);
    expect(told.path).toBe(`/channels/${String(direct?.id)}/messages`);
    expect(objects(direct?.recipients)).toMatchObject([{ id: USER }]);
    expect(textOf(told.body)).not.toMatch(/\d{3}/);
  });
});
