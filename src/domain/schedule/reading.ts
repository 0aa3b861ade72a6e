/** What became of words somebody typed or wrote in a file: all of them were understood, or none are used. */
export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | {
      readonly kind: 'refused';
      /** What would have been taken: `a time of day such as 08:00`. */
      readonly expected: string;
      /** What was not understood, as it was written. */
      readonly found: string;
      /** One sentence on what to write instead. */
      readonly hint?: string;
    };

/** `a time of day such as 08:00, not “25:00”`, and the hint as a further sentence. No full stop without one. */
export function refusedWords({ expected, found, hint }: Extract<Read<never>, { kind: 'refused' }>): string {
  const not = `${expected}, not “${cut(found)}”`;
  return hint === undefined ? not : `${not}. ${hint.replace(/\.$/, '')}`;
}

/** What is written differently and means the same: full-width forms, capitals, characters nobody sees. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

const LONGEST_SHOWN = 80;

function cut(text: string): string {
  const characters = [...text.trim()];
  return characters.length <= LONGEST_SHOWN ? text.trim() : `${characters.slice(0, LONGEST_SHOWN).join('')}…`;
}
