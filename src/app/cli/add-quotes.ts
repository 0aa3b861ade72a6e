import { StringDecoder } from 'node:string_decoder';
import { findQuotes } from '../../ingest/quotes/find-quotes.ts';
import { writeTo } from '../../platforms/terminal/lines.ts';
import { complain, type ExitCode, type Terminal } from '../process/process.ts';

/** Longest line read whole, in characters: an article of some thousand pages. */
const LONGEST_LINE = 20_000_000;

/**
 * `readout add --quotes --json -`: reads `{id, text}` a line from standard input and writes `{id, quotes}` a line, in
 * order. A line that cannot be read is complained of by its number and answered with nothing; then the code is 1.
 */
export async function addQuotes(terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  let number = 0;
  for await (const line of wholeLines(terminal.input)) {
    number++;
    if (line.trim() === '') continue;
    if (terminal.output.destroyed) break;
    const read = articleIn(line);
    if (typeof read === 'string') {
      complain(
        terminal,
        `standard input:${number}: expected {"id", "text"} as one JSON object, found ${read}`,
      );
      code = 1;
      continue;
    }
    const quotes = findQuotes(read.text).map(({ quote, start, end, speaker, confidence }) => ({
      ...{ quote, start, end, speaker, confidence },
    }));
    await writeTo(terminal.output, `${JSON.stringify({ id: read.id, quotes })}\n`);
  }
  return code;
}

/** The article of a line, or what stands there instead. */
function articleIn(line: string): { readonly id: unknown; readonly text: string } | string {
  if (line.length >= LONGEST_LINE) return `a line of more than ${LONGEST_LINE} characters`;
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return 'what is no JSON';
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return 'another kind of JSON';
  const { id = null, text } = read as { readonly id?: unknown; readonly text?: unknown };
  return typeof text === 'string' ? { id, text } : 'no text';
}

/** Lines of any length up to the limit; blank ones too, so that they can be counted. */
async function* wholeLines(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest: string[] = [];
  let length = 0;
  for await (const chunk of input) {
    const pieces = (typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk))).split('\n');
    for (const [at, piece] of pieces.entries()) {
      if (length < LONGEST_LINE) {
        rest.push(piece);
        length += piece.length;
      }
      if (at === pieces.length - 1) continue;
      yield rest.join('').slice(0, LONGEST_LINE);
      rest = [];
      length = 0;
    }
  }
  const last = rest.join('') + decoder.end();
  if (last !== '') yield last.slice(0, LONGEST_LINE);
}
