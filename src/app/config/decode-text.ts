const BYTE_ORDER_MARKS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * A short text file as whoever wrote it saw it, without a byte order mark. Windows editors and shells write UTF-8 with a
 * mark, UTF-16 (PowerShell's `>`), UTF-32 or the code page of the machine; the last is taken for windows-1252 where it
 * is not UTF-8, which is right for everything a key or a token is made of.
 */
export function decodeText(file: string | Uint8Array): string {
  if (typeof file === 'string') return file.replace(/^\ufeff/, '');
  const mark = BYTE_ORDER_MARKS.find(([bytes]) => bytes.every((byte, at) => file[at] === byte));
  const bytes = mark === undefined ? file : file.subarray(mark[0].length);
  const encoding = mark?.[1] ?? guessed(bytes);
  if (encoding === 'utf-32le' || encoding === 'utf-32be') return fromUtf32(bytes, encoding === 'utf-32le');
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder(encoding === 'utf-8' ? 'windows-1252' : encoding).decode(bytes);
  }
}

/** Without a mark: nearly every second byte of ASCII text in UTF-16 is zero, which no other text has. */
function guessed(bytes: Uint8Array): string {
  const pairs = Math.floor(bytes.length / 2);
  const zeros = [0, 0];
  bytes.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (pairs > 0 && odd > pairs / 2 && even < pairs / 10) return 'utf-16le';
  if (pairs > 0 && even > pairs / 2 && odd < pairs / 10) return 'utf-16be';
  return 'utf-8';
}

function fromUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const code = view.getUint32(at, little);
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}
