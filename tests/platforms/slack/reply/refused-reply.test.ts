import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCiter } from '../../../../src/answer/compose.ts';
import { planPoint } from '../../../../src/commands/plan-point.ts';
import { answer } from '../../../../src/core/answering.ts';
import type { Command } from '../../../../src/core/command.ts';
import { coreOver } from '../../../fixtures/asking.ts';
import { smallBriefing } from '../../../fixtures/small-briefing.ts';
import { buttonsOf, type Desk, event, openDesk, press, shownText, slash, stamp, until } from '../desk.ts';

const FORM = ['invalid_blocks', 'msg_blocks_too_long', 'invalid_blocks_format', 'some_new_code'] as const;
const NOT_TAKEN = /^I have an answer, but Slack did not take it here; .+\.$/;

describe('a reply that Slack refuses', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await openDesk('http');
  });

  afterEach(async () => {
    await desk.close();
    expect(desk.slack.violations).toEqual([]);
  });

  const mention = (text: string) =>
    desk.give('events_api', event('app_mention', { user: 'U0ANA', text, ts: stamp(), channel: 'C0DESK' }));
  const error = (code: string) => ({ kind: 'error', code }) as const;
  const posts = () => desk.slack.callsOf('chat.postMessage').map((call) => call.args);
  const whispers = () => desk.slack.callsOf('chat.postEphemeral').map((call) => call.args);

  it.each(FORM)('to a mention goes out once more in plain words: %s', async (code) => {
    desk.slack.fail('chat.postMessage', error(code));
    await mention('<@U0BOT> point 6');
    await until(() => desk.slack.messages.length === 1);
    expect(posts()).toHaveLength(2);
    expect(posts()[1]).not.toHaveProperty('blocks');
    const text = String(posts()[1]?.['text']);
    for (const words of ['Point 6 sets a cap', '“a cap of 600”', 'Herald', '20 May 2031'])
      expect(text).toContain(words);
  });

  it('to a mention goes out in plain words within the limits, however long it is', async () => {
    desk.slack.fail('chat.postMessage', error('msg_blocks_too_long'));
    await mention('<@U0BOT> long');
    await until(() => desk.slack.messages.length === 3);
    const texts = posts()
      .slice(1)
      .map(({ text }) => String(text));
    for (const text of texts) expect([...text].length).toBeLessThanOrEqual(4_000);
    expect(texts[0]).toContain('Paragraph 1:');
    expect(texts.at(-1)).toMatch(/There is more than fits here; please ask for something narrower\.$/);
  });

  it('in plain words too is one sentence to the asker alone', async () => {
    desk.slack.fail('chat.postMessage', error('invalid_blocks'), error('msg_too_long'));
    await mention('<@U0BOT> point 6');
    await until(() => whispers().length === 1);
    expect(whispers()[0]).toMatchObject({
      channel: 'C0DESK',
      user: 'U0ANA',
      text: expect.stringMatching(NOT_TAKEN),
    });
    expect([posts().length, desk.slack.messages]).toEqual([2, []]);
  });

  it.each(['restricted_action', 'is_archived', 'not_in_channel'])(
    'for its place is tried in no other form, and is one sentence in the asker’s direct messages: %s',
    async (code) => {
      desk.slack.fail('chat.postMessage', error(code));
      desk.slack.fail('chat.postEphemeral', error(code));
      await mention('<@U0BOT> point 6');
      await until(() => desk.slack.messages.length === 1);
      expect(desk.slack.messages[0]).toMatchObject({
        channel: 'U0ANA',
        text: expect.stringMatching(NOT_TAKEN),
      });
      expect(posts()).toHaveLength(2);
    },
  );

  it('where nobody can be told is a line in the log, without what was asked', async () => {
    for (const method of ['chat.postMessage', 'chat.postEphemeral'])
      desk.slack.failAlways(method, error('invalid_blocks'));
    await mention('<@U0BOT> point 6');
    await until(() => desk.lines.some((line) => line.includes('could not be delivered')));
    expect(desk.lines.join()).not.toContain('point 6');
  });

  it.each([
    ['{"ok":false,"error":"invalid_blocks"}', 200],
    ['invalid_blocks', 200],
    ['no', 500],
  ])(
    'by a response_url that answers %s with %i goes out in words after the other ways',
    async (body, status) => {
      desk.slack.failResponses(status, body);
      desk.slack.fail('chat.postEphemeral', error('invalid_blocks'));
      await desk.give('slash_commands', slash(desk.slack, '/slow', ''));
      await until(() => whispers().length === 2);
      expect(whispers()[1]).not.toHaveProperty('blocks');
      expect(whispers()[1]?.['text']).toContain('At last');
    },
  );

  it('to a press comes in plain words as well', async () => {
    const answer = await desk.give('slash_commands', slash(desk.slack, '/point', '6'));
    const next = buttonsOf(answer).find(({ label }) => label === 'Next point');
    if (next === undefined) throw new Error('no button');
    desk.slack.failResponses(404, 'expired_url');
    desk.slack.fail('chat.postEphemeral', error('invalid_blocks'));
    await desk.give('interactive', press(desk.slack, next));
    await until(() => whispers().length === 2);
    expect(shownText(whispers()[1])).toContain('Point 7 sets a cap');
  });
});

describe('an answer of which only the card was asked for', () => {
  const opened = () =>
    openDesk('http', { commands: [planPoint], core: coreOver(smallBriefing(), [planPoint]) });

  it('is asked for in whole where Slack refuses the form of its card', async () => {
    const desk = await opened();
    try {
      desk.slack.fail('chat.postMessage', { kind: 'error', code: 'invalid_blocks' });
      const text = '<@U0BOT> /plan-point fleet-size';
      await desk.give(
        'events_api',
        event('app_mention', { user: 'U0ANA', text, ts: stamp(), channel: 'C0DESK' }),
      );
      await until(() => desk.slack.messages.length === 1);
      const [card, words] = desk.slack.callsOf('chat.postMessage').map(({ args }) => args);
      expect(shownText(card)).not.toContain('Said about it');
      expect(String(words?.['text'])).toContain('Said about it');
    } finally {
      await desk.close();
    }
  });

  it('is asked once where the card is all there is, so that what changes something is done once', async () => {
    let done = 0;
    const count: Command = {
      ...{ name: 'count', summary: 'Counts', options: [], examples: ['/count'] },
      run: (_, context) => {
        done += 1;
        const headline = [{ kind: 'text', text: `Done ${done} times` }] as const;
        return answer(
          { command: 'count', status: 'answered', headline },
          createCiter(context.briefing),
          context,
        );
      },
    };
    const desk = await openDesk('http', { commands: [count], core: coreOver(smallBriefing(), [count]) });
    try {
      desk.slack.fail('chat.postMessage', { kind: 'error', code: 'invalid_blocks' });
      await desk.give(
        'events_api',
        event('app_mention', { user: 'U0ANA', text: '<@U0BOT> /count', ts: stamp(), channel: 'C0DESK' }),
      );
      await until(() => desk.slack.messages.length === 1);
      expect(desk.slack.callsOf('chat.postMessage')).toHaveLength(2);
      expect(done).toBe(1);
    } finally {
      await desk.close();
    }
  });
});
