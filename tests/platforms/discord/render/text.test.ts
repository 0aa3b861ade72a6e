import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clip,
  fromLiteral,
  literal,
  maskedLink,
  plain,
} from '../../../../src/platforms/discord/render/text.ts';
import { CODE_POINT } from '../../../fixtures/code-point.ts';
import { HOSTILE } from '../hostile-texts.ts';

describe('literal text', () => {
  it('leaves ordinary prose as it is', () => {
    const prose =
      'The 28-point plan (19 points now) says 10:30, “no” & 50%: it’s done; and/or not… A.B. Smith, U.S.';
    expect(literal(prose)).toBe(prose);
  });

  it('is the same whether or not the text looks like plain prose at first sight', () => {
    // A control character in front forces the full treatment and is itself removed.
    fc.assert(
      fc.property(fc.string({ unit: CODE_POINT }), (words) => {
        const full = literal(`x\u0007${words}`).slice(1);
        const quick = literal(`x${words}`).slice(1);
        expect(quick).toBe(full);
      }),
      { numRuns: 2000 },
    );
    for (const words of HOSTILE) expect(literal(`x${words}`)).toBe(literal(`x\u0007${words}`));
    // Unassigned, and invisible all the same.
    expect(literal('x\u2065')).toBe('x');
  });

  it('can be read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => fromLiteral(literal(words)) === plain(words)),
    );
    for (const words of HOSTILE) expect(fromLiteral(literal(words))).toBe(plain(words));
  });
});

describe('a masked link', () => {
  it.each([
    ['Paper', 'https://www.paper.example/a', '[Paper](<https://www.paper.example/a>)'],
    ['paper.example', 'https://www.paper.example/a', '[paper.example](<https://www.paper.example/a>)'],
    ['paper.example', 'https://news.paper.example/', '[paper.example](<https://news.paper.example/>)'],
    ['bank.com', 'https://evil.example/', 'bank.com ([evil.example](<https://evil.example/>))'],
    ['', 'https://paper.example/', '[paper.example](<https://paper.example/>)'],
    ['a_(b)', 'https://paper.example/a_(b)', '[a\\_(b)](<https://paper.example/a_%28b%29>)'],
    ['x', 'javascript:alert(1)', 'x'],
  ])('of %j to %s is %s', (label, url, expected) => {
    expect(maskedLink(label, url)).toBe(expected);
  });
});

describe('clipped text', () => {
  it('is never longer than asked and never ends in half a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 2, max: 200 }),
        (words, most) => {
          const cut = clip(words, most);
          return cut.length <= most && (cut === words || !/[\uD800-\uDBFF]…$/u.test(cut));
        },
      ),
    );
  });
});
