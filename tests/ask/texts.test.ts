import { describe, expect, it } from 'vitest';
import { threadLine } from '../../src/domain/ask.ts';
import { ASKER, said } from '../fixtures/asking.ts';
import { coreOf } from './story-cores.ts';

const bundled = coreOf('us-ukraine-peace-plan');
const minsk = coreOf('minsk-2015');
const harbour = coreOf('harbour-budget');
const ireland = coreOf('northern-ireland-1998');
const colombia = coreOf('colombia-2016');
let asker = 0;

async function ask(core: typeof bundled, words: string, before?: string) {
  asker += 1;
  const who = { ...ASKER, user: String(asker) };
  const first =
    before === undefined ? undefined : await core.respond({ kind: 'words', words: before, asker: who });
  const answer = await core.respond({
    ...{ kind: 'words', words, asker: who },
    ...(before === undefined || first === undefined ? {} : { previous: threadLine(before, first) }),
  });
  return { answer, text: said(answer) };
}

describe('a question that lays two texts side by side', () => {
  it.each([
    [bundled, 'elections: us text vs european text', ['elections/us-28', 'elections/e3-counter']],
    [bundled, 'army cap in the e3 paper compared to the american one', ['army-size/e3-counter']],
    [
      harbour,
      'ferry subsidy, committee version against the compromise',
      ['ferry/committee-version', 'ferry/december-compromise'],
    ],
    [minsk, 'prisoners: protocol vs package', ['prisoner-exchange/minsk-1', 'prisoner-exchange/minsk-2']],
    [ireland, 'assembly in 95 vs 98', ['assembly/frameworks-1995', 'assembly/agreement-1998']],
    [
      colombia,
      'how did the rural reform change',
      ['rural-reform/accord-november', 'rural-reform/accord-august'],
    ],
  ] as const)('is told what each has on it, in one look: %#', async (core, words, readings) => {
    const { answer, text } = await ask(core, words);
    expect(['answered', 'conflict']).toContain(answer.status);
    expect(answer.records.slice(0, 3)).toEqual(expect.arrayContaining(readings.map((id) => `reading:${id}`)));
    expect(text.indexOf('•')).toBeLessThan(320);
  });

  it('is not what is asked where somebody is against something', async () => {
    const { answer } = await ask(bundled, 'eu foreign ministers against it?');
    expect(answer.records[0]).not.toMatch(/^reading:/);
  });
});

describe('a question for what a text drops, adds or keeps', () => {
  it.each([
    [
      minsk,
      'what fell away from the first to the second',
      'Gone from the Package of Measures',
      ['national dialogue'],
    ],
    [minsk, 'what was taken out since september', 'Gone from the Package of Measures', ['delegates']],
    [minsk, 'what does the package add', 'New in the Package of Measures', ['heavy weapons']],
    [
      bundled,
      'what did paris, london and berlin delete',
      'Gone from the European E3 counter-proposal',
      ['amnesty'],
    ],
    [harbour, 'what things are new in the december text', 'New in the December compromise', ['levy']],
  ] as const)(
    'counts up the subjects and says against which text: %#',
    async (core, words, begins, subjects) => {
      const { answer, text } = await ask(core, words);
      expect(answer.status).toBe('answered');
      expect(text).toContain(begins);
      for (const subject of subjects) expect(text.toLowerCase()).toContain(subject);
    },
  );

  it('is not answered from a text that nobody has seen', async () => {
    const { answer } = await ask(bundled, 'which points were dropped in geneva');
    expect(answer.status).toBe('not-reported');
  });
});

describe('a question for the texts themselves', () => {
  it.each([
    [minsk, 'list the texts', ['Minsk Protocol, 12 points', 'Package of Measures, 13 points']],
    [minsk, 'how many points do protocol and package each have', ['12 points', '13 points']],
    [ireland, 'which papers are there', ['Framework Documents', 'Heads of Agreement']],
    [bundled, 'list every draft there is', ['US 28-point plan, 28 points', '24 points']],
  ] as const)('has them all, with their points: %#', async (core, words, names) => {
    const { answer, text } = await ask(core, words);
    expect(answer.status).toBe('answered');
    for (const name of names) expect(text).toContain(name);
  });
});

describe('a part of a text that is counted off', () => {
  it.each([
    [bundled, 'the 28th point', 'provision:ceasefire'],
    [bundled, 'what is the twenty-fourth point about', null],
    [minsk, 'the 12th measure', null],
  ] as const)('is that part and no text of so many: %#', async (core, words, record) => {
    const { answer } = await ask(core, words);
    expect(answer.records.join(' ')).not.toMatch(/number-of-points/);
    if (record !== null) expect(answer.records.join(' ')).toContain(record.split(':')[1]);
    expect(['answered', 'conflict']).toContain(answer.status);
  });
});

describe('a follow-up that names another text', () => {
  it.each([
    [ireland, 'how many members has the assembly', 'and in 1995?', 'reading:assembly/frameworks-1995'],
    [
      colombia,
      'rural reform period in the august text',
      'and in the second one?',
      'reading:rural-reform/accord-november',
    ],
    [
      harbour,
      'ferry subsidy in the committee version',
      'how much is that in the final one',
      'reading:ferry/december-compromise',
    ],
  ] as const)('is told the same subject there: %#', async (core, before, words, record) => {
    const { answer } = await ask(core, words, before);
    expect(answer.records[0]).toBe(record);
  });

  it('gets the whole of what was told where only its form is asked for', async () => {
    const { answer } = await ask(bundled, 'full quote please', 'rubio: russians get a vote');
    expect(answer.records[0]).toMatch(/^statement:rubio/);
  });
});
