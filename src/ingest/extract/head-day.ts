import { dayIn } from './html/metadata.ts';

/** Lines under the title that may say when it was published. */
const HEAD_LINES = 8;
/** "GENEVA, Nov. 23, 2025 (Agency) - " and "KYIV, 24 November 2025. ": where and when it was written. */
const DATELINE =
  /^\p{Lu}{2}[\p{L} .,'’/-]{1,40}, (?:[^\n"“”„«»:–—]{0,12}\d[^\n"“”„«»:–—]{3,22}\b(?:19|20)\d\d\b)/u;

/** "6 December 2034, 18:20": when it was published, under its title. */
export function isDateLine(text: string): boolean {
  return text.length <= 45 && !/[.!?]$/.test(text) && dayIn(text) !== null;
}

/** The day that the head of an article says itself, in a line of its own or in its dateline; null where it says none. */
export function dayOfHead(lines: readonly string[]): string | null {
  const head = lines.slice(0, HEAD_LINES);
  for (const line of head) {
    const day = isDateLine(line) ? dayIn(line) : dayIn(DATELINE.exec(line.slice(0, 90))?.[0] ?? '');
    if (day !== null) return day;
  }
  return null;
}
