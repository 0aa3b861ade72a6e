import { describe, expect, it } from 'vitest';
import { draftArticle } from '../../../src/ingest/drafts/draft-article.ts';
import { datesIn } from '../../../src/ingest/drafts/when-said.ts';
import type { Block } from '../../../src/ingest/extract/article.ts';
import type { KnownArticle } from '../../../src/ingest/lineage/known-article.ts';
import { lineageOf } from '../../../src/ingest/lineage/lineage.ts';
import { briefing, draft, provision, reading, statement } from '../../fixtures/briefing.ts';

/** 2 December 2034 is a Saturday. */
const SATURDAY = '2034-12-02';

function drafted(
  text: string,
  over: { readonly language?: string; readonly briefing?: Parameters<typeof draftArticle>[1] } = {},
) {
  return draftArticle(
    {
      ...{ text, blocks: [], source: 's', publisher: 'P', quality: 'original', published: SATURDAY },
      language: over.language ?? 'en',
    },
    over.briefing ?? briefing(),
  );
}
const said = (text: string, language = 'en') =>
  drafted(text, { language })
    .drafts.filter(({ kind }) => kind === 'statement')
    .map(({ record }) => `${record['speaker']}: ${record['words'] ?? record['gist']}`);

describe('a date in words', () => {
  it.each([
    ['said on Thursday last week', '2034-11-23'],
    ['said last week on Thursday', '2034-11-23'],
    ['said on Saturday of last week', '2034-11-25'],
    ['said two days ago', '2034-11-30'],
    ['said a week ago', '2034-11-20/2034-11-26'],
    ['said three months ago', '2034-09'],
    ['said in late October', '2034-10'],
    ['said in early 2033', '2033'],
    ['said over the weekend', '2034-12-02'],
    ['sagte am 24. November', '2034-11-24'],
    ['сказав 24 листопада', '2034-11-24'],
    ['said on 3 November.', '2034-11-03'],
  ])('%s is %s, seen from a Saturday', (words, date) => {
    expect(datesIn(words, SATURDAY).map((found) => found.date)).toEqual([date]);
  });

  it('is over where the weekend is, and ahead where it comes', () => {
    expect(datesIn('over the weekend', '2034-12-06')[0]?.date).toBe('2034-12-02/2034-12-03');
    expect(datesIn('this weekend', '2034-12-06', { ahead: true })[0]?.date).toBe('2034-12-09/2034-12-10');
  });

  it.each([
    ['“We will meet,” Mira Holm said of a meeting next Tuesday.', undefined],
    ['“We will meet,” said Mira Holm, who was elected in 2019.', undefined],
    ['“We will meet,” said Mira Holm, whose brother left two days ago.', undefined],
    ['“We will meet,” Mira Holm said in 2019.', '2019'],
    ['“We will meet,” Mira Holm told reporters two days ago.', '2034-11-30'],
  ])('is that of the saying alone: %s', (text, date) => {
    expect(drafted(text).drafts.find(({ kind }) => kind === 'statement')?.record['date']).toBe(date);
  });
});

describe('reported speech', () => {
  it.each([
    'Northland Foreign Minister Mira Holm said on Tuesday that the talks would go on until the water fell.',
    'LAKESIDE -- Minister Mira Holm said Tuesday the talks would go on until the water fell.',
    'LAKESIDE, Nov. 28, 2034 (Lake Wire) — Mira Holm told state television the talks would go on until the water fell.',
  ])('is of whoever stands before the verb, behind a party, an office and a dateline: %s', (text) => {
    expect(drafted(text).drafts).toMatchObject([
      { kind: 'statement', record: { speaker: 'mira', form: 'indirect' } },
    ]);
  });

  it('is not of those named before, where somebody else speaks', () => {
    expect(said('Mira Holm’s old friend from school said that the talks would go on for ever.')).toEqual([]);
  });
});

describe('words in quotation marks', () => {
  it.each([
    ['“Moscow is in Russia,” Mira Holm said.', ['mira: Moscow is in Russia']],
    ['“Four was on 3 November,” Mira Holm said.', ['mira: Four was on 3 November']],
    ['Mira Holm smiled. In Lakeside the plan is known as “the Vey paper”.', []],
    ['Mira Holm spoke. Her podcast, “Deal or No Water,” was heard by many.', []],
  ])('are a title or a name only where no sentence is: %s', (text, words) => {
    expect(said(text)).toEqual(words);
  });

  it.each([
    ['Im Theaterstück „Der Besuch der alten Dame“ gehe es um Geld, so Mira Holm.', 'de', []],
    [
      '„Wir brauchen Wasser und Geduld“, betonte die Abgeordnete Anna Lindt.',
      'de',
      ['anna-lindt: Wir brauchen Wasser und Geduld'],
    ],
  ])('are a title or somebody’s by the name beside a description: %s', (text, language, words) => {
    expect(said(text, language)).toEqual(words);
  });

  it('in a heading are none of their own where the article has them with other capitals', () => {
    const text = '“We have not read it”\n\n“We will not sign it, and we have not read it,” Mira Holm said.';
    const { drafts } = draftArticle(
      {
        ...{ text, source: 's', publisher: 'P', quality: 'original', published: SATURDAY, language: 'en' },
        blocks: [{ kind: 'heading', start: 0, end: 21 }],
      },
      briefing(),
    );
    expect(drafts.map(({ record }) => record['words'])).toEqual([
      'We will not sign it, and we have not read it',
    ]);
  });

  it('that are those on record with some changed are never exact, and make the others of the article doubtful', () => {
    const words = 'We will open the lower gate on Monday and leave it open until the snow has gone';
    const known = statement('holm-gate', { words });
    const text =
      '“We will open the bottom gate on Monday and leave it ajar until the snow has vanished,” Mira Holm said.\n\nIt was “a gift to all the villages,” Holm added.';
    const { drafts, problems } = drafted(text, { briefing: briefing({ statements: [known] }) });
    expect(drafts[0]).toMatchObject({ known: 'holm-gate', record: { form: 'indirect' } });
    expect(drafts[0]?.record['words']).toBeUndefined();
    expect(drafts.every(({ confidence }) => confidence <= 0.6)).toBe(true);
    expect(problems).toEqual([expect.stringContaining('those of holm-gate with some of them changed')]);
    const whole = drafted(`“${words},” Mira Holm said.`, { briefing: briefing({ statements: [known] }) });
    expect(whole.drafts).toMatchObject([{ known: 'holm-gate', record: { words } }]);
  });
});

describe('words that a line leads into', () => {
  const posted = (lead: string, ...words: readonly string[]) => {
    let text = lead;
    const blocks = [{ kind: 'paragraph', start: 0, end: lead.length } as Block];
    for (const one of words) {
      blocks.push({ kind: 'quote', start: text.length + 2, end: text.length + 2 + one.length });
      text += `\n\n${one}`;
    }
    const facts = {
      text,
      blocks,
      source: 's',
      publisher: 'P',
      quality: 'original',
      published: SATURDAY,
      language: 'en',
    } as const;
    return draftArticle(facts, briefing()).drafts.map(
      ({ record }) => `${record['speaker']}: ${record['words']}`,
    );
  };

  it.each([
    'Northland’s Mira Holm replied on X:',
    'In a statement, Mira Holm said:',
    'Mira Holm wrote in a letter to the council on Tuesday:',
  ])('are those of the actor who is said to have said them: %s', (lead) => {
    expect(posted(lead, 'The water is high.', 'The gate stays shut for now.')).toEqual([
      ...['mira: The water is high.', 'mira: The gate stays shut for now.'],
    ]);
  });

  it.each([
    'Mira Holm and Tomás Vey said:',
    'The plan of Mira Holm:',
    'Mira Holm left. The text reads as follows.',
  ])('are nobody’s where the line says so of nobody: %s', (lead) => {
    expect(posted(lead, 'The water is high.')).toEqual([]);
  });
});

it.each([
  'If Mira Holm could speak frankly she would say: “Give me the rest later.”',
  'Imagine Mira Holm answering: “No, thank you.”',
  'Mira Holm might have added: “And the gate as well.”',
  'Mira Holm shrugged, as if to say “the gate is not mine to open”.',
])('what somebody might say is no statement: %s', (text) => {
  expect(said(text)).toEqual([]);
});

it('an interview whose answers name nobody is said to be one, and an explainer is none', () => {
  const sentence = 'It reads like an interview whose answers name nobody: they are not drafted.';
  const asked =
    'Mira Holm spoke to us.\n\nWhat is left of the plan?\n\nVery little is left.\n\nDid you shout at each other?\n\nIt was intense.';
  expect(drafted(asked)).toMatchObject({ drafts: [], problems: [sentence] });
  expect(drafted(asked.replace('Did you shout', 'Did they shout')).problems).toEqual([]);
  const turns =
    'Courier: What is left of it?\n\nHolm: Very little is left.\n\nCourier: Did you shout at them?\n\nHolm: It was intense.';
  expect(drafted(turns).problems).toEqual([]);
});

it('nobody took a stand where it is asked whether he did', () => {
  const story = briefing({ provisions: [provision('guards', 'Number of guards', [])] });
  const kinds = (text: string) => drafted(text, { briefing: story }).drafts.map(({ kind }) => kind);
  expect(kinds('Mira Holm accepted the number of guards.')).toEqual(['position']);
  expect(kinds('Asked whether Mira Holm had accepted the number of guards, he left.')).toEqual([]);
});

it('a weekday is that of the day farther east where it was the next one there already', () => {
  const date = (text: string, publishedThere?: string) =>
    draftArticle(
      {
        ...{
          text,
          blocks: [],
          source: 's',
          publisher: 'P',
          quality: 'original',
          published: '2034-11-29',
          language: 'en',
        },
        publishedThere,
      },
      briefing(),
    ).drafts[0]?.record['date'];
  expect(date('“We go on,” Mira Holm said on Thursday.', '2034-11-30')).toBe('2034-11-30');
  expect(date('“We go on,” Mira Holm said on Thursday.')).toBe('2034-11-23');
  expect(date('“We go on,” Mira Holm said on Wednesday.', '2034-11-30')).toBe('2034-11-29');
  expect(date('Mira Holm will meet Tomás Vey on Thursday.', '2034-11-30')).toBe('2034-11-30');
});

it('German speech is that of the person before the verb, not of the place in front', () => {
  const lead =
    'Lakeside/Berlin (Agentur) – Die Ministerin Mira Holm hat am Dienstagabend in ihrer Videoansprache gesagt';
  expect(said(`${lead}: „Wir lesen heute jede Zeile.“`, 'de')).toEqual(['mira: Wir lesen heute jede Zeile.']);
});

it('somebody new has the office that a comma parts from the name', () => {
  const { drafts } = drafted(
    'Southland’s water minister, Ida Brandt, warned against haste. “A gate that is opened in a hurry breaks,” she said.',
  );
  expect(drafts.find(({ kind }) => kind === 'actor')?.record).toMatchObject({
    roles: [{ title: 'Southland’s water minister' }],
  });
});

describe('a figure', () => {
  const cap = (text: string, value: number) =>
    reading('guards', text, { terms: [{ name: 'cap', value, unit: 'persons' }] });
  const story = briefing({
    texts: [
      draft('newer', { known: { from: '2034-11-20', to: '2034-11-20' } as never }),
      draft('older', { context: true }),
    ],
    provisions: [
      {
        ...provision('guards', 'Number of guards', [cap('newer', 600), cap('older', 100)]),
        aliases: ['guards'],
      },
    ],
  });

  it('is put to the newest text of the story, not to one that is there for context', () => {
    const { drafts } = drafted('The plan would cap the guards at 12,000 persons.', { briefing: story });
    expect(drafts).toMatchObject([{ kind: 'term', record: { text: 'newer', recorded: 600, value: 12000 } }]);
  });

  it('that sets nothing is none', () => {
    expect(
      drafted('The guards have waited for 300 days; 12,000 guards came home.', { briefing: story }).drafts,
    ).toEqual([]);
  });
});

describe('the lineage of a clean article', () => {
  const CLEAN = `Northland's envoy Mira Holm said in Lakeside on Tuesday that Tomás Vey would travel to Port Orla with the Water Council's plan.\n\n"We are not going there to sign anything. We are going there to read every line again," Holm told the Lake Wire in Lakeside.\n\nSouthland's Ida Brandt said the Water Council had seen 14 drafts. "A gate that is opened in a hurry is broken in a hurry," she told Radio Orla.`;
  const SPUN = `Northland's emissary Mira Holm aforesaid in Lakeside on Tuesday that Tomás Vey would question to Port Orla with the Water Council's program.\n\n"We are not traveling determination to motion anything. We are traveling determination to work each enactment again," Holm told the Lake Wire successful Lakeside.\n\nSouthland's Ida Brandt said the Water Council had viewed 14 drafts. "A gross that is opened successful a haste is breached successful a haste," she told Radio Orla.`;
  const known = (text: string, over: Partial<KnownArticle>): KnownArticle => ({
    ...{
      id: 'k',
      url: 'https://k.example/a',
      publisher: 'K',
      text,
      hash: 'h',
      credits: [],
      standing: 'added',
      published: '2034-11-28',
    },
    ...over,
  });
  const article = (text: string, published: string) => ({
    ...{
      url: 'https://a.example/a',
      publisher: 'A',
      language: 'en',
      text,
      blocks: [],
      credits: [],
      problems: [],
      hash: 'x',
    },
    published,
  });

  it('is none of rewording because a reworded copy was there first', () => {
    const spun = known(SPUN, { quality: 'machine-reworded' });
    expect(lineageOf(article(CLEAN, '2034-11-28'), [spun]).quality).toBe('original');
    expect(lineageOf(article(CLEAN, '2034-11-27'), [known(SPUN, { quality: 'original' })]).quality).toBe(
      'original',
    );
    expect(lineageOf(article(SPUN, '2034-11-28'), [known(CLEAN, { quality: 'original' })]).quality).toBe(
      'machine-reworded',
    );
  });

  it('is that of a reworded copy where it is one word for word', () => {
    expect(lineageOf(article(SPUN, '2034-11-29'), [known(SPUN, { quality: 'machine-reworded' })])).toEqual({
      ...{ quality: 'machine-reworded', origin: 'https://k.example/a' },
    });
  });
});
