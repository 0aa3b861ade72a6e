import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { type AddedArticle, addRead } from '../../../src/ingest/add/add-article.ts';
import { readInput } from '../../../src/ingest/add/read-input.ts';
import type { KnownArticle } from '../../../src/ingest/lineage/known-article.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../../src/pack/read/load.ts';

const fixture = (path: string) => fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url));

/** The pages of `tests/fixtures/pages`, all made up, with who says what on them in their order; `~` before reworded words. */
const PAGES: readonly (readonly [string, readonly string[]])[] = [
  [
    'plain-report',
    [
      'ilse-brandreth: Nobody leaves this room poorer than he came',
      'ilse-brandreth: But nobody leaves it for free either.',
      'corwin-hale: tight, but they add up',
      'corwin-hale: I would not sign them otherwise.',
      'odo-tarrant: We were promised a floor and got a trapdoor',
      'odo-tarrant: It is not over',
    ],
  ],
  ['glued', ['ilse-brandreth: painful points', 'ilse-brandreth: I count on everybody at this table']],
  ['json-ld-only', ["lowena-skarp: We pay what is due and not a penny for other people's potholes"]],
  [
    'live',
    [
      'petra-munn: Bring soup',
      'ilse-brandreth: I have slept worse',
      'wenna-pasco: We will read every line again today',
    ],
  ],
  [
    'transcript',
    [
      'augustin-fells: The session is open. Madam Mayor, you have the floor.',
      'ilse-brandreth: I have come to ask for patience and for eleven votes.',
      'odo-tarrant: Patience is all that the fishers have left.',
      'ilse-brandreth: Then we have something in common.',
    ],
  ],
  [
    'post',
    [
      'wenna-pasco: The baths stay open or there is no budget. It is that simple.',
      'a-spokeswoman: We do not comment on posts',
    ],
  ],
  [
    'german',
    [
      'ilse-brandreth: Niemand geht hier ärmer hinaus, als er gekommen ist',
      'corwin-hale: Die Rechnung geht auf.',
    ],
  ],
  ['cyrillic', ['ilze-brandret: Ніхто не вийде звідси біднішим']],
  ['paywall', ['a-council-member: I have read it, and I wish I had not']],
  ['works', ['ilse-brandreth: It was a good play about bad weather']],
  [
    'statement',
    [
      'mayors-office: common ground on the levy and on the baths',
      'mayors-office: frank, and at times loud',
      'county-audit: no room for another storm',
    ],
  ],
  ['credit', ['odo-tarrant: The harbour has to pay for the harbour', 'jenna-croft: We will see about that']],
  ['fragments', ['corwin-hale: sound', 'corwin-hale: almost painless']],
  ['translated', ['ilse-brandreth: ~Nobody leaves poorer than he came']],
];

let briefing: Briefing;
const added = new Map<string, AddedArticle>();

async function add(name: string, known: readonly KnownArticle[] = []): Promise<AddedArticle> {
  const input = { kind: 'file', path: fixture(`pages/${name}.html`) } as const;
  const read = await readInput(input, { allow: [], timeoutMs: 1_000 });
  if (read.kind === 'unread') throw new Error(read.sentence);
  return addRead(read, { briefing, known, today: '2034-12-14' });
}

beforeAll(async () => {
  const [pack] = loadPacks(diskFolder(fixture('harbour-budget'))).packs;
  if (pack === undefined) throw new Error('The pack of the harbour cannot be read.');
  briefing = pack.briefing;
  for (const [name] of PAGES) added.set(name, await add(name));
}, 60_000);

const drafted = (name: string) => added.get(name)?.added.drafts ?? [];
const quoted = ({ added: { drafts } }: AddedArticle) =>
  drafts.flatMap(({ kind, record }) => {
    const [source] = (record['sources'] ?? []) as { readonly words?: string; readonly quoted?: boolean }[];
    if (kind !== 'statement' || source?.quoted !== true) return [];
    return [`${record['speaker']}: ${record['words'] === undefined ? `~${source.words}` : record['words']}`];
  });

describe('a page', () => {
  it.each(PAGES)(
    'like %s gives each quotation with who said it, and nothing that nobody said',
    (name, expected) => {
      const article = added.get(name);
      expect(article === undefined ? [] : quoted(article)).toEqual(expected);
    },
  );

  it.each(PAGES)('like %s has evidence for each draft, where it says it is', (name) => {
    const text = added.get(name)?.added.text ?? '';
    for (const { record, evidence, confidence } of drafted(name)) {
      expect(text.slice(evidence.start, evidence.end)).toBe(evidence.text);
      if (record['words'] !== undefined) expect(evidence.text).toContain(record['words']);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  it('gives its body in paragraphs, without title, deck, byline, captions, comments and furniture', () => {
    const { text, source } = added.get('plain-report')?.added ?? { text: '', source: null };
    expect(text.split('\n\n')).toHaveLength(6);
    expect(text).toMatch(/^The town council met on Tuesday .*kept silent\.$/s);
    expect(source).toMatchObject({
      ...{
        title: 'Council seeks way out of levy row',
        publisher: 'Saltmere Courier',
        published: '2034-12-06',
      },
      ...{ language: 'en', quality: 'original' },
    });
    expect(added.get('glued')?.added.text).toBe(
      'Talks on the levy dragged on into the night.\n\nBrandreth said on Wednesday that she was ready to meet the fishers to discuss “painful points”.\n\n“I count on everybody at this table,” she said.',
    );
  });

  it('tells the language, whatever the encoding is that nobody declared', () => {
    expect(added.get('cyrillic')?.added.source).toMatchObject({ language: 'uk', title: 'Рада шукає вихід' });
    expect(added.get('german')?.added.source.language).toBe('de');
  });

  it('dates what was said by the words around it, and in a live blog by its entry', () => {
    const dates = (name: string) =>
      drafted(name).flatMap(({ kind, record }) => (kind === 'statement' ? [record['date']] : []));
    expect(dates('plain-report').slice(0, 3)).toEqual(['2034-12-05', '2034-12-05', undefined]);
    expect(dates('live')).toEqual(['2034-12-11', '2034-12-11', '2034-12-12']);
    expect(dates('post')[0]).toBe('2034-12-05');
  });

  it('says that it is behind a paywall where it shows only its beginning', () => {
    expect(added.get('paywall')?.added.problems).toEqual([expect.stringContaining('paywall')]);
    expect(added.get('paywall')?.added.text).not.toMatch(/subscri/i);
  });

  it('lists words that are on record as known, and words credited to somebody else as a conflict too', () => {
    expect(drafted('credit')[0]).toMatchObject({ known: 'brandreth-harbour-pays' });
    expect(drafted('credit').find(({ kind }) => kind === 'conflict')?.record).toMatchObject({
      ...{ type: 'attribution', records: ['statement:brandreth-harbour-pays'] },
    });
  });

  it('drafts people it does not know with their office, and figures that are not on record', () => {
    const of = (name: string, kind: string) => drafted(name).find((draft) => draft.kind === kind)?.record;
    expect(of('credit', 'actor')).toMatchObject({
      name: 'Jenna Croft',
      roles: [{ title: 'marine engineer from Wexmouth' }],
    });
    expect(of('post', 'actor')).toMatchObject({ name: 'A spokeswoman', unnamed: true });
    expect(of('credit', 'term')).toMatchObject({ provision: 'rates', value: 5.1, unit: 'percent' });
  });
});

describe('the lineage of an article', () => {
  const from = async (...names: readonly string[]) => {
    const known: KnownArticle[] = [];
    let last: AddedArticle | undefined;
    for (const name of names) {
      last = await add(name, known);
      if (last.known !== null) known.push(last.known);
    }
    if (last === undefined) throw new Error('Nothing was added.');
    return last;
  };
  const agency = { origin: 'https://agency.example/saltmere-levy' };

  it('is its own where it is the first', async () => {
    const { added: first } = await from('agency');
    expect(first.source.quality).toBe('original');
    expect(first.source).not.toHaveProperty('origin');
  });

  it.each([
    ['agency-copy', 'repost'],
    ['agency-rewritten', 'agency-based'],
    ['spun', 'machine-reworded'],
    ['thesaurus', 'machine-reworded'],
  ])('goes back to the agency for %s, which is %s', async (name, quality) => {
    const { added: copy } = await from('agency', name);
    expect(copy.source).toMatchObject({ quality, ...agency });
  });

  it('goes back to the first through a copy of a copy', async () => {
    expect((await from('agency', 'agency-copy', 'spun')).added.source).toMatchObject(agency);
  });

  it('is told by its own tells where nothing it could copy is known', async () => {
    const { added: spun } = await from('spun');
    expect(spun.source.quality).toBe('machine-reworded');
    expect((await from('agency-rewritten')).added.source.quality).toBe('agency-based');
  });

  it('never gives reworded or translated words as exact ones', async () => {
    for (const names of [['agency', 'spun'], ['agency', 'thesaurus'], ['translated']]) {
      const { added: copy } = await from(...names);
      const statements = copy.drafts.filter(({ kind }) => kind === 'statement');
      expect(statements.length).toBeGreaterThan(0);
      expect(statements.filter(({ record }) => record['words'] !== undefined)).toEqual([]);
    }
    expect((await from('translated')).added).toMatchObject({
      source: { quality: 'aggregated' },
      drafts: [{ record: { language: 'de' } }],
    });
  });

  it('is that of the article itself where that is added again, which is said', async () => {
    const { added: again } = await from('agency', 'agency');
    expect(again.source).toMatchObject({ quality: 'original', id: 'reuters-saltmere-to-vote-on-levy' });
    expect(again.problems[0]).toMatch(/added already/);
  });
});
