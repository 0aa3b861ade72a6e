import { describe, expect, it } from 'vitest';
import { ASKER, said } from '../fixtures/asking.ts';
import { coreOf } from './story-cores.ts';

const brexit = coreOf('uk-eu-withdrawal');
const iran = coreOf('iran-nuclear-2015');
const minsk = coreOf('minsk-2015');
const ireland = coreOf('northern-ireland-1998');
const colombia = coreOf('colombia-2016');
const harbour = coreOf('harbour-budget');
let asker = 0;
const ask = async (core: typeof brexit, words: string) => {
  asker += 1;
  const answer = await core.respond({ kind: 'words', words, asker: { ...ASKER, user: String(asker) } });
  return { answer, text: said(answer) };
};

describe('an office that is asked after and nothing else', () => {
  it.each([
    [brexit, 'NI sec at the moment', 'chris-heaton-harris'],
    [brexit, 'who was speaker until november 2019', 'john-bercow'],
    [brexit, 'eu chief negotiator back then', 'michel-barnier'],
    [iran, 'us secretary of state', 'john-kerry'],
    [iran, 'american energy sec at the time', 'ernest-moniz'],
    [iran, 'iranian fm', 'javad-zarif'],
    [iran, 'who was eu high representative in 2013', 'catherine-ashton'],
    [minsk, "ukraine's head of state back then", 'petro-poroshenko'],
    [minsk, 'french pres at that time', 'francois-hollande'],
    [harbour, 'the town treasurers name pls', 'corwin-hale'],
    [ireland, 'uup leader', 'david-trimble'],
    [colombia, "uribe's office", 'alvaro-uribe'],
  ] as const)('is answered by whoever held it, however short it is put: %#', async (core, words, id) => {
    const { answer } = await ask(core, words);
    expect(answer.status).toMatch(/^(?:answered|conflict)$/);
    expect(answer.records[0]).toBe(`person:${id}`);
  });

  it('has its days told where they are asked for', async () => {
    expect((await ask(brexit, 'since when is sunak pm')).text).toContain('since 25 October 2022');
    expect((await ask(minsk, 'when did poroshenko become president')).text).toContain('since 7 June 2014');
  });

  it('is answered by both who held it, in their order, where then and now is asked', async () => {
    const { answer } = await ask(brexit, 'commission president then and now');
    expect(answer.records.slice(0, 2)).toEqual(['person:jean-claude-juncker', 'person:ursula-von-der-leyen']);
  });

  it.each([
    [brexit, 'who is president of finland'],
    [iran, 'president of iran wife'],
    [minsk, 'when did hollande become president'],
    [harbour, 'mayor of northquay'],
  ] as const)('is not answered by another, nor with what is not on record of it: %#', async (core, words) => {
    const { answer, text } = await ask(core, words);
    expect(`${answer.status} ${text}`).not.toMatch(/^(?:answered|conflict) [^•]*(?:since|until) \d/);
  });

  it.each([
    [iran, 'what did the us secretary of state say'],
    [minsk, "ukraine's president on the border"],
  ] as const)('does not hide that words or a stance are asked for: %#', async (core, words) => {
    expect((await ask(core, words)).answer.records[0]).not.toMatch(/^person:/);
  });
});

describe('a party that is asked after and nothing else', () => {
  it.each([
    [minsk, 'what is the TCG', 'contact-group'],
    [minsk, 'tcg, who is that', 'contact-group'],
    [iran, 'what is the iaea', 'iaea'],
  ] as const)('is told by what it is: %#', async (core, words, id) => {
    const { answer } = await ask(core, words);
    expect(answer.status).toMatch(/^(?:answered|conflict)$/);
    expect(answer.records[0]).toBe(`party:${id}`);
  });

  it('is told by its members where they are asked for by what they are', async () => {
    const { text } = await ask(iran, 'which countries are the e3');
    expect(text).toContain('United Kingdom, France and Germany');
  });
});
