import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { addQuotes } from '../../../src/app/cli/add-quotes.ts';

async function run(input: readonly (string | Uint8Array)[]) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const written = Promise.all([text(output), text(errors)]);
  const clock = () => Temporal.Instant.from('2026-03-02T12:00:00Z');
  const code = await addQuotes({ env: {}, input: Readable.from(input), output, errors, clock });
  output.end();
  errors.end();
  const [printed, complaints] = await written;
  return { code, lines: printed.split('\n').slice(0, -1), complaints };
}

const ARTICLE = { id: 'a', text: 'Мария: “We are — all of us — ready to go,” said Tom Baker, 𝒳.' };

describe('readout add --quotes --json -', () => {
  it('answers each article on a line of its own, in order, with offsets in UTF-16', async () => {
    const { code, lines } = await run([
      `${JSON.stringify(ARTICLE)}\n${JSON.stringify({ id: 2, text: 'Nobody spoke.' })}\n`,
    ]);
    expect(code).toBe(0);
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect(second).toEqual({ id: 2, quotes: [] });
    expect(first.quotes).toHaveLength(1);
    const [{ quote, start, end, speaker, confidence, ...rest }] = first.quotes;
    expect(rest).toEqual({});
    expect(ARTICLE.text.slice(start, end)).toBe(quote);
    expect(speaker).toBe('Tom Baker');
    expect(confidence).toBeGreaterThan(0.5);
  });

  it('reads an article longer than a chunk, cut within a character', async () => {
    const bytes = Buffer.from(
      JSON.stringify({ id: 'long', text: `${'é '.repeat(50_000)}\n${ARTICLE.text}` }),
    );
    const { lines } = await run([bytes.subarray(0, 20_001), bytes.subarray(20_001)]);
    expect(JSON.parse(lines[0] ?? '').quotes[0].speaker).toBe('Tom Baker');
  });

  it('complains of a line that is no article by its number, and goes on', async () => {
    const { code, lines, complaints } = await run([`{"id":1\n\n[]\n{"id":3}\n${JSON.stringify(ARTICLE)}`]);
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(complaints.match(/standard input:\d+/g)).toEqual([
      'standard input:1',
      'standard input:3',
      'standard input:4',
    ]);
  });
});
