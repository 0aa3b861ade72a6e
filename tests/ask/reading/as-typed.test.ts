import { describe, expect, it } from 'vitest';
import { phrasalVerbs } from '../../../src/ask/reading/words/phrasal-verbs.ts';
import { spellUnits } from '../../../src/ask/reading/words/short-units.ts';
import { bucketsOf, createWordReader } from '../../../src/search/evidence/read-word.ts';
import { stem } from '../../../src/search/text/stem.ts';
import { ASKER, said } from '../../fixtures/asking.ts';
import { coreOf } from '../story-cores.ts';

const gaza = coreOf('gaza-20-points');
const iran = coreOf('iran-nuclear-2015');
let asker = 0;
const ask = async (core: typeof gaza, ...lines: readonly string[]) => {
  asker += 1;
  let previous: string | undefined;
  let answer = await core.respond({
    kind: 'words',
    words: lines[0] ?? '',
    asker: { ...ASKER, user: String(asker) },
  });
  for (const words of lines.slice(1)) {
    previous = lines[0];
    answer = await core.respond({
      kind: 'words',
      words,
      asker: { ...ASKER, user: String(asker) },
      ...(previous === undefined ? {} : { previous }),
    });
  }
  return { answer, text: said(answer) };
};

describe('words as they are typed', () => {
  it.each([
    ['48h or 72h for hostages', '48 hours or 72 hours for hostages'],
    ['between 21 and 20 pts', 'between 21 points and 20 points'],
    ['3 vs 4 weeks', '3 weeks vs 4 weeks'],
    ['15 yrs', '15 years'],
    ['points 3 and 4', 'points 3 and 4'],
    ['on 24/7', 'on 24/7'],
    ['the 5h2 form', 'the 5h2 form'],
  ])('have their units in full: %s', (typed, full) => {
    expect(spellUnits(typed)).toBe(full);
  });

  it('stand for the one verb that records have, wherever the small word stands', () => {
    const meant = (words: string) => phrasalVerbs(words.split(' ')).map((one) => one.meant);
    expect(meant('when did it kick in')).toEqual(['begin']);
    expect(meant('did they kick them all out')).toEqual(['expel']);
    expect(meant('how fast did they pull back')).toEqual(['withdraw']);
    expect(meant('who pulled the strings behind it')).toEqual([]);
  });

  it('are read where the wrong letter is doubled, and no further', () => {
    const known = ['tariffs', 'committee', 'withdrawal', 'pool'].map(stem);
    const read = createWordReader({ has: (one) => known.includes(one) }, () => bucketsOf(known));
    expect(read('tarrifs').map((one) => one.stem)).toContain(stem('tariffs'));
    expect(read('comittee').map((one) => one.stem)).toContain(stem('committee'));
    expect(read('poll').map((one) => one.stem)).not.toContain('committe');
  });
});

describe('a question about votes', () => {
  it.each([
    [iran, 'who didnt vote for the review act in the senate', 'Cotton'],
    [gaza, 'which countries did not vote for 2803', 'Russia and China abstained'],
    [gaza, 'ministers who voted no on the ceasefire', 'Ben Gvir'],
    [gaza, 'who abstained in new york', 'Russia and China'],
    [gaza, 'unsc tally on gaza', '13 for'],
  ] as const)('tells those who are asked for: %#', async (core, words, wanted) => {
    const { answer, text } = await ask(core, words);
    expect(answer.status).toMatch(/^(?:answered|conflict)$/);
    expect(text.slice(0, 320)).toContain(wanted);
  });

  it('is not answered by a vote of somebody else', async () => {
    const { answer } = await ask(gaza, 'vote in the knesset on the ceasefire');
    expect(answer.status).toBe('not-reported');
  });
});

describe('a question of when', () => {
  it('something began is told by what happened, not by a number that counts from then', async () => {
    for (const words of ['when did the ceasefire kick in', 'when did ceasefire start'])
      expect((await ask(gaza, words)).answer.records[0]).toBe('event:ceasefire-begins');
  });

  it('it had to be done is told by its deadline', async () => {
    expect((await ask(gaza, 'were the bodies returned in time')).text).toContain('missed');
    expect((await ask(gaza, 'trumps ultimatum ran out on')).text).toContain('5 October 2025');
  });

  it('a figure began is told by its first value', async () => {
    const { text } = await ask(gaza, 'remains of hostages left in gaza', 'how many were it at the start');
    expect(text.slice(0, 120)).toContain('28 bodies');
  });
});

describe('what leads', () => {
  it('is where somebody stands on the text that is named, before a dispute that touches on it', async () => {
    const { answer } = await ask(gaza, 'does hamas accept the un resolution');
    expect(answer.records[0]).toBe('position:hamas-on-resolution');
  });

  it('says behind part of a sentence what it is about, where there is room', async () => {
    const { text } = await ask(gaza, 'who said not the easiest guy');
    expect(text).toMatch(/“He's not the easiest guy to deal with”.*In short: Netanyahu/);
  });

  it('is the whole story where the latest on what it is about is asked for', async () => {
    expect((await ask(gaza, 'latest on gaza pls')).answer.command).toBe('briefing');
    expect((await ask(gaza, 'latest on hamas')).answer.command).not.toBe('briefing');
  });

  it('is what fell away between two texts that share their noun', async () => {
    expect((await ask(gaza, 'what fell out between 21 and 20 points')).answer.records[0]).toBe(
      'reading:strikes-on-qatar/plan-20',
    );
  });
});
