import { describe, expect, it } from 'vitest';
import { ASKER, said } from '../fixtures/asking.ts';
import { coreOf } from './story-cores.ts';

const bundled = coreOf('us-ukraine-peace-plan');
const minsk = coreOf('minsk-2015');
let asker = 0;
const ask = async (core: typeof bundled, words: string) => {
  asker += 1;
  const answer = await core.respond({ kind: 'words', words, asker: { ...ASKER, user: String(asker) } });
  return { answer, text: said(answer) };
};

describe('a question after somebody nobody on record is called', () => {
  it.each([
    [bundled, 'bank of england view', 'bank of england'],
    [bundled, "church of england's position", 'church of england'],
    [bundled, 'what did vance say about it', 'vance'],
    [bundled, 'kallas reaction', 'kallas'],
    [minsk, "obama's view of the package", 'obama'],
    [minsk, 'when did obama sign the package', 'obama'],
    [minsk, 'how did china vote in the council', 'china'],
  ] as const)('says so: %#', async (core, words, name) => {
    const { answer, text } = await ask(core, words);
    expect(['not-found', 'not-reported']).toContain(answer.status);
    expect(text).toContain(`No one called “${name}” is on record in this briefing.`);
  });

  it.each([
    [bundled, "macron's view of the ceasefire"],
    [bundled, 'zelenskys reaction to the plan'],
    [bundled, 'what did the kremlin say about the plan'],
    [minsk, 'what did the four promise'],
    [minsk, 'when did the osce publish the protocol'],
  ] as const)('is not seen where the name, a part or a slip of it is on record: %#', async (core, words) => {
    expect((await ask(core, words)).text).not.toContain('No one called');
  });
});

describe('a question that puts a deed where no record has it', () => {
  it.each(['what did merkel and putin sign in berlin', 'when did merkel and putin sign it in berlin'])(
    'is corrected: %s',
    async (words) => {
      const { answer, text } = await ask(minsk, words);
      expect(answer.status).toBe('corrected');
      expect(text).toMatch(/^No signing of Angela Merkel and Vladimir Putin in Berlin is on record/);
    },
  );

  it('is answered where a record has it there', async () => {
    const { answer } = await ask(minsk, 'what did merkel and putin sign in minsk');
    expect(answer.records[0]).toBe('event:package-signed');
  });
});

describe('what is asked decides what leads', () => {
  it.each(['still 28 points?', 'is it still 28 points'])(
    'with the number the latest text has, and no where it is another: %s',
    async (words) => {
      const { answer, text } = await ask(bundled, words);
      expect(answer.records[0]).toBe('reading:number-of-points/geneva-19');
      expect(text).toMatch(/^No: /);
    },
  );

  it('with where a party stands before what a text has on the subject', async () => {
    const { answer } = await ask(bundled, 'would the kremlin live with more than 600k');
    expect(answer.records[0]).toBe('position:russia-army-size');
  });

  it('with when a text came out, or that no date is on record', async () => {
    const { answer, text } = await ask(bundled, 'on what day did the white house publish the 28 points');
    expect(answer.records[0]).toBe('text:us-28');
    expect(text).toMatch(/^Published about 20 November 2025/);
  });

  it('with what a text provides where a case is set, not with what happened', async () => {
    const { answer } = await ask(bundled, 'what if russia attacks again after signing');
    expect(answer.records[0]).toMatch(/^reading:/);
  });
});
