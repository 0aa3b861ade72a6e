import { describe, expect, it } from 'vitest';
import { ASKER, said } from '../fixtures/asking.ts';
import { coreOf } from './story-cores.ts';

const iran = coreOf('iran-nuclear-2015');
const harbour = coreOf('harbour-budget');
const bundled = coreOf('us-ukraine-peace-plan');
const ireland = coreOf('northern-ireland-1998');
let asker = 0;
const ask = async (core: typeof iran, words: string) => {
  asker += 1;
  const answer = await core.respond({ kind: 'words', words, asker: { ...ASKER, user: String(asker) } });
  return { answer, text: said(answer) };
};

describe('an article that is named by its publisher and asked what it is worth', () => {
  it.each([
    [iran, 'can we trust tehran times', 'tehran-times'],
    [iran, 'japan times piece, is that their own reporting?', 'japan-times-stock'],
    [harbour, 'is coast digest ok to quote', 'coast-digest'],
    [harbour, 'is the courier a reliable source', 'courier-vote'],
    [bundled, 'is the telegraph reliable', 'the-telegraph'],
    [bundled, 'can i use the rte article', 'rte'],
  ] as const)('is what leads: %#', async (core, words, id) => {
    const { answer } = await ask(core, words);
    expect(answer.status).toMatch(/^(?:answered|conflict)$/);
    expect(answer.records[0]).toBe(`source:${id}`);
  });

  it('is told with whose report it is built on', async () => {
    expect((await ask(iran, 'is the japan times article original')).text).toContain(
      'first reported by Reuters',
    );
  });

  it('is not answered with where something else is asked', async () => {
    for (const words of ['trust in the plan', 'is the bild article on tanks real']) {
      const { answer } = await ask(bundled, words);
      expect(`${answer.status} ${answer.records[0]}`).not.toMatch(/^answered source:/);
    }
  });
});

describe('who reports something', () => {
  it.each([
    [iran, 'source for the 7,537 kg', 'Source: Reuters'],
    [ireland, 'who reported 540 to 210', 'Source: The Irish Times'],
    [bundled, 'which outlet has the sacked ministers', 'RTÉ News'],
  ] as const)('is said first: %#', async (core, words, first) => {
    expect((await ask(core, words)).text.slice(0, 120)).toContain(first);
  });
});
