const MARK = /["“”]/;
/** What may stand behind a quotation whose speaker is asked for. */
const WHO = new Set([
  '',
  'who',
  'whose',
  'who said it',
  'who said that',
  'who said this',
  'from whom',
  'by whom',
  'source',
  'speaker',
]);
/** Fewer may be what something is called: "Board of Peace". */
const LEAST_WORDS = 4;

/** The words of a question that is a quotation alone; null where it is none, or so short that it may be a name. */
export function quotedAlone(plain: string): string | null {
  const [before = '', words = '', behind, ...more] = plain.split(MARK);
  if (before.trim() !== '' || behind === undefined || more.length > 0) return null;
  if (
    !WHO.has(
      behind
        .toLowerCase()
        .replace(/[,:?.!-]/g, ' ')
        .trim(),
    )
  )
    return null;
  return words.trim().split(/\s+/).length < LEAST_WORDS ? null : words.trim();
}
