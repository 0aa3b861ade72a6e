import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildQuoteIndex, type IndexedStatement } from '../../../src/search/statements/quote-index.ts';

const statements: readonly IndexedStatement[] = [
  {
    id: 'harbour',
    speaker: 'Ada Brook',
    text: 'The harbour will stay open to every fishing boat, winter or not.',
  },
  {
    id: 'ballot',
    speaker: 'Ion Reka',
    text: 'There has to be a ballot on this island too, before any bridge is built.',
  },
  {
    id: 'ferry',
    speaker: 'Ada Brook',
    text: 'We’d rather keep the old ferry than sign a contract nobody has read.',
  },
  {
    id: 'mayor',
    speaker: 'Zelenskyy',
    text: 'Serhiy Petrenko told the mayors of Kyiv that schools reopen on Monday.',
  },
  {
    id: 'cafe',
    speaker: 'Zoë Marsh',
    text: 'The café owners paid 600,000 crowns for a quay they never use.',
  },
  { id: 'short', speaker: 'Ion Reka', text: 'No comment.' },
];

const index = buildQuoteIndex(statements);
const first = (question: string): string | undefined => index.search(question)[0]?.id;

describe('a question about the words of a statement', () => {
  it.each([
    ['an exact fragment', 'rather keep the old ferry than sign', 'ferry'],
    ['three rare words', 'ballot island bridge', 'ballot'],
    ['mistyped words', 'harbuor will saty opne to evry fihsing boat', 'harbour'],
    ['a word spelt as it sounds', 'a contrakt nobody has red, keep the old ferry', 'ferry'],
    ['a misplaced space', 'the har bour will stayopen to every fishing boat', 'harbour'],
    ['words in another order', 'before any bridge is built a ballot on this island', 'ballot'],
    ['other endings', 'signing contracts nobody reads, keep old ferries', 'ferry'],
    ['curly quotes and capitals', '“WE’D RATHER KEEP THE OLD FERRY”', 'ferry'],
    ['straight quotes', '"we\'d rather keep the old ferry"', 'ferry'],
    ['missing diacritics', 'cafe owners paid crowns for a quay', 'cafe'],
    ['a number written together', 'paid 600000 crowns for a quay', 'cafe'],
    ['names in Cyrillic', 'Сергій Петренко mayors schools reopen Monday', 'mayor'],
    ['"who said" around it', 'who said there has to be a ballot on this island?', 'ballot'],
    [
      '"who said that" after it',
      'the harbour will stay open to every fishing boat - who said that?',
      'harbour',
    ],
  ])('is answered with %s', (_circumstance, question, id) => {
    expect(first(question)).toBe(id);
  });

  it.each([
    ['nobody said it', 'the airport will lay off four hundred baggage handlers'],
    ['it is empty', ''],
    ['it has no words', '?!… “”'],
    ['all its words are common', 'that is what it was and this is it'],
  ])('is not answered when %s', (_circumstance, question) => {
    expect(index.search(question)).toEqual([]);
  });

  it('scores between 0 and 1, best first', () => {
    const scores = index.candidates('the harbour and the ferry and the bridge').map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const score of scores) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  });

  it('names the nearest statements where nothing is claimed', () => {
    const question = 'the island council voted for a casino';
    expect(index.search(question)).toEqual([]);
    expect(index.candidates(question).map(({ id }) => id)).toContain('ballot');
  });

  it('ranks the same with a threshold of 0 as without one', () => {
    const question = 'a ferry nobody has seen';
    expect(index.search(question, { threshold: 0 })).toEqual(index.candidates(question));
  });

  it('stays among the statements asked for', () => {
    const byReka = new Set(statements.filter(({ speaker }) => speaker === 'Ion Reka').map(({ id }) => id));
    const only = (id: string): boolean => byReka.has(id);
    expect(index.search('rather keep the old ferry than sign a contract', { only })).toEqual([]);
    expect(index.search('a ballot on this island too', { only })[0]?.id).toBe('ballot');
  });

  it('keeps to the limit', () => {
    expect(index.candidates('the harbour ferry bridge island', { limit: 2 })).toHaveLength(2);
  });
});

describe('a word of a short question', () => {
  const sown = buildQuoteIndex([
    ...statements,
    { id: 'play', speaker: 'Ada Brook', text: 'We got to play once in the old hall, and nobody came.' },
    {
      id: 'slay',
      speaker: 'Ion Reka',
      text: 'The legend says a knight came to slay the dragon of the lake.',
    },
    {
      id: 'bear',
      speaker: 'Zoë Marsh',
      text: 'A bear was seen near the school, and the children stayed in.',
    },
    { id: 'beer', speaker: 'Ada Brook', text: 'They sold warm beer at the fair and called it a festival.' },
  ]);

  it.each([
    ['to slay once', 'play'],
    ['slay in the old hall', 'play'],
    ['warm bear', 'beer'],
    ['a beer near the school', 'bear'],
  ])('that a statement has is no slip for another: "%s"', (question, other) => {
    const explained = sown.explain(question, other);
    expect(explained?.question.map(({ agreement }) => agreement)).not.toContain('typo');
  });

  it.each([
    ['to slay once', 'play'],
    ['warm bear', 'beer'],
  ])('makes nothing a claim for what it is like: "%s"', (question, other) => {
    expect(sown.search(question).map(({ id }) => id)).not.toContain(other);
  });

  it.each([
    ['plya once in the old hall', 'play'],
    ['knight slya the dragon', 'slay'],
    ['warm beeer at the fair', 'beer'],
  ])('that no statement has may still be one: "%s"', (question, id) => {
    expect(sown.search(question)[0]?.id).toBe(id);
  });
});

describe('a number in a question', () => {
  const amount = fc.integer({ min: 2, max: 9_999 });
  const counted = (number: number) =>
    buildQuoteIndex([
      ...statements,
      { id: 'berths', speaker: 'Ada Brook', text: `The harbour will have ${number} berths for small boats.` },
    ]);
  const scoreOf = (number: number, asked: string): number =>
    counted(number)
      .candidates(`the harbour will have ${asked} berths for small boats`)
      .find(({ id }) => id === 'berths')?.score ?? 0;

  it('that differs from the one that was said counts against the statement', () => {
    fc.assert(
      fc.property(amount, amount, (said, asked) => {
        fc.pre(said !== asked);
        expect(scoreOf(said, `${asked}`)).toBeLessThan(scoreOf(said, `${said}`) - 0.1);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same in words', () => {
    expect(scoreOf(20, 'twenty')).toBeGreaterThan(scoreOf(20, 'thirty') + 0.1);
  });
});

describe('a long text somebody pasted', () => {
  it('finds the statement it is about among the words it does not have', () => {
    const post =
      'Cannot believe what I just read, so now they really want to tell us that every single fishing boat can come into the harbour in winter?? ' +
      'My grandfather would have laughed. Share this with anyone who lives near the coast! — Petra (@petra) March 3, 2031';
    expect(index.candidates(post)[0]?.id).toBe('harbour');
  });
});

describe('a statement with several wordings', () => {
  const several = buildQuoteIndex([
    ...statements,
    {
      id: 'toll',
      speaker: 'Ada Brook',
      text: 'Not one coin of toll money leaves this town.',
      alternates: ['No toll revenue will be sent out of our municipality.'],
    },
  ]);

  it('is found once, by any of them', () => {
    expect(several.search('toll revenue sent out of our municipality').map(({ id }) => id)).toEqual(['toll']);
    expect(several.search('not one coin of toll money').map(({ id }) => id)).toEqual(['toll']);
  });

  it('is explained by the wording that fits', () => {
    expect(several.explain('toll revenue of our municipality', 'toll')?.wording).toContain('revenue');
  });
});

describe('an explanation', () => {
  it('says of each word which one it answers and how', () => {
    const question = 'kept the old fery than signed';
    const explained = index.explain(question, 'ferry');
    const read = explained?.question.map((word) => {
      const partner = word.partner === undefined ? undefined : explained.statement[word.partner];
      return [
        question.slice(word.start, word.end),
        word.agreement,
        partner && explained.wording.slice(partner.start, partner.end),
      ];
    });
    expect(read).toEqual([
      ['kept', 'stem', 'keep'],
      ['the', 'exact', 'the'],
      ['old', 'exact', 'old'],
      ['fery', 'typo', 'ferry'],
      ['than', 'exact', 'than'],
      ['signed', 'stem', 'sign'],
    ]);
    expect(explained?.statement.filter(({ agreement }) => agreement === 'none').length).toBeGreaterThan(3);
  });

  it('is absent for a statement that is not indexed', () => {
    expect(index.explain('anything', 'nowhere')).toBeUndefined();
  });
});

describe('autocomplete', () => {
  it('finds statements by an unfinished last word', () => {
    expect(index.prefix('the old fer')[0]?.id).toBe('ferry');
    expect(index.prefix('harb')[0]?.id).toBe('harbour');
  });

  it('has nothing to say before the first letter', () => {
    expect(index.prefix('')).toEqual([]);
  });
});

describe('near duplicates', () => {
  it('are wordings that share most of the shorter one', () => {
    const near = index.near(
      '“There has to be a ballot on this island too, before any bridge is built,” Mr Reka said on Tuesday.',
    );
    expect(near.map(({ id }) => id)).toEqual(['ballot']);
  });

  it('are not statements on the same subject', () => {
    expect(index.near('A ballot on the school budget is planned before the summer')).toEqual([]);
  });
});

describe('an index that changes', () => {
  it('finds a statement at once when it is added', () => {
    const changing = buildQuoteIndex(statements);
    changing.add({
      id: 'late',
      speaker: 'Ion Reka',
      text: 'The lighthouse keeper resigned over unpaid lamps.',
    });
    expect(changing.search('lighthouse keeper resigned over unpaid lamps')[0]?.id).toBe('late');
  });

  it('replaces a statement whose id is added again', () => {
    const changing = buildQuoteIndex(statements);
    changing.add({ id: 'ferry', speaker: 'Ada Brook', text: 'The ferry is for sale and so is its captain.' });
    expect(changing.search('the ferry is for sale and so is its captain')[0]?.id).toBe('ferry');
    expect(changing.search('rather keep the old ferry than sign a contract nobody has read')).toEqual([]);
  });
});
