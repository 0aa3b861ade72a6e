import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime } from '../../../src/domain/schedule/time-of-day.ts';

const two = (number: number) => String(number).padStart(2, '0');
const wide = (text: string) =>
  text.replace(/[\d:]/g, (mark) => String.fromCodePoint((mark.codePointAt(0) ?? 0) + 0xfee0));

/** Every way to write one time of day. */
function spellings(hour: number, minute: number): readonly string[] {
  const half = hour < 12 ? 'am' : 'pm';
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  const [long, short] = [`${two(hour)}:${two(minute)}`, `${hour}:${two(minute)}`];
  return [
    ...[long, short, `${two(hour)}${two(minute)}`, `${hour}.${two(minute)}`, `${hour}h${two(minute)}`],
    ...[`${hour} h ${two(minute)}`, `at ${long}`, `${long}:00`, `${two(hour)}${two(minute)} hrs`, wide(long)],
    ...[`${twelve}:${two(minute)}${half}`, `${twelve}.${two(minute)} ${half.toUpperCase()}`],
    ...[`${twelve}:${two(minute)} ${half[0]}.m.`, `${twelve}${two(minute)}${half}`],
    ...(minute === 0
      ? [`${hour}`, two(hour), `${hour}h`, `${twelve}${half}`, `${twelve} ${half}`, `${hour} o’clock`]
      : []),
    ...(hour === 12 && minute === 0 ? ['noon', 'Midday', '12 noon'] : []),
    ...(hour === 0 && minute === 0 ? ['midnight', '12 midnight'] : []),
  ];
}

describe('a time of day as people write it', () => {
  it('is the same in every spelling, at every minute of the day', () => {
    for (let at = 0; at < 24 * 60; at += 1) {
      const [hour, minute] = [Math.floor(at / 60), at % 60];
      for (const text of spellings(hour, minute))
        expect([text, readTime(text)]).toEqual([
          text,
          { kind: 'read', value: `${two(hour)}:${two(minute)}` },
        ]);
    }
  });

  it.each([
    '25:00',
    '24:00',
    '8:60',
    '13pm',
    '0am',
    '8:5',
    '8:00am pm',
    '9am ET',
    'noonish',
    '-8',
    '8,30',
    '',
    'soon',
    '12345',
  ])('refuses %j whole', (text) => {
    expect(readTime(text)).toMatchObject({ kind: 'refused', found: text });
  });

  it('gives a time of the day or nothing for anything typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789:.h apm'), maxLength: 8 }), (text) => {
        const read = readTime(text);
        if (read.kind === 'read') expect(read.value).toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
      }),
    );
  });
});
