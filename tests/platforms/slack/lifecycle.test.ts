import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/domain/errors.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { BOT_TOKEN, SIGNING_SECRET } from '../../fakes/slack/slack.ts';
import { coreOver } from '../../fixtures/asking.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';
import { COMMANDS, type Desk, event, openDesk, shownText, slash, stamp, until } from './desk.ts';

describe('the Slack platform', () => {
  let desk: Desk | undefined;

  afterEach(async () => {
    await desk?.close();
    desk = undefined;
  });

  it.each([
    ['socket', { appToken: '' }, 'SLACK_APP_TOKEN is not set'],
    ['http', { signingSecret: '' }, 'SLACK_SIGNING_SECRET is not set'],
    ['http', { signingSecret: ' ' }, 'SLACK_SIGNING_SECRET is not set'],
    ['http', { botToken: '' }, 'SLACK_BOT_TOKEN is not set'],
    ['http', { botToken: 'xapp-1' }, 'SLACK_BOT_TOKEN holds an app-level token'],
    ['socket', { appToken: 'xoxb-1' }, 'SLACK_APP_TOKEN holds a bot token'],
  ] as const)('refuses to start over %s with %j', async (transport, settings, sentence) => {
    desk = await openDesk(transport, { settings, start: false });
    const started = desk.platform.start(coreOver(smallBriefing(), COMMANDS));
    await expect(started).rejects.toThrow(sentence);
    await expect(started).rejects.toBeInstanceOf(ConfigError);
    expect(desk.slack.calls).toEqual([]);
  });

  it.each(['socket', 'http'] as const)(
    'starts with a revoked token over %s, says so once and recovers',
    async (transport) => {
      desk = await openDesk(transport, { start: false });
      desk.slack.failAlways('auth.test', { kind: 'error', code: 'token_revoked' });
      await desk.platform.start(coreOver(smallBriefing(), COMMANDS));
      expect(desk.platform.health()).toEqual({
        state: 'down',
        reason: 'The bot token does not work: Slack answered token_revoked.',
      });
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(desk.lines.filter((line) => line.includes('does not work'))).toHaveLength(1);
      // Commands carry their own way to answer.
      const ack = await desk.give('slash_commands', slash(desk.slack, '/point', '6'));
      expect(shownText(ack)).toContain('Point 6');
      desk.slack.failAlways('auth.test', undefined);
      await until(() => desk?.platform.health().state === 'ready');
    },
  );

  it('is degraded while Slack only fails to answer', async () => {
    desk = await openDesk('http', { start: false });
    desk.slack.failAlways('auth.test', { kind: 'status', status: 503 });
    await desk.platform.start(coreOver(smallBriefing(), COMMANDS));
    expect(desk.platform.health()).toMatchObject({
      state: 'degraded',
      reason: expect.stringMatching(/^The bot token could not be tried: /),
    });
  });

  it('notices at the next proof that the token was revoked, though the event was lost', async () => {
    desk = await openDesk('http', { timings: { proveEvery: 30 } });
    desk.slack.failAlways('auth.test', { kind: 'error', code: 'account_inactive' });
    await until(() => desk?.platform.health().state === 'down');
  });

  it.each(['token_revoked', 'invalid_auth', 'account_inactive'])(
    'notices by the reply to a direct message that the token works no more: %s',
    async (code) => {
      desk = await openDesk('socket');
      for (const method of ['auth.test', 'chat.postMessage']) {
        desk.slack.failAlways(method, { kind: 'error', code });
      }
      expect(desk.platform.health().state).toBe('ready');
      await desk.give(
        'events_api',
        event('message', { user: 'U0ANA', text: 'point 6', channel: 'D1', channel_type: 'im', ts: stamp() }),
      );
      await until(() => desk?.platform.health().state === 'down');
      expect(desk.platform.health().reason).toContain(code);
    },
  );

  it('notices at once where a delivery finds the token revoked', async () => {
    desk = await openDesk('http');
    desk.slack.failAlways('chat.postMessage', { kind: 'error', code: 'token_revoked' });
    desk.slack.failAlways('auth.test', { kind: 'error', code: 'token_revoked' });
    const { answer } = await import('./desk.ts');
    const destination = { platform: 'slack', tenant: tenantId('T0READOUT'), channel: 'C1' };
    expect(await desk.platform.delivery.post(destination, answer({}), 'k')).toMatchObject({
      kind: 'blocked',
      reason: 'uninstalled',
    });
    await until(() => desk?.platform.health().state === 'down');
  });

  it('writes no token, secret or message text to the log, whatever fails', async () => {
    desk = await openDesk('http');
    const { slack, give, lines } = desk;
    slack.failResponses(500);
    slack.failAlways('chat.postEphemeral', {
      kind: 'error',
      code: 'invalid_blocks',
      fields: { errors: [`${BOT_TOKEN} words`] },
    });
    slack.failAlways('chat.postMessage', { kind: 'status', status: 500 });
    await give('slash_commands', slash(slack, '/slow', 'canary words'));
    await give('slash_commands', slash(slack, '/broken', 'canary words'));
    await until(() => lines.some((line) => line.includes('could not be delivered')));
    const log = lines.join('\n');
    for (const secret of [BOT_TOKEN, SIGNING_SECRET, 'canary', 'what somebody typed', 'At last'])
      expect(log).not.toContain(secret);
  });
});
