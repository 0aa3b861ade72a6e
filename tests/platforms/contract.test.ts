import { PassThrough, Readable } from 'node:stream';
import { expect } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { OptionValues } from '../../src/core/command.ts';
import { createProcessMemory, type Memory } from '../../src/core/memory.ts';
import type { Core } from '../../src/core/request.ts';
import { SILENT } from '../../src/domain/log.ts';
import { createDiscordPlatform } from '../../src/platforms/discord/platform.ts';
import { createTerminalPlatform } from '../../src/platforms/terminal/terminal.ts';
import { type SeenReply, startFakeDiscord } from '../fakes/discord/fake-discord.ts';
import {
  APPLICATION,
  BOT,
  CHANNEL,
  createSigner,
  GUILD,
  slash as interaction,
  press as pressing,
  snowflake,
  USER,
} from '../fakes/discord/interactions.ts';
import { type Json, objects } from '../fakes/discord/json.ts';
import { TEAM } from '../fakes/slack/slack.ts';
import { type Button, platformContract, type Reply, type Served } from './contract.ts';
import { buttonsOf } from './discord/message-parts.ts';
import { HURRIED, TOKEN } from './discord/platform-under-test.ts';
import {
  event,
  openDesk,
  press as pressed,
  buttonsOf as slackButtons,
  slash,
  stamp,
  until,
} from './slack/desk.ts';

/** Every word a payload shows, in order, without the escapes that keep it literal. */
function wordsOf(payload: unknown): string {
  const words: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const inner of value) walk(inner);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'content' || key === 'text') && typeof inner === 'string') words.push(inner);
      else walk(inner);
    }
  };
  walk(payload);
  return words
    .join(' ')
    .replace(/\\([^\p{L}\p{N}\s])/gu, '$1')
    .replace(/\*\*/g, '');
}

function typed(path: readonly string[], values: OptionValues): string {
  return [`/${path.join(' ')}`, ...Object.entries(values).map(([name, value]) => `${name}:${value}`)].join(
    ' ',
  );
}

platformContract('the terminal', async (core) => {
  let last = '';
  const type = async (lines: readonly string[]): Promise<string> => {
    const output = new PassThrough();
    const chunks: string[] = [];
    output.on('data', (chunk) => chunks.push(String(chunk)));
    const platform = createTerminalPlatform({
      input: Readable.from(lines.map((line) => `${line}\n`)),
      output,
      commands: COMMANDS,
      greeting: [],
      json: false,
      colour: false,
    });
    await platform.start(core);
    last = platform.health().state;
    await platform.finished;
    return chunks.join('').replace(/\s+/g, ' ');
  };
  return {
    ask: async (path, values) => [await type([typed(path, values)])],
    whole: (path) => type([typed(path, {}), 'full']),
    converse: type,
    state: () => (last === '' ? 'ready' : last),
    stop: async () => {},
    violations: () => [],
  };
});

for (const transport of ['gateway', 'http'] as const) {
  platformContract(`Discord over ${transport}`, (core) => serveDiscord(transport, core));
}

for (const transport of ['socket', 'http'] as const) {
  platformContract(`Slack over ${transport}`, (core) => serveSlack(transport, core));
}

/** Another line under the signature of this one. */
function forged(value: string, line: string): string {
  return `${value.slice(0, 12)}a0:${line}`;
}

/** Waits until this is remembered: a reply is seen before what it leaves for follow-ups is kept. */
async function remembered(memory: Memory, key: string): Promise<void> {
  while ((await memory.recall(key)) === undefined) await new Promise((resolve) => setImmediate(resolve));
}

async function serveDiscord(transport: 'gateway' | 'http', core: Core): Promise<Served> {
  const discord = await startFakeDiscord();
  const signer = createSigner();
  const memory = createProcessMemory(Date.now);
  const platform = createDiscordPlatform({
    settings: {
      token: TOKEN,
      clientId: APPLICATION,
      publicKey: signer.publicKeyHex,
      transport,
      apiUrl: discord.apiUrl,
      publicAnswers: false,
    },
    log: SILENT,
    memory,
    commands: COMMANDS,
    clock: HURRIED,
    random: () => 0.5,
  });
  // Its loading takes its own time, which the hurried clock does not know of.
  if (transport === 'gateway')
    await import('../../src/platforms/discord/connect/gateway.ts').then(() => import('discord.js'));
  await platform.start(core);

  const give = async (interaction: Json): Promise<readonly SeenReply[]> => {
    if (transport === 'gateway') {
      discord.send(interaction);
    } else {
      discord.expect(interaction);
      const response = await platform.routes[0]?.handle(signer.request(interaction));
      if (response?.status === 200 && response.body !== undefined)
        discord.firstAnswer(interaction, JSON.parse(response.body));
    }
    return discord.answered(interaction);
  };

  const only = async (interaction: Json): Promise<Reply> => {
    const [reply, ...more] = await give(interaction);
    expect(more).toEqual([]);
    const body = reply?.body ?? {};
    const flags = reply?.ephemeral === true ? 64 : 0;
    const message = { id: snowflake(), flags, components: objects(body.components) };
    const button = ({ label, custom_id: id }: Json): Button => ({
      label: String(label),
      press: () => only(pressing(String(id), message)),
      forge: (line) => only(pressing(forged(String(id), line), message)),
    });
    const buttons = buttonsOf(body).map(button);
    return { words: wordsOf(body), whispered: reply?.ephemeral === true, buttons };
  };

  /** Each one replies to the answer before it. */
  const converse = async (said: readonly string[]): Promise<void> => {
    let before: Json = {};
    for (const [at, content] of said.entries()) {
      const message = {
        ...{ id: snowflake(), type: 0, channel_id: CHANNEL, guild_id: GUILD, mentions: [{ id: BOT }] },
        ...{ author: { id: USER, username: 'jane.d' }, content, ...before },
      };
      discord.gateway.dispatch('MESSAGE_CREATE', message);
      await discord.seen(() => (discord.messages.get(CHANNEL)?.length ?? 0) > at);
      const answer = String(discord.messages.get(CHANNEL)?.at(-1)?.id);
      await remembered(memory, `discord:message:${answer}`);
      before = { type: 19, message_reference: { message_id: answer, channel_id: CHANNEL } };
    }
  };

  return {
    ask: async (path, values) => (await give(interaction(path, values))).map((reply) => wordsOf(reply.body)),
    show: (path) => only(interaction(path)),
    // Over HTTP Discord tells of no messages.
    ...(transport === 'gateway' ? { converse } : {}),
    posts: {
      delivery: platform.delivery,
      says: (message) =>
        wordsOf([...discord.messages.values()].flat().find(({ id }) => message.endsWith(`/${String(id)}`))),
    },
    state: () => platform.health().state,
    async stop() {
      await platform.stop();
      await discord.close();
    },
    violations: () => discord.violations,
  };
}

async function serveSlack(transport: 'socket' | 'http', core: Core): Promise<Served> {
  const desk = await openDesk(transport, { core, commands: COMMANDS, timings: { ackWithin: 2_000 } });
  const { slack, give } = desk;

  const replyOf = (body: unknown): Reply => {
    const response = responseOf(body);
    const whispered = response.response_type !== 'in_channel';
    const container = {
      ...{ type: 'message', message_ts: stamp(), channel_id: 'C0DESK', is_ephemeral: whispered },
    };
    const answered = async (button: { readonly action_id: string; readonly value: string }) => {
      const [before, posted] = [slack.responses.length, slack.messages.length];
      await give('interactive', pressed(slack, button, { container }));
      await until(() => slack.responses.length > before || slack.messages.length > posted);
      const message = slack.messages[posted];
      // What is to be edited later is posted, not sent as a response.
      return message === undefined
        ? replyOf(slack.responses.at(-1)?.body)
        : replyOf({ ...message, response_type: 'in_channel' });
    };
    const buttons = slackButtons(body).map(
      ({ label, action_id, value = '' }): Button => ({
        label,
        press: () => answered({ action_id, value }),
        forge: (line) => answered({ action_id, value: forged(value, line) }),
      }),
    );
    return { words: wordsOf(body), whispered, buttons };
  };

  return {
    async ask(path, values) {
      const before = slack.responses.length;
      const [command, ...rest] = typed(path, values).split(' ');
      const acknowledged = await give('slash_commands', slash(slack, command ?? '', rest.join(' ')));
      const shown = wordsOf(acknowledged);
      if (shown === '') await until(() => slack.responses.length > before);
      const later = slack.responses.slice(before).map((response) => wordsOf(response));
      return [...(shown === '' ? [] : [shown]), ...later];
    },
    show: async (path) => replyOf(await give('slash_commands', slash(slack, typed(path, {}), ''))),
    async converse(said) {
      const root = stamp();
      for (const [at, text] of said.entries()) {
        const ts = at === 0 ? root : stamp();
        const inThread = at === 0 ? {} : { thread_ts: root };
        const mention = { user: 'U0ANA', text: `<@U0BOT> ${text}`, ts, channel: 'C0DESK', ...inThread };
        await give('events_api', event('app_mention', mention));
        await until(() => slack.messages.length > at);
        await remembered(desk.memory, `slack:${TEAM}:C0DESK:${root}`);
      }
    },
    posts: {
      delivery: desk.platform.delivery,
      says: (message) => wordsOf(slack.messages.find(({ ts }) => ts === message)),
    },
    state: () => desk.platform.health().state,
    stop: () => desk.close(),
    violations: () => slack.violations,
  };
}

function responseOf(body: unknown): { readonly response_type?: unknown } {
  return typeof body === 'object' && body !== null ? body : {};
}
