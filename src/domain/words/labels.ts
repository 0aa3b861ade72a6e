import type { Reading } from '../provision.ts';

/** A label as a text prints it, taken apart: "Part II" is II of the numbering by parts. */
export interface Label {
  /** The word of a further numbering; absent for the text's main one. */
  readonly word?: string;
  /** Without the word: "II", "6.1", "(b)". */
  readonly own: string;
}

type Numbered = {
  readonly called?: string | undefined;
  readonly numberings?: readonly { readonly word: string }[] | undefined;
};

/** What a text calls one of its points: "article". */
export function partWord(text: Pick<Numbered, 'called'> | undefined): string {
  return text?.called ?? 'point';
}

/** "articles", "parties": by the plain rules of English. */
export function plural(word: string): string {
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/i.test(word) ? `${word}es` : `${word}s`;
}

/** Takes a label apart by the numberings of its text, whose word may stand before it in the singular or plural. */
export function labelOf(printed: string, text: Numbered): Label {
  for (const { word } of text.numberings ?? []) {
    const own = behind(word, printed);
    if (own !== null) return { word, own };
  }
  return { own: behind(partWord(text), printed) ?? printed };
}

function behind(word: string, printed: string): string | null {
  const lower = printed.toLowerCase();
  for (const form of [plural(word), word].map((one) => one.toLowerCase())) {
    const next = lower.charAt(form.length);
    if (lower.startsWith(form) && next !== '' && !/\p{L}/u.test(next))
      return printed.slice(form.length).trim();
  }
  return null;
}

/** The parts of a label, in lower case: 6 and 1 of "6.1", 12 and b of "12 (b)". */
export function labelSteps(own: string): readonly string[] {
  return own.toLowerCase().match(/\d+|\p{L}+/gu) ?? [];
}

/** What a Roman numeral counts; null for what is none, or is not written as one. */
export function romanValue(letters: string): number | null {
  const match = /^(m{0,3})(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/.exec(letters.toLowerCase());
  if (match === null || letters === '') return null;
  const worth: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };
  const values = [...letters.toLowerCase()].map((letter) => worth[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

/** The whole number a label of the main numbering stands under: 6 for "6.1", 4 for IV; null for "(b)". */
export function leadingNumber({ word, own }: Label): number | null {
  const [first = ''] = labelSteps(own);
  if (word !== undefined) return null;
  if (/^\d+$/.test(first)) return Number(first);
  // "(i)" is a letter among letters; a numeral stands free and in capitals.
  return /^[IVXLC]+(?![\p{Ll}(])/u.test(own) ? romanValue(first) : null;
}

/** The labels of a reading as its text prints them. */
export function labelsOf(reading: Pick<Reading, 'labels' | 'points'>): readonly string[] {
  return reading.labels ?? reading.points.map(String);
}

/** Labels of the numbering that "point 6" means, without their words. */
export function mainLabels(reading: Pick<Reading, 'labels' | 'points'>, of: Numbered): readonly string[] {
  return labelsOf(reading)
    .map((printed) => labelOf(printed, of))
    .flatMap(({ word, own }) => (word === undefined ? [own] : []));
}

/** True where a reading stands under a number or label of its text at all. */
export function isLabelled(reading: Pick<Reading, 'labels' | 'points'>): boolean {
  return labelsOf(reading).length > 0;
}

/** "Strand Two", "part three": labels that a text spells, or that are asked for so. */
const SPELLED = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** True for a number in words that a label may be. */
export function isSpelledLabel(step: string): boolean {
  return SPELLED.includes(step.toLowerCase());
}

/** How a label asked for fits one that is printed: the same, the same in other numerals, one of its parts, or not. */
export type LabelFit = 'same' | 'numeral' | 'under' | null;

/** Compares two labels of the same numbering by what they are without brackets, points and case. */
export function labelFit(asked: string, printed: string): LabelFit {
  const [one, other] = [labelSteps(asked), labelSteps(printed)];
  const numeral = (step: string) =>
    /^\d+$/.test(step) ? Number(step) : SPELLED.includes(step) ? SPELLED.indexOf(step) : romanValue(step);
  const agrees = (step: string, at: number) => {
    const own = other[at] ?? '';
    if (step === own) return 'same';
    // "1(i)" and "1.1" are two ways to write one place; "c" and "100" are not asked for as such.
    const counts = /\d/.test(step + own) || SPELLED.includes(step) || SPELLED.includes(own);
    return counts && numeral(step) !== null && numeral(step) === numeral(own) ? 'numeral' : null;
  };
  const fits = one.map(agrees);
  if (one.length === 0 || one.length > other.length || fits.includes(null)) return null;
  if (one.length < other.length) return 'under';
  return fits.includes('numeral') ? 'numeral' : 'same';
}

/** The numbering of a text that a word means; undefined for its main one, whatever that is called. */
export function numberingCalled(word: string | undefined, text: Numbered): string | undefined {
  const lower = word?.toLowerCase();
  return (text.numberings ?? []).find((one) =>
    [one.word, plural(one.word)].some((form) => form.toLowerCase() === lower),
  )?.word;
}
