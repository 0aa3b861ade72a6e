import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayIn } from '../../../src/ingest/extract/head-day.ts';
import { readPage } from '../../../src/ingest/extract/read-page.ts';

const TALKS = 'The council sat until late on Tuesday and agreed on nothing at all.';
const SAID = '“It is not over,” Odo Tarrant said, and went home.';

async function read(page: string, url?: string) {
  return readPage({ bytes: Buffer.from(page), contentType: '', ...(url === undefined ? {} : { url }) });
}

const html = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>Council sits late</title>${head}</head><body>${body}</body></html>`;
const told = (before: string, behind = '') =>
  html(`<article><h1>Council sits late</h1>${before}<p>${TALKS}</p><p>${SAID}</p>${behind}</article>`);

describe('the text of a page', () => {
  it.each([
    [
      'a headline in other words than its name',
      html(
        `<article><h1>Council in “nothing at all” night</h1><p>${TALKS}</p><p>${SAID}</p></article>`,
        '<meta property="og:title" content="Council sits late">',
      ),
    ],
    [
      'a byline and an office that nothing marks',
      told('<div>Jane Example</div><div>Harbour correspondent</div>'),
    ],
    ['a deck that nothing marks', told('<p>“It is not over,” says opposition leader</p>')],
    [
      'a picture with words under it that nothing marks',
      told(
        '<div><a><img src="a.jpg"></a><p>Odo Tarrant, seen here last week, said he was “glad to be here”</p></div>',
      ),
    ],
    [
      'a quotation pulled out, with its name',
      told('', '<blockquote><p>It is not over</p><cite>Odo Tarrant</cite></blockquote>'),
    ],
    ['a signature', told('', '<p>Harbour Gazette</p><p>Contact: desk@harbour.example</p>')],
    [
      'credits of an agency',
      told('', '<p>(Reporting by Ann Example in Saltmere; editing by Bo Example)</p>'),
    ],
    [
      'links in French, Polish and Spanish',
      told(
        '<p>Partager</p>',
        '<p>Lire aussi : Ce que contient le plan.</p><p>Czytaj też: Co dalej?</p><p>Lee también: El plan.</p>',
      ),
    ],
    [
      'what a page for printing has around it',
      html(
        `<p><a href="javascript:close()">Close window</a> | <a href="#">Print</a></p><p><b>Council sits late</b></p><p>http://harbour.example/a-1</p><p>${TALKS}</p><p>${SAID}</p><p>Find this article at: http://harbour.example/a-1</p><p>Page 1 of 1</p>`,
      ),
    ],
    [
      'labels glued to a capital, a quotation mark and a last stop',
      `Council sits late\n\nADVERTISEMENT${TALKS}\nRead More${SAID}Share this article\nAlsoReadThe baths stay open\n`,
    ],
  ])('is without %s', async (_, page) => {
    const { text, title } = await read(page);
    expect(text.split('\n\n')).toEqual([TALKS, SAID]);
    expect(title).toMatch(/^Council (?:sits late|in “nothing)/);
  });

  it('keeps a list and a table at its end, and a line alone that ends in no stop', async () => {
    const list = await read(told('', '<ul><li>twelve votes for it</li><li>nine against</li></ul>'));
    expect(list.text).toContain('nine against');
    const cells = '<tr><td>for</td><td>12</td></tr><tr><td>against</td><td>9</td></tr>';
    expect((await read(told('', `<table>${cells}</table>`))).text).toContain('against');
    expect((await read('The council sat until late')).text).toBe('The council sat until late');
  });

  it('has the page’s own headline for a title where its name broke off at a quotation mark', async () => {
    const head = '<meta property="og:title" content="Council sits late to "read every line" again">';
    const page = html(
      `<article><h1>Council sits late to "read every line" again</h1><p>${TALKS}</p><p>${SAID}</p></article>`,
      head,
    );
    expect(await read(page)).toMatchObject({ title: 'Council sits late to "read every line" again' });
  });

  it.each([
    ['markup', `<p>${TALKS}</p><p>${SAID}</p>`],
    [
      'markup with character references',
      `<p>${TALKS}</p><p>&ldquo;It is not over,&#8221; Odo Tarrant said, and went home.</p>`,
    ],
    [
      'markup written as text',
      `&lt;p&gt;${TALKS}&lt;/p&gt;&lt;br/&gt;&lt;p&gt;&amp;ldquo;It is not over,&amp;rdquo; Odo Tarrant said, and went home.&lt;/p&gt;`,
    ],
    [
      'text with character references',
      `${TALKS}\n\n&ldquo;It is not over,&rdquo; Odo Tarrant said, and went home.`,
    ],
  ])('is read from data that holds it as %s', async (_, articleBody) => {
    const data = { '@type': 'NewsArticle', headline: 'Council &quot;sits&quot; late', articleBody };
    const script = `<script type="application/ld+json">${JSON.stringify(data).replaceAll('</', '<\\/')}</script>`;
    const { text, title } = await read(html('<div id="root"></div>', script));
    expect(text.split('\n\n')).toEqual([TALKS, SAID]);
    expect(title).toBe('Council "sits" late');
  });

  it('has nothing in it that nobody sees, and letters with their accents as one, in a page and in text alike', async () => {
    const hidden = ['\u00ad', '\u200b', '\u200e', '\u202e', '\u2060', '\u2066', '\ufeff'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(TALKS.length), fc.constantFrom(...hidden)), { maxLength: 6 }),
        async (marks) => {
          const strewn = marks.reduce((text, [at, mark]) => text.slice(0, at) + mark + text.slice(at), TALKS);
          for (const page of [
            html(`<p>${strewn}</p><p>Rene\u0301 left.</p>`),
            `${strewn}\n\nRene\u0301 left.`,
          ]) {
            expect((await read(page)).text).toBe(`${TALKS}\n\nRené left.`);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a note that a page was changed', () => {
  it.each([
    'Correction, Nov. 26: An earlier version of this article misquoted Odo Tarrant as saying “We give up.”',
    'This story was amended on 26 November 2034. A previous version said the levy was 500 crowns.',
    '[Editor’s note: this report has been corrected; the sum was stated wrongly.]',
    'UPDATE: This article has been updated with a comment from the mayor.',
    'Korrektur: In einer früheren Fassung hieß es, die Abgabe betrage 500 Kronen.',
  ])('is told and not taken for the text: %s', async (note) => {
    const { text, problems } = await read(told('', `<p><em>${note}</em></p>`));
    expect(text.split('\n\n')).toEqual([TALKS, SAID]);
    expect(problems).toEqual([expect.stringContaining(note)]);
  });

  it.each([
    'Note that the corrected sum is twelve crowns, the mayor said.',
    'Corrections cost twelve crowns.',
  ])('is not: %s', async (line) => {
    const { text, problems } = await read(told('', `<p>${line}</p>`));
    expect(text).toContain(line);
    expect(problems).toEqual([]);
  });
});

describe('a page with several articles', () => {
  const long = (title: string, word: string) =>
    `<article><h1>${title}</h1>${`<p>${word} sat until late on Tuesday and agreed on nothing at all, for the third time this year.</p>`.repeat(1)}<p>${word} went home. ${'It rained. '.repeat(40)}</p></article>`;

  it('gives the one that has its title, and says how many it leaves out', async () => {
    const { text, problems } = await read(
      html(long('Council sits late', 'The council') + long('Baths open', 'The bather')),
    );
    expect(text).not.toContain('The bather');
    expect(problems).toEqual(['The page has 2 articles on it: only the one with its title was read.']);
  });

  it('gives all of them where its title is that of none', async () => {
    const { text, problems } = await read(
      html(long('Levy off', 'The council') + long('Baths open', 'The bather')),
    );
    expect(text).toMatch(/^The council.*Baths open.*The bather/s);
    expect(problems).toEqual([]);
  });
});

it('a live page without data dates each entry by the stamp before it, or by a line that is a date', async () => {
  const entry = (stamp: string, words: string) =>
    `<section>${stamp}<h2>${words}</h2><p>${words} at noon.</p></section>`;
  const stamped = await read(
    html(
      `<main class="live-blog"><h1>Live: council sits</h1>${entry('<time datetime="2034-11-27T09:00:00Z">9:00</time>', 'They part')}${entry('<time datetime="2034-11-25T23:30:00+02:00">23:30</time>', 'They meet')}</main>`,
      '<meta property="og:title" content="Council live">',
    ),
  );
  const dayOf = (text: string) =>
    stamped.blocks.find(({ start, end }) => stamped.text.slice(start, end) === text)?.day;
  expect([dayOf('They part at noon.'), dayOf('They meet at noon.')]).toEqual(['2034-11-27', '2034-11-25']);
});

it.each([
  ['26 листопада 2025, 18:20', '2025-11-26'],
  ['3 грудня 2025 року', '2025-12-03'],
  ['5. Dezember 2025, 10:00 Uhr', '2025-12-05'],
  ['1. März 2026', '2026-03-01'],
  ['Publié le 1er août 2025 à 08h15', '2025-08-01'],
  ['25 de noviembre de 2025', '2025-11-25'],
  ['12 października 2025', '2025-10-12'],
  ['Thu,  27 Nov 2025 23:30:00 GMT', '2025-11-27'],
  ['November 27, 2025 2:05 PM', '2025-11-27'],
  ['12 votes 2025', null],
  ['31 February 2025', null],
])('%s is the day %s', (written, day) => {
  expect(dayIn(written)).toBe(day);
});

it.each([
  [
    '<h1>Page not found</h1><p>Sorry, the page you are looking for does not exist.</p>',
    'The page says that what was looked for is not there.',
  ],
  [
    '<h1>news.example</h1><p>Verifying you are human. This may take a few seconds.</p>',
    'The page asks whether a person reads it, and shows no article.',
  ],
])('a page that is there instead of an article is told as such: %s', async (body, sentence) => {
  await expect(read(html(body))).rejects.toThrow(sentence);
});

it('what is hidden on a page is no part of its text, and what opens on demand is', async () => {
  const hidden =
    '<p style="display:none">“Hidden,” he said.</p><div style="color: red; visibility: hidden"><p>“Hidden too.”</p></div>';
  const { text } = await read(told('', `${hidden}<details><p>It was late.</p></details>`));
  expect(text.split('\n\n')).toEqual([TALKS, SAID, 'It was late.']);
});

it('the moment a page was published is kept with its offset, where it gives one', async () => {
  const at = (stamp: string) =>
    read(html(`<p>${TALKS}</p>`, `<meta property="article:published_time" content="${stamp}">`));
  expect(await at('2034-11-29T22:45:00-05:00')).toMatchObject({
    published: '2034-11-29',
    publishedAt: '2034-11-29T22:45:00-05:00',
  });
  expect((await at('2034-11-29T22:45:00')).publishedAt).toBeUndefined();
  expect((await at('2034-11-29')).publishedAt).toBeUndefined();
});

it('a date on a line of its own in a PDF is its day', async () => {
  const lines = [
    'Statement on the levy',
    '26 November 2034',
    'The council met on Tuesday and read the whole of the',
    'agreement, which nobody had seen before.',
    'It rained.',
  ];
  const shown = `BT /F1 11 Tf 14 TL 60 780 Td ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${shown.length} >>\nstream\n${shown}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('');
  const { title, published, text } = await read(`%PDF-1.4\n${body}trailer << /Size 6 /Root 1 0 R >>`);
  expect({ title, published, text }).toEqual({
    ...{ title: 'Statement on the levy', published: '2034-11-26' },
    text: 'The council met on Tuesday and read the whole of the agreement, which nobody had seen before.\n\nIt rained.',
  });
});
