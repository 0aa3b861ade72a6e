import { describe, expect, it } from 'vitest';
import { expressionsUnder } from './regular-expressions/found.ts';
import { hostileTexts } from './regular-expressions/hostile.ts';
import { parseExpression } from './regular-expressions/parse.ts';
import { countSteps, matchesOf } from './regular-expressions/steps.ts';

/** Sizes that are compared, in characters. The second pair is beyond what a bound such as `{1,200}` still lets grow. */
const SIZES = [
  [40, 160],
  [250, 1_000],
] as const;
/** Four times the text may take at most this many times the steps; 16 would be squared, 64 cubed. */
const MOST_GROWTH = 6;

/** More steps than any expression needs for a text of these sizes; ways that double with each character reach it. */
const NEVER = 2_000_000;

const known = new Map<string, string | null>();

/** The hostile text under which an expression takes more than its share of steps, or null. */
function worstOf(source: string, flags: string): string | null {
  const key = `/${source}/${flags}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const worst = findWorst(source, flags);
  known.set(key, worst);
  return worst;
}

function findWorst(source: string, flags: string): string | null {
  const whole = parseExpression(source, flags);
  const growsToo = (text: (size: number) => string) =>
    SIZES.every(([small, large]) => {
      const few = countSteps(whole, flags, text(small), NEVER);
      return (
        few === NEVER || countSteps(whole, flags, text(large), few * MOST_GROWTH + 1) > few * MOST_GROWTH
      );
    });
  return hostileTexts(whole).find(({ text }) => growsToo(text))?.name ?? null;
}

const { written, made } = expressionsUnder(new URL('../src/', import.meta.url));

const ESCAPE = '\u001b';
/** Expressions that are put together at run time, each as it comes out: the count needs the finished thing. */
const MADE: Readonly<Record<string, readonly RegExp[]>> = {
  'app/cli/review/keys.ts': [new RegExp(`${ESCAPE}(?:\\[[0-9;]*[A-Za-z~]|O[A-Z])?|[\\s\\S]`, 'gu')],
  'app/config/environment.ts': [/discord|slack|readout/i],
  'app/config/rules.ts': [
    /(?<![a-z])(?:your|insert|paste|enter|replace|change)[-_ ]?(?:(?:discord|slack|bot|own|real|api|client|signing|public|server|guild|app|application|level)[-_ ]?)*(?:token|secret|key|id|me|here|this|value)(?![a-z])/i,
  ],
  'app/config/secrets.ts': [/token|secret|passw|credential|private|api_?key|discord|slack/i],
  'desk/write/change-story.ts': [/^latest:[^\r\n]*/m],
  'platforms/discord/render/paging.ts': [/\S{401}/u, /[\s\S]{1,400}/gu],
  'platforms/slack/read/form-listeners.ts': [/^readout\.form\./],
  'platforms/slack/read/listeners.ts': [/^readout\./],
};

describe('every regular expression in src', () => {
  it('takes no more than a fixed number of steps a character, whatever it is given', () => {
    const slow = written.flatMap(({ at, source, flags }) => {
      const worst = worstOf(source, flags);
      return worst === null ? [] : [`${at} /${source}/${flags} on ${worst}`];
    });
    expect(slow).toEqual([]);
  }, 90_000);

  it('is written out, or listed here as it comes out', () => {
    expect(made).toEqual(Object.entries(MADE).flatMap(([file, built]) => built.map(() => file)));
    for (const { source, flags } of Object.values(MADE).flat()) expect(worstOf(source, flags)).toBeNull();
  });
});

describe('the count of steps', () => {
  it.each([
    /(a+)+$/,
    /^(?:a|a)*b/,
    /\s+$/,
    /^\s*[:\s]\s*x/,
    /<@[^>]*>/g,
    /\bon\s+(.+)$/,
    /^(?:\w+\s?)*$/,
    /x*y/,
    /(?:ab)+c/i,
    /^.*?,.*?,.*?;/s,
    /^(\w*)\1$/m,
    /\p{L}+\./u,
  ])('finds that %s goes back and forth', (expression) => {
    expect(worstOf(expression.source, expression.flags)).not.toBeNull();
  });

  it.each([
    /^\s+/,
    /(?<!\s)\s+$/,
    /\s+/g,
    /<@[^<>]*>/g,
    /^(?:\w+\s)*$/,
    /^[a-z]{1,200}$/,
    /"([^"]*)"/g,
    /\bon (.+)$/s,
  ])('finds nothing wrong with %s', (expression) => {
    expect(worstOf(expression.source, expression.flags)).toBeNull();
  });

  it('agrees with the engine on what is found', () => {
    const words = ['a', 'b', ' ', '\n', '.', '“x”', 'é', 'Point 6'];
    for (const { source, flags } of written.slice(0, 120)) {
      const text = words.join('').repeat(3);
      const whole = parseExpression(source, flags);
      expect(matchesOf(whole, flags, text), source).toEqual(
        Array.from(text.matchAll(new RegExp(source, `${flags.replace('g', '')}g`)), (match) => match.index),
      );
    }
  });
});
