import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandsWith } from '../../../src/commands/every-command.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { createDigests, type Digests } from '../../../src/digest/digests.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import { SILENT } from '../../../src/domain/log.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../src/store/store.ts';
import { createSimulatedClock } from '../../fakes/simulated-clock.ts';
import { TEAM } from '../../fakes/slack/slack.ts';
import { askable } from '../../fixtures/asking.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { type Desk, event, openDesk, shownText, slash, until } from './desk.ts';

const PLACE = { platform: 'slack', tenant: tenantId(TEAM), channel: 'C0DESK', thread: '' };

/** The product's own commands, digests and store behind the real Slack platform; only Slack is a fake. */
describe('digest commands in Slack', () => {
  const clock = createSimulatedClock(Temporal.Instant.from('2025-11-25T05:58:00Z').epochMilliseconds);
  let desk: Desk;
  let store: Store;
  let digests: Digests;

  beforeEach(async () => {
    store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const story = askable(lakeBriefing());
    const services = {
      get digest() {
        return digests.service;
      },
    };
    desk = await openDesk('http', {
      commands: COMMANDS,
      timings: { answerWithin: 10_000 },
      core: createCore({
        ...{ stories: () => [story], commands: await commandsWith(services) },
        clock: () => Temporal.Instant.fromEpochMilliseconds(clock.now()),
      }),
    });
    let tokens = 0;
    digests = createDigests({
      ...{ store, clock, alone: true, log: SILENT, declared: [] },
      deliveries: new Map([['slack', desk.platform.delivery]]),
      briefings: () => new Map([[story.briefing.id, story.briefing]]),
      beats: () => () => {},
      token: () => `token${++tokens}`,
    });
  });

  afterEach(async () => {
    await desk.close();
    await store.close();
    expect(desk.slack.violations).toEqual([]);
  });

  const words = (body: unknown) => shownText(body).replaceAll('\n', ' ').replace(/ +/g, ' ');

  /** What is typed and what comes back, with the acknowledgement or after it. */
  const type = async (command: string, typed: string, more: object = {}) => {
    const before = desk.slack.responses.length;
    const reply = await desk.give('slash_commands', slash(desk.slack, command, typed, { ...more }));
    if (reply !== undefined) return words(reply);
    await until(() => desk.slack.responses.length > before);
    return words(desk.slack.responses.at(-1)?.body);
  };

  it('ask Slack who somebody is where something is changed or shown to some alone, and nowhere else', async () => {
    desk.slack.answer('users.info', ({ user }) => ({
      user: { id: user, team_id: TEAM, real_name: 'Ana Maria', is_restricted: user === 'U0GUEST' },
    }));
    expect(await type('/digest', 'subscribe 9am weekdays')).toContain(
      'Subscribed: every weekday at 09:00 Kyiv time',
    );
    expect(desk.slack.callsOf('users.info').length).toBeGreaterThan(0);
    expect(await type('/readout', 'audit')).toContain('Set up oken2 by you in #desk');
    expect(await type('/readout', 'audit', { user_id: 'U0BOB' })).toContain(
      'Set up oken2 by Ana Maria in #desk',
    );
    for (const typed of ['audit', 'digest pause', 'digest list where:all'])
      expect(await type('/readout', typed, { user_id: 'U0GUEST' })).toContain(
        'for those who may manage this channel',
      );
    const calls = desk.slack.callsOf('users.info').length;
    for (const typed of ['status', 'help', 'plan-point fleet'])
      await type('/readout', typed, { user_id: 'U0NEW' });
    expect(desk.slack.callsOf('users.info')).toHaveLength(calls);
  });

  it('say in a private channel the app is not in how to invite it, at subscribing and in the list', async () => {
    desk.slack.failAlways('conversations.info', { kind: 'error', code: 'channel_not_found' });
    const refused = await type('/digest', 'subscribe 9am');
    expect(refused).toContain(
      'I cannot post here. I am not in this channel; invite me first: /invite @Readout.',
    );
    desk.slack.failAlways('conversations.info', undefined);
    await type('/digest', 'subscribe 9am');
    await store.park(
      PLACE,
      'not-member',
      'I am not in the channel; invite me first: /invite @Readout.',
      clock.now(),
    );
    const listed = await type('/digest', 'list');
    expect(listed).toContain('invite me first: /invite @Readout');
    // What an earlier version stored is said in words as well.
    await store.unpark(PLACE);
    await store.park(PLACE, 'channel-gone', 'Slack answered channel_not_found', clock.now());
    const before = await type('/digest', 'list');
    expect(before).toContain('The channel is gone, or I cannot see it any more.');
    expect(`${refused}${listed}${before}`).not.toMatch(/channel_not_found|channel-gone|not-member|C0DESK/);
  });

  it('offer what was meant where a subcommand is misspelt', async () => {
    expect(await type('/digest', 'subcribe 08:00')).toContain('Did you mean /digest subscribe 08:00?');
    expect(await type('/digest', 'help')).toContain('With /digest goes subscribe, list,');
    expect(await type('/digest', 'unsubscribe')).toContain('This channel has no digest.');
  });

  it('shows the digests of the workspace in App Home with their buttons, to who may change them alone', async () => {
    await type('/digest', 'subscribe time:08:00 days:weekdays');
    const home = async (user: string) => {
      const before = desk.slack.calls.length;
      await desk.give('events_api', event('app_home_opened', { user, tab: 'home', channel: 'D1' }));
      await until(() => desk.slack.calls.slice(before).some(({ method }) => method === 'views.publish'));
      const call = desk.slack.calls.slice(before).find(({ method }) => method === 'views.publish');
      return JSON.stringify(call?.args['view']);
    };
    const shown = await home('U0ANA');
    expect(shown).toContain('Digests of this workspace');
    expect(shown).toContain('Every weekday at 08:00 Kyiv time');
    for (const label of ['Pause', 'Test', 'Edit', 'Remove']) expect(shown).toContain(`"text":"${label}"`);
  });
});
