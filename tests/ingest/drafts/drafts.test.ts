import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftArticle } from '../../../src/ingest/drafts/draft-article.ts';
import { sentencesOf } from '../../../src/ingest/drafts/sentences.ts';
import { datesIn } from '../../../src/ingest/drafts/when-said.ts';
import { briefing, lakeBriefing } from '../../fixtures/briefing.ts';

/** 2 December 2034 is a Saturday. */
const SATURDAY = '2034-12-02';

describe('a date in words', () => {
  it.each([
    ['said on Tuesday', '2034-11-28'],
    ['said on Saturday', '2034-12-02'],
    ['said last Saturday', '2034-11-25'],
    ['said yesterday', '2034-12-01'],
    ['said late on Friday', '2034-12-01'],
    ['said on November 24', '2034-11-24'],
    ['said on 24 November 2033', '2033-11-24'],
    ['said on January 5', '2035-01-05'],
    ['said last week', '2034-11-20/2034-11-26'],
    ['said earlier this month', '2034-12'],
    ['said in March', '2034-03'],
    ['sagte am Dienstag', '2034-11-28'],
    ['сказав у середу', '2034-11-29'],
  ])('%s is %s, seen from a Saturday', (words, date) => {
    expect(datesIn(words, SATURDAY)[0]?.date).toBe(date);
  });

  it('is the next such day where what it is about is still to come', () => {
    expect(datesIn('will meet on Tuesday', SATURDAY, { ahead: true })[0]?.date).toBe('2034-12-05');
  });

  it('is none where the day of the article is not known, unless it is written out', () => {
    expect(datesIn('said on Tuesday', '../2034-12-02')).toEqual([]);
    expect(datesIn('said on 24 November 2033', '../2034-12-02')[0]?.date).toBe('2033-11-24');
  });

  it.each(['He may go', 'a march of 20,000', 'sat down', 'in the second half'])('is not in %j', (words) => {
    expect(datesIn(words, SATURDAY)).toEqual([]);
  });
});

const PIECES = [
  ...['"', '“', '”', '„', '«', '»', "'", '\n\n', ' ', ', ', '. ', ': ', '— ', '(', ')', '…'],
  ...[
    'Mira Holm',
    'Holm',
    'Tomás Vey',
    'Northland',
    'the envoy',
    'She',
    'said',
    'told reporters',
    'on Tuesday',
    'according to',
  ],
  ...[
    'the water is high',
    'Water level of the lake',
    '800,000 men',
    'will meet',
    'rejects',
    'ANN LEE',
    'a spokesman',
    '𝒳',
    'é',
  ],
];

describe('the drafts of any text', () => {
  it('have evidence that stands where they say, words that are in it, and speakers that are known or drafted beside', () => {
    const lake = lakeBriefing();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => {
        const text = pieces.join(pieces.length % 2 === 0 ? ' ' : '');
        const facts = {
          text,
          blocks: [],
          source: 's',
          publisher: 'P',
          quality: 'original',
          published: SATURDAY,
        } as const;
        const { drafts } = draftArticle(facts, lake);
        const people = new Set([
          ...lake.actors.map(({ id }) => id),
          ...drafts.flatMap(({ kind, record }) => (kind === 'actor' ? [record['id']] : [])),
        ]);
        for (const { kind, record, evidence, confidence } of drafts) {
          expect(text.slice(evidence.start, evidence.end)).toBe(evidence.text);
          if (record['words'] !== undefined) expect(evidence.text).toContain(record['words']);
          if (kind === 'statement') expect(people).toContain(record['speaker']);
          expect(confidence >= 0 && confidence <= 1).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('give reported speech, events and positions of who is known, and nothing of others', () => {
    const text =
      'Foreign Minister Mira Holm said that the talks would go on until the water fell.\n\nMira Holm met Tomás Vey in Lakeside on Tuesday.\n\nSomebody met somebody on Tuesday.';
    const facts = {
      text,
      blocks: [],
      source: 's',
      publisher: 'P',
      quality: 'original',
      published: SATURDAY,
    } as const;
    const { drafts } = draftArticle(facts, briefing());
    expect(
      drafts.map(({ kind, record }) => [kind, record['speaker'] ?? record['who'], record['date']]),
    ).toEqual([
      ['statement', 'mira', undefined],
      ['event', ['mira', 'tomas'], '2034-11-28'],
    ]);
  });
});

describe('a dateline', () => {
  it.each([
    'SALTMERE, Nov 13 (Lake Wire) - ',
    'SALTMERE (Lake Wire) — ',
    'ST. ORLA, 13 Nov. 2034 – ',
    'Port-au-Lac (Lake Wire) - ',
    'SALTMERE — ',
  ])('%j is no part of what the first sentence says', (dateline) => {
    const text = `${dateline}Mira Holm met the envoy on Tuesday. She left.`;
    const paragraph = { start: 7, end: 7 + text.length, text };
    const [first, second] = sentencesOf(paragraph);
    expect(first).toEqual({
      ...{ start: 7 + dateline.length, end: 7 + text.indexOf(' She') },
      text: 'Mira Holm met the envoy on Tuesday.',
    });
    expect(second?.text).toBe('She left.');
  });

  it.each([
    'Mira Holm (right) - who met the envoy - left.',
    'NATO - the alliance - met.',
    'A U.N. – EU talk began.',
  ])('is none in %j', (text) => {
    expect(sentencesOf({ start: 0, end: text.length, text })[0]?.text).toBe(text);
  });
});
