import { describe, expect, it } from 'vitest';
import { asksSpeaker } from '../../src/ask/reading/speaker-asked.ts';
import { ASKER, said } from '../fixtures/asking.ts';
import { coreOf } from './story-cores.ts';

const plan = coreOf('us-ukraine-peace-plan');
const harbour = coreOf('harbour-budget');
const ask = (core: typeof plan, words: string) => core.respond({ kind: 'words', words, asker: ASKER });

describe('a question for what somebody said on something', () => {
  it.each([
    ['tusk on keeping the americans sweet', 'statement:tusk-delicate-matter'],
    ['macron bit about no appetite for a truce in moscow', 'statement:macron-no-russian-will'],
    ['VDL parliament quote', 'statement:von-der-leyen-carving-up'],
  ])('is told his own words that have some of it, where the rest is in no record: %s', async (words, id) => {
    const answer = await ask(plan, words);
    expect(answer.status).toBe('answered');
    expect(answer.records[0]).toBe(id);
  });

  it.each([
    [harbour, 'lindqvist on the baths', 'statement:lindqvist-fifteen-days', '1 December 2034'],
    [harbour, 'pasco on the quay loan', 'statement:pasco-baths', '11 November 2034'],
    [
      plan,
      "lavrov's opinion of the peace council",
      'statement:lavrov-europe-undermining',
      '25 November 2025',
    ],
  ] as const)(
    'is told that he said nothing on it, and then at once his nearest words with their day: %#',
    async (core, words, id, day) => {
      const answer = await ask(core, words);
      expect(answer.status).toBe('not-found');
      expect(answer.records[0]).toBe(id);
      expect(said(answer)).toMatch(
        new RegExp(`^(?:Nothing from|No position of) .* on that in this briefing\\. Nearest:\\s+\\W*${day}`),
      );
    },
  );

  it('says nothing near of somebody whose words are on something else altogether', async () => {
    const answer = await ask(harbour, 'Fells on the quay wall');
    expect(answer.status).toBe('not-found');
    expect(said(answer)).not.toContain('Nearest:');
  });

  it('leads with neither of two people of whom one is asked for', async () => {
    const answer = await ask(plan, 'counting on further active cooperation, trump or zelenskyy?');
    expect(answer.records[0]).toBe('statement:zelenskyy-counting-on-america');
    expect(answer.status).toBe('answered');
  });
});

describe('who said something', () => {
  it.each(['which minister said no', 'the man who called it a disgrace', 'some exec who said never again'])(
    'is asked for without "who" at the head: %s',
    (words) => {
      expect(asksSpeaker(words)).toBe(true);
    },
  );

  it.each(['which text said no', 'the man who is behind it', 'what did the man say'])(
    'is not asked for: %s',
    (words) => {
      expect(asksSpeaker(words)).toBe(false);
    },
  );
});

describe('who is for or against a text', () => {
  it.each([
    'who was against the 28 points',
    'who is still against the 28 points',
    'who were behind the 28 points',
  ])('is told of everybody who takes a stand on it, whatever the tense: %s', async (words) => {
    const answer = await ask(plan, words);
    expect(answer.status).toBe('answered');
    expect(answer.records).toContain('position:citizens-first-plan');
    expect(said(answer)).toMatch(/\d+ parties, \d+ for it/);
  });
});

describe('somebody and the plan as a whole', () => {
  it.each([
    ['macron on the plan', 'statement:macron-no-russian-will'],
    ['how did merz react', 'statement:merz-not-overnight'],
    ['tusk about the deal', 'statement:tusk-not-weaken'],
    ['macron quote', 'statement:macron-no-russian-will'],
  ])('is all that he said: %s', async (words, id) => {
    const answer = await ask(plan, words);
    expect(answer.status).toBe('answered');
    expect(answer.records[0]).toBe(id);
  });

  it('is not, where he said nothing', async () => {
    expect((await ask(plan, 'putin on the plan')).status).toBe('not-found');
  });

  it('offers nothing that no source reports, where there is something to choose', async () => {
    const answer = await ask(plan, 'did the kremlin get the new text');
    expect(answer.status).toBe('asks-back');
    expect(said(answer)).not.toMatch(/Not reported\.\s/);
  });
});
