import { afterEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { TEAM } from '../../fakes/slack/slack.ts';
import { coreOverTwo } from '../../fixtures/two-stories.ts';
import { buttonsOf, type Desk, event, openDesk, press, shownText, slash, stamp, until } from './desk.ts';

describe.each(['socket', 'http'] as const)('two stories in one Slack workspace over %s', (transport) => {
  let desk: Desk | undefined;
  afterEach(async () => {
    const violations = desk?.slack.violations ?? [];
    await desk?.close();
    desk = undefined;
    expect(violations).toEqual([]);
  });
  const open = async () => {
    desk = await openDesk(transport, {
      ...{ core: await coreOverTwo(), commands: COMMANDS },
      timings: { ackWithin: 2_000, answerWithin: 5_000 },
    });
    desk.slack.answer('users.info', () => ({ user: { team_id: TEAM } }));
    return desk;
  };
  const inRivers = { channel_id: 'C0RIVERS' };

  it('are each asked in the channel that means them', async () => {
    const { slack, give } = await open();
    const ask = async (command: string, words: string, more = {}) =>
      shownText(await give('slash_commands', slash(slack, command, words, more)));
    expect(await ask('/readout', 'story river', inRivers)).toContain(
      'This channel now means The river treaty',
    );
    expect(await ask('/readout', 'story', inRivers)).toContain('The river treaty is meant here');
    expect(await ask('/plan-point', '3')).toContain('no more than 40 boats');
    const river = await ask('/plan-point', '3', inRivers);
    expect(river).toContain('below nine metres');
    expect(river).toContain('The river treaty');
    expect(await ask('/plan-point', 'dam')).toContain('this is from The river treaty');
  });

  it('that both fit are told apart by a button', async () => {
    const { slack, give } = await open();
    await give(
      'events_api',
      event('app_mention', {
        ...{ channel: 'C0DESK', user: 'U0ANA', ts: stamp(), text: '<@U0BOT> what about the ferry?' },
      }),
    );
    await until(() => slack.messages.length === 1);
    const [message] = slack.messages;
    expect(shownText(message)).toContain('Both stories have something on this');
    const river = buttonsOf(message).find((button) => button.label === 'The river treaty');
    expect(river).toBeDefined();
    if (river === undefined) return;
    await give('interactive', press(slack, river));
    await until(() => slack.responses.length === 1);
    expect(shownText(slack.responses[0]?.body)).toContain('runs each hour');
  });
});
