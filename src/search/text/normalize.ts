import { foldCodePoint, MAX_WORD } from './fold.ts';

/** One word of a text: its normal form and where it stands, in UTF-16 units of the original, end exclusive. */
export type Token = { readonly word: string; readonly start: number; readonly end: number };

/** Receives a word as UTF-16 units in a buffer that is reused after the call returns. */
export type WordVisitor = (units: Uint16Array, length: number, start: number, end: number) => void;

const SEPARATES = 0;
const SKIPPED = 1;
const SPACE = 32;
const ZERO = 48;
const NINE = 57;

const asciiFold = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[a-z0-9]/i.test(character)) asciiFold[code] = character.toLowerCase().charCodeAt(0);
  else if (character === "'" || character === '`') asciiFold[code] = SKIPPED;
}

const buffer = new Uint16Array(MAX_WORD + 8);

/**
 * Visits the words of a text in order: lower case, without marks, Cyrillic in Latin letters, apostrophes dropped
 * ("don’t" is `dont`). Digits longer than four come in groups of three, so that 600000 and 600,000 are the same words.
 * The visitor may not start another walk: the buffer is shared.
 */
export function eachWord(text: string, visit: WordVisitor): void {
  let length = 0;
  let start = 0;
  let end = 0;
  const put = (unit: number, from: number, to: number): void => {
    if (length === 0) start = from;
    if (length < MAX_WORD) buffer[length++] = unit;
    end = to;
  };
  const flush = (): void => {
    if (length === 0) return;
    emit(length, start, end, visit);
    length = 0;
  };
  const size = text.length;
  for (let at = 0; at < size; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 128) {
      const plain = asciiFold[unit] as number;
      if (plain > SKIPPED) {
        if (length === 0) start = at;
        if (length < MAX_WORD) buffer[length++] = plain;
        end = at + 1;
      } else if (plain === SEPARATES && length > 0) flush();
      continue;
    }
    const codePoint = text.codePointAt(at) as number;
    const width = codePoint > 0xffff ? 2 : 1;
    const plain = foldCodePoint(codePoint);
    for (let i = 0; i < plain.length; i++) {
      const code = plain.charCodeAt(i);
      if (code === SPACE) flush();
      else put(code, at, at + width);
    }
    at += width - 1;
  }
  flush();
}

function emit(length: number, start: number, end: number, visit: WordVisitor): void {
  if (length > 4 && isNumber(length)) {
    const digits = buffer.slice(0, length);
    const group = new Uint16Array(3);
    for (let from = 0, to = length % 3 || 3; from < length; from = to, to += 3) {
      for (let i = from; i < to; i++) group[i - from] = digits[i] as number;
      visit(group, to - from, start, end);
    }
    return;
  }
  visit(buffer, slavicEnding(length), start, end);
}

function isNumber(length: number): boolean {
  for (let i = 0; i < length; i++) {
    const unit = buffer[i] as number;
    if (unit < ZERO || unit > NINE) return false;
  }
  return true;
}

const I = 105;
const Y = 121;

/** Slavic names end in -sky, -skiy, -skyy, -skyi or -skii as each paper likes; all become -sky. Gives the new length. */
function slavicEnding(whole: number): number {
  let length = whole;
  while (length >= 6) {
    const last = buffer[length - 1];
    const before = buffer[length - 2];
    if ((last !== Y && last !== I) || (before !== Y && before !== I)) return length;
    length--;
    buffer[length - 1] = Y;
  }
  return length;
}

/** The words of a text with their places; several words may share one place where a long number was divided. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  eachWord(text, (units, length, start, end) => {
    found.push({ word: wordOf(text, units, length, start, end), start, end });
  });
  return found;
}

/** The normal form of a text: its words, one space between them. Two texts with one normal form say the same words. */
export function normalize(text: string): string {
  const words: string[] = [];
  eachWord(text, (units, length, start, end) => {
    words.push(wordOf(text, units, length, start, end));
  });
  return words.join(' ');
}

/** A word in normal form: most stand so in the text itself, and a piece of that is made at once. */
function wordOf(text: string, units: Uint16Array, length: number, start: number, end: number): string {
  if (end - start !== length) return decode(units, length);
  for (let at = 0; at < length; at++)
    if (text.charCodeAt(start + at) !== units[at]) return decode(units, length);
  return text.slice(start, end);
}

/** The word held in the first `length` units of a buffer. */
export function decode(units: Uint16Array, length: number, from = 0): string {
  let word = '';
  for (let i = from; i < from + length; i++) word += String.fromCharCode(units[i] as number);
  return word;
}
