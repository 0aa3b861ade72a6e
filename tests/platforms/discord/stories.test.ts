import { afterEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/registry.ts';
import {
  BOT,
  CHANNEL,
  GUILD,
  press,
  slash,
  snowflake,
  typing,
  USER,
} from '../../fakes/discord/interactions.ts';
import type { Json } from '../../fakes/discord/json.ts';
import { coreOverTwo } from '../../fixtures/two-stories.ts';
import { customId, textOf } from './message-parts.ts';
import { type UnderTest, underTest } from './platform-under-test.ts';

const RIVERS = '400000000000000021';
const THREAD = '400000000000000022';
/** Manage Server. */
const MANAGER = '32';

describe('two stories on one Discord server', () => {
  let test: UnderTest;
  afterEach(async () => {
    await test.close();
    expect(test.discord.violations).toEqual([]);
  });
  const open = async () => {
    test = await underTest('gateway', { asked: { core: await coreOverTwo(), commands: COMMANDS } });
  };
  const ask = async (interaction: Json) => {
    test.interact(interaction);
    const [reply] = await test.discord.answered(interaction);
    return reply?.body ?? {};
  };
  const inRivers = (path: readonly string[], values: Readonly<Record<string, string>>) =>
    slash(path, values, { channel: RIVERS, permissions: MANAGER });
  const mention = async (words: string, channel: string) => {
    const raw: Json = {
      ...{ id: snowflake(), type: 0, channel_id: channel, guild_id: GUILD, content: `<@${BOT}> ${words}` },
      ...{ mentions: [{ id: BOT, username: 'readout', bot: true }], member: { roles: [] } },
      author: { id: USER, username: 'jane.d' },
    };
    test.discord.gateway.dispatch('MESSAGE_CREATE', raw);
    const sent = await test.discord.seen(
      ({ body }) => (body.message_reference as Json | undefined)?.message_id === raw['id'],
    );
    return sent.body;
  };

  it('are each asked in the channel that means them, in commands, completions and threads', async () => {
    await open();
    test.discord.channels.set(CHANNEL, { id: CHANNEL, type: 0 });
    test.discord.channels.set(RIVERS, { id: RIVERS, type: 0 });
    test.discord.channels.set(THREAD, { id: THREAD, type: 11, parent_id: RIVERS });
    const set = await ask(inRivers(['readout', 'story'], { id: 'river' }));
    expect(textOf(set)).toContain('This channel now means The river treaty');
    expect(textOf(await ask(slash(['plan-point'], { point: '3' })))).toContain('no more than 40 boats');
    const river = await ask(inRivers(['plan-point'], { point: '3' }));
    expect(textOf(river)).toContain('below nine metres');
    expect(textOf(river)).toContain('As of 19 May 2031 · The river treaty');
    expect(textOf(await mention('what about the ferry?', RIVERS))).toContain('runs each hour');
    const inThread = textOf(await mention('what about the ferry?', THREAD));
    expect(inThread).toContain('runs each hour');
    expect(inThread).not.toContain('Both stories');
    const both = textOf(await mention('the ferry', CHANNEL));
    expect(both).toContain('Both stories have something on this');
    const choices = await ask(typing(['plan-point'], 'point', '', {}, { channel: RIVERS }));
    expect(JSON.stringify(choices)).toContain('Height of the dam');
  });

  it('that both fit are told apart by a button', async () => {
    await open();
    const both = await mention('what about the ferry?', CHANNEL);
    const pressed = press(customId(both, 'The river'), { id: snowflake(), components: both['components'] });
    expect(textOf(await ask(pressed))).toContain('runs each hour');
  });

  it('are not set by somebody who may not manage the server', async () => {
    await open();
    const refused = await ask(slash(['readout', 'story'], { id: 'river' }));
    expect(textOf(refused)).toContain('set by those who may manage the channel');
    expect(textOf(await ask(slash(['plan-point'], { point: '3' })))).toContain('no more than 40 boats');
  });
});
