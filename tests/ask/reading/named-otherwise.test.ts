import { describe, expect, it } from 'vitest';
import { threadLine } from '../../../src/domain/ask.ts';
import { ASKER, said } from '../../fixtures/asking.ts';
import { coreOf } from '../story-cores.ts';

const kivu = coreOf('congo-rwanda-2025');
const iran = coreOf('iran-nuclear-2015');
const ireland = coreOf('northern-ireland-1998');
const plan = coreOf('us-ukraine-peace-plan');
let asker = 0;

async function ask(core: typeof plan, words: string, before?: string) {
  asker += 1;
  const who = { ...ASKER, user: String(asker) };
  const first =
    before === undefined ? undefined : await core.respond({ kind: 'words', words: before, asker: who });
  return core.respond({
    ...{ kind: 'words', words, asker: who },
    ...(before === undefined || first === undefined ? {} : { previous: threadLine(before, first) }),
  });
}

describe('a number that goes by the words of a question', () => {
  it.each([
    ['what a clause says', 'fdlr clause', 'reading:fdlr/peace-agreement'],
    ['what two texts say', 'april vs june on rwandan troops', 'reading:defensive-measures/principles'],
  ])('is no answer to %s', async (_, words, id) => {
    expect((await ask(kivu, words)).records[0]).toBe(id);
  });

  it('is no word of somebody who did not give it', async () => {
    const answer = await ask(kivu, 'kagame on cobalt quotas');
    expect(answer.status).toBe('not-found');
    expect(said(answer)).toContain('Nothing from Paul Kagame');
  });

  it('is told where its month is in its name and it was counted later', async () => {
    const answer = await ask(kivu, 'death toll july killings rutshuru');
    expect(answer.status).toBe('answered');
    expect(said(answer)).toContain('140');
  });
});

describe('a text that is named', () => {
  it('was signed by others than the one who is said to have signed it', async () => {
    const answer = await ask(kivu, 'when did the m23 sign the washington agreement');
    expect(answer.status).toBe('corrected');
    expect(answer.records[0]).toBe('event:agreement-signed');
    expect(said(answer)).toContain('not on record at the signing');
  });

  it.each([
    [kivu, 'date of doha declaration', 'event:doha-declaration-signed'],
    [iran, 'when was the jcpoa', 'event:jcpoa-agreed'],
    [iran, '2231 when', 'text:resolution-2231'],
  ])('is told with its day, and no deadline: %#', async (core, words, id) => {
    expect((await ask(core, words)).records[0]).toBe(id);
  });

  it('is meant by the number that it alone has in its name', async () => {
    const { records } = await ask(kivu, '2773 and 2808 on rwandan forces, softer?');
    expect(records.slice(0, 2)).toEqual([
      'reading:defensive-measures/resolution-2808',
      'reading:defensive-measures/resolution-2773',
    ]);
  });

  it('comes behind what became of it where it is asked what changed', async () => {
    const { records } = await ask(kivu, 'what changed on the economy from the principles to the agreement');
    expect(records.slice(0, 2)).toEqual(['reading:economy/peace-agreement', 'reading:economy/principles']);
  });

  it('is the one told before where it is asked who is against it', async () => {
    const { records } = await ask(plan, 'and who rejected it', 'european counter plan');
    expect(records).toContain('position:russia-european-plan');
  });
});

describe('an office', () => {
  it.each([
    [kivu, 'who leads the afc', 'person:corneille-nangaa'],
    [kivu, 'us ambassador at the un on rwanda', 'statement:waltz-war'],
    [iran, 'who leads the iaea', 'person:yukiya-amano'],
  ])('is read by what its holder does, and with what stands at it: %#', async (core, words, id) => {
    expect((await ask(core, words)).records[0]).toBe(id);
  });
});

describe('a deed that is said not to have been done', () => {
  it('is not told as done', async () => {
    expect((await ask(kivu, 'who was puzzled that kinshasa didnt sign')).status).not.toBe('answered');
  });

  it('is not corrected by what somebody else is to do', async () => {
    expect(said(await ask(kivu, 'when did tshisekedi resign'))).toContain(
      'No resignation by Félix Tshisekedi',
    );
  });
});

describe('those who are for or against a text', () => {
  it('are named beside the count', async () => {
    expect(said(await ask(kivu, 'who is against the june agreement'))).toContain(
      '2 against (AFC/M23, Denis Mukwege)',
    );
  });
});

describe('the one of a month', () => {
  it('is not its first day', async () => {
    const { records } = await ask(kivu, 'doha november one');
    expect(records[0]).toBe('event:doha-framework-signed');
  });
});

describe('what a text wants', () => {
  it.each([
    [kivu, 'what does resolution 2808 demand from rwanda', 'reading:defensive-measures/resolution-2808'],
    [kivu, 'res 2773 what does it demand from rwanda', 'reading:defensive-measures/resolution-2773'],
    [iran, 'what does the jcpoa require on inspections', 'reading:inspections/jcpoa'],
    [iran, 'what does 2231 require', 'text:resolution-2231'],
  ])('is what it says of them, and no stance of theirs: %#', async (core, words, id) => {
    expect((await ask(core, words)).records[0]).toBe(id);
  });

  it.each([
    [kivu, 'does the june deal mention m23', 'reading:armed-groups/peace-agreement'],
    [plan, 'does the 28 point plan mention poland', 'reading:fighter-jets/us-28'],
  ])('or mentions is told by the points that name it: %#', async (core, words, id) => {
    expect((await ask(core, words)).records[0]).toBe(id);
  });

  it('is not what somebody wants of it', async () => {
    expect((await ask(plan, 'what does russia want from the 28 points')).records[0]).not.toMatch(/^text:/);
  });
});

describe('a vote that only says when', () => {
  it('is not what is asked', async () => {
    const { records } = await ask(ireland, 'trimble before the july 97 vote, walking out or not');
    expect(records).toContain('statement:trimble-not-walking-out');
  });
});

describe('a question behind another', () => {
  it('is told the reason with what happened, where its account has one', async () => {
    const { records } = await ask(ireland, 'why', 'sinn fein out in february');
    expect(records[0]).toBe('event:sinn-fein-out');
  });
});

describe('a number of a party under another of its names', () => {
  it('is found', async () => {
    expect((await ask(kivu, 'idps total in drc')).records[0]).toBe('figure:displaced');
  });
});

describe('somebody of whom nothing is on record', () => {
  it('is not whatever stands before a vote', async () => {
    expect((await ask(kivu, 'eu minerals memo vote')).records[0]).toBe('vote:parliament-minerals');
  });

  it('is said to be unknown where it is asked who he is', async () => {
    expect(said(await ask(plan, 'who is kellogg'))).toContain('No one called “kellogg”');
    expect(said(await ask(plan, 'who is in charge'))).not.toContain('No one called');
  });
});
