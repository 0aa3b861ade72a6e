import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { withoutHtml } from '../../src/core/typed/pasted-text.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';
import { typedWords } from '../../src/platforms/slack/render/text.ts';
import { ASKER, coreOver } from '../fixtures/asking.ts';

describe('withoutHtml', () => {
  it.each([
    ['who said &quot;tough road ahead&quot;', 'who said "tough road ahead"'],
    ['&ldquo;tough&nbsp;road&#8221; &#x2014; ahead&hellip;', '“tough road” — ahead…'],
    ['&amp;quot;tough road&amp;quot;', '"tough road"'],
    ['&amp;amp;lt;b&amp;amp;gt;tough&amp;amp;lt;/b&amp;amp;gt;', 'tough'],
    ['<b>tough</b> <span class="x > y">road</span>', 'tough road'],
    ['t<em>ou</em>gh', 'tough'],
    ['tough<br>road<br/>ahead', 'tough road ahead'],
    ['<P CLASS=x>tough road</P><p>ahead</p>', ' tough road  ahead '],
    ['<script>alert("a")</script>tough<!-- no --> road', 'tough road'],
    ['<description><![CDATA[tough <i>road</i>]]></description>', '<description>tough road</description>'],
    ['tough<o:p></o:p> road', 'tough road'],
    ['ver&shy;y tou&zwnj;gh', 'very tough'],
    [
      'Sch&auml;uble, Erdo&gbreve;an, Ko&scaron;ice, &Kcy;&icy;&yicy;&vcy;, Vá&#x10D;lav',
      'Schäuble, Erdoğan, Košice, Київ, Váčlav',
    ],
    ['it&#39;s &#146;so&#x92; &#147;he&#148; said', "it's ’so’ “he” said"],
    ['no &quot semicolon&quot', 'no " semicolon"'],
    ['<a href="https://a.example/?b=1&amp;c=2" target=_blank rel=\'x\'>tough</a>', 'tough'],
    ['<input disabled> <ol reversed start=3>', '    '.slice(0, 3)],
  ])('reads “%s” as the page shows it', (pasted, shown) => {
    expect(withoutHtml(pasted)).toBe(shown);
  });

  it.each([
    'AT&T and R&D; Q&A; a & b; &; &#; &#x; &#xZZ; &nothing; &#99999999; &#xD800;',
    '3 < 4 and 5 > 2, a<b and c>d, x <y> z, <3, <-, <>, < b >',
    '<@2000000000000000001> <https://a.example> <mailto:a@b.example> <#C1|name> <who> <unfinished b',
    'https://a.example/?x=1&lt=2&copy=3&amplifier=4',
    '<b and c> d <p then q>',
  ])('leaves “%s” as it is', (text) => {
    expect(withoutHtml(text)).toBe(text);
  });

  it('is done once it is done, and stays fast and whole for whatever is pasted', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '&',
        ';',
        '<b',
        '<b ',
        'a="',
        "'",
        '=',
        '&amp',
        '&#',
        '<!--',
        '<script>',
        '<![CDATA[',
        '/',
        ' ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(100), (pieces, times) => {
        const seen = withoutHtml(pieces.join(''));
        if (!/[<&]/.test(seen)) expect(withoutHtml(seen)).toBe(seen);
        withoutHtml(pieces.join('').repeat(times));
      }),
    );
  });
});

const { packs } = loadPacks(diskFolder(new URL('../../briefings', import.meta.url).pathname));
const [pack] = packs;
if (pack === undefined) throw new Error('The bundled pack does not load; `readout check` says why.');
const { briefing } = pack;
const core = coreOver(briefing, COMMANDS, '2025-11-27');
const quoted = briefing.statements.filter(({ words }) => words !== undefined && words.split(' ').length >= 4);

const NAMED: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  '’': 'rsquo',
  '‘': 'lsquo',
  '“': 'ldquo',
  '”': 'rdquo',
  '–': 'ndash',
  '—': 'mdash',
  '…': 'hellip',
  ' ': 'nbsp',
  ',': 'comma',
  '.': 'period',
  é: 'eacute',
};

type Escape = 'named' | 'decimal' | 'hex' | 'none';

function escaped(text: string, how: readonly Escape[]): string {
  return [...text]
    .map((character, at) => {
      const kind = how[at % how.length];
      const code = character.codePointAt(0) ?? 0;
      if (kind === 'decimal') return `&#${code};`;
      if (kind === 'hex')
        return at % 2 === 0 ? `&#x${code.toString(16)};` : `&#X${code.toString(16).toUpperCase()};`;
      const name = NAMED[character];
      return name !== undefined && (kind === 'named' || /[&<>]/.test(character)) ? `&${name};` : character;
    })
    .join('');
}

const escapes = fc.array(fc.constantFrom<Escape>('named', 'decimal', 'hex', 'none', 'none'), {
  minLength: 1,
  maxLength: 7,
});
const inline = fc.constantFrom('b', 'i', 'em', 'strong', 'span', 'a', 'mark', 'u', 'font', 'B', 'q', 'cite');
const attributes = fc.constantFrom(
  '',
  ' class="a b"',
  " style='x:y'",
  ' href="https://a.example/?a=1&amp;b=>2"',
  ' id=x',
  ' hidden',
);
const breaking = fc.constantFrom(
  '<br>',
  '<br/>',
  '<BR />',
  '</p><p>',
  '<div>',
  '</li>\n<li>',
  '<hr>',
  '</td><td class="x">',
);

/** One of the pack's quotations as some page, feed or mail might hand it over. */
const pasted = fc
  .record({
    which: fc.nat(quoted.length - 1),
    how: escapes,
    times: fc.integer({ min: 1, max: 3 }),
    tags: fc.array(fc.record({ name: inline, attributes, at: fc.nat(400), length: fc.nat(60) }), {
      maxLength: 3,
    }),
    breaks: fc.array(fc.record({ tag: breaking, at: fc.nat(60) }), { maxLength: 3 }),
  })
  .map(({ which, how, times, tags, breaks }) => {
    const statement = quoted[which];
    const words = statement?.words ?? '';
    const marks: { readonly at: number; readonly tag: string }[] = tags.flatMap(
      ({ name, attributes: own, at, length }) => [
        { at: at % words.length, tag: `<${name}${own}>` },
        { at: Math.min(words.length, (at % words.length) + length), tag: `</${name}>` },
      ],
    );
    const gaps = [...words.matchAll(/ /g)].map(({ index }) => index);
    for (const { tag, at } of breaks) {
      const gap = gaps[at % gaps.length];
      if (gap !== undefined) marks.push({ at: gap, tag });
    }
    let [text, from] = ['', 0];
    for (const { at, tag } of marks.sort((a, b) => a.at - b.at)) {
      text += escaped(words.slice(from, at), how) + tag;
      from = at;
    }
    text += escaped(words.slice(from), how);
    return {
      id: `statement:${statement?.id}`,
      text: again(text, times),
    };
  });

function again(text: string, times: number): string {
  let shown = text;
  for (let round = 1; round < times; round += 1)
    shown = shown.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return shown;
}

describe('a quotation pasted with its HTML', () => {
  it('is found on every way to ask, however it is marked up and escaped', async () => {
    await fc.assert(
      fc.asyncProperty(pasted, async ({ id, text }) => {
        const slack = typedWords(
          text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
        );
        const answers = await Promise.all([
          core.respond({ kind: 'command', path: ['who-said'], values: { words: text }, asker: ASKER }),
          core.respond({ kind: 'line', line: `/who-said ${text}`, asker: ASKER }),
          core.respond({ kind: 'words', words: `who said ${text}`, asker: ASKER }),
          core.respond({ kind: 'words', words: `who said ${slack}`, asker: ASKER }),
        ]);
        for (const answer of answers) expect(answer.records, text).toContain(id);
      }),
      { numRuns: 150 },
    );
  });
});
