import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { lakeBriefing } from '../fixtures/briefing.ts';
import { linesOf } from '../fixtures/written.ts';

const core = coreOver(lakeBriefing(), COMMANDS);
const ask = (words: string) => core.respond({ kind: 'words', words, asker: ASKER });

describe('words that begin with since', () => {
  test.each([
    ['since yesterday', 'since'],
    ['since 08:00', 'since'],
  ])('are the command where a time is all they say: %s', async (words, command) => {
    expect((await ask(words)).command).toBe(command);
  });

  test('are a question where they ask one', async () => {
    expect((await ask('since when does Vey doubt the fleet')).command).not.toBe('since');
  });
});

describe('words that wish for a digest', () => {
  test.each([
    ['send me a digest every weekday at 8:30', '/digest subscribe time:08:30 days:weekdays'],
    ['can you post a daily digest here at 9am?', '/digest subscribe time:09:00 days:daily'],
    ['I want a digest', '/digest subscribe time:08:00'],
    ['subscribe', '/digest subscribe time:08:00'],
    ['digest at 7 please', '/digest subscribe time:07:00'],
    ['7 am digest', '/digest subscribe time:07:00'],
    ['let me know when Vey answers', '/digest subscribe time:08:00'],
    ['warn me if point 7 changes', '/digest subscribe time:08:00'],
    ['set a reminder for 6pm', '/digest subscribe time:18:00'],
    ['every morning send me a summary', '/digest subscribe time:08:00 days:daily'],
    [
      'please give us a briefing every monday at 18:00 London',
      '/digest subscribe time:18:00 days:mon zone:Europe/London',
    ],
  ])('open the way to it: %s', async (words, line) => {
    const answer = await ask(words);
    expect(answer.status).toBe('asks-back');
    expect(linesOf(answer)[0]).toContain(line);
    expect(answer.records).toEqual([]);
  });

  test.each([
    'unsubscribe',
    'stop the digest',
    'please stop posting these updates',
    'cancel our subscription',
  ])('open the way out: %s', async (words) => {
    expect(linesOf(await ask(words))).toContain('/digest list');
  });

  test.each(['my digests', 'subscriptions', 'show the digests here'])(
    'show what there is: %s',
    async (words) => {
      expect((await ask(words)).headline.length).toBeGreaterThan(0);
      expect(said(await ask(words))).toContain('Digests are posted by a running Readout');
    },
  );

  test.each([
    'did they subscribe to the second draft?',
    'tell me when it was signed',
    'remind me what Vey said',
    'does Northmark attack every day',
    'who subscribed to the deal',
    'is there a digest of the fleet talks',
    'stop the war',
    'Vey subscribes to the plan',
  ])('are told from questions and from talk: %s', async (words) => {
    const answer = await ask(words);
    expect(linesOf(answer).join()).not.toContain('/digest');
  });
});
