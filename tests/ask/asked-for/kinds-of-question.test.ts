import { describe, expect, it } from 'vitest';
import { ASKER, said } from '../../fixtures/asking.ts';
import { coreOf } from '../story-cores.ts';

const cores = {
  us: coreOf('us-ukraine-peace-plan'),
  gaza: coreOf('gaza-20-points'),
  iran: coreOf('iran-nuclear-2015'),
  north: coreOf('northern-ireland-1998'),
  brexit: coreOf('uk-eu-withdrawal'),
  plastics: coreOf('plastics-treaty'),
  minsk: coreOf('minsk-2015'),
  colombia: coreOf('colombia-2016'),
} as const;
let asker = 0;
const ask = async (story: keyof typeof cores, words: string) => {
  asker += 1;
  const answer = await cores[story].respond({ kind: 'words', words, asker: { ...ASKER, user: `k${asker}` } });
  return { answer, text: said(answer), first: answer.records[0] };
};

describe('what something is', () => {
  it.each([
    ['brexit', 'what was the backstop', 'reading:backstop/withdrawal-2018'],
    ['brexit', 'whats the stormont brake', 'reading:stormont-brake/windsor-framework'],
    ['iran', 'what is parchin', 'reading:past-work/jcpoa'],
    ['iran', 'break-out time meaning', 'reading:breakout/parameters'],
    ['us', 'the frozen assets thing explain', 'reading:frozen-assets/us-28'],
  ] as const)('is told by the newest text that says it: %s, %s', async (story, words, record) => {
    const { answer, first } = await ask(story, words);
    expect(['answered', 'conflict']).toContain(answer.status);
    expect(first).toBe(record);
  });

  it('is told by the text that took it out, where it is asked whether it is still there', async () => {
    expect((await ask('brexit', 'is the backstop still there')).first).toBe(
      'reading:backstop/withdrawal-2019',
    );
  });
});

describe('a question that sets a case', () => {
  it.each([
    ['gaza', 'what happens if hamas refuses', 'reading:if-hamas-refuses/plan-20'],
    ['gaza', 'what if hamas says no', 'reading:if-hamas-refuses/plan-20'],
    ['us', 'what if russia attacks again after signing', 'reading:us-guarantee/us-28'],
    ['iran', 'what happens if iran cheats', 'reading:snapback/jcpoa'],
    ['iran', 'what if the security council does not vote', 'reading:snapback/jcpoa'],
    ['brexit', 'what if the assembly withholds consent', 'reading:consent-vote/withdrawal-2019'],
  ] as const)('is answered by the text that sets it: %s, %s', async (story, words, record) => {
    const { answer, first } = await ask(story, words);
    expect(['answered', 'conflict']).toContain(answer.status);
    expect(first).toBe(record);
  });
});

describe('what a text gives somebody, and what it takes', () => {
  it.each([
    ['us', 'what does russia get', 'reading:g8/us-28'],
    ['us', 'what does america get out of this', 'reading:us-guarantee/us-28'],
    ['colombia', 'what do the farc have to do', 'reading:farc-assets/accord-november'],
  ] as const)('is told by its points, and not by who that is: %s, %s', async (story, words, record) => {
    expect((await ask(story, words)).first).toBe(record);
  });

  it('is not told by what somebody is where no text is asked for', async () => {
    expect((await ask('us', 'what does ukraine want')).first).toMatch(/^position:/);
    expect((await ask('us', 'what is ukraine')).first).toBe('party:ukraine');
  });

  it('is several points where several say it', async () => {
    const { answer } = await ask('us', 'what does ukraine have to give up');
    expect(answer.records).toEqual(
      expect.arrayContaining(['reading:army-size/us-28', 'reading:nato-membership/us-28']),
    );
  });
});

describe('an attitude that is asked for by its side', () => {
  it.each([
    ['us', 'what does kyiv still refuse', 'position:ukraine-old-conditions'],
    ['brexit', 'dups problem with the 2019 one', 'position:dup-on-2019'],
    ['gaza', 'which countries refuse to send troops', 'position:uae-on-force'],
  ] as const)('is not told by one of the other side: %s, %s', async (story, words, record) => {
    expect((await ask(story, words)).first).toBe(record);
  });

  it('is told of all who take one, where nobody is named', async () => {
    const { answer } = await ask('gaza', 'which countries send troops');
    expect(answer.records.slice(0, 3)).toEqual([
      'position:indonesia-on-force',
      'position:uae-on-force',
      'position:saudi-on-force',
    ]);
  });
});

describe('whether something was done by now', () => {
  it('is told by what is known of it, and not by the text that provides for it', async () => {
    expect((await ask('gaza', 'is hamas disarmed yet')).first).toBe('gap:disarmament-timetable');
  });
});

describe('words that name nothing by themselves', () => {
  it.each(['tell us about nato', 'can you tell us about nato', 'give us nato'])(
    'are those who ask, and no country: %s',
    async (words) => {
      expect((await ask('us', words)).answer.records.some((id) => id.includes('nato-membership'))).toBe(true);
    },
  );

  it('are a country in capitals', async () => {
    expect((await ask('us', 'what does the US want')).answer.records[0]).toMatch(/^position:us-/);
  });

  it('are a class of people behind "which": nobody of it is the one who is asked about', async () => {
    expect((await ask('brexit', 'which tory ministers quit in november 2018')).first).toBe(
      'event:raab-mcvey-resign',
    );
  });
});

describe('members of a group', () => {
  it.each([
    ['plastics', 'members of the like minded grp', 'party:like-minded-group'],
    ['minsk', 'trilateral contact group, members?', 'party:contact-group'],
  ] as const)(
    'are told however the group is cut short, and wherever the word stands: %s, %s',
    async (story, words, record) => {
      expect((await ask(story, words)).first).toBe(record);
    },
  );
});

describe('a part that a text spells', () => {
  it.each(['strand two', 'strand 2', 'strand II', "what's in strand two"])(
    'is found by any numeral: %s',
    async (words) => {
      expect((await ask('north', words)).first).toBe('provision:north-south-council');
    },
  );

  it('is said not to be there where there are fewer', async () => {
    expect((await ask('north', 'strand four')).text).toContain('there is no strand four');
  });
});

describe('a text with a number in its name', () => {
  it('is no point of another', async () => {
    expect((await ask('gaza', 'what was the 21 point draft')).first).toBe('text:plan-21');
  });
});

describe('what still holds', () => {
  it.each(['do they still have till thursday', 'does the thanksgiving deadline still stand'])(
    'is told by the latest text where that took it out: %s',
    async (words) => {
      const { answer, first } = await ask('us', words);
      expect(['answered', 'conflict']).toContain(answer.status);
      expect(first).toBe('reading:deadline/geneva-19');
    },
  );

  it.each([
    ['iran', 'is ashton still in charge of the talks', 'person:catherine-ashton'],
    ['brexit', 'Was Esther McVey still in cabinet on 16 November 2018?', 'person:esther-mcvey'],
    ['us', 'is dmitriev still involved', 'person:kirill-dmitriev'],
  ] as const)('of an office is told by its days: %s, %s', async (story, words, record) => {
    const { answer, first } = await ask(story, words);
    expect(answer.status).toBe('answered');
    expect(first).toBe(record);
  });
});

describe('a text that says the same as another', () => {
  it.each(['divorce bill how much', 'disputes go to whom'])(
    'is told by what that one says: %s',
    async (words) => {
      const { first, text } = await ask('brexit', words);
      expect(first).toMatch(/^reading:.*withdrawal-2018$/);
      expect(text).not.toMatch(/^[^.]*: The same/);
    },
  );
});

describe('a sum', () => {
  it.each([
    ['iran', '190k swu - whose number', 'statement:khamenei-190000'],
    ['us', 'where do the $100bn go', 'reading:frozen-assets/us-28'],
  ] as const)('is read however its unit is cut short: %s, %s', async (story, words, record) => {
    expect((await ask(story, words)).first).toBe(record);
  });
});

describe('what is asked of one point', () => {
  it.each([
    ['us', 'what must kyiv do under point 6', 'reading:army-size/us-28'],
    ['brexit', 'what does britain owe under article 140', 'reading:financial-settlement/withdrawal-2019'],
    ['iran', 'what may iran do under paragraph 3', 'reading:centrifuge-research/jcpoa'],
  ] as const)('is told by that point, whoever is named: %s, %s', async (story, words, record) => {
    const { answer, first } = await ask(story, words);
    expect(['answered', 'conflict']).toContain(answer.status);
    expect(first).toBe(record);
  });

  it('is none of it where somebody is asked for his words on it', async () => {
    expect((await ask('brexit', 'what did foster say about article 18')).answer.status).toBe('not-found');
  });
});
