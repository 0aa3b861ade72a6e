import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

const core = coreOver(smallBriefing(), COMMANDS);
const ask = (words: string, previous?: string) =>
  core.respond({ kind: 'words', words, asker: ASKER, ...(previous === undefined ? {} : { previous }) });

describe('a question that takes something for granted', () => {
  it('is told how many points there are where it asks for one beyond the last', async () => {
    const answer = await ask('what does point 31 say');
    expect(answer.status).toBe('corrected');
    expect(said(answer)).toMatch(/^.* has 8 points; there is no point 31\./);
  });

  it('is told that no signing is on record where somebody is said to have signed', async () => {
    const answer = await ask('when did Northmark sign');
    expect(answer.status).toBe('corrected');
    expect(said(answer)).toMatch(/^No signing by Northmark is on record in this briefing\./);
  });
});

describe('a plain question', () => {
  it('leads with the words of the one who is asked about', async () => {
    const answer = await ask('what did Holm say about boats');
    expect(answer.records[0]).toBe('statement:forty-is-enough');
    expect(said(answer)).toContain('Forty boats were never going to be enough.');
  });

  it('is not answered by a neighbour where nobody said the words', async () => {
    const answer = await ask('who said the moon is made of cheese');
    expect(answer.status).toBe('not-found');
    expect(said(answer)).toContain('No one in this briefing said that.');
  });

  it.each(['salary of Holm', 'what colour is the boat of Holm', 'transcript of Holm about the boats'])(
    'claims nothing where a detail is asked for that no record has: %s',
    async (words) => {
      const answer = await ask(words);
      expect(['not-found', 'asks-back', 'not-reported', 'corrected']).toContain(answer.status);
    },
  );

  it.each([
    ['kellogg on the plan', 'No one called “kellogg” is on record'],
    ["what's the pope's view", 'No one called “the pope” is on record'],
    ['banana bread recipe', 'I found nothing in this briefing'],
  ])('says who or what is not on record, also in a fragment: %s', async (words, first) => {
    const answer = await ask(words);
    expect(answer.status).toBe('not-found');
    expect(said(answer).startsWith(first)).toBe(true);
  });

  it('is asked on after an answer, where the same words alone would be a reaction', async () => {
    const before = await ask('what did Holm say about boats');
    const answer = await ask('is that still true', before.readAs);
    expect(answer.records).toContain('statement:forty-is-enough');
  });

  it('gives the sources of what was told before where it asks only for them', async () => {
    const before = await ask('what did Holm say about boats');
    const answer = await ask('source?', before.readAs);
    expect(answer.records[0]).toBe('statement:forty-is-enough');
    expect(answer.records.some((id) => id.startsWith('source:'))).toBe(true);
  });
});
