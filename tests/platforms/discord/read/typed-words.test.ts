import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  optionWords,
  quotedWords,
  typedWords,
  withoutAddresses,
} from '../../../../src/platforms/discord/read/typed-words.ts';

const SAID = 'we have a long road ahead';

describe('what was typed on Discord', () => {
  it.each([
    ['> we have a long road ahead\n<@2000000000000000001> look', `${SAID} look`],
    ['>>> we have\na long road ahead', SAID],
    ['**we have** *a* __long__ _road_ ~~ahead~~', SAID],
    ['***we have*** a ||long road|| ahead', SAID],
    ['`we have` a ```\nlong road\n``` ahead', SAID],
    ['```md\nwe have a long road ahead\n```', SAID],
    ['## we have\n- a long\n* road\n-# ahead', SAID],
    ['we have [a long road](https://a.example/x_(y)) ahead', SAID],
    ['we have [a long road](<https://a.example>) ahead', SAID],
    ['we have a long road ahead <:flag:123456789012345678> <a:wave:123456789012345678>', SAID],
    ['<@!1> <@&2> we have a <#3>long road <id:customize>ahead', SAID],
    ['@everyone we have a long road ahead @here', SAID],
    ['we have \\*a\\* long road ahead', 'we have *a* long road ahead'],
    ['</plan-point:123456789012345678> 6', '/plan-point 6'],
    ['</digest list:123456789012345678>', '/digest list'],
    ['what changed since <t:1764028800:D>', 'what changed since 25 November 2025'],
    ['what changed since <t:1764028800>?', 'what changed since 25 November 2025 ?'],
    ['at <t:1764028800:t>', 'at 00:00'],
    ['<t:9999999999999:R> we', 'we'],
    ['see <https://a.example/path>', 'see https://a.example/path'],
  ])('%j is %j', (text, seen) => {
    expect(typedWords(text)).toBe(seen);
  });

  it.each([
    '5 < 6 and 7 > 6',
    'a < b',
    'us_ukraine_plan',
    '2 * 3',
    '<not a mention>',
    '<3',
    'me@here.example',
    'point #7',
    '1. first',
    'Д’артаньян — «так»',
  ])('leaves %j as it is', (text) => {
    expect(typedWords(text)).toBe(text);
    expect(optionWords(text)).toBe(text);
  });

  it('keeps in an option, where nothing is formatted, what would format elsewhere', () => {
    expect(optionWords('*stars* and  \\ __more__')).toBe('*stars* and  \\ __more__');
    expect(optionWords('long road <@2000000000000000001> ahead')).toBe('long road ahead');
    expect(optionWords('<t:1764028800:d>')).toBe('25 November 2025');
  });

  it('is the words whatever Discord puts among them and around them', () => {
    const token = fc.oneof(
      fc.bigInt({ min: 1n, max: 2n ** 63n }).map((id) => `<@${id}>`),
      fc.bigInt({ min: 1n, max: 2n ** 63n }).map((id) => `<@!${id}>`),
      fc.bigInt({ min: 1n, max: 2n ** 63n }).map((id) => `<@&${id}>`),
      fc.bigInt({ min: 1n, max: 2n ** 63n }).map((id) => `<#${id}>`),
      fc.bigInt({ min: 1n, max: 2n ** 63n }).map((id) => `<:some_name1:${id}>`),
      fc.bigInt({ min: 1n, max: 2n ** 63n }).map((id) => `<a:x:${id}>`),
    );
    const mark = fc.constantFrom('', '**', '*', '_', '__', '~~', '||', '`', '***', '**_', '||**');
    const line = fc.constantFrom('', '> ', '>>> ', '# ', '- ', '-# ', '> - ');
    const word = fc.stringMatching(/^[a-z]{1,8}('[a-z]{1,3})?$/);
    const piece = fc.record({ word, mark, token: fc.option(token, { nil: '' }) });
    fc.assert(
      fc.property(line, fc.array(piece, { minLength: 1, maxLength: 12 }), (start, pieces) => {
        const closed = (open: string) => [...open].reverse().join('');
        const text = pieces.map((each) => `${each.mark}${each.word}${closed(each.mark)} ${each.token}`);
        const plain = pieces.map((each) => each.word).join(' ');
        expect(typedWords(start + text.join(' '))).toBe(plain);
        expect(quotedWords({ content: start + text.join(' ') })).toBe(plain);
        const bare = pieces.map((each) => `${each.word} ${each.token}`).join(' ');
        expect(optionWords(bare).replace(/\s+/g, ' ').trim()).toBe(plain);
      }),
    );
  });

  it('takes no time that grows faster than the text', () => {
    const hostile = [
      '<',
      '[',
      '](',
      '`',
      '*',
      '_',
      '|',
      '> ',
      '```a\n',
      '<@',
      '[a](https:',
      '\\',
      '@here',
      '\n>',
    ];
    for (const unit of hostile) {
      // Twenty thousand repetitions end the test by its time limit where reading is quadratic.
      expect(typeof typedWords(unit.repeat(20_000))).toBe('string');
    }
  });
});

describe('what a message may repeat from somebody', () => {
  it('is what it sets off as a quotation, else its whole text, without links and times', () => {
    expect(quotedWords({ content: `> ${SAID}\nwho on earth would say that <@5>?` })).toBe(SAID);
    expect(quotedWords({ content: `> <@5>\n${SAID}` })).toBe(SAID);
    expect(quotedWords({ content: `so:\n>>> we have a\nlong road ahead` })).toBe(SAID);
    expect(quotedWords({ content: `${SAID} <t:1764028800:R>\nhttps://paper.example/story-of-today` })).toBe(
      SAID,
    );
  });

  it('is what it forwards, embeds or shows, where it has no words of its own', () => {
    const forwarded = { content: '', message_snapshots: [{ message: { content: `**${SAID}** <@5>` } }] };
    expect(quotedWords(forwarded)).toBe(SAID);
    const preview = {
      content: 'https://paper.example/story',
      embeds: [
        { title: 'we have', description: 'a long <:x:5> road', fields: [{ name: 'ahead', value: '' }] },
      ],
    };
    expect(quotedWords(preview)).toBe(SAID);
    const inside = { message_snapshots: [{ message: { embeds: [{ description: `> ${SAID}` }] } }] };
    expect(quotedWords(inside)).toBe(SAID);
    const components = [{ type: 17, components: [{ type: 10, content: SAID }] }];
    expect(quotedWords({ content: '', components })).toBe(SAID);
    expect(quotedWords({ content: '<:x:5>' })).toBe('');
  });

  it('loses an address beside words, and keeps one that stands alone', () => {
    expect(withoutAddresses(`${SAID} https://paper.example/a-b <http://b.example>`)).toBe(SAID);
    expect(withoutAddresses('https://paper.example/a-b')).toBe('https://paper.example/a-b');
  });
});
