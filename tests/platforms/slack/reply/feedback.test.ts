import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../../src/answer/answer.ts';
import type { Core, Request } from '../../../../src/core/request.ts';
import { asking } from '../../../../src/domain/ask.ts';
import { violationsOfBlocks, violationsOfView } from '../../../fakes/slack/payload-check.ts';
import { coreOver } from '../../../fixtures/asking.ts';
import { smallBriefing } from '../../../fixtures/small-briefing.ts';
import { COMMANDS, type Desk, event, openDesk, press, shownText, slash, stamp, until } from '../desk.ts';

const FEEDBACK: NonNullable<Answer['feedback']> = {
  helpful: asking('readout helpful'),
  wrong: asking('readout wrong', { question: 'point 6' }),
};

/** A core every answer of which can be marked; what it is asked is kept. */
function markable(asked: string[]): Core {
  const core = coreOver(smallBriefing(), COMMANDS);
  return {
    ...core,
    async respond(request: Request) {
      if (request.kind === 'line') asked.push(request.line);
      return { ...(await core.respond(request)), feedback: FEEDBACK };
    },
  };
}

interface Marks {
  readonly action_id: string;
  readonly positive_button: { readonly value: string };
  readonly negative_button: { readonly value: string };
}

/** Slack's own element, wherever it is in a payload. */
function marksIn(payload: unknown): readonly Marks[] {
  const { blocks = [] }: { blocks?: readonly { type: string; elements: readonly Marks[] }[] } = {
    ...(payload as object),
  };
  return blocks.filter(({ type }) => type === 'context_actions').flatMap(({ elements }) => elements);
}

describe.each(['http', 'socket'] as const)('what readers say of an answer, over %s', (transport) => {
  let desk: Desk;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    desk = await openDesk(transport, { core: markable(asked) });
  });

  afterEach(async () => {
    await desk.close();
    expect(desk.slack.violations).toEqual([]);
  });

  it('is told with Slack’s own buttons under a private answer, and answered to whoever presses', async () => {
    const { slack, give } = desk;
    const ack = await give('slash_commands', slash(slack, '/point', '6'));
    const shown = { blocks: undefined, ...(ack as object | undefined) };
    const [marks] = marksIn(shown);
    expect(violationsOfBlocks(shown.blocks, 50)).toEqual([]);
    for (const button of [marks?.positive_button, marks?.negative_button]) {
      const before = slack.responses.length;
      const pressed = {
        type: 'feedback_buttons',
        action_id: marks?.action_id ?? '',
        value: button?.value ?? '',
      };
      await give('interactive', press(slack, pressed));
      await until(() => slack.responses.length > before);
      expect(slack.responses.at(-1)?.body).toMatchObject({
        response_type: 'ephemeral',
        replace_original: false,
      });
    }
    expect(asked.slice(-2)).toEqual([
      expect.stringMatching(/^\/readout helpful/),
      expect.stringMatching(/^\/readout wrong.*point 6/),
    ]);
  });

  it('is told under an answer in a channel by anybody, to them alone', async () => {
    const { slack, give } = desk;
    await give(
      'events_api',
      event('app_mention', { user: 'U0ANA', text: '<@U0BOT> point 6', ts: stamp(), channel: 'C0DESK' }),
    );
    await until(() => slack.messages.length === 1);
    const [marks] = marksIn(slack.messages[0]);
    const container = { type: 'message', message_ts: stamp(), channel_id: 'C0DESK', is_ephemeral: false };
    const pressed = {
      type: 'feedback_buttons',
      action_id: marks?.action_id ?? '',
      value: marks?.negative_button.value ?? '',
    };
    await give('interactive', press(slack, pressed, { container }));
    await until(() => slack.responses.length === 1);
    expect(slack.responses[0]?.body).toMatchObject({ response_type: 'ephemeral' });
  });

  it('goes without them where Slack does not take the element, the answer all the same in blocks', async () => {
    const { slack, give } = desk;
    slack.fail('chat.postMessage', { kind: 'error', code: 'invalid_blocks' });
    await give(
      'events_api',
      event('app_mention', { user: 'U0ANA', text: '<@U0BOT> point 6', ts: stamp(), channel: 'C0DESK' }),
    );
    await until(() => slack.messages.length === 1);
    expect(marksIn(slack.messages[0])).toEqual([]);
    expect(JSON.stringify(slack.messages[0])).toContain('rich_text');
    expect(shownText(slack.messages[0]?.['blocks'])).toContain('Point 6 sets a cap');
  });

  it('is not asked in the home tab, whose views do not take the element', async () => {
    const { slack, give } = desk;
    await give('events_api', event('app_home_opened', { user: 'U0ANA', tab: 'home', channel: 'D0ANA' }));
    await until(() => slack.callsOf('views.publish').length === 1);
    expect(JSON.stringify(slack.callsOf('views.publish')[0]?.args)).not.toContain('context_actions');
  });
});

describe('the fake’s rules of the element', () => {
  const button = { text: { type: 'plain_text', text: 'Helpful', emoji: false }, value: 'v' };
  const feedback = { type: 'feedback_buttons', positive_button: button, negative_button: button };
  const row = (...elements: readonly object[]) => [{ type: 'context_actions', elements }];

  it('take it in a message and not in a view', () => {
    expect(violationsOfBlocks(row(feedback), 50)).toEqual([]);
    expect(violationsOfView({ type: 'home', blocks: row(feedback) })).not.toEqual([]);
  });

  it.each([
    ['another element', [{ ...button, type: 'button', action_id: 'a' }]],
    ['more than five', Array.from({ length: 6 }, () => feedback)],
    ['none', []],
    ['a long value', [{ ...feedback, negative_button: { ...button, value: 'v'.repeat(2_001) } }]],
    ['no value', [{ ...feedback, positive_button: { text: button.text } }]],
    [
      'a long text',
      [{ ...feedback, positive_button: { ...button, text: { ...button.text, text: 't'.repeat(76) } } }],
    ],
    ['one button', [{ type: 'feedback_buttons', positive_button: button }]],
  ])('refuse %s', (_, elements) => {
    expect(violationsOfBlocks(row(...elements), 50)).not.toEqual([]);
  });
});
