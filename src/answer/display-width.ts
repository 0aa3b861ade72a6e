/** One column each, no combining: what nearly all text of a briefing is, so that no segmenter need be made. */
const SIMPLE = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u058a\u2010-\u2027\u2030-\u205e]*$/;
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;
/** East Asian Wide and Fullwidth (https://www.unicode.org/reports/tr11/) as far as scripts name them, and emoji. */
const WIDE =
  /^(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}\ufe0f)/u;

let segmenter: Intl.Segmenter | undefined;

/** User-perceived characters, which a line break must never split. */
export function graphemes(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Terminal columns a text without control characters takes: 2 for wide characters, 0 for combining marks. */
export function displayWidth(text: string): number {
  if (SIMPLE.test(text)) return text.length;
  let columns = 0;
  for (const cluster of graphemes(text)) {
    if (WIDE.test(cluster)) columns += 2;
    else if (!ZERO_WIDTH.test(cluster)) columns += 1;
  }
  return columns;
}

/** White space that ends or moves a line; a tab's width depends on where it stands, so it is one of them. */
const LINE_CONTROLS = /[\t\n\v\f\r\x85\u2028\u2029]+/g;
/** C0, DEL and C1 (which holds the one-character CSI and OSC), and the direction overrides that reorder what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for.
const UNSAFE = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text as it may be written to a terminal: one line, every control character replaced by U+FFFD, so that outside text
 * can neither move the cursor nor colour, hide or reorder what stands around it.
 */
export function harmless(text: string): string {
  return text.toWellFormed().replace(LINE_CONTROLS, ' ').replace(UNSAFE, '\ufffd');
}
