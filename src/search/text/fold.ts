/** What `foldCodePoint` answers for a character that only separates words. */
const SEPARATOR = ' ';

/** The longest word kept, in UTF-16 units; what is longer is cut, in statements and in questions alike. */
export const MAX_WORD = 40;

/**
 * Cyrillic letters in the Latin spelling English-language newspapers use, Russian, Ukrainian and Belarusian mixed.
 * The alphabets disagree on a few letters (г, и); the edit distance of the index bridges what is left.
 */
const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  ё: 'yo',
  є: 'ye',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  ї: 'yi',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ў: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** Latin letters that Unicode does not take apart into a base letter and a mark. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
};

/** Marks that stand inside a word without ending it: apostrophes, accents written as characters, joiners, hidden hyphens. */
const INSIDE_A_WORD = /^[\p{M}\p{Cf}'’‘`´ʼʹ′ʻ]$/u;
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]$/u;
/** Scripts written without spaces: each character is a word of its own. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u;

const folded = new Map<number, string>();

/**
 * The plain lower-case letters a character stands for: `É` is `e`, `Щ` is `shch`, `’` is nothing.
 * A character that separates words is `SEPARATOR`; one that is a word by itself comes between separators.
 */
export function foldCodePoint(codePoint: number): string {
  const known = folded.get(codePoint);
  if (known !== undefined) return known;
  const value = foldUncached(String.fromCodePoint(codePoint));
  folded.set(codePoint, value);
  return value;
}

function foldUncached(character: string): string {
  if (INSIDE_A_WORD.test(character)) return '';
  // й, ї and ў come apart into a letter and a breve or dots, so Cyrillic is looked up before decomposition.
  const lower = character.toLowerCase();
  const direct = CYRILLIC[lower] ?? UNDECOMPOSED[lower];
  if (direct !== undefined) return direct;
  let plain = '';
  for (const part of lower.normalize('NFKD').toLowerCase()) {
    if (INSIDE_A_WORD.test(part)) continue;
    const spelled = CYRILLIC[part] ?? UNDECOMPOSED[part];
    if (spelled !== undefined) plain += spelled;
    else if (UNSPACED.test(part)) plain += SEPARATOR + part + SEPARATOR;
    else plain += LETTER_OR_DIGIT.test(part) ? part : SEPARATOR;
  }
  return plain === '' ? SEPARATOR : plain;
}
