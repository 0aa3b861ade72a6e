import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Destination } from '../../../../src/core/delivery.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { createSimulatedClock } from '../../../fakes/simulated-clock.ts';
import { BOT_TOKEN, TEAM } from '../../../fakes/slack/slack.ts';
import { answer, type Desk, longAnswer, openDesk, shownText } from '../desk.ts';

const CHANNEL: Destination = { platform: 'slack', tenant: tenantId(TEAM), channel: 'C0DESK' };
const SINCE = Temporal.Instant.from('2025-11-20T00:00:00Z');

describe('delivery', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await openDesk('http');
  });

  afterEach(async () => {
    await desk.close();
    expect(desk.slack.violations).toEqual([]);
  });

  const post = (destination = CHANNEL, key = 'key-1') =>
    desk.platform.delivery.post(destination, answer({}), key);
  const find = (destination = CHANNEL, key = 'key-1') => desk.platform.delivery.find(destination, key, SINCE);

  it('posts once, marked with its key, and finds it again', async () => {
    const sent = await post();
    expect(sent).toEqual({ kind: 'sent', message: desk.slack.messages[0]?.ts });
    expect(desk.slack.messages[0]).toMatchObject({
      channel: 'C0DESK',
      unfurl_links: 'false',
      unfurl_media: 'false',
      metadata: { event_type: 'readout_delivery', event_payload: { key: 'key-1', part: 0, parts: 1 } },
    });
    expect(await find()).toEqual({ kind: 'found', message: desk.slack.messages[0]?.ts });
    expect(await find(CHANNEL, 'key-2')).toEqual({ kind: 'absent' });
    expect(desk.slack.callsOf('conversations.history')[0]?.args).toMatchObject({
      include_all_metadata: 'true',
    });
  });

  it.each([
    ['America/New_York', 'America/New_York'],
    ['Not/AZone', null],
    [undefined, null],
  ])('tells that somebody whose zone is %s in Slack lives by %s', async (tz, zone) => {
    desk.slack.answer('users.info', ({ user }) => ({ user: { id: user, team_id: TEAM, tz } }));
    expect(await desk.platform.delivery.zoneOf?.(tenantId(TEAM), 'U0ANA')).toBe(zone);
    desk.slack.failAlways('users.info', { kind: 'error', code: 'user_not_found' });
    expect(await desk.platform.delivery.zoneOf?.(tenantId(TEAM), 'U0ANA')).toBe(null);
  });

  it('posts into a thread and finds it there', async () => {
    const thread = { ...CHANNEL, thread: '1765.0001' };
    const sent = await post(thread);
    expect(desk.slack.messages[0]).toMatchObject({ thread_ts: '1765.0001' });
    expect(await find(thread)).toEqual({ kind: 'found', message: sent.kind === 'sent' ? sent.message : '' });
    expect(await find()).toEqual({ kind: 'absent' });
  });

  it.each([
    [{ kind: 'status', status: 502, commit: true }, 'in-doubt', 1],
    [{ kind: 'status', status: 500 }, 'in-doubt', 0],
    [{ kind: 'hang', commit: true }, 'in-doubt', 1],
    [{ kind: 'lost-reply', commit: true }, 'in-doubt', 1],
    [{ kind: 'lost-reply', commit: false }, 'in-doubt', 0],
    [{ kind: 'error', code: 'fatal_error' }, 'in-doubt', 0],
    [{ kind: 'error', code: 'internal_error' }, 'in-doubt', 0],
    [{ kind: 'rate-limited', retryAfter: 7 }, 'not-sent', 0],
    [{ kind: 'error', code: 'message_limit_exceeded' }, 'not-sent', 0],
  ] as const)('tries once on %j and calls it %s', async (fault, kind, stored) => {
    desk.slack.fail('chat.postMessage', fault);
    const result = await post();
    expect(result.kind).toBe(kind);
    expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(1);
    expect(desk.slack.messages).toHaveLength(stored);
    // What is in doubt can be found out.
    if (kind === 'in-doubt') expect((await find()).kind).toBe(stored === 1 ? 'found' : 'absent');
  });

  it('knows that nothing was sent where Slack cannot be reached', async () => {
    await desk.slack.stop();
    expect(await post()).toMatchObject({
      kind: 'not-sent',
      reason: 'Slack could not be reached (ECONNREFUSED)',
    });
  });

  it.each([
    ['channel_not_found', 'not-member'],
    ['is_archived', 'archived'],
    ['not_in_channel', 'not-member'],
    ['missing_scope', 'no-permission'],
    ['ekm_access_denied', 'no-permission'],
    ['restricted_action', 'restricted'],
    ['restricted_action_read_only_channel', 'restricted'],
    ['account_inactive', 'uninstalled'],
    ['token_revoked', 'uninstalled'],
    ['invalid_auth', 'uninstalled'],
  ])(
    'is blocked by %s as %s, told in a sentence without the code, which is in the log',
    async (code, reason) => {
      desk.slack.fail('chat.postMessage', { kind: 'error', code, fields: { needed: 'chat:write' } });
      const result = await post();
      expect(result).toMatchObject({ kind: 'blocked', reason, detail: expect.stringMatching(/^[A-Z].+\.$/) });
      expect(result).toHaveProperty('detail', expect.not.stringMatching(/\w_\w/));
      expect(desk.lines.join()).toContain(code);
      expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(1);
    },
  );

  it.each(['invalid_blocks', 'msg_blocks_too_long', 'some_new_code'])(
    'goes out once more in plain words where Slack answers %s, and is found again',
    async (code) => {
      desk.slack.fail('chat.postMessage', { kind: 'error', code });
      const long = { ...longAnswer(), command: 'digest' };
      const sent = await desk.platform.delivery.post(CHANNEL, long, 'key-1');
      expect(sent).toEqual({ kind: 'sent', message: desk.slack.messages[0]?.ts });
      expect(desk.slack.messages.every((message) => !('blocks' in message))).toBe(true);
      const words = desk.slack.messages.map(({ text }) => String(text)).join('\n');
      for (const at of [1, 30, 60]) expect(words).toContain(`Paragraph ${at}:`);
      expect(await find()).toEqual({ kind: 'found', message: desk.slack.messages[0]?.ts });
    },
  );

  it.each(['invalid_blocks', 'some_new_code'])(
    'is blocked where plain words are refused too: %s',
    async (code) => {
      desk.slack.fail('chat.postMessage', { kind: 'error', code }, { kind: 'error', code });
      expect(await post()).toEqual({
        kind: 'blocked',
        reason: 'invalid',
        detail: 'Slack did not take the message.',
      });
      expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(2);
    },
  );

  it.each([
    [
      'a private channel it is not in',
      'C0DESK',
      'I am not in this channel; invite me first: /invite @Readout.',
    ],
    [
      'a conversation between others',
      'D0OTHERS',
      'This is a conversation between others; use a channel, or write to me.',
    ],
  ])('says where a command is typed what to do in %s', async (_, channel, detail) => {
    desk.slack.fail('conversations.info', { kind: 'error', code: 'channel_not_found' });
    expect(await desk.platform.delivery.probe({ ...CHANNEL, channel })).toMatchObject({
      kind: 'blocked',
      detail,
    });
  });

  it('names people and channels as Slack shows them, asks once, and says nothing where Slack does not', async () => {
    const nameOf = desk.platform.delivery.nameOf;
    desk.slack.answer('users.info', () => ({
      user: { id: 'U1', name: 'ann', profile: { display_name: 'Ann M' } },
    }));
    expect(await nameOf?.(tenantId(TEAM), 'person', 'U1')).toBe('Ann M');
    expect(await nameOf?.(tenantId(TEAM), 'person', 'U1')).toBe('Ann M');
    expect(desk.slack.callsOf('users.info')).toHaveLength(1);
    expect(await nameOf?.(tenantId(TEAM), 'channel', 'C0DESK')).toBe('#desk');
    desk.slack.fail('conversations.info', { kind: 'error', code: 'channel_not_found' });
    expect(await nameOf?.(tenantId(TEAM), 'channel', 'G0PRIVATE')).toBeNull();
  });

  it('keeps to a rate limit in its channel, without asking Slack again, and never delays another channel', async () => {
    desk.slack.fail('chat.postMessage', { kind: 'rate-limited', retryAfter: 30 });
    expect(await post()).toMatchObject({ kind: 'not-sent', retryAfterMs: 30_000 });
    const again = await post();
    expect(again).toMatchObject({ kind: 'not-sent' });
    expect(again.kind === 'not-sent' ? (again.retryAfterMs ?? 0) : 0).toBeGreaterThan(29_000);
    expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(1);
    const started = Date.now();
    expect(await post({ ...CHANNEL, channel: 'C0OTHER' })).toMatchObject({ kind: 'sent' });
    expect(Date.now() - started).toBeLessThan(1_000);
    expect(desk.tallied).toEqual(['limited slack']);
  });

  it('spaces messages to one channel, and gives back what would wait too long', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, at) => post(CHANNEL, `key-${at}`)));
    const sent = desk.slack.callsOf('chat.postMessage').map((call) => call.at);
    // 20 ms apart and at most 200 ms of waiting: eleven have their turn.
    expect(sent).toHaveLength(11);
    expect((sent.at(-1) ?? 0) - (sent[0] ?? 0)).toBeGreaterThanOrEqual(180);
    expect(results.filter((result) => result.kind === 'not-sent')).toHaveLength(9);
  });

  it('continues a long answer in the thread of its first part', async () => {
    const result = await desk.platform.delivery.post(CHANNEL, longAnswer(), 'long');
    const [first, ...rest] = desk.slack.messages;
    expect(result).toEqual({ kind: 'sent', message: first?.ts });
    expect(rest.length).toBeGreaterThan(0);
    for (const message of rest) expect(message.thread_ts).toBe(first?.ts);
    const text = shownText(desk.slack.messages.map((message) => message['blocks']));
    for (let paragraph = 1; paragraph <= 60; paragraph += 1)
      expect(text).toContain(`Paragraph ${paragraph}:`);
    expect(await find(CHANNEL, 'long')).toEqual({ kind: 'found', message: first?.ts });
  });

  it('adds only what is missing where a part of a long answer was lost', async () => {
    desk.slack.fail('chat.postMessage', null, { kind: 'status', status: 500 });
    expect(await desk.platform.delivery.post(CHANNEL, longAnswer(), 'long')).toMatchObject({
      kind: 'in-doubt',
    });
    expect(await find(CHANNEL, 'long')).toEqual({ kind: 'absent' });
    expect(await desk.platform.delivery.post(CHANNEL, longAnswer(), 'long')).toMatchObject({ kind: 'sent' });
    const marks = desk.slack.messages.map((message) => JSON.stringify(message['metadata']));
    expect(new Set(marks).size).toBe(marks.length);
    expect((await find(CHANNEL, 'long')).kind).toBe('found');
  });

  it('does not know whether a message is there where Slack does not let it look', async () => {
    desk.slack.fail('conversations.history', {
      kind: 'error',
      code: 'missing_scope',
      fields: { needed: 'channels:history' },
    });
    expect(await find()).toEqual({
      kind: 'unknown',
      reason: 'Slack answered missing_scope, needs channels:history',
    });
  });

  it('says when to look again where a limit or the network kept it from looking', async () => {
    desk.slack.fail('conversations.history', { kind: 'rate-limited', retryAfter: 60 });
    expect(await find()).toMatchObject({ kind: 'later', retryAfterMs: 60_000 });
    desk.slack.fail('conversations.history', { kind: 'hang', commit: false });
    expect(await find()).toMatchObject({ kind: 'later' });
  });

  it('looks through more than one page of history, and knows its limit', async () => {
    const page = (more: string) => ({
      messages: [{ ts: '1.0', text: 'x' }],
      response_metadata: { next_cursor: more },
    });
    let pages = 0;
    desk.slack.answer('conversations.history', () => {
      pages += 1;
      return pages < 3
        ? page(`c${pages}`)
        : {
            messages: [
              { ts: '9.1', metadata: { event_type: 'readout_delivery', event_payload: { key: 'key-1' } } },
            ],
          };
    });
    expect(await find()).toEqual({ kind: 'found', message: '9.1' });
    desk.slack.answer('conversations.history', () => page('more'));
    expect(await find()).toMatchObject({ kind: 'unknown' });
  });

  it('is not fooled by a mark in the words of somebody else', async () => {
    desk.slack.answer('conversations.history', () => ({
      messages: [
        { ts: '1.0', metadata: { event_type: 'other', event_payload: { key: 'key-1' } } },
        { ts: '2.0', metadata: { event_type: 'readout_delivery', event_payload: 'key-1' } },
        { ts: '3.0', text: 'key-1' },
      ],
    }));
    expect(await find()).toEqual({ kind: 'absent' });
  });

  it('edits a message with its blocks', async () => {
    const sent = await post();
    const ts = sent.kind === 'sent' ? sent.message : '';
    const edited = answer({ headline: [{ kind: 'text', text: 'Corrected' }] });
    expect(await desk.platform.delivery.edit(CHANNEL, ts, edited)).toEqual({ kind: 'sent', message: ts });
    expect(shownText(desk.slack.messages[0]?.['blocks'])).toContain('Corrected');
    expect(await desk.platform.delivery.edit(CHANNEL, '1.0', edited)).toMatchObject({ kind: 'blocked' });
  });

  it.each([
    [
      { name: 'desk', is_member: true },
      { kind: 'ok', name: '#desk' },
    ],
    [
      { name: 'desk', is_member: false },
      { kind: 'blocked', reason: 'not-member' },
    ],
    [
      { name: 'desk', is_archived: true },
      { kind: 'blocked', reason: 'archived' },
    ],
    [{ is_im: true }, { kind: 'ok' }],
  ])('proves without posting that %j means %j', async (channel, expected) => {
    desk.slack.answer('conversations.info', () => ({ channel }));
    expect(await desk.platform.delivery.probe(CHANNEL)).toMatchObject(expected);
    expect(desk.slack.messages).toEqual([]);
  });

  it('keeps all of a message that an edit makes longer, however often the edit is tried', async () => {
    const sent = await post();
    const ts = sent.kind === 'sent' ? sent.message : '';
    for (let tries = 0; tries < 2; tries += 1)
      expect(await desk.platform.delivery.edit(CHANNEL, ts, longAnswer())).toEqual({
        kind: 'sent',
        message: ts,
      });
    const [root, ...rest] = desk.slack.messages;
    expect(shownText(root?.['blocks'])).toContain('Paragraph 1:');
    expect(rest.length).toBeGreaterThan(0);
    expect(new Set(rest.map((message) => message.thread_ts))).toEqual(new Set([ts]));
    expect(shownText(desk.slack.messages)).toContain('Paragraph 60:');
    const pages = desk.slack.messages.map((message) => /Page \d+ of \d+/.exec(shownText(message))?.[0]);
    expect(new Set(pages).size).toBe(desk.slack.messages.length);
  });

  it('edits every part of a long message where it is', async () => {
    const sent = await desk.platform.delivery.post(CHANNEL, longAnswer(), 'key-long');
    const ts = sent.kind === 'sent' ? sent.message : '';
    const before = desk.slack.messages.length;
    const corrected = { ...longAnswer(), headline: [{ kind: 'text', text: 'Corrected' } as const] };
    expect(await desk.platform.delivery.edit(CHANNEL, ts, corrected)).toMatchObject({ kind: 'sent' });
    expect(desk.slack.messages).toHaveLength(before);
    for (const message of desk.slack.messages) expect(shownText(message['blocks'])).toContain('Corrected');
  });

  it('spaces edits over the whole workspace, because Slack counts them there', async () => {
    await desk.close();
    const clock = createSimulatedClock(Date.now());
    desk = await openDesk('http', { clock, timings: { betweenEdits: 100, longestTurn: 150 } });
    const places = ['C0A', 'C0B', 'C0C', 'C0D'].map((channel) => ({ ...CHANNEL, channel }));
    const sent = await Promise.all(places.map((place, at) => post(place, `key-${at}`)));
    const [first, second, ...others] = sent.map((each, at) => {
      const place = places[at];
      if (each.kind !== 'sent' || place === undefined) throw new Error('nothing to edit');
      return desk.platform.delivery.edit(place, each.message, answer({}));
    });
    const late = { kind: 'not-sent', retryAfterMs: 200 };
    // The clock stands: one goes at once, one waits for its turn, and the turn after that is too late.
    expect(await Promise.all([first, ...others])).toMatchObject([{ kind: 'sent' }, late, late]);
    expect(desk.slack.callsOf('chat.update')).toHaveLength(1);
    await clock.advance(100);
    expect(await second).toMatchObject({ kind: 'sent' });
    expect(desk.slack.callsOf('chat.update')).toHaveLength(2);
  });

  it('says how fast Slack takes posts', () => {
    expect(desk.platform.delivery.limits).toEqual({
      ...{ perSecond: 50, perTenantPerSecond: 5, perChannelMs: 1_000 },
    });
  });

  describe('telling one person', () => {
    const tell = (tenant = TEAM) =>
      desk.platform.delivery.tell?.(
        tenantId(tenant),
        'U0ANA',
        answer({ headline: [{ kind: 'text', text: 'Parked' }] }),
      );

    it('is a direct message, for which no scope but writing is asked', async () => {
      expect(await tell()).toMatchObject({ kind: 'sent' });
      expect(desk.slack.messages[0]).toMatchObject({ channel: 'U0ANA', unfurl_links: 'false' });
      expect(shownText(desk.slack.messages)).toContain('Parked');
      expect(desk.slack.calls.map(({ method }) => method)).not.toContain('conversations.open');
    });

    it.each([
      [{ kind: 'error', code: 'messages_tab_disabled' }, 'blocked'],
      [{ kind: 'error', code: 'user_not_found' }, 'blocked'],
      [{ kind: 'rate-limited', retryAfter: 7 }, 'not-sent'],
      [{ kind: 'status', status: 502 }, 'in-doubt'],
    ] as const)('tries once and says what came of %j', async (fault, kind) => {
      desk.slack.fail('chat.postMessage', fault);
      expect(await tell()).toMatchObject({ kind });
      expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(1);
    });

    it('is not possible where the app is not installed', async () => {
      await desk.close();
      const oauth = { clientId: 'c', clientSecret: 's', stateSecret: 't' };
      desk = await openDesk('http', { settings: { botToken: '', oauth } });
      expect(await tell('T0ELSE')).toMatchObject({ kind: 'blocked', reason: 'uninstalled' });
    });
  });

  it('does not take silence for proof', async () => {
    desk.slack.fail('conversations.info', { kind: 'status', status: 500 });
    expect(await desk.platform.delivery.probe(CHANNEL)).toMatchObject({
      kind: 'later',
      reason: 'Slack does not answer',
    });
    desk.slack.fail('conversations.info', { kind: 'rate-limited', retryAfter: 30 });
    expect(await desk.platform.delivery.probe(CHANNEL)).toMatchObject({
      kind: 'later',
      retryAfterMs: 30_000,
    });
    desk.slack.fail('conversations.info', { kind: 'error', code: 'channel_not_found' });
    expect(await desk.platform.delivery.probe(CHANNEL)).toMatchObject({
      kind: 'blocked',
      reason: 'not-member',
    });
  });

  it('posts nothing for a workspace it is not installed in', async () => {
    expect(await post({ ...CHANNEL, tenant: tenantId('T0OTHER') })).toMatchObject({
      kind: 'blocked',
      reason: 'uninstalled',
    });
    expect(desk.slack.callsOf('chat.postMessage')).toEqual([]);
  });

  describe('a picture', () => {
    const board = answer({
      picture: { name: 'board.png', alt: 'Five tiles', png: async () => new Uint8Array([137, 80, 78, 71]) },
    });

    it('is uploaded with its alt text and shown in the message', async () => {
      await desk.platform.delivery.post(CHANNEL, board, 'key-1');
      expect(desk.slack.callsOf('files.getUploadURLExternal')[0]?.args).toEqual({
        filename: 'board.png',
        length: '4',
        alt_txt: 'Five tiles',
      });
      expect(desk.slack.messages[0]?.['blocks']).toContainEqual({
        type: 'image',
        slack_file: { id: 'F0PICTURE' },
        alt_text: 'Five tiles',
      });
    });

    it('is told in words where the scope is missing', async () => {
      desk.slack.fail('files.getUploadURLExternal', {
        kind: 'error',
        code: 'missing_scope',
        fields: { needed: 'files:write' },
      });
      expect(await desk.platform.delivery.post(CHANNEL, board, 'key-1')).toMatchObject({ kind: 'sent' });
      expect(shownText(desk.slack.messages[0]?.['blocks'])).toContain('Picture: Five tiles');
    });

    it('is told in words where Slack has not finished with the file', async () => {
      desk.slack.fail('chat.postMessage', { kind: 'error', code: 'invalid_blocks' });
      expect(await desk.platform.delivery.post(CHANNEL, board, 'key-1')).toMatchObject({ kind: 'sent' });
      expect(desk.slack.messages).toHaveLength(1);
      expect(shownText(desk.slack.messages[0]?.['blocks'])).toContain('Picture: Five tiles');
    });

    it('fails without harm where it cannot be drawn', async () => {
      const broken = answer({
        picture: { name: 'b.png', alt: 'Five tiles', png: () => Promise.reject(new Error('no')) },
      });
      expect(await desk.platform.delivery.post(CHANNEL, broken, 'key-1')).toMatchObject({ kind: 'sent' });
    });
  });

  it('sends with the bot token and asks for no names to be linked', async () => {
    await post();
    const [call] = desk.slack.callsOf('chat.postMessage');
    expect(call?.token).toBe(BOT_TOKEN);
    expect(call?.args).toMatchObject({ link_names: 'false', parse: 'none' });
  });
});
