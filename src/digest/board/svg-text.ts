/** Lines that fit `width`; what is over `most` lines ends in an ellipsis. */
export function wrap(text: string, size: number, width: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer, size, true) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  const shown = lines.slice(0, most).map((each) => clipTo(each, size, width));
  if (lines.length > most) shown[most - 1] = clipTo(`${shown[most - 1]} …`, size, width);
  return shown;
}

/** The text, cut to `width` with an ellipsis where it is longer. */
export function clipTo(text: string, size: number, width: number): string {
  if (measure(text, size, true) <= width) return text;
  let short = text.replace(/(?<!\s)\s*…$/, '');
  while (short.length > 1 && measure(`${short}…`, size, true) > width) short = short.slice(0, -1);
  return `${short.trimEnd()}…`;
}

/**
 * Width of a text in Noto Sans in the unit of `size`: advances by kind of letter, a few per cent from the true width,
 * which is close enough to break lines.
 */
export function measure(text: string, size: number, bold: boolean): number {
  let em = 0;
  for (const letter of text) {
    if (/[iljtfI.,:;'’|!()[\] ]/.test(letter)) em += 0.33;
    else if (/[mwMWЖШЩЮМФжшщюмф@%]/.test(letter)) em += 0.92;
    else if (/\p{Lu}/u.test(letter)) em += 0.68;
    else em += 0.59;
  }
  return em * size * (bold ? 1 : 0.95);
}

/** Outside text as character data of an SVG document. */
export function escapeXml(text: string): string {
  // Control characters are not allowed in XML at all.
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
