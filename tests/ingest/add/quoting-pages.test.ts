import { expect, it } from 'vitest';
import { addRead } from '../../../src/ingest/add/add-article.ts';
import { readPage } from '../../../src/ingest/extract/read-page.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../../src/pack/read/load.ts';

const [pack] = loadPacks(diskFolder('tests/fixtures/harbour-budget')).packs;

/** Pages, all made up, with everything that is quoted on them and by whom, each draft read against its page. */
const PAGES: readonly (readonly [name: string, page: string, said: readonly string[]])[] = [
  [
    'a headline, a deck, a crosshead and a pulled quotation that shorten what was said',
    `<!doctype html> <html lang="en"> <head> <title>“Nobody leaves poorer”: Brandreth on the levy</title> </head> <body> <article> <h1>“Nobody leaves poorer”: Brandreth on the levy</h1>
      <p class="deck">Mayor says “nobody leaves this room poorer” after talks</p>
      <p>Mayor Ilse Brandreth came out of the talks smiling.</p> <h2>“But nobody leaves it for free”</h2> <p>“Nobody leaves this room poorer than he came,” Brandreth said on Tuesday. “But nobody leaves it for free either.”</p> <aside class="pullquote"> <p>“Nobody leaves this room poorer”</p> </aside> <p>Odo Tarrant did not agree. “We were promised a floor and got a trapdoor,” he said.</p> </article> </body> </html>`,
    [
      'ilse-brandreth: Nobody leaves this room poorer than he came',
      'ilse-brandreth: But nobody leaves it for free either.',
      'odo-tarrant: We were promised a floor and got a trapdoor',
    ],
  ],
  [
    'comments in a section of their own',
    `<!doctype html> <html lang="en"> <head> <title>Council news</title> </head> <body> <article> <h1>Council news</h1>
      <p>The council sat until late.</p>
      <p>“It is not over,” Odo Tarrant said.</p> </article> <section id="disqus_thread"> <h3>Comments (2)</h3> <ul> <li> <b>quayside44</b> <p>As the mayor said: “I do not care about fishers.” She really said that!</p> </li> <li> <b>Ann</b> <p>“Rubbish,” said my husband when he read this.</p> </li> </ul> </section> </body> </html>`,
    ['odo-tarrant: It is not over'],
  ],
  [
    'comments in a list within the article',
    `<!doctype html> <html lang="en"> <head> <title>Council news</title> </head> <body> <main> <h1>Council news</h1>
      <p>The council sat until late on Tuesday, and again on Wednesday, before it agreed on nothing at all.</p>
      <p>“It is not over,” Odo Tarrant said.</p> <ol class="commentlist"> <li class="comment"> <div class="comment-author">quayside44 says:</div> <p>Brandreth told me herself: “I do not care about fishers.”</p> </li> <li class="comment"> <p>“Rubbish,” said my husband when he read this.</p> </li> </ol> </main> </body> </html>`,
    ['odo-tarrant: It is not over'],
  ],
  [
    'comments that only a heading sets apart',
    `<!doctype html> <html lang="en"> <head> <title>Council news</title> </head> <body> <div class="story"> <h1>Council news</h1>
      <p>The council sat until late on Tuesday, and again on Wednesday, before it agreed on nothing at all.</p>
      <p>“It is not over,” Odo Tarrant said.</p> <h3>Readers’ comments</h3> <div> <p> <strong>quayside44</strong>: Brandreth told me herself: “I do not care about fishers.”</p>
      <p> <strong>Ann</strong>: “Rubbish,” said my husband when he read this.</p> </div> </div> </body> </html>`,
    ['odo-tarrant: It is not over'],
  ],
  [
    'a live blog in German with marks of both kinds',
    `<!doctype html> <html lang="de"> <head> <title>Liveblog zur Abgabe</title> </head> <body> <article> <h1>Liveblog zur Abgabe</h1>
      <section> <h2>12. Dezember 2034, 18.30 Uhr</h2> <p>Der Rat tagt wieder. »Wir lesen heute jede Zeile noch einmal«, sagte Wenna Pasco.</p> </section>
      <section> <h2>11. Dezember 2034, 22.10 Uhr</h2> <p>Bürgermeisterin Ilse Brandreth hat das Rathaus verlassen. „Ich habe schon schlechter geschlafen“, so Brandreth. Die Zeitung »Der Hafenbote« war nicht dabei.</p> </section> </article> </body> </html>`,
    [
      'wenna-pasco: Wir lesen heute jede Zeile noch einmal',
      'ilse-brandreth: Ich habe schon schlechter geschlafen',
    ],
  ],
  [
    'a Ukrainian report with newspapers and plays in marks',
    `<!doctype html> <html lang="uk"> <head> <title>Рада шукає вихід</title> </head> <body> <article> <h1>Рада шукає вихід</h1>
      <p>Рада засідала до вечора. – Ми прочитаємо кожен рядок, – сказала Венна Паско.</p>
      <p>«Ми не підпишемо цього сьогодні», — заявив у вівторок міністр Петро Коваль. «І завтра теж ні».</p>
      <p>Газета «Голос гавані» писала про виставу «Буря». За словами речниці Олени Бойко, це «лише початок».</p>
      <p>Мерка Ілзе Брандрет написала у Telegram: «Ніхто не вийде звідси біднішим».</p> </article> </body> </html>`,
    [
      'petro-koval: Ми не підпишемо цього сьогодні',
      'petro-koval: І завтра теж ні',
      'ilze-brandret: Ніхто не вийде звідси біднішим',
    ],
  ],
  [
    'a Ukrainian page in windows-1251 whose text is in its JSON-LD alone',
    `<!doctype html><html lang="uk"><head><meta charset="windows-1251"><title>Рада</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Рада шукає вихід","datePublished":"2034-12-06","articleBody":"Рада засідала до вечора і так нічого не вирішила про збір.\\n\\n«Ми не підпишемо цього сьогодні», — заявив міністр Петро Коваль.\\n\\nМерка Ілзе Брандрет сказала: «Ніхто не вийде звідси біднішим»."}</script></head><body><div id="app"></div></body></html>`,
    ['petro-koval: Ми не підпишемо цього сьогодні', 'ilze-brandret: Ніхто не вийде звідси біднішим'],
  ],
  [
    'titles of works in German marks',
    `<!doctype html> <html lang="de"> <head> <title>Ein Abend</title> </head> <body> <article> <h1>Ein Abend im Theater</h1>
      <p>Ilse Brandreth sah am Montag »Der Sturm« und las in „Kurze Geschichte der Kaimauern“.</p>
      <p>„Es war ein gutes Stück über schlechtes Wetter“, sagte Brandreth.</p> </article> </body> </html>`,
    ['ilse-brandreth: Es war ein gutes Stück über schlechtes Wetter'],
  ],
  [
    'titles of plays, programmes, books, reports and songs',
    `<!doctype html> <html lang="en"> <head> <title>A night</title> </head> <body> <article> <h1>A night at the theatre</h1>
      <p>Ilse Brandreth, who hosts “The Quay Hour” on local radio, said on “Meet the Harbour” that she had read “A Short History of Quays” and the report “Who pays for what?”.</p>
      <p>“It was a good play about bad weather,” Brandreth said of “The Tempest.” Corwin Hale sang “Down by the water we lay” at her party.</p> </article> </body> </html>`,
    ['ilse-brandreth: It was a good play about bad weather'],
  ],
  [
    'minutes in German',
    `<!doctype html> <html lang="de"> <head> <title>Protokoll</title> </head> <body> <article> <h1>Aus dem Protokoll</h1>
      <p>Fells: Die Sitzung ist eröffnet.</p>
      <p>Ilse Brandreth: Ich bitte um Geduld und um elf Stimmen.</p>
      <p>Odo Tarrant: Geduld ist alles, was den Fischern geblieben ist.</p>
      <p>(Beifall)</p>
      <p>Ilse Brandreth: Dann haben wir etwas gemeinsam.</p> </article> </body> </html>`,
    [
      'augustin-fells: Die Sitzung ist eröffnet.',
      'ilse-brandreth: Ich bitte um Geduld und um elf Stimmen.',
      'odo-tarrant: Geduld ist alles, was den Fischern geblieben ist.',
      'ilse-brandreth: Dann haben wir etwas gemeinsam.',
    ],
  ],
  [
    'an interview whose asker is the paper',
    `<!doctype html> <html lang="en"> <head> <title>Interview</title> </head> <body> <article> <h1>“I slept badly”</h1>
      <p>Ilse Brandreth, the mayor, spoke to us on Monday.</p>
      <p> <strong>Courier: Was it a long night?</strong> </p>
      <p>Brandreth: It was, and I slept badly.</p>
      <p> <strong>Courier: Will the baths stay open?</strong> </p>
      <p>Brandreth: They will, as long as I am here.</p>
      <p>As I told Odo Tarrant: “Come and swim.”</p> </article> </body> </html>`,
    [
      'ilse-brandreth: It was, and I slept badly.',
      'ilse-brandreth: They will, as long as I am here.',
      'ilse-brandreth: As I told Odo Tarrant: “Come and swim.”',
    ],
  ],
];

/** Bytes of windows-1251. */
function cyrillic(text: string): Buffer {
  const others: Readonly<Record<string, number>> = {
    і: 0xb3,
    І: 0xb2,
    є: 0xba,
    '«': 0xab,
    '»': 0xbb,
    '—': 0x97,
  };
  return Buffer.from(
    Array.from(text, (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 128 ? code : (others[letter] ?? code - 0x410 + 0xc0);
    }),
  );
}

it.each(PAGES)('drafts what was said, and nothing else that is in marks, from %s', async (_, page, said) => {
  const bytes = page.includes('charset="windows-1251"') ? cyrillic(page) : Buffer.from(page);
  const article = await readPage({ bytes, contentType: '' });
  if (pack === undefined) throw new Error('The pack of the harbour cannot be read.');
  const read = { kind: 'article', article, bytes, problems: [] } as const;
  const { added } = addRead(read, { briefing: pack.briefing, known: [], today: '2034-12-20' });
  const statements = added.drafts.filter(({ kind }) => kind === 'statement');
  expect(statements.map(({ record }) => `${record['speaker']}: ${record['words']}`)).toEqual(said);
  for (const { record, evidence } of statements) expect(evidence.text).toContain(record['words']);
});
