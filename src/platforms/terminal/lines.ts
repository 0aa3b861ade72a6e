import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Longest question taken whole; the rest of a longer line is dropped, so that no input can fill the memory. */
const LONGEST_LINE = 20_000;

/**
 * The lines of a byte stream without their line ends, blank ones left out, the last one also where it has no line feed.
 * Nothing is read ahead of the consumer but the chunk at hand: a slow consumer slows the producer.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of input) {
    const pieces = (typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk))).split('\n');
    for (const [at, piece] of pieces.entries()) {
      if (rest.length < LONGEST_LINE) rest += piece.slice(0, LONGEST_LINE - rest.length);
      if (at === pieces.length - 1) continue;
      if (rest.trim() !== '') yield rest.trim();
      rest = '';
    }
  }
  rest += decoder.end();
  if (rest.trim() !== '') yield rest.trim();
}

/** Writes, and waits where the reader is slower than we are. Resolves also where the reader has gone. */
export async function writeTo(output: Writable, text: string): Promise<void> {
  if (output.destroyed || output.write(text)) return;
  const gone = new AbortController();
  const { signal } = gone;
  // One of these settles it; aborting takes the other listeners off.
  await Promise.race(['drain', 'close', 'error'].map((event) => once(output, event, { signal }))).catch(
    () => {},
  );
  gone.abort();
}
