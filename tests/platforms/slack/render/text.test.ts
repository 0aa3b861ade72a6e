import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cut,
  escapeMrkdwn,
  mrkdwnLink,
  safeUrl,
  survivesMrkdwn,
  typedWords,
} from '../../../../src/platforms/slack/render/text.ts';
import { CODE_POINT } from '../../../fixtures/code-point.ts';

describe('escapeMrkdwn', () => {
  it.each([
    ['Ben & Ana <b>', 'Ben &amp; Ana &lt;b&gt;'],
    ['*b* _i_ ~s~ `c`', '∗b∗ ˍiˍ ∼s∼ ˋcˋ'],
    ['at 10:30, not 10:30:15', 'at 10:30, not 10:\u206030:15'],
    ['ask @ana in #desk', 'ask @\u2060ana in #\u2060desk'],
    ['see https://x.example', 'see https:\u2060//x.example'],
  ])('turns %j into %j', (given, expected) => {
    expect(escapeMrkdwn(given)).toBe(expected);
  });

  it('leaves nothing for Slack to parse in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: CODE_POINT }), (given) => {
        expect(escapeMrkdwn(given)).not.toMatch(/[<>*_~`]|:\/\/|[@#][\p{L}\p{N}]/u);
      }),
    );
  });

  it('changes nothing a reader sees where words survive it', () => {
    fc.assert(
      fc.property(fc.string(), (given) => {
        fc.pre(survivesMrkdwn(given));
        const back = escapeMrkdwn(given)
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&');
        expect(back).toBe(given.replace(/\p{Cc}/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : '')));
      }),
    );
  });
});

describe('links', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://user:pass@x.example/',
    'x',
    '',
  ])('never go to %s', (url) => {
    expect(safeUrl(url)).toBeNull();
  });

  it('show their own host where the words name another', () => {
    expect(mrkdwnLink('bank.example', 'https://herald.example/a|b?x=1&y=2')).toBe(
      'bank.example (<https://herald.example/a%7Cb?x=1&amp;y=2|herald.example>)',
    );
  });
});

describe('typedWords', () => {
  it.each([
    ['<@U0BOT> did they agree?', 'did they agree?'],
    ['ask <@U1|ben> &amp; <#C1|desk>', 'ask ben & #desk'],
    ['see <https://x.example|this> and <https://y.example>', 'see this and https://y.example'],
    ['&lt;b&gt; stays', '<b> stays'],
    ['<!here|here> all', 'here all'],
    ['a\u00a0 b', 'a b'],
  ])('reads %j as %j', (given, expected) => {
    expect(typedWords(given, 'U0BOT')).toBe(expected);
  });
});

describe('cut', () => {
  it('counts code points and marks what is missing', () => {
    expect(cut('👩👩👩👩', 4)).toBe('👩👩👩👩');
    expect(cut('👩👩👩👩', 3)).toBe('👩👩…');
  });
});
