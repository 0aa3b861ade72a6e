import { expect, it } from 'vitest';
import { addRead } from '../../../src/ingest/add/add-article.ts';
import type { Added } from '../../../src/ingest/add/added.ts';
import { readPage } from '../../../src/ingest/extract/read-page.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../../src/pack/read/load.ts';

const [pack] = loadPacks(diskFolder('tests/fixtures/harbour-budget')).packs;

/** What a page gives, taken apart in this thread. */
async function added(page: string): Promise<Added> {
  const bytes = Buffer.from(page);
  const article = await readPage({ bytes, contentType: '' });
  if (pack === undefined) throw new Error('no pack');
  const read = { kind: 'article', article, bytes, problems: [] } as const;
  return addRead(read, { briefing: pack.briefing, known: [], today: '2034-12-20' }).added;
}

const html = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>Council news</title>${head}</head><body><article><h1>Council news</h1>${body}</article></body></html>`;

const said = ({ drafts }: Added) =>
  drafts.flatMap(({ kind, record }) =>
    kind === 'statement'
      ? [`${record['speaker']}${record['date'] ? ` ${record['date']}` : ''}: ${record['words']}`]
      : [],
  );

it.each([
  [
    'a meta of the library kind',
    html('<p>It went on.</p>', '<meta name="dcterms.date" content="2034-12-13">'),
  ],
  ['a line under the title', html('<p>December 13, 2034</p><p>It went on for long.</p>')],
  ['a dateline', html('<p>SALTMERE, 13 December 2034. The council sat until late.</p>')],
  [
    'a dateline with an agency',
    html('<p>SALTMERE, Dec. 13, 2034 (Quay Press) - The council sat until late.</p>'),
  ],
  ['a dateline of plain text', 'Note to editors\n\nSALTMERE, 13 December 2034. The council sat until late.'],
])('takes the day of an article from %s', async (_, page) => {
  expect((await added(page)).source.published).toBe('2034-12-13');
});

it('takes no day from what an article tells of', async () => {
  const page = html('<p>The harbour was opened on 13 December 1934, and nobody has forgotten the day.</p>');
  expect((await added(page)).source.published).toBe('../2034-12-20');
});

it('leaves a byline with a capital out of the text', async () => {
  expect((await added(html('<p>By Ann Lee and Bo Roe</p><p>The council sat until late.</p>'))).text).toBe(
    'The council sat until late.',
  );
});

it('drafts turns of a transcript but no question of a nameless asker, and takes no day from the words', async () => {
  const page = html(`<p>December 13, 2034</p>
    <p>MAYOR BRANDRETH: Good evening. We have been at it since Monday.</p>
    <p>QUESTION: Mayor, is Friday still the day?</p>
    <p>MAYOR BRANDRETH: We would love it to be Friday.</p>
    <p>Q: And the baths?</p>
    <p>ODO TARRANT: They stay open until yesterday is forgotten.</p>`);
  const result = await added(page);
  expect(said(result)).toEqual([
    'ilse-brandreth: Good evening. We have been at it since Monday.',
    'ilse-brandreth: We would love it to be Friday.',
    'odo-tarrant: They stay open until yesterday is forgotten.',
  ]);
  expect(result.drafts.filter(({ kind }) => kind === 'actor')).toEqual([]);
});

it('drafts a post that is set apart without marks, of whoever is said to have written it', async () => {
  const page =
    html(`<p>The leader of the fishers was not pleased. Corwin Hale had spoken, and then Odo Tarrant wrote on Telegram on Tuesday:</p>
    <blockquote><p>THE COUNCIL HAS EXPRESSED ZERO GRATITUDE</p></blockquote><p>Nobody replied.</p>
    <blockquote><p>What stands here is set apart and nobody’s.</p></blockquote>`);
  expect(said(await added(page))).toEqual(['odo-tarrant: THE COUNCIL HAS EXPRESSED ZERO GRATITUDE']);
});

it('has one person by a name, whichever part of it comes first', async () => {
  const page =
    html(`<p>Bela Kiss wrote on X on Saturday:</p><blockquote class="twitter-tweet"><p>The plan has gained new momentum here.</p>&mdash; Kiss Bela (@kiss) December 9, 2034</blockquote>
    <p>“Nobody in Saltmere wants peace,” Bela Kiss told the radio.</p>`);
  const { drafts } = await added(page);
  expect(drafts.filter(({ kind }) => kind === 'actor')).toHaveLength(1);
  expect(new Set(drafts.flatMap(({ record }) => record['speaker'] ?? [])).size).toBe(1);
});

it.each([
  ['next week', '2034-12-18/2034-12-24'],
  ['on Friday', '2034-12-15'],
])('dates what will happen %s by that, not by when it was said', async (when, date) => {
  const head = '<meta property="article:published_time" content="2034-12-13">';
  const page = html(
    `<p>Corwin Hale will meet Odo Tarrant at the town hall ${when}, Ilse Brandreth said on Tuesday.</p>`,
    head,
  );
  expect((await added(page)).drafts.filter(({ kind }) => kind === 'event')).toMatchObject([
    { record: { date } },
  ]);
});

it('makes no event of a day on which something was said to be coming', async () => {
  const head = '<meta property="article:published_time" content="2034-12-13">';
  const page = html(
    '<p>Corwin Hale will meet Odo Tarrant at the town hall, Ilse Brandreth said on Tuesday.</p>',
    head,
  );
  expect((await added(page)).drafts.filter(({ kind }) => kind === 'event')).toEqual([]);
});
