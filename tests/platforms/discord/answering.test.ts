import { afterEach, describe, expect, it } from 'vitest';
import { createProcessMemory } from '../../../src/core/memory.ts';
import { messageCommand, press, slash, snowflake, typing, USER } from '../../fakes/discord/interactions.ts';
import { type Json, objects } from '../../fakes/discord/json.ts';
import { buttonsOf, customId, textOf } from './message-parts.ts';
import { TOKEN, type UnderTest, underTest } from './platform-under-test.ts';
import { waitFor } from './wait-for.ts';

describe.each(['gateway', 'http'] as const)('Discord over %s', (transport) => {
  let test: UnderTest;
  afterEach(async () => {
    await test.close();
    expect(test.discord.violations).toEqual([]);
    expect(test.logged.join('\n')).not.toContain(TOKEN);
    expect(test.logged.join('\n')).not.toContain('secret words');
  });
  const ask = async (interaction: Json) => {
    test.interact(interaction);
    const replies = await test.discord.answered(interaction);
    expect(replies).toHaveLength(1);
    return replies[0];
  };

  it('answers a slash command at once, to its asker alone', async () => {
    test = await underTest(transport);
    const reply = await ask(slash(['who-said'], { words: 'ballot here too', speaker: 'Jane' }));
    expect(reply?.ephemeral).toBe(true);
    expect(textOf(reply?.body)).toContain('“ballot here too”');
    expect(test.desk.requests[0]).toMatchObject({
      kind: 'command',
      path: ['who-said'],
      values: { words: 'ballot here too', speaker: 'Jane' },
      asker: { platform: 'discord', user: USER, mayConfigure: false },
    });
  });

  it('answers a repeated interaction once, also after a restart', async () => {
    const memory = createProcessMemory(Date.now);
    test = await underTest(transport, { memory });
    const interaction = slash(['echo'], { words: 'hello' });
    await ask(interaction);
    const { discord } = test;
    await waitFor(() => test.desk.requests.length === 1);
    test.interact(interaction);
    await test.platform.stop();
    const restarted = await underTest(transport, { memory, discord });
    restarted.interact(interaction);
    const other = slash(['echo'], { words: 'another' });
    restarted.interact(other);
    await discord.answered(other);
    expect([test.desk.requests.length, restarted.desk.requests.length]).toEqual([1, 1]);
    test = restarted;
  });

  it('answers an interaction that does not name the application and comes with an odd token', async () => {
    test = await underTest(transport);
    const { application_id: _, ...interaction } = slash(['broken'], {});
    await ask({ ...interaction, token: 'odd #1 %2e' });
  });

  it('answers to everyone where answers are public, and lets the asker alone take one back', async () => {
    test = await underTest(transport, { settings: { publicAnswers: true } });
    const reply = await ask(slash(['echo'], { words: 'hello' }));
    expect(reply?.ephemeral).toBe(false);
    const id = customId(reply?.body, 'Only for me');
    const stranger = await ask(press(id, { flags: 0 }, { user: '500000000000000009' }));
    expect(stranger?.ephemeral).toBe(true);
    expect(textOf(stranger?.body)).toContain('Only the person who asked');
    const own = press(id, { flags: 0 });
    test.interact(own);
    const replies = await test.discord.answered(own);
    expect(replies.map(({ ephemeral }) => ephemeral)).toEqual([true]);
    expect(test.discord.requests.some(({ method }) => method === 'DELETE')).toBe(true);
  });

  it('gives a subcommand its own options', async () => {
    test = await underTest(transport);
    const reply = await ask(slash(['desk', 'add'], { name: 'Kyiv' }));
    expect(textOf(reply?.body)).toContain('Added Kyiv');
  });

  it('knows who may configure: a manager of the server, and anybody in a direct conversation', async () => {
    test = await underTest(transport);
    await ask(slash(['desk', 'list'], {}, { permissions: '32' }));
    await ask(slash(['desk', 'list'], {}, { permissions: '8' }));
    await ask(slash(['desk', 'list'], {}, { permissions: '16' }));
    await ask(slash(['desk', 'list'], {}, { guild: null, channel: '400000000000000007' }));
    expect(test.desk.requests.map(({ asker }) => asker.mayConfigure)).toEqual([true, true, false, true]);
    expect(test.desk.requests[3]?.asker.tenant).toBe('dm-400000000000000007');
  });

  it('offers what could complete an option, within the limits', async () => {
    test = await underTest(transport);
    const interaction = typing(['who-said'], 'speaker', 'ja', { words: 'x' });
    test.interact(interaction);
    const [reply] = await test.discord.answered(interaction);
    const choices = objects(reply?.body.choices);
    expect(choices).toHaveLength(25);
    expect(choices[0]).toEqual({ name: 'speaker ja 0', value: 'ja0' });
  });

  it('looks up a message with "Who said this?", privately even where answers are public', async () => {
    test = await underTest(transport, { settings: { publicAnswers: true } });
    const reply = await ask(messageCommand('Who said this?', { content: 'a very tough choice' }));
    expect(reply?.ephemeral).toBe(true);
    expect(textOf(reply?.body)).toContain('“a very tough choice”');
    const empty = await ask(messageCommand('Who said this?', { content: '' }));
    expect(textOf(empty?.body)).toContain('no text');
  });

  it('defers a slow answer privately and fills it in', async () => {
    test = await underTest(transport);
    const interaction = slash(['slow']);
    test.interact(interaction);
    await test.discord
      .seen(() => objects([test.discord.replies(interaction)[0]?.body]).length > 0)
      .catch(() => null);
    await waitFor(() => test.discord.replies(interaction)[0]?.body.thinking === true);
    expect(test.discord.replies(interaction)[0]?.ephemeral).toBe(true);
    test.desk.release();
    const replies = await test.discord.answered(interaction);
    expect(replies).toHaveLength(1);
    expect(textOf(replies[0]?.body)).toContain('Answer of slow');
  });

  it('shows a slow answer meant for the channel to the channel', async () => {
    test = await underTest(transport);
    const interaction = slash(['slow-for-all']);
    test.interact(interaction);
    await waitFor(() => test.discord.replies(interaction)[0]?.body.thinking === true);
    test.desk.release();
    await waitFor(() => test.discord.replies(interaction).length === 2);
    expect(test.discord.replies(interaction).map(({ ephemeral }) => ephemeral)).toEqual([true, false]);
  });

  it('never shows a slow answer meant for one to the channel', async () => {
    test = await underTest(transport, { settings: { publicAnswers: true } });
    const interaction = slash(['slow-for-me']);
    test.interact(interaction);
    await waitFor(() => test.discord.replies(interaction)[0]?.body.thinking === true);
    test.desk.release();
    await waitFor(() => test.discord.replies(interaction)[0]?.ephemeral === true);
    const replies = test.discord.replies(interaction);
    expect(replies).toHaveLength(1);
    expect(textOf(replies[0]?.body)).toContain('Answer of slow-for-me');
  });

  it('follows the audience an answer names', async () => {
    test = await underTest(transport);
    expect((await ask(slash(['for-all'])))?.ephemeral).toBe(false);
    expect((await ask(slash(['for-me'])))?.ephemeral).toBe(true);
    const forMe = await ask(slash(['for-me']));
    expect(buttonsOf(forMe?.body).map(({ label }) => label)).not.toContain('Share to channel');
  });

  it('tells one sentence and a reference that is in the log when a command fails', async () => {
    test = await underTest(transport);
    const reply = await ask(slash(['broken']));
    expect(reply?.ephemeral).toBe(true);
    const reference = /R-[0-9A-Z]{6}/.exec(textOf(reply?.body))?.[0];
    expect(reference).toBeDefined();
    expect(
      test.logged.filter((line) => line.startsWith('error') && line.includes(String(reference))),
    ).toHaveLength(1);
  });

  it('sends a picture with its text alternative, and the answer alone where it cannot be drawn', async () => {
    test = await underTest(transport);
    const interaction = slash(['picture']);
    await ask(interaction);
    const upload = test.discord.requests.find(({ files }) => files.length > 0);
    expect(upload?.files[0]?.name).toBe('board.png');
    expect(JSON.stringify(upload?.body)).toContain('A table of three rows');
    const without = await ask(slash(['no-picture']));
    expect(textOf(without?.body)).toContain('Answer of no-picture');
    expect(JSON.stringify(without?.body)).not.toContain('attachment://');
  });

  it('turns the pages of a long answer in place, and every page has the whole of its quotes', async () => {
    test = await underTest(transport);
    const card = await ask(slash(['long'], { count: '30' }));
    let reply = await ask(press(customId(card?.body, 'More'), { flags: 64 }));
    let seen = textOf(reply?.body);
    for (
      let page = 2;
      page < 10 && buttonsOf(reply?.body).some(({ label }) => String(label).startsWith('Next'));
      page += 1
    ) {
      const id = customId(reply?.body, 'Next');
      reply = await ask(press(id, { flags: 64 }));
      expect(textOf(reply?.body)).toContain(`page ${page} of`);
      seen += textOf(reply?.body);
    }
    for (let at = 1; at <= 30; at += 1) expect(seen).toContain(`Statement number ${at}:`);
    const back = await ask(press(customId(reply?.body, 'Previous'), { flags: 64 }));
    expect(back?.ephemeral).toBe(true);
  });

  it('gives a reader of a shared answer pages of their own', async () => {
    test = await underTest(transport);
    const reply = await ask(slash(['long'], { count: '30' }));
    const shared = await ask(
      press(customId(reply?.body, 'Share'), { flags: 64 }, { nick: '**Desk** @everyone' }),
    );
    expect(shared?.ephemeral).toBe(false);
    expect(textOf(shared?.body)).toContain('Shared by **\\*\\*Desk\\*\\* \\@\u200Beveryone (jane.d)**');
    const page = await ask(
      press(customId(shared?.body, 'More'), { flags: 0 }, { user: '500000000000000009' }),
    );
    expect(page?.ephemeral).toBe(true);
    expect(textOf(page?.body)).toContain('page 1 of');
  });

  it('shares an answer once per reader and message', async () => {
    test = await underTest(transport);
    const reply = await ask(slash(['echo'], { words: 'hello' }));
    const message = { id: snowflake(), flags: 64 };
    const id = customId(reply?.body, 'Share');
    expect((await ask(press(id, message)))?.ephemeral).toBe(false);
    const again = await ask(press(id, message));
    expect(again?.ephemeral).toBe(true);
    expect(textOf(again?.body)).toContain('already');
  });

  it('runs the command behind a button, with the presser as asker', async () => {
    test = await underTest(transport);
    const reply = await ask(slash(['who-said'], { words: 'x' }));
    const followUp = await ask(
      press(customId(reply?.body, 'All from'), { flags: 64 }, { permissions: '32' }),
    );
    expect(followUp?.ephemeral).toBe(true);
    expect(test.desk.requests.at(-1)).toMatchObject({
      kind: 'line',
      path: ['who-said'],
      values: { speaker: 'Jane' },
      asker: { mayConfigure: true },
    });
  });

  it('looks up words as they are seen, in an option and in a message', async () => {
    test = await underTest(transport);
    const words = 'a tough road <@2000000000000000001> ahead <:x:5> https://paper.example/story';
    await ask(slash(['who-said'], { words }));
    expect(test.desk.requests.at(-1)).toMatchObject({ values: { words: 'a tough road ahead' } });
    const content = '> a tough road ahead\n<@2000000000000000001> look';
    await ask(messageCommand('Who said this?', { content }));
    expect(test.desk.requests.at(-1)).toMatchObject({ values: { words: 'a tough road ahead' } });
  });

  it('keeps paging and sharing for a question too long for a button, also after a restart', async () => {
    test = await underTest(transport);
    const words = `“quoted” *stars* and \\ a name:value ${'many words '.repeat(20)}`.trim();
    const reply = await ask(slash(['long'], { count: '30', words }));
    const more = customId(reply?.body, 'More');
    const message = asStored(reply?.body);
    await test.platform.stop();
    const restarted = await underTest(transport, {
      discord: test.discord,
      memory: createProcessMemory(Date.now),
    });
    test = { ...restarted, discord: restarted.discord };
    const page = await ask(press(more, message));
    expect(textOf(page?.body)).toContain('page 1 of');
    expect(test.desk.requests.at(-1)).toMatchObject({ kind: 'line', values: { count: '30', words } });
    const shared = await ask(press(customId(reply?.body, 'Share'), message));
    expect(shared?.ephemeral).toBe(false);
  });

  it('keeps a question too long even for the message in its memory', async () => {
    test = await underTest(transport);
    const reply = await ask(slash(['long'], { count: '30', words: 'many words '.repeat(200).trim() }));
    const page = await ask(press(customId(reply?.body, 'More'), asStored(reply?.body)));
    expect(textOf(page?.body)).toContain('page 1 of');
  });

  it('refuses a forged button and one of another server with a sentence', async () => {
    test = await underTest(transport);
    const reply = await ask(slash(['echo'], { words: 'hello' }));
    const id = customId(reply?.body, 'Share');
    const forged = await ask(press(`${id.slice(0, 12)}s:/desk list`, { flags: 64 }));
    expect(textOf(forged?.body)).toContain('not one of mine');
    const foreign = await ask(press(id, { flags: 64 }, { guild: '300000000000000009' }));
    expect(textOf(foreign?.body)).toContain('not one of mine');
    expect(foreign?.ephemeral).toBe(true);
  });

  it('answers a repeated delivery of one interaction once', async () => {
    test = await underTest(transport);
    const interaction = slash(['echo'], { words: 'once' });
    test.interact(interaction);
    test.interact(interaction);
    await test.discord.answered(interaction);
    await ask(slash(['echo'], { words: 'later' }));
    expect(
      test.desk.requests.filter((request) => request.kind === 'command' && request.values.words === 'once'),
    ).toHaveLength(1);
  });

  it('fills in a deferred answer although Discord first fails', async () => {
    test = await underTest(transport);
    test.discord.fail(({ method }) => method === 'PATCH', { kind: 'status', status: 500 });
    test.discord.fail(({ method }) => method === 'PATCH', { kind: 'lost-reply' });
    const interaction = slash(['slow']);
    test.interact(interaction);
    await waitFor(() => test.discord.replies(interaction)[0]?.body.thinking === true);
    test.desk.release();
    await waitFor(() => test.discord.requests.filter(({ method }) => method === 'PATCH').length === 3);
    expect(textOf(test.discord.replies(interaction)[0]?.body)).toContain('Answer of slow');
  });

  const REFUSED = { kind: 'status', status: 400, body: { code: 50035 } } as const;
  const slowly = async () => {
    const interaction = slash(['slow']);
    test.interact(interaction);
    await waitFor(() => test.discord.replies(interaction)[0]?.body.thinking === true);
    test.desk.release();
    const [reply] = await test.discord.answered(interaction);
    return reply;
  };

  it('gives an answer that Discord refuses in words alone', async () => {
    test = await underTest(transport);
    test.discord.fail(({ method }) => method === 'PATCH', REFUSED);
    const reply = await slowly();
    expect(textOf(reply?.body)).toContain('Answer of slow');
    expect(textOf(reply?.body)).toContain('Paper 1');
    expect(objects(reply?.body.components)).toHaveLength(1);
  });

  it('replaces an answer that Discord takes in no form with a sentence and a reference', async () => {
    test = await underTest(transport);
    test.discord.fail(({ method }) => method === 'PATCH', REFUSED, 2);
    expect(textOf((await slowly())?.body)).toMatch(/R-[0-9A-Z]{6}/);
  });

  it('names who shares an answer once, where nickname and account are the same or there is none', async () => {
    test = await underTest(transport);
    const shares = async (nick?: string) => {
      const reply = await ask(slash(['long'], { count: '30' }));
      const share = customId(reply?.body, 'Share');
      return textOf((await ask(press(share, { flags: 64 }, nick === undefined ? {} : { nick })))?.body);
    };
    expect(await shares()).toContain('Shared by **Jane Doe**');
    expect(await shares('Jane D')).toContain('Shared by **Jane D**');
  });
});

/** A message as Discord gives it back with a button press. */
function asStored(body: Json | undefined): Json {
  return {
    id: snowflake(),
    flags: 64,
    components: JSON.parse(JSON.stringify(body?.components ?? [])) as unknown,
  };
}
