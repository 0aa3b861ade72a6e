import { describe, expect, it } from 'vitest';
import { ASKER } from '../fixtures/asking.ts';
import { coreOf } from './story-cores.ts';

const bundled = coreOf('us-ukraine-peace-plan');
const harbour = coreOf('harbour-budget');
const ireland = coreOf('northern-ireland-1998');
const minsk = coreOf('minsk-2015');
const strike = coreOf('writers-strike-2023');
let asker = 0;
const ask = async (core: typeof bundled, words: string) => {
  asker += 1;
  return core.respond({ kind: 'words', words, asker: { ...ASKER, user: String(asker) } });
};

describe('what lies ahead, where nothing is named', () => {
  it.each([
    [bundled, "what's coming up next?", 'event:driscoll-kyiv-expected'],
    [bundled, 'anything on the diary', 'event:driscoll-kyiv-expected'],
    [harbour, 'next steps', 'event:levy-takes-effect'],
    [harbour, 'what still has to happen', 'event:levy-takes-effect'],
  ] as const)('is what is expected, the nearest first: %#', async (core, words, id) => {
    const answer = await ask(core, words);
    expect(answer.status).toMatch(/^(?:answered|conflict)$/);
    expect(answer.records[0]).toBe(id);
  });

  it('is left to what is named where something is', async () => {
    expect((await ask(harbour, 'what is next for the ferry')).records[0]).not.toBe('event:levy-takes-effect');
  });
});

describe('a time that is asked for in a word before or behind what it is of', () => {
  it.each([
    [ireland, 'nobel prize date', 'event:nobel-prize'],
    [harbour, 'hearing date + place', 'event:hearing'],
    [harbour, 'the hearing, when was that again', 'event:hearing'],
    [minsk, '14/2 call', 'event:contact-group-call'],
    [bundled, 'alaska when was it', 'event:alaska-summit'],
    [strike, 'when was the ratification', 'event:ratification'],
  ] as const)(
    'leads with what happened, not with another day that is not known: %#',
    async (core, words, id) => {
      expect((await ask(core, words)).records[0]).toBe(id);
    },
  );
});

describe('a fragment that begins with no word that asks', () => {
  it.each([
    [bundled, 'kushner has which role'],
    [harbour, 'the 62 pence were whose idea'],
  ] as const)('is looked up where such a word stands further on: %#', async (core, words) => {
    expect((await ask(core, words)).records.length).toBeGreaterThan(0);
  });
});
