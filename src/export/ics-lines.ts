/** One property: its name with parameters, and its value as it goes on the line. */
export type Property = readonly [name: string, value: string];

const MOST_OCTETS = 75;

/** Content lines as RFC 5545 has them (https://www.rfc-editor.org/rfc/rfc5545#section-3.1): at most 75 octets each, CR LF behind each. */
export function contentLines(properties: readonly Property[]): string {
  return properties.map(([name, value]) => `${folded(`${name}:${value}`)}\r\n`).join('');
}

/** No character is cut in two: readers join lines before they decode, not all of them. */
function folded(line: string): string {
  let out = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > MOST_OCTETS) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}

/** What a character takes in UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for.
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/** A value of the type TEXT. A lone surrogate could not be written, and would change the length of its line. */
export function textValue(words: string): string {
  return words
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, '\ufffd')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** A value of the type URI, which has no escapes; null for what is no address. */
export function uriValue(address: string): string | null {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** A value of the type DATE: `20251125`. */
export function dateValue(day: string): string {
  return day.replaceAll('-', '');
}
