import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { text } from '../../src/answer/compose.ts';
import type { Asker, Command, CommandContext } from '../../src/commands/command.ts';
import { createCore } from '../../src/commands/dispatch.ts';
import { createStory, type Story } from '../../src/commands/stories.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { buildQuoteIndex } from '../../src/search/quote-index.ts';
import { lakeBriefing } from '../fixtures/briefing.ts';

const ASKER: Asker = { platform: 'slack', tenant: 'T1', channel: 'C1', user: 'U1', mayConfigure: false };

function answer(words: string): Answer {
  return {
    ...{ status: 'answered', headline: [text(words)], blocks: [], citations: [], records: [], actions: [] },
    ...{ asOf: '2025-11-25', command: 'test', audience: 'default' },
  };
}

/** A core with one command, which counts how often it was run. */
function counting(read: (context: CommandContext) => unknown = () => undefined) {
  let runs = 0;
  let stories: readonly Story[] = [story('first')];
  let now = Temporal.Instant.from('2025-11-25T12:00:00Z');
  const command: Command = {
    name: 'count',
    summary: 'Count',
    options: [{ name: 'words', description: 'Anything', rest: true }],
    examples: [],
    run(values, context) {
      runs += 1;
      read(context);
      if (values.words === 'no') throw new Refusal('bad-value', `Refused ${runs}`);
      return answer(`${context.briefing.title}, run ${runs}`);
    },
  };
  const core = createCore({ stories: () => stories, commands: [command], clock: () => now, services: {} });
  const ask = (line: string, asker = ASKER) => core.respond({ kind: 'line', line, asker });
  return {
    ...{ core, ask, runs: () => runs },
    load: (title: string) => {
      stories = [story(title)];
    },
    at: (instant: string) => {
      now = Temporal.Instant.from(instant);
    },
  };
}

function story(title: string): Story {
  return createStory({ ...lakeBriefing(), title }, () => buildQuoteIndex([]));
}

describe('an answer', () => {
  test('is made once for a question, whoever asks it', async () => {
    const { ask, runs } = counting();
    const first = await ask('/count');
    expect(await ask('/count', { ...ASKER, user: 'U2', tenant: 'T2' })).toBe(first);
    expect(await ask('/count other words')).not.toBe(first);
    expect(runs()).toBe(2);
  });

  test.each(['line', 'words', 'command'] as const)(
    'is not taken for one of another kind: %s',
    async (kind) => {
      const { core, ask, runs } = counting();
      await ask('/count a');
      const request = {
        line: { kind: 'line', line: '/count b', asker: ASKER },
        words: { kind: 'words', words: '/count a', asker: ASKER },
        command: { kind: 'command', path: ['count'], values: { words: 'a' }, asker: ASKER },
      } as const;
      const first = await core.respond(request[kind]);
      expect(await core.respond(request[kind])).toBe(first);
      expect(runs()).toBe(2);
    },
  );

  test('is made anew after a pack was loaded', async () => {
    const { ask, load } = counting();
    await ask('/count');
    load('second');
    expect((await ask('/count')).headline).toEqual([text('second, run 2')]);
  });

  test('is made anew on the next day of the story’s zone, and where the clock is set back', async () => {
    const { ask, at, runs } = counting();
    await ask('/count');
    at('2025-11-25T21:59:59Z');
    await ask('/count');
    expect(runs()).toBe(1);
    // Midnight in Kyiv.
    at('2025-11-25T22:00:00Z');
    await ask('/count');
    expect(runs()).toBe(2);
    at('2025-11-25T12:00:00Z');
    await ask('/count');
    expect(runs()).toBe(3);
  });

  test.each<[string, (context: CommandContext) => unknown]>([
    ['who asks', ({ asker }) => asker.user],
    ['the time', ({ now }) => now.epochMilliseconds],
    ['what the process knows', ({ services }) => services.digest],
  ])('is made each time where it depends on %s', async (_, read) => {
    const { ask, runs } = counting(read);
    await ask('/count');
    await ask('/count');
    expect(runs()).toBe(2);
  });

  test('that is a refusal is not kept', async () => {
    const { ask } = counting();
    expect((await ask('/count no')).headline).toMatchObject([{ text: 'Refused 1' }]);
    expect((await ask('/count no')).headline).toMatchObject([{ text: 'Refused 2' }]);
  });

  test('is forgotten after a hundred others, and never kept for a very long question', async () => {
    const { ask, runs } = counting();
    for (let at = 0; at <= 100; at += 1) await ask(`/count ${at}`, { ...ASKER, user: `U-${at}` });
    await ask('/count 1');
    expect(runs()).toBe(101);
    await ask('/count 0');
    expect(runs()).toBe(102);
    const long = `/count ${'word '.repeat(100)}`;
    await ask(long);
    await ask(long);
    expect(runs()).toBe(104);
  });
});
