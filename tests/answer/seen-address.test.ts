import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asSeen, mayCarryLink } from '../../src/answer/seen-address.ts';
import { maskedLink } from '../../src/platforms/discord/render/text.ts';
import { inline, mrkdwnSpans } from '../../src/platforms/slack/render/spans.ts';
import { mrkdwnLink } from '../../src/platforms/slack/render/text.ts';

const HERALD = new URL('https://www.herald.example/a');

describe('a label', () => {
  it.each([
    'Herald',
    'herald.example',
    'www.herald.example',
    'Example',
    'No deal. Talks go on',
    'version 2.5',
    'the U.S. side',
    'Talks: day 3, 12:30 to 14:00',
    'At 3.30 p.m. in Geneva',
    'Who said it? “Not us”, says Kyiv',
    '1,200/1,500 sq. km',
  ])('such as %j may carry a link', (label) => {
    expect(mayCarryLink(label, HERALD)).toBe(true);
  });

  it.each([
    'bank.example',
    'evilherald.example.org',
    'herald.example, not bank.example',
    'https://bank.example/login',
    'bank。example',
    'bank.\u00adexample',
    'b\u200bank\u2060.\ufe0fexample',
    'bank\u2024example',
    'bank·example',
    'bank.\u200aexample',
    'ba\u0336nk.exam\u034fple',
    'ｂａｎｋ．ｅｘａｍｐｌｅ',
    '𝐛𝐚𝐧𝐤.𝐞𝐱𝐚𝐦𝐩𝐥𝐞',
    'hеrald.example',
    'hérald.example',
    'xn--hrald-bsa.example',
    'bank.xn--e1afmkfd',
    '203.0.113.9',
    '0xcb007109',
    '3405803785',
    '127.1',
    '[2001:db8::9]',
    'https:⁄⁄bank',
    'https꞉//bank',
    'javascript:alert',
    'mailto:desk@bank.example',
    'desk@bank.example',
    '//bank',
    '\u202eelpmaxe.knab',
  ])('such as %j may not', (label) => {
    expect(mayCarryLink(label, HERALD)).toBe(false);
  });

  it('is never on a link where it reads as another host, whatever is hidden in it or stands for its dots', () => {
    const unseen = fc.constantFrom(
      ...['\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u034f', '\u061c', '\u180e', '\ufe0f'],
      ...[
        '\u115f',
        '\u1160',
        '\u17b4',
        '\u3164',
        '\uffa0',
        '\u{e0020}',
        '\u{e0101}',
        '\u202a',
        '\u2066',
        '\u0301',
        '\u0336',
      ],
    );
    const dot = fc.constantFrom(...'.。．｡․‧·⋅∙・･ꓸ۔᛫');
    const name = fc.stringMatching(/^[a-z]{3,8}$/);
    const label = fc
      .tuple(
        name,
        dot,
        fc.constantFrom('org', 'com', 'news', 'example'),
        fc.array(fc.tuple(fc.nat(12), unseen), { maxLength: 4 }),
      )
      .map(([host, mark, top, hidden]) => {
        const letters = [...`${host}${mark}${top}`];
        for (const [at, character] of hidden) letters.splice(1 + (at % (letters.length - 1)), 0, character);
        return letters.join('');
      });
    fc.assert(
      fc.property(label, fc.constantFrom('', 'News from ', 'Ein Bericht: '), (spoof, before) => {
        const words = `${before}${spoof}`;
        const url = 'https://elsewhere.test/page';
        expect(mayCarryLink(words, new URL(url))).toBe(false);
        expect(maskedLink(words, url)).toMatch(
          / \(\[elsewhere\.test\]\(<https:\/\/elsewhere\.test\/page>\)\)$/,
        );
        expect(mrkdwnLink(words, url)).toMatch(/ \(<https:\/\/elsewhere\.test\/page\|elsewhere\.test>\)$/);
        const linked = inline([{ kind: 'link', text: words, url }], new Map(), {}).filter(
          ({ type }) => type === 'link',
        );
        expect(linked).toMatchObject([{ text: 'elsewhere.test' }]);
        expect(mrkdwnSpans([{ kind: 'link', text: words, url }], new Map())).toContain('|elsewhere.test>');
      }),
    );
  });

  it('is judged by the host it leads to, whichever was asked about before', () => {
    const elsewhere = new URL('https://elsewhere.test/page');
    for (const host of [HERALD, elsewhere, HERALD, elsewhere])
      expect(mayCarryLink('herald.example', host)).toBe(host === HERALD);
  });
});

describe('what is seen', () => {
  it('is the text without what is not drawn, with dots, slashes and colons as such', () => {
    expect(asSeen('os\u00adce․org⁄a꞉b')).toBe('osce.org/a:b');
  });
});
