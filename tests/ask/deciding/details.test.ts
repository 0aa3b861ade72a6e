import { describe, expect, it } from 'vitest';
import type { Core } from '../../../src/core/request.ts';
import { ASKER, said } from '../../fixtures/asking.ts';
import { coreOf } from '../story-cores.ts';

const cores = new Map<string, Core>();
let asker = 0;
const ask = async (id: string, words: string) => {
  const core = cores.get(id) ?? coreOf(id);
  cores.set(id, core);
  asker += 1;
  const answer = await core.respond({ kind: 'words', words, asker: { ...ASKER, user: String(asker) } });
  return { answer, text: said(answer) };
};

describe('a record on the subject is no answer', () => {
  it.each([
    ['colombia-2016', 'names of the jep judges'],
    ['colombia-2016', 'name of the strategist from panama'],
    ['harbour-budget', 'how cold is the water at mill street'],
    ['harbour-budget', 'how many cruise ships come in a year'],
    ['uk-eu-withdrawal', 'how much does the brake cost'],
    ['minsk-2015', 'which countries abstained in the security council'],
    ['minsk-2015', 'how did each council member vote'],
    ['writers-strike-2023', "David Young's diagnosis"],
    ['us-ukraine-peace-plan', 'when does the peace council first convene'],
  ])('where it has none of the detail asked for, %s: %s', async (id, words) => {
    const { answer } = await ask(id, words);
    expect(['not-found', 'not-reported', 'asks-back']).toContain(answer.status);
  });

  it('and a known unknown that says why goes first', async () => {
    const { answer } = await ask('colombia-2016', 'names of the jep judges');
    expect(answer.status).toBe('not-reported');
    expect(answer.records[0]).toBe('gap:tribunal-judges');
  });

  it('and where nothing says why, that the briefing does not say it', async () => {
    const { text } = await ask('colombia-2016', 'name of the strategist from panama');
    expect(text).toMatch(/^This briefing does not say\. Nearest:/);
  });
});

describe('a detail that a record has is told', () => {
  it.each([
    ['us-ukraine-peace-plan', 'who chairs the peace council', 'reading:peace-council/us-28'],
    ['harbour-budget', 'how much do cruise passengers pay', 'reading:cruise-charge/december-compromise'],
    ['us-ukraine-peace-plan', 'how good is mova.su', 'source:mova'],
  ])('%s: %s', async (id, words, lead) => {
    const { answer } = await ask(id, words);
    expect(answer.status).toBe('answered');
    expect(answer.records).toContain(lead);
  });
});
