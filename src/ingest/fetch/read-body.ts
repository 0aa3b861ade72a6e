import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FetchTrouble } from './fetch-trouble.ts';

/** What came of a body. `cut` where it ended before it was whole. */
export interface Body {
  readonly bytes: Buffer;
  readonly cut: boolean;
}

/** More layers of compression than anybody has a reason for. */
const MOST_LAYERS = 2;

/**
 * Reads a body, decompressed, up to `most` bytes of either form: what comes after is never unpacked.
 * @throws FetchTrouble (`size`, or `type` for a compression nobody asked for)
 */
export async function readBody(source: Readable, encoding: string, most: number): Promise<Body> {
  const layers = encoding
    .toLowerCase()
    .split(',')
    .map((layer) => layer.trim())
    .filter((layer) => layer !== '' && layer !== 'identity');
  if (layers.length > MOST_LAYERS) throw new FetchTrouble('type', 'The page is compressed more than twice.');
  const streams = layers.toReversed().map(unpacking);
  const chunks: Buffer[] = [];
  let packed = 0;
  let cut = false;
  const stop = () => {
    for (const stream of [source, ...streams]) stream.on('error', () => {}).destroy();
  };
  source.on('data', (chunk: Buffer) => {
    packed += chunk.length;
  });
  let from: Readable = source;
  for (const stream of streams) {
    const before = from;
    // What was unpacked before the source broke off is still handed out.
    before.on('error', () => {
      cut = true;
      stream.end();
    });
    from = before.pipe(stream);
  }
  let size = 0;
  try {
    for await (const chunk of from) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size > most || packed > most) throw tooBig(most);
      chunks.push(bytes);
    }
  } catch (error) {
    stop();
    // The caller's time is over: that is told as such, whatever has come.
    if (error instanceof FetchTrouble) throw error;
    if (error instanceof Error && /^(?:Abort|Timeout)Error$/.test(error.name)) throw error;
    if (chunks.length === 0) throw error;
    cut = true;
  }
  return { bytes: Buffer.concat(chunks), cut };
}

function tooBig(most: number): FetchTrouble {
  return new FetchTrouble(
    'size',
    `The page is larger than ${most / 1_000_000} MB, which is more than is read.`,
  );
}

function unpacking(layer: string): Transform {
  switch (layer) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      return createInflate();
    default:
      throw new FetchTrouble('type', `The page is compressed as "${layer.slice(0, 20)}", which is not read.`);
  }
}
