/** Judges one value: null where it is right, else what is expected, completing "KEY must be …". */
export type Rule = (value: string) => string | null;

/** One of the words given. */
export function oneOf(...words: readonly string[]): Rule {
  const list = words.length > 2 ? `one of ${words.join(', ')}` : words.join(' or ');
  return (value) => (words.includes(value) ? null : list);
}

/** What tokens, keys and secrets are: printable and without a space, a quotation mark or an address. */
export const oneWord: Rule = (value) => (/\s/.test(value) ? 'one word without spaces' : notOfAToken(value));

/** What stands in no token, key or secret: it was pasted along, or is something else altogether. */
export const notOfAToken: Rule = (value) => {
  const odd = /[^!-~]/u.exec(value)?.[0];
  if (odd !== undefined) {
    const code = odd.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `without the character U+${code}, which came along with it`;
  }
  if (/^[a-z]+:\/\//i.test(value)) return 'a secret of its own, and not an address';
  return /["'`<>]/.test(value) ? 'without quotation marks or brackets' : null;
};

/** An http or https address without credentials, query or fragment. */
export const webAddress: Rule = (value) => {
  const expected = 'an http or https address';
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) return expected;
  return url.username + url.password + url.search + url.hash === '' ? null : `${expected} and nothing more`;
};

/** Without the slashes at the end. */
export function trimmedAddress(address: string): string {
  return address.replace(/(?<!\/)\/+$/, '');
}

const SHORTEST_TOKEN = 12;

/** A token that readers are asked for, which somebody made up: long enough not to be guessed. */
export const readerToken: Rule = (value) =>
  oneWord(value) ?? (value.length < SHORTEST_TOKEN ? `at least ${SHORTEST_TOKEN} characters` : null);
