import { describe, expect, it } from 'vitest';
import { spellUnits } from '../../../src/ask/reading/words/short-units.ts';
import { ASKER, said } from '../../fixtures/asking.ts';
import { coreOf } from '../story-cores.ts';

const trade = coreOf('eu-us-trade-2025');
const iran = coreOf('iran-nuclear-2015');
const writers = coreOf('writers-strike-2023');
const war = coreOf('us-ukraine-peace-plan');

const ask = async (core: typeof trade, words: string) => {
  const answer = await core.respond({ kind: 'words', words, asker: ASKER });
  return { answer, text: said(answer) };
};

describe('plain questions as a business desk types them', () => {
  it.each([
    ['€93bn list', '€93 billion list'],
    ['$1.5bln or 30 mn', '$1.5 billion or 30 million'],
    ['a 2tn plan', 'a 2 trillion plan'],
    ['bn or no bn', 'bn or no bn'],
  ])('read the size behind a figure: %s', (typed, read) => {
    expect(spellUnits(typed)).toBe(read);
  });

  it('are told the record that has the amount, and no figure that never had it', async () => {
    const { answer } = await ask(trade, '600bn investment');
    expect(answer.records[0]).toBe('reading:investment/joint-statement');
    expect((await ask(trade, '93bn countermeasures')).answer.records[0]).toBe('figure:countermeasures-worth');
  });

  it.each([
    [trade, 'who runs inta', 'person:bernd-lange'],
    [trade, 'who speaks for the commission', 'person:olof-gill'],
    [trade, 'who heads the vdma', 'person:bertram-kawlath'],
    [iran, 'who leads the sfrc', 'person:bob-corker'],
    [trade, 'trade commissioner on wine', 'statement:sefcovic-wine'],
  ])(
    'find whoever holds an office by what he does there and by its letters: %#',
    async (core, words, record) => {
      expect((await ask(core, words)).answer.records[0]).toBe(record);
    },
  );

  it('are told what somebody said in the days after something happened', async () => {
    const { answer } = await ask(trade, "german chancellor's reaction to turnberry");
    expect(answer.status).toBe('answered');
    expect(answer.records[0]).toMatch(/^statement:merz-/);
  });

  it.each([
    [trade, 'macron on the joint statement'],
    [trade, 'bayrou on the joint statement'],
    [trade, 'opec on the energy pledge'],
  ])(
    'claim nothing of somebody who spoke before the text was known, or is not on record: %#',
    async (core, words) => {
      expect((await ask(core, words)).answer.status).toBe('not-found');
    },
  );

  it.each([
    [trade, 'the 21 points of the statement', 'No text in this briefing has 21 points'],
    [iran, 'all 42 paragraphs of the jcpoa', 'No text in this briefing has 42'],
  ])('are corrected on how many points there are: %#', async (core, words, says) => {
    const { answer, text } = await ask(core, words);
    expect(answer.status).toBe('corrected');
    expect(text).toContain(says);
  });

  it('are told what is still due, the soonest first, and nothing that was met', async () => {
    const { answer } = await ask(trade, "what's still due this year");
    expect(answer.records.slice(0, 3)).toEqual([
      'deadline:section-122',
      'deadline:countermeasures-end',
      'event:derivatives-check',
    ]);
    expect((await ask(writers, 'anything due soon')).answer.records[0]).toBe('event:contract-expiry');
  });

  it("take 'the Commission draft' for the text that is called a draft, of several by its author", async () => {
    const { text } = await ask(trade, 'what did meps add to the commission draft');
    expect(text).toContain("against Commission's tariff proposal of August 2025");
  });

  it.each([
    [trade, '"a deal is a deal"', 'answered', 'statement:vdl-deal-is-a-deal'],
    [war, '"this is a delicate matter" who', 'answered', 'statement:tusk-delicate-matter'],
  ])(
    'find who said a quotation that is typed alone, of whatever words: %#',
    async (core, words, status, record) => {
      const { answer } = await ask(core, words);
      expect(answer.status).toBe(status);
      expect(answer.records[0]).toBe(record);
    },
  );

  it('deny a quotation that nobody on record said, and no name of something', async () => {
    expect((await ask(war, '"not our final offer"')).text).toContain('No one in this briefing said that');
    expect((await ask(coreOf('gaza-20-points'), '"board of peace"')).answer.status).not.toBe('not-found');
  });

  it.each([
    [war, 'orban on eu money for ukraine', 'No one called “orban”'],
    [trade, 'lagarde on tariffs', 'No one called “lagarde”'],
    [war, 'pope on the plan', 'No one called “pope”'],
  ])(
    'name the one who is on record nowhere, and give nobody else the question: %#',
    async (core, words, says) => {
      expect((await ask(core, words)).text).toContain(says);
    },
  );

  it("read what chat writes shorter for what it is: 'til', 'abt', 'b4'", async () => {
    expect((await ask(trade, 'lobster til when')).answer.records[0]).toBe(
      'reading:lobster/lobster-regulation',
    );
    expect((await ask(trade, 'wanna know abt champagne asap')).answer.records[0]).toMatch(/wine/);
  });
});
