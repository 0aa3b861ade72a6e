import { expect, it } from 'vitest';
import { readPage } from '../../../src/ingest/extract/read-page.ts';

const PAGE =
  '<!doctype html><html><head><title>Talks</title></head><body><p>“It is over,” René said — twice.</p></body></html>';
const TEXT = '“It is over,” René said — twice.';
const wide = (text: string) => Buffer.from(text, 'utf16le');

it.each([
  [
    'UTF-16 with its mark, called UTF-8',
    Buffer.concat([Buffer.from([0xff, 0xfe]), wide(PAGE)]),
    'text/html; charset=utf-8',
    TEXT,
  ],
  ['UTF-16 without a mark, declared', wide(PAGE), 'text/html; charset=utf-16le', TEXT],
  ['UTF-16 without a mark, undeclared', wide(PAGE), 'text/html', TEXT],
  ['UTF-16 the other way round, undeclared', wide(PAGE).swap16(), '', TEXT],
  [
    'UTF-16 in Cyrillic, declared',
    wide('<p>«Ми прочитали кожен рядок», — сказав він.</p>'),
    'text/html; charset=utf-16le',
    '«Ми прочитали кожен рядок», — сказав він.',
  ],
  ['UTF-8 called a switching encoding', Buffer.from(PAGE), 'text/html; charset=iso-2022-jp', TEXT],
  [
    'UTF-8 that was cut off in a letter',
    Buffer.from('<p>It is over — René').subarray(0, -1),
    'text/html',
    'It is over — Ren',
  ],
  ['UTF-8 of a few letters, cut off in the last', Buffer.from('<p>“a”').subarray(0, -1), 'text/html', '“a'],
])('is read as what it is: %s', async (_, bytes, contentType, text) => {
  const article = await readPage({ bytes, contentType });
  expect(article.text.replaceAll('\uFFFD', '')).toBe(text);
});
