/** Text with the encoding it was read by. `doubtful` where some bytes fit none. */
export interface Decoded {
  readonly text: string;
  readonly charset: string;
  readonly doubtful: boolean;
}

/**
 * Reads bytes whose encoding may be declared wrongly, or not at all. Bytes that are valid UTF-8 and not plain ASCII are
 * UTF-8, whatever is declared: chance does not make them. Otherwise the declared encoding holds, unless it is a
 * Western one and the bytes come in runs as only Cyrillic does.
 */
export function decodePage(bytes: Uint8Array, contentType: string): Decoded {
  const bom = bomOf(bytes);
  if (bom !== null) return decoded(bytes, bom);
  const declared = declaredIn(bytes, contentType);
  if (declared !== null && /^utf-16/.test(declared)) return decoded(bytes, declared);
  const wide = wideCharset(bytes);
  if (wide !== null) return decoded(bytes, wide);
  const utf8 = tryDecode(wholeLetters(bytes), 'utf-8');
  // Encodings that switch between sets have bytes of seven bits alone.
  const switching =
    declared !== null && /^(?:iso-2022|hz)/.test(declared) && bytes.every((byte) => byte < 0x80);
  if (utf8 !== null && !switching) {
    return { text: utf8, charset: 'utf-8', doubtful: false };
  }
  const western =
    declared === null || /^(?:utf-8|windows-1252|iso-8859-1|us-ascii|iso-8859-15)$/.test(declared);
  if (!western) return decoded(bytes, declared);
  const share = validUtf8Share(bytes);
  // A page cut in the middle of a letter, or with one broken comment in it, is still UTF-8.
  if (share > 0.9) return { ...decoded(bytes, 'utf-8'), doubtful: true };
  const cyrillic = cyrillicCharset(bytes);
  return decoded(bytes, cyrillic ?? (declared === null || declared === 'utf-8' ? 'windows-1252' : declared));
}

/** Without the beginning of a letter in UTF-8 that a page was cut off in. */
function wholeLetters(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** UTF-16 that does not say so: every other byte of text in Latin letters is zero. Null for anything else. */
export function wideCharset(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 512);
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const least = head.length * 0.4;
  if (head.length < 8) return null;
  return odd >= least && even === 0 ? 'utf-16le' : even >= least && odd === 0 ? 'utf-16be' : null;
}

function bomOf([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

const CHARSET = /charset ?= ?["']?([\w.:-]{1,40})/i;

/** The encoding that the server, or else the page, says it has; in the WHATWG's name, null where that is none. */
function declaredIn(bytes: Uint8Array, contentType: string): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const said = [
    CHARSET.exec(contentType)?.[1],
    ...Array.from(head.matchAll(/<meta ([^<>]{0,400})/gi), ([, tag = '']) => CHARSET.exec(tag)?.[1]),
    /^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1],
  ];
  for (const label of said) {
    if (label === undefined) continue;
    try {
      return new TextDecoder(label).encoding;
    } catch {
      // No encoding anybody knows; the next may be one.
    }
  }
  return null;
}

function tryDecode(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decoded(bytes: Uint8Array, charset: string): Decoded {
  const exact = tryDecode(bytes, charset);
  const text = exact ?? new TextDecoder(charset).decode(bytes);
  return { text, charset, doubtful: exact === null };
}

/** How many of the bytes above ASCII are parts of valid UTF-8 letters. */
function validUtf8Share(bytes: Uint8Array): number {
  let high = 0;
  let good = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    let whole = length > 1;
    for (let next = 1; next < length; next += 1) whole &&= ((bytes[at + next] ?? 0) & 0xc0) === 0x80;
    high += whole ? length : 1;
    good += whole ? length : 0;
    if (whole) at += length - 1;
  }
  return high === 0 ? 1 : good / high;
}

/** Cyrillic words are runs of high bytes, Western ones have one here and there. Null where it is not Cyrillic. */
function cyrillicCharset(bytes: Uint8Array): string | null {
  let runs = 0;
  let high = 0;
  let inRun = false;
  let lower1251 = 0;
  let lowerKoi = 0;
  for (const byte of bytes) {
    const isHigh = byte >= 0xa0;
    if (isHigh) {
      high += 1;
      if (!inRun) runs += 1;
      if (byte >= 0xe0) lower1251 += 1;
      else if (byte >= 0xc0) lowerKoi += 1;
    }
    inRun = isHigh;
  }
  if (runs < 3 || high / runs < 2.5) return null;
  return lowerKoi > lower1251 ? 'koi8-u' : 'windows-1251';
}
