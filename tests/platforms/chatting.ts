import type { Command, CommandGroup } from '../../src/core/command.ts';
import type { Delivery } from '../../src/core/delivery.ts';
import type { Core } from '../../src/core/request.ts';
import type { SeenReply } from '../fakes/discord/fake-discord.ts';
import {
  BOT,
  CHANNEL,
  GUILD,
  press as pressed,
  sendForm,
  slash,
  snowflake,
  USER,
} from '../fakes/discord/interactions.ts';
import { isObject, type Json, objects } from '../fakes/discord/json.ts';
import { TEAM } from '../fakes/slack/slack.ts';
import { buttonsOf, customId, textOf } from './discord/message-parts.ts';
import { underTest } from './discord/platform-under-test.ts';
import * as slackDesk from './slack/desk.ts';

/** Somebody who may manage channels, at the real platform; only the other end of its wire is a stand-in. */
export interface Chatting {
  readonly platform: 'discord' | 'slack';
  readonly delivery: Delivery;
  /** Two channels' ids. */
  readonly channels: readonly [string, string];
  /** Fills in what the platform shows for `/digest subscribe`: Slack's form, the command's fields in Discord. */
  readonly form: (
    channel: string,
    filled: { readonly time: string; readonly days: readonly string[] },
  ) => Promise<string>;
  /** Mentions the app. */
  readonly say: (channel: string, words: string) => Promise<string>;
  /** `/digest` with a subcommand behind it. */
  readonly type: (channel: string, subcommand: string) => Promise<string>;
  /** Presses the button of the answer seen last whose label begins so; a form that opens is sent with the time given. */
  readonly press: (label: string, time?: string) => Promise<string>;
  /** Labels of the answer seen last. */
  readonly labels: () => readonly string[];
  /** What was posted in a channel and its threads, as it stands now. */
  readonly posts: (channel: string) => readonly string[];
  readonly violations: () => readonly string[];
  readonly close: () => Promise<void>;
}

interface Asked {
  readonly core: Core;
  readonly commands: readonly (Command | CommandGroup)[];
}

export async function chattingOnDiscord(asked: Asked): Promise<Chatting> {
  const test = await underTest('gateway', { asked });
  const { discord } = test;
  const second = '400000000000000020';
  discord.channels.set(second, { ...discord.channels.get(CHANNEL), id: second, name: 'second' });
  let last: { readonly body: Json; readonly channel: string } = { body: {}, channel: CHANNEL };
  const mayManage = (channel: string) => ({ channel, permissions: '32' });
  const ask = async (interaction: Json, channel: string): Promise<SeenReply> => {
    discord.send(interaction);
    const reply = (await discord.answered(interaction)).at(-1);
    if (reply === undefined) throw new Error('Nothing was answered.');
    last = { body: reply.body, channel };
    return reply;
  };
  const isForm = ({ body }: SeenReply) => body.title !== undefined;
  const send = async (form: SeenReply, filled: Readonly<Record<string, string>>, channel: string) =>
    textOf((await ask(sendForm(form.body, filled, mayManage(channel)), channel)).body);
  return {
    ...{ platform: 'discord', delivery: test.platform.delivery, channels: [CHANNEL, second] },
    async form(channel, { time, days }) {
      const filled = { time, days: days.join(',') };
      return textOf((await ask(slash(['digest', 'subscribe'], filled, mayManage(channel)), channel)).body);
    },
    async say(channel, words) {
      const id = snowflake();
      discord.gateway.dispatch('MESSAGE_CREATE', {
        ...{ id, type: 0, channel_id: channel, guild_id: GUILD, content: `<@${BOT}> ${words}` },
        mentions: [{ id: BOT, username: 'readout', bot: true }],
        ...{ author: { id: USER, username: 'jane.d' }, member: { roles: [] } },
      });
      const { body } = await discord.seen(
        ({ body: sent }) => objects([sent.message_reference])[0]?.message_id === id,
      );
      last = { body, channel };
      return textOf(body);
    },
    type: async (channel, subcommand) =>
      textOf((await ask(slash(['digest', subcommand], {}, mayManage(channel)), channel)).body),
    async press(label, time) {
      const { body, channel } = last;
      const reply = await ask(pressed(customId(body, label), body, mayManage(channel)), channel);
      return isForm(reply) ? send(reply, time === undefined ? {} : { time }, channel) : textOf(reply.body);
    },
    labels: () => buttonsOf(last.body).map(({ label }) => String(label)),
    posts(channel) {
      const own = (id: string) => (discord.messages.get(id) ?? []).filter(({ nonce }) => nonce !== undefined);
      const ids = new Set(own(channel).map(({ id }) => id));
      // A reply to what somebody wrote was asked for; one to a digest is its correction.
      return own(channel)
        .filter(({ message_reference: to }) => !isObject(to) || ids.has(to.message_id))
        .flatMap((message) => [message, ...own(String(message.id))])
        .map(textOf);
    },
    violations: () => discord.violations,
    close: test.close,
  };
}

export async function chattingOnSlack(asked: Asked): Promise<Chatting> {
  const desk = await slackDesk.openDesk('http', { ...asked, timings: { answerWithin: 10_000 } });
  const { slack } = desk;
  let last: { readonly body: unknown; readonly channel: string } = { body: {}, channel: 'C0DESK' };
  const forms = () => slack.callsOf('views.open');
  /** What is answered to it, or the form that it opens. */
  const ask = async (kind: 'slash_commands' | 'interactive', payload: Json, channel: string) => {
    const [opened, answered] = [forms().length, slack.responses.length];
    const reply = await desk.give(kind, payload);
    if (reply === undefined || reply === '')
      await slackDesk.until(() => forms().length > opened || slack.responses.length > answered);
    const form = forms()[opened]?.args['view'];
    if (form !== undefined) return { kind: 'form', view: form as Json } as const;
    const body = reply === undefined || reply === '' ? slack.responses.at(-1)?.body : reply;
    last = { body, channel };
    return { kind: 'answer', text: slackDesk.shownText(body) } as const;
  };
  const send = async (view: Json, values: Json, channel: string): Promise<string> => {
    const reply = await ask(
      'interactive',
      {
        ...{ type: 'view_submission', team: { id: TEAM, domain: 'desk' }, api_app_id: 'A1', token: 'old' },
        ...{ user: { id: 'U0ANA', name: 'ana', team_id: TEAM }, trigger_id: '9.9.9', response_urls: [] },
        view: {
          ...{ ...view, id: 'V2', team_id: TEAM, app_installed_team_id: TEAM, hash: 'h' },
          state: { values: { ...stateOf(view), ...values } },
        },
      },
      channel,
    );
    if (reply.kind === 'form') throw new Error('A form opened another.');
    return reply.text;
  };
  const field = (name: string, value: Json) => ({ [name]: { [`readout.form.${name}`]: value } });
  const at = (time: string) => field('time', { type: 'timepicker', selected_time: time });
  return {
    ...{ platform: 'slack', delivery: desk.platform.delivery, channels: ['C0DESK', 'C0TWO'] },
    async form(channel, { time, days }) {
      const words = slackDesk.slash(slack, '/digest', 'subscribe', { channel_id: channel });
      const form = await ask('slash_commands', words, channel);
      if (form.kind !== 'form') throw new Error('No form was opened.');
      const selected = days.map((value) => ({ value }));
      const chosen = field('days', { type: 'multi_static_select', selected_options: selected });
      return send(form.view, { ...at(time), ...chosen }, channel);
    },
    async say(channel, words) {
      const before = slack.messages.length;
      const mention = { user: 'U0ANA', text: `<@U0BOT> ${words}`, ts: slackDesk.stamp(), channel };
      await desk.give('events_api', slackDesk.event('app_mention', mention));
      await slackDesk.until(() => slack.messages.length > before);
      last = { body: slack.messages.at(-1)?.['blocks'], channel };
      return slackDesk.shownText(last.body);
    },
    async type(channel, subcommand) {
      const words = slackDesk.slash(slack, '/digest', subcommand, { channel_id: channel });
      const reply = await ask('slash_commands', words, channel);
      return reply.kind === 'form' ? 'form' : reply.text;
    },
    async press(label, time) {
      const { body, channel } = last;
      const button = slackDesk.buttonsOf(body).find((one) => one.label.startsWith(label));
      if (button === undefined) throw new Error(`There is no button "${label}".`);
      const more = { channel: { id: channel, name: 'desk' } };
      const reply = await ask('interactive', slackDesk.press(slack, button, more), channel);
      if (reply.kind === 'answer') return reply.text;
      return send(reply.view, time === undefined ? {} : at(time), channel);
    },
    labels: () => slackDesk.buttonsOf(last.body).map(({ label }) => label),
    posts: (channel) =>
      slack.messages
        .filter((message) => message.channel === channel && message['metadata'] !== undefined)
        .map((message) => slackDesk.shownText(message['blocks'])),
    violations: () => slack.violations,
    close: desk.close,
  };
}

/** What a form holds as it was opened, as Slack sends it back untouched. */
function stateOf(view: Json): Json {
  return Object.fromEntries(
    objects(view.blocks).flatMap((block) => {
      const [element] = objects([block.element]);
      if (element === undefined) return [];
      const value = {
        type: element.type,
        selected_time: element.initial_time,
        selected_option: element.initial_option ?? null,
        selected_options: element.initial_options ?? [],
        value: element.initial_value ?? null,
      };
      return [[String(block.block_id), { [String(element.action_id)]: value }]];
    }),
  );
}
