import { entryIn } from '../../domain/mapping.ts';

/** The mark a line of a draft begins with, and the rest of the line. */
export interface Marker {
  /** Its kind of counting: parts of one style stand beside each other. */
  readonly style: string;
  readonly mark: string;
  /** What the draft calls such a part, in lower case: article. */
  readonly called?: string;
  /** It is written onto the mark before it: the "(b)" of "Rule 4(b)", which may be named in several lines. */
  readonly isAttached?: boolean;
  readonly rest: string;
}

/** A mark that is open above the line. */
interface OpenMark {
  readonly style: string;
  readonly mark?: string;
}

/** "Article 6", "Sec. 2.1", "§ 4", "Annex B". */
const NAMED =
  /^(article|art\.|section|sec\.|point|chapter|part|paragraph|para\.|clause|annex|principle|§) ?(\d{1,4}(?:\.\d{1,4}){0,4}[a-z]?|[ivxlc]{1,8}|[a-z])(?=[.:() –—-]|$)/i;
/** A word of the draft's own with a number: "Rule 4", "Стаття 4", "BYE-LAW IX". What stands behind it is no sentence. */
const COUNTED =
  /^(\p{Lu}[\p{L}\p{M}’'-]{1,24}) (\d{1,4}(?:\.\d{1,4}){0,4}[a-z]?|[IVXLC]{1,8}|[A-Z])(?=$|[.:)(–—-]| [(–—\p{Lu}-])/u;
/** What stands between a named part and what it says. */
const BEHIND = /^[.:) –—-]{1,6}/;
const DECIMAL = /^(\d+(?:\.\d+)+)[.)]? (.*)$/;
const NUMBER = /^\(?(\d{1,3})(?:[.)]|\.\)) ?(.*)$/;
const LETTERED = /^\(?([a-z]|[ivxlc]{1,7})[.)] (.*)$/i;
const BULLET = /^[-*•‣◦▪–—·] ?(.+)$/;
const ROMAN = /^(?:x{0,3})(?:ix|iv|v?i{0,3})$/i;
/** "4(b) The army …": a number with a part of it in brackets. */
const ATTACHED = /^(\d{1,3})(\((?:[a-z]|[ivxlc]{1,7}|\d{1,3})\).*)$/i;
/** A part in brackets right behind a mark. */
const IN_BRACKETS = /^\(([a-z]|[ivxlc]{1,7}|\d{1,3})\)[.:]? ?(.*)$/i;
/** The first of a list on the line of what it is a part of: "Rule 4. (a) A crew …", "4. i) the first …". */
const BEGINS = /^(?=\(|[a1i]\))\(?([a1i])\) (.*)$/i;

/**
 * Words that a draft counts its parts by, beside those that all drafts use: they begin lines with a number and the next
 * one ("Rule 1", "Rule 2"). In lower case.
 */
export function partWords(lines: readonly string[]): ReadonlySet<string> {
  const seen = new Map<string, Set<number>>();
  for (const line of lines) {
    const [, word, mark = ''] = COUNTED.exec(line) ?? [];
    if (word === undefined) continue;
    const counts = seen.get(word.toLowerCase()) ?? new Set();
    counts.add(countOf(mark));
    seen.set(word.toLowerCase(), counts);
  }
  return new Set(
    [...seen].filter(([, counts]) => [...counts].some((one) => counts.has(one + 1))).map(([word]) => word),
  );
}

/** Which in the order it is: 4, IV and D are the fourth. "4.1" and "4a" are of the fourth. */
function countOf(mark: string): number {
  if (/^\d/.test(mark)) return Number.parseInt(mark, 10);
  return /^[IVX]+$/.test(mark) && ROMAN.test(mark) ? romanValue(mark) : mark.charCodeAt(0) - 64;
}

function romanValue(mark: string): number {
  const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };
  const digits = [...mark].map((one) => values[one] ?? 0);
  return digits.reduce((sum, one, at) => sum + (one < (digits[at + 1] ?? 0) ? -one : one), 0);
}

/**
 * The marks a line begins with, the outer one first ("Rule 4. (a) …" has two); none where the line goes on with what is
 * above it. All but the last have no rest.
 */
export function markersOf(
  words: string,
  stack: readonly OpenMark[],
  own: ReadonlySet<string>,
): readonly Marker[] {
  const marker = markerOf(words, stack, own);
  if (marker === null || marker.style === 'bullet') return marker === null ? [] : [marker];
  const inner = innerOf(marker, stack);
  return inner === null ? [marker] : [{ ...marker, rest: '' }, inner];
}

/** What is written onto a mark counts whatever it is; behind it only the first of a list does. */
function innerOf({ style, rest, isAttached }: Marker, stack: readonly OpenMark[]): Marker | null {
  const [, mark, behind = ''] = (isAttached === true ? IN_BRACKETS : BEGINS).exec(rest) ?? [];
  if (mark === undefined) return null;
  if (/^\d/.test(mark)) return style === '(number)' ? null : { style: '(number)', mark, rest: behind };
  const below = stack.slice(0, stack.findLastIndex((node) => node.style === style) + 1);
  const found = letter(mark, behind, true, isAttached === true ? stack : below);
  if (found === null || found.style === style)
    return isAttached === true ? { style: 'a()', mark, rest: behind } : null;
  return found;
}

/** The mark a line begins with; null where it goes on with what is above it. */
function markerOf(words: string, stack: readonly OpenMark[], own: ReadonlySet<string>): Marker | null {
  const named = NAMED.exec(words) ?? ownOf(words, own);
  if (named !== null) {
    const [begin, word = '', mark = ''] = named;
    const isAttached = words.charAt(begin.length) === '(';
    const rest = words.slice(begin.length).replace(BEHIND, '');
    // "Part of the army" is a sentence.
    if (/\d/.test(mark) || (/^[A-Z]+$/.test(mark) && /^[\p{Lu}§]/u.test(word))) {
      const style = mark.includes('.') ? 'decimal' : `named ${word.toLowerCase()}`;
      return { style, mark, called: wordFor(word), rest, isAttached };
    }
  }
  const decimal = DECIMAL.exec(words);
  if (decimal !== null) return { style: 'decimal', mark: decimal[1] ?? '', rest: decimal[2] ?? '' };
  const attached = ATTACHED.exec(words);
  if (attached !== null) {
    const [, mark = '', rest = ''] = attached;
    const isOpen = stack.some((node) => node.style === 'number' && node.mark === mark);
    return isOpen || follows(mark, 'number', stack)
      ? { style: 'number', mark, rest, isAttached: true }
      : null;
  }
  const number = NUMBER.exec(words);
  if (number !== null) {
    const style = words.startsWith('(') ? '(number)' : 'number';
    return follows(number[1] ?? '', style, stack)
      ? { style, mark: number[1] ?? '', rest: number[2] ?? '' }
      : null;
  }
  const lettered = LETTERED.exec(words);
  if (lettered !== null) return letter(lettered[1] ?? '', lettered[2] ?? '', words.startsWith('('), stack);
  const bullet = BULLET.exec(words);
  return bullet === null ? null : { style: 'bullet', mark: '', rest: bullet[1] ?? '' };
}

function ownOf(words: string, own: ReadonlySet<string>): RegExpExecArray | null {
  const found = COUNTED.exec(words);
  return found !== null && own.has((found[1] ?? '').toLowerCase()) ? found : null;
}

/** The whole word for how it is cut short, as a pack has it in `called`. */
function wordFor(word: string): string {
  const whole: Readonly<Record<string, string>> = {
    'art.': 'article',
    'sec.': 'section',
    'para.': 'paragraph',
    '§': 'section',
  };
  const low = word.toLowerCase();
  return entryIn(whole, low) ?? low;
}

/** "2014. In that year" within a sentence counts nothing: a number goes on from the one before it, or begins. */
function follows(mark: string, style: string, stack: readonly OpenMark[]): boolean {
  const level = stack.findLastIndex((node) => node.style === style);
  const before = level < 0 ? 0 : Number(stack[level]?.mark);
  const count = Number(mark);
  return level < 0 ? count <= 20 : count === 1 || (count > before && count <= before + 12);
}

/** "i" is the ninth letter or the first numeral, which what stands before it decides. */
function letter(mark: string, rest: string, inBrackets: boolean, stack: readonly OpenMark[]): Marker | null {
  const upper = mark === mark.toUpperCase();
  const brackets = inBrackets ? '()' : '';
  const letters = `${upper ? 'A' : 'a'}${brackets}`;
  const numerals = `${upper ? 'I' : 'i'}${brackets}`;
  const before = stack.findLast(({ style }) => style === letters)?.mark;
  const goesOn = mark.length === 1 && before !== undefined && mark.charCodeAt(0) === before.charCodeAt(0) + 1;
  if (goesOn) return { style: letters, mark, rest };
  if (ROMAN.test(mark)) return { style: numerals, mark, rest };
  if (mark.length !== 1) return null;
  // Initials at the beginning of a line ("J. Smith") begin no list.
  return before !== undefined || mark.toLowerCase() === 'a' ? { style: letters, mark, rest } : null;
}
