const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
const APOSTROPHE_IN_WORD = /(?<=[\p{L}\p{N}])['’‘ʼ＇](?=[\p{L}\p{N}])/gu;
const QUOTE_MARKS = /["'`´“”„‟«»‹›‘’‚‛′″＂＇]/g;
const DASHES = / ?[-‐‑‒–—―−]+ ?/g;
const KEPT_APOSTROPHE = '\u0001';

/**
 * The text as quotations are compared: quote marks, dashes and white space no longer make a difference (soft hyphens and
 * zero-width characters are gone), everything else does. The apostrophe inside a word is a letter of it and stays: "we're" is not "were".
 */
export function quoteText(text: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(APOSTROPHE_IN_WORD, KEPT_APOSTROPHE)
    .replace(QUOTE_MARKS, '')
    .replaceAll(KEPT_APOSTROPHE, "'")
    .replace(/\s+/g, ' ')
    .replace(DASHES, '-')
    .trim();
}

const WORD = /[\p{L}\p{N}]/u;

/**
 * True where `span` stands in `text` as whole words; both as `quoteText` gives them. A span may follow directly on a
 * lower-case letter if it begins with a capital: web pages lose the space between a button and the first word.
 */
export function hasSpan(text: string, span: string): boolean {
  return spanEnd(text, span, 0) >= 0;
}

/** Where the first whole-word occurrence of `span` at or after `from` ends; -1 where there is none. */
function spanEnd(text: string, span: string, from: number): number {
  if (span === '') return -1;
  for (let at = text.indexOf(span, from); at >= 0; at = text.indexOf(span, at + 1)) {
    const end = at + span.length;
    const whole =
      !joins(text.charAt(at - 1), text.charAt(at)) && !joins(text.charAt(end - 1), text.charAt(end));
    if (whole) return end;
  }
  return -1;
}

function joins(before: string, after: string): boolean {
  if (!WORD.test(before) || !WORD.test(after)) return false;
  return !(/\p{Ll}|\p{N}/u.test(before) && /\p{Lu}/u.test(after));
}

const OMISSION = /\[(?:…|\.\.\.)\]|…|\.\.\./;

/**
 * True where `printed` carries `words`: as one span, or, where the words mark an omission (`…` or `[...]`), with every
 * part in its order.
 */
export function carriesWords(printed: string, words: string): boolean {
  // Most are the same to the letter.
  if (hasSpan(printed, words)) return true;
  const text = quoteText(printed);
  if (hasSpan(text, quoteText(words))) return true;
  const parts = words
    .split(OMISSION)
    .map(quoteText)
    .filter((part) => part !== '');
  if (parts.length < 2) return false;
  let from = 0;
  for (const part of parts) {
    from = spanEnd(text, part, from);
    if (from < 0) return false;
  }
  return true;
}
