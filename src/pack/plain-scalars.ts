/** Thrown to leave the quick reader from any depth. Not an Error: taking a stack trace would cost more than the reading. */
export const NOT_PLAIN = Symbol('not plain YAML');

/** Leaves the text to the full parser. */
export function fail(): never {
  throw NOT_PLAIN;
}

/** Characters that mean something where a scalar begins, or that only a full parser can tell apart there. */
const INDICATORS = new Set([...'?:,[]{}#&*!|>\'"%@`~-+.='].map((character) => character.charCodeAt(0)));
const SIMPLE_NUMBER = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,12})?$/;
const NUMBER_LIKE = /^[-+.]?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?$|^0[xo][0-9a-fA-F]+$/;
const WORD_VALUES = new Map<string, boolean | null>([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['null', null],
  ['Null', null],
  ['NULL', null],
]);

const SPACE = 0x20;
const DASH = 0x2d;

/** True where what begins at `at` is not plain words; a minus sign before a digit is, and so is `../` before a date. */
export function isIndicator(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (!INDICATORS.has(first)) return false;
  return !(first === DASH && isDigit(text.charCodeAt(at + 1))) && !text.startsWith('../', at);
}

/** Spaces only: a no-break space is part of the words. */
export function withoutTrailingSpaces(words: string): string {
  let to = words.length;
  while (words.charCodeAt(to - 1) === SPACE) to -= 1;
  return words.slice(0, to);
}

/** True for the code of 0 to 9. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** True for the code of a character that plain keys are made of. */
export function isKeyCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    isDigit(code) ||
    code === 0x5f ||
    code === DASH
  );
}

/** True for a key that YAML or JavaScript gives a meaning. */
export function isReservedKey(key: string): boolean {
  return /^(?:null|true|false|__proto__|constructor|prototype)$/i.test(key);
}

/** What a plain scalar stands for in YAML 1.2's core schema. */
export function scalarValue(words: string): unknown {
  const first = words.charCodeAt(0);
  if (isDigit(first) || first === DASH) {
    if (SIMPLE_NUMBER.test(words)) return Number(words);
    if (NUMBER_LIKE.test(words)) fail();
    return words;
  }
  if (words.length <= 5) {
    const value = WORD_VALUES.get(words);
    if (value !== undefined) return value;
  }
  return words;
}

/** The rows of a folded block: one space for a line end, a line end for each blank row. */
export function foldRows(rows: readonly string[]): string {
  let result = '';
  let blanks = 0;
  for (const [number, row] of rows.entries()) {
    if (row === '') {
      blanks += 1;
      continue;
    }
    if (number > 0) result += blanks > 0 ? '\n'.repeat(blanks) : ' ';
    result += row;
    blanks = 0;
  }
  return result;
}
