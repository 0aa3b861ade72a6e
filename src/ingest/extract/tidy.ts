/**
 * What nobody sees and what would part or join words for a program: soft hyphens, zero-width characters, marks of
 * direction, control characters. White space is none of them.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
  /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** The text as a reader sees it, letters with their accents as one character each; its lines stay. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '').toWellFormed().normalize('NFC');
}

/** The text of one line: white space of every kind is one space. */
export function tidy(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim();
}
