import { afterEach, describe, expect, it } from 'vitest';
import { createProcessMemory } from '../../../src/core/memory.ts';
import { startFakeSlack, TEAM } from '../../fakes/slack/slack.ts';
import { coreOver } from '../../fixtures/asking.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';
import {
  buttonsOf,
  COMMANDS,
  type Desk,
  event,
  openDesk,
  press,
  shownText,
  slash,
  stamp,
  until,
} from './desk.ts';

describe.each(['socket', 'http'] as const)('over %s', (transport) => {
  let desk: Desk | undefined;

  afterEach(async () => {
    const violations = desk?.slack.violations ?? [];
    await desk?.close();
    desk = undefined;
    expect(violations).toEqual([]);
  });

  const open = async (...more: Parameters<typeof openDesk> extends [unknown, ...infer R] ? R : never) => {
    desk = await openDesk(transport, ...more);
    return desk;
  };

  /** Asking Slack who somebody is takes as long as the machine is busy; the answer is to come with the acknowledgement. */
  const UNHURRIED = { timings: { ackWithin: 5_000, answerWithin: 5_000 } };

  const quiet = () => new Promise((resolve) => setTimeout(resolve, 60));

  describe('a slash command', () => {
    it('is answered privately with its acknowledgement where the answer is ready in time', async () => {
      const { slack, give } = await open();
      const ack = await give('slash_commands', slash(slack, '/point', '6'));
      expect(ack).toMatchObject({
        response_type: 'ephemeral',
        text: expect.stringMatching(/^Point 6 sets a cap\. As of 20 May 2031\.$/),
      });
      expect(shownText(ack)).toContain('“a cap of 600”');
      expect(buttonsOf(ack).map((button) => button.label)).toEqual([
        'Next point',
        'Open the source',
        'Share to channel',
      ]);
      await quiet();
      expect(slack.responses).toEqual([]);
      expect(slack.messages).toEqual([]);
    });

    it('means the same under /readout', async () => {
      const { slack, give } = await open();
      const own = await give('slash_commands', slash(slack, '/point', '6'));
      const under = await give('slash_commands', slash(slack, '/readout', 'point 6'));
      expect(shownText(under)).toBe(shownText(own));
    });

    it('is acknowledged empty and answered through response_url where the answer takes longer', async () => {
      const { slack, give } = await open();
      const ack = await give('slash_commands', slash(slack, '/slow', ''));
      expect(ack).toBeUndefined();
      await until(() => slack.responses.length === 1);
      expect(slack.responses[0]?.body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
      expect(shownText(slack.responses[0]?.body)).toContain('At last');
    });

    it('falls back to an ephemeral message where response_url refuses', async () => {
      const { slack, give } = await open();
      slack.failResponses(404);
      await give('slash_commands', slash(slack, '/slow', ''));
      await until(() => slack.callsOf('chat.postEphemeral').length === 1);
      expect(slack.callsOf('chat.postEphemeral')[0]?.args).toMatchObject({
        channel: 'C0DESK',
        user: 'U0ANA',
      });
      await quiet();
      expect(slack.calls.filter((call) => call.method.startsWith('chat.'))).toHaveLength(1);
    });

    it('ends in one sentence with a reference that is in the log where the command fails', async () => {
      const { slack, give, lines } = await open();
      const ack = await give('slash_commands', slash(slack, '/broken', ''));
      const reference = /Reference for the log: (R-\w{6})/.exec(shownText(ack))?.[1] ?? 'none';
      expect(lines.filter((line) => line.includes(reference))).toHaveLength(1);
      expect(lines.join()).not.toContain('what somebody typed');
    });

    it('ends in one sentence where the command never answers', async () => {
      const { slack, give } = await open();
      await give('slash_commands', slash(slack, '/silent', ''));
      await until(() => slack.responses.length === 1);
      expect(shownText(slack.responses[0]?.body)).toContain('Something went wrong on my side');
    });

    it('is public where the configuration says so, and private all the same where the answer asks for it', async () => {
      const { slack, give } = await open({ settings: { publicAnswers: true } });
      expect(await give('slash_commands', slash(slack, '/point', '6'))).toMatchObject({
        response_type: 'in_channel',
      });
      expect(await give('slash_commands', slash(slack, '/secret', ''))).toMatchObject({
        response_type: 'ephemeral',
      });
      expect(await give('slash_commands', slash(slack, '/nonsense', ''))).toMatchObject({
        response_type: 'ephemeral',
      });
    });

    it('is public where the answer asks for it, without an offer to share', async () => {
      const { slack, give } = await open();
      const ack = await give('slash_commands', slash(slack, '/loud', ''));
      expect(ack).toMatchObject({ response_type: 'in_channel' });
      expect(buttonsOf(ack)).toEqual([]);
    });

    it('refuses an unknown command in a sentence', async () => {
      const { slack, give } = await open();
      expect(shownText(await give('slash_commands', slash(slack, '/nonsense', 'x')))).toContain(
        'There is no command /nonsense',
      );
    });

    it('tells members of the workspace from guests, outsiders and bots before anything may be changed', async () => {
      const { slack, give } = await open(UNHURRIED);
      const people: Record<string, object> = {
        U0MEMBER: { team_id: TEAM },
        U0GUEST: { team_id: TEAM, is_restricted: true },
        U0SINGLE: { team_id: TEAM, is_ultra_restricted: true },
        U0STRANGER: { team_id: 'T0OTHER', is_stranger: true },
        U0OTHER: { team_id: 'T0OTHER' },
        U0BOTUSER: { team_id: TEAM, is_bot: true },
        U0GONE: { team_id: TEAM, deleted: true },
      };
      slack.answer('users.info', (args) => ({ user: people[String(args['user'])] }));
      const allowed: string[] = [];
      for (const user of Object.keys(people)) {
        const ack = await give('slash_commands', slash(slack, '/digest', 'list', { user_id: user }));
        if (shownText(ack).includes('You may configure')) allowed.push(user);
      }
      expect(allowed).toEqual(['U0MEMBER']);
    });

    it('lets nobody configure while Slack does not say who they are, and asks only for commands that could', async () => {
      const { slack, give } = await open(UNHURRIED);
      slack.failAlways('users.info', { kind: 'error', code: 'missing_scope' });
      expect(shownText(await give('slash_commands', slash(slack, '/digest', '')))).toContain(
        'You may only ask',
      );
      const before = slack.callsOf('users.info').length;
      await give('slash_commands', slash(slack, '/point', '6'));
      expect(slack.callsOf('users.info')).toHaveLength(before);
    });

    it('lets only named approvers configure where there are any', async () => {
      const { slack, give } = await open({ ...UNHURRIED, settings: { approvers: ['U0CHIEF'] } });
      expect(shownText(await give('slash_commands', slash(slack, '/digest', '')))).toContain(
        'You may only ask',
      );
      const chief = slash(slack, '/digest', '', { user_id: 'U0CHIEF' });
      expect(shownText(await give('slash_commands', chief))).toContain('You may configure');
    });
  });

  describe('buttons', () => {
    it('turn the pages of a long answer in place, and none of it is lost', async () => {
      const { slack, give } = await open();
      const card = await give('slash_commands', slash(slack, '/long', ''));
      const whole = buttonsOf(card).find((button) => button.label === 'More') ?? { action_id: '' };
      await give('interactive', press(slack, whole));
      await until(() => slack.responses.length === 1);
      let shown = slack.responses[0]?.body;
      // The card stays, and the whole comes beside it; its own pages turn in place.
      expect(shown).toMatchObject({ replace_original: false });
      let all = shownText(shown);
      for (let turns = 0; turns < 20; turns += 1) {
        const more = buttonsOf(shown).find((button) => button.label === 'More ▶');
        if (more === undefined) break;
        const before = slack.responses.length;
        await give('interactive', press(slack, more));
        await until(() => slack.responses.length > before);
        shown = slack.responses.at(-1)?.body;
        expect(shown).toMatchObject({ replace_original: true });
        all += shownText(shown);
      }
      for (let paragraph = 1; paragraph <= 60; paragraph += 1)
        expect(all).toContain(`Paragraph ${paragraph}:`);
    });

    it('show another page to the presser alone where everybody reads the message', async () => {
      const { slack, give } = await open({ settings: { publicAnswers: true } });
      const shown = await give('slash_commands', slash(slack, '/long', ''));
      const more = buttonsOf(shown).find((button) => button.label === 'More');
      const container = { type: 'message', message_ts: stamp(), channel_id: 'C0DESK', is_ephemeral: false };
      await give('interactive', press(slack, more ?? { action_id: '' }, { container }));
      await until(() => slack.responses.length === 1);
      expect(slack.responses[0]?.body).toMatchObject({ replace_original: false, response_type: 'ephemeral' });
    });

    it('ask what they offer, beside the answer they are on', async () => {
      const { slack, give } = await open();
      const shown = await give('slash_commands', slash(slack, '/point', '6'));
      const next = buttonsOf(shown).find((button) => button.label === 'Next point');
      await give('interactive', press(slack, next ?? { action_id: '' }));
      await until(() => slack.responses.length === 1);
      expect(slack.responses[0]?.body).toMatchObject({ replace_original: false });
      expect(shownText(slack.responses[0]?.body)).toContain('Point 7 sets a cap');
    });

    it('share an answer once, naming who did', async () => {
      const { slack, give } = await open();
      const shown = await give('slash_commands', slash(slack, '/point', '6'));
      const share = buttonsOf(shown).find((button) => button.label === 'Share to channel') ?? {
        action_id: '',
      };
      const pressed = press(slack, share);
      await give('interactive', pressed);
      await until(() => slack.responses.length === 1);
      expect(slack.responses[0]?.body).toMatchObject({
        response_type: 'in_channel',
        replace_original: false,
      });
      expect(shownText(slack.responses[0]?.body)).toContain('Shared by ana');
      expect(buttonsOf(slack.responses[0]?.body).map((button) => button.label)).not.toContain(
        'Share to channel',
      );
      await give('interactive', { ...pressed, trigger_id: '4.5.6', actions: press(slack, share).actions });
      await until(() => slack.responses.length === 2);
      expect(slack.responses[1]?.body).toMatchObject({ response_type: 'ephemeral' });
      expect(shownText(slack.responses[1]?.body)).toContain('shared already');
    });

    it.each([
      ['not_in_channel', 'Readout is not in this channel'],
      ['restricted_action', 'Slack did not let Readout post it itself'],
    ])(
      'share by response_url where the app may not post (%s), and say that it is not corrected there',
      async (code, why) => {
        const told: string[] = [];
        const core = {
          ...coreOver(smallBriefing(), COMMANDS),
          shared: async ({ message }: { message: string }) => void told.push(message),
        };
        const { slack, give } = await open({ core });
        const shown = await give('slash_commands', slash(slack, '/point', '6'));
        const share = buttonsOf(shown).find((button) => button.label === 'Share to channel') ?? {
          action_id: '',
        };
        slack.failAlways('chat.postMessage', { kind: 'error', code });
        await give('interactive', press(slack, share));
        await until(() => slack.responses.length === 1);
        expect(slack.responses[0]?.body).toMatchObject({ response_type: 'in_channel' });
        expect(shownText(slack.responses[0]?.body)).toContain(`Not corrected here later: ${why}`);
        slack.failAlways('chat.postMessage', undefined);
        const other = await give('slash_commands', slash(slack, '/point', '7'));
        const again = buttonsOf(other).find((button) => button.label === 'Share to channel') ?? {
          action_id: '',
        };
        await give('interactive', press(slack, again));
        await until(() => told.length === 1);
        expect(JSON.stringify(slack.messages.at(-1))).not.toContain('Not corrected');
      },
    );

    it('that open an address are only acknowledged', async () => {
      const { slack, give } = await open();
      await give('interactive', press(slack, { action_id: 'readout.open.1' }));
      await quiet();
      expect(slack.responses).toEqual([]);
    });

    it('work after a restart', async () => {
      const first = await open();
      const shown = await first.give('slash_commands', slash(first.slack, '/point', '6'));
      const next = buttonsOf(shown).find((button) => button.label === 'Next point') ?? { action_id: '' };
      await first.close();
      const second = await open();
      await second.give('interactive', press(second.slack, next));
      await until(() => second.slack.responses.length === 1);
      expect(shownText(second.slack.responses[0]?.body)).toContain('Point 7 sets a cap');
    });

    it.each([
      ['forged', 'AAAAAAAAAAAAa0:/point 7', {}],
      ['empty', '', {}],
      ['signed for sharing but pressed as a page', 'share', {}],
    ])('that are %s are refused in a sentence', async (_, value, more) => {
      const { slack, give } = await open();
      const shown = await give('slash_commands', slash(slack, '/point', '6'));
      const share = buttonsOf(shown).find((button) => button.label === 'Share to channel');
      const given = value === 'share' ? (share?.value ?? '') : value;
      await give('interactive', press(slack, { action_id: 'readout.page.next', value: given }, more));
      await until(() => slack.responses.length === 1);
      expect(slack.responses[0]?.body).toMatchObject({ response_type: 'ephemeral' });
      expect(shownText(slack.responses[0]?.body)).toContain('not one I made for this workspace');
    });

    it('of another workspace are refused', async () => {
      const there = await open();
      const shown = await there.give('slash_commands', slash(there.slack, '/point', '6'));
      const next = buttonsOf(shown).find((button) => button.label === 'Next point') ?? { action_id: '' };
      await there.close();
      const slack = await startFakeSlack();
      slack.answer('auth.test', () => ({ team_id: 'T0OTHER', user_id: 'U9', bot_id: 'B9' }));
      const here = await open({ slack });
      await here.give('interactive', press(slack, next, { team: { id: 'T0OTHER' } }));
      await until(() => slack.responses.length === 1);
      expect(shownText(slack.responses[0]?.body)).toContain('not one I made for this workspace');
      await here.close();
      await slack.stop();
    });
  });

  describe('the message shortcut', () => {
    const shortcut = (slack: Desk['slack'], text: string | undefined) => ({
      type: 'message_action',
      callback_id: 'who_said_this',
      token: 'old',
      action_ts: stamp(),
      trigger_id: '1.2.3',
      team: { id: TEAM, domain: 'desk' },
      user: { id: 'U0ANA', name: 'ana', team_id: TEAM },
      channel: { id: 'C0DESK', name: 'desk' },
      message_ts: stamp(),
      message: { type: 'message', user: 'U0BEN', ts: stamp(), ...(text === undefined ? {} : { text }) },
      response_url: slack.responseUrl(),
    });

    it('looks the words of the message up, privately', async () => {
      const { slack, give } = await open({ settings: { publicAnswers: true } });
      await give(
        'interactive',
        shortcut(slack, 'They said &lt;never&gt; to <@U0X|ben> and as-of:2020-01-01'),
      );
      await until(() => slack.responses.length === 1);
      expect(slack.responses[0]?.body).toMatchObject({ response_type: 'ephemeral' });
      expect(shownText(slack.responses[0]?.body)).toContain(
        '“They said <never> to ben and as-of:2020-01-01”',
      );
    });

    it('says so where the message has no words', async () => {
      const { slack, give } = await open();
      await give('interactive', shortcut(slack, undefined));
      await until(() => slack.responses.length === 1);
      expect(shownText(slack.responses[0]?.body)).toContain('no words to look up');
    });
  });

  describe('mentions and direct messages', () => {
    const mention = (text: string, more: Record<string, unknown> = {}) =>
      event('app_mention', { user: 'U0ANA', text, ts: stamp(), channel: 'C0DESK', ...more });

    it('answers a mention in its thread, visibly', async () => {
      const { slack, give } = await open();
      const payload = mention('<@U0BOT> point 6');
      await give('events_api', payload);
      await until(() => slack.messages.length === 1);
      expect(slack.messages[0]).toMatchObject({
        channel: 'C0DESK',
        thread_ts: payload.event['ts' as keyof typeof payload.event],
      });
      expect(shownText(slack.messages[0]?.['blocks'])).toContain('Point 6 sets a cap');
    });

    it('tells the core of the line answered before in that thread', async () => {
      const seen: unknown[] = [];
      const { slack, give } = await open({
        core: {
          suggest: () => [],
          respond: async (request) => {
            seen.push(request);
            const { answer } = await import('./desk.ts');
            return answer({ readAs: '/point 6' });
          },
        },
      });
      const root = stamp();
      await give('events_api', mention('<@U0BOT> what of the cap?', { thread_ts: root }));
      await until(() => slack.messages.length === 1);
      await give('events_api', mention('<@U0BOT> and Russia?', { thread_ts: root }));
      await until(() => slack.messages.length === 2);
      expect(seen).toMatchObject([
        { kind: 'words', words: 'what of the cap?' },
        { kind: 'words', words: 'and Russia?', previous: '/point 6' },
      ]);
    });

    it('answers a direct message, and stays silent elsewhere', async () => {
      const { slack, give } = await open();
      const message = { user: 'U0ANA', text: 'point 6', channel: 'C0DESK', channel_type: 'channel' };
      await give('events_api', event('message', { ...message, ts: stamp() }));
      await give(
        'events_api',
        event('message', { ...message, ts: stamp(), channel_type: 'im', subtype: 'message_changed' }),
      );
      await give(
        'events_api',
        event('message', { ...message, ts: stamp(), channel_type: 'im', bot_id: 'B1' }),
      );
      await give(
        'events_api',
        event('message', { ...message, ts: stamp(), channel: 'D1', channel_type: 'im' }),
      );
      await until(() => slack.messages.length === 1);
      await quiet();
      expect(slack.messages).toHaveLength(1);
      expect(slack.messages[0]).toMatchObject({ channel: 'D1' });
      expect(slack.messages[0]).not.toHaveProperty('thread_ts');
    });

    it('answers once however often and under however many event ids a message comes, also after a restart', async () => {
      const memory = createProcessMemory(Date.now);
      const first = await open({ memory });
      const payload = mention('<@U0BOT> point 6');
      for (let copy = 0; copy < 3; copy += 1) await first.give('events_api', payload);
      for (const id of ['EvX', 'EvY', 'EvZ']) await first.give('events_api', { ...payload, event_id: id });
      await until(() => first.slack.messages.length > 0);
      await quiet();
      expect(first.slack.messages).toHaveLength(1);
      await first.close();
      const second = await open({ memory });
      await second.give('events_api', payload);
      await quiet();
      expect(second.slack.messages).toEqual([]);
    });

    it('gives a private answer to the one who mentioned it alone', async () => {
      const { slack, give } = await open();
      await give('events_api', mention('<@U0BOT> secret'));
      await until(() => slack.callsOf('chat.postEphemeral').length === 1);
      expect(slack.messages).toEqual([]);
    });

    it('waits out a rate limit and then answers once', async () => {
      const { slack, give } = await open();
      slack.fail('chat.postMessage', { kind: 'rate-limited', retryAfter: 0 });
      await give('events_api', mention('<@U0BOT> point 6'));
      await until(() => slack.messages.length === 1);
    });

    it('does not answer again where the reply to its answer was lost', async () => {
      const { slack, give } = await open();
      slack.fail('chat.postMessage', { kind: 'status', status: 502, commit: true });
      await give('events_api', mention('<@U0BOT> point 6'));
      await until(() => slack.messages.length === 1);
      await quiet();
      expect(slack.messages).toHaveLength(1);
    });

    it('takes the workspace of the installation, not of the company the event names', async () => {
      const { slack, give } = await open();
      const payload = mention('<@U0BOT> point 6', { user: 'U0STRANGER' });
      await give('events_api', { ...payload, team_id: 'T0OTHER' });
      await until(() => slack.messages.length === 1);
      expect(shownText(slack.messages[0])).toContain(`asked by U0STRANGER of ${TEAM}`);
    });
  });

  describe('App Home', () => {
    it('shows what can be asked and how', async () => {
      const { slack, give } = await open();
      await give('events_api', event('app_home_opened', { user: 'U0ANA', tab: 'home', channel: 'D1' }));
      await until(() => slack.callsOf('views.publish').length === 1);
      const view = slack.callsOf('views.publish')[0]?.args['view'];
      expect(shownText(view)).toContain('Ask a question');
      expect(shownText(view)).toContain('/point 6');
    });

    it('asks through a form and answers in a direct message', async () => {
      const { slack, give } = await open();
      await give('interactive', {
        ...press(slack, { action_id: 'readout.compose' }),
        container: { type: 'view', view_id: 'V1' },
        channel: undefined,
        response_url: undefined,
      });
      await until(() => slack.callsOf('views.open').length === 1);
      await give('interactive', {
        type: 'view_submission',
        team: { id: TEAM, domain: 'desk' },
        user: { id: 'U0ANA', name: 'ana', team_id: TEAM },
        token: 'old',
        view: {
          id: 'V2',
          type: 'modal',
          callback_id: 'readout.compose',
          state: {
            values: { question: { 'readout.question': { type: 'plain_text_input', value: 'point 6' } } },
          },
        },
      });
      await until(() => slack.messages.length === 1);
      expect(slack.messages[0]).toMatchObject({ channel: 'U0ANA' });
    });
  });

  it('ignores a notice without an inner event', async () => {
    const { slack, give } = await open();
    await give('events_api', {
      type: 'app_rate_limited',
      token: 'old',
      team_id: TEAM,
      minute_rate_limited: 1,
    });
    expect(await give('slash_commands', slash(slack, '/point', '6'))).toMatchObject({
      response_type: 'ephemeral',
    });
  });
});
