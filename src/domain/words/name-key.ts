/** Letters that Unicode does not take apart into a base letter and a mark, and what people type instead. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ð: 'd',
};

/**
 * What is left of a name when case, diacritics, punctuation and spaces are taken away: two spellings with the same key
 * are the same name. Empty for text without a letter or digit.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[łøđħıßæœþð]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
