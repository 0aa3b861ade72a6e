import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import type { Article } from './article.ts';
import { isDateLine } from './head-day.ts';
import { articleOfText } from './text-article.ts';

const MOST_PAGES = 200;

/** The text of a PDF by its own text layer; a scan has none. @throws Error with one sentence */
export async function readPdf(bytes: Uint8Array): Promise<Article> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes)).catch((error: unknown) => {
    const why =
      error instanceof Error && error.name === 'PasswordException'
        ? 'it asks for a password'
        : 'it is damaged';
    throw new Error(`The PDF cannot be read: ${why}.`);
  });
  if (pdf.numPages > MOST_PAGES)
    throw new Error(`The PDF has ${pdf.numPages} pages; at most ${MOST_PAGES} are read.`);
  const { text } = await extractText(pdf, { mergePages: false });
  const { info } = await getMeta(pdf);
  const title: unknown = info['Title'];
  const pages = text.map((page) => page.trim()).filter((page) => page !== '');
  if (pages.length === 0) throw new Error('The PDF has no text in it: it may be a scan.');
  const known = typeof title === 'string' && title.trim() !== '' ? { title: title.trim() } : {};
  return articleOfText(withoutLineEnds(pages.join('\n')), known);
}

/** A PDF has lines and no paragraphs: one ends where its line ends a sentence, or is a short one before a capital. */
function withoutLineEnds(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const longest = Math.max(...lines.map(({ length }) => length));
  return lines.reduce((whole, line, at) => {
    const before = lines[at - 1] ?? '';
    if (line === '') return `${whole}\n\n`;
    if (whole === '' || whole.endsWith('\n')) return whole + line;
    if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line)) return whole.slice(0, -1) + line;
    // A sentence goes on in small letters, and behind a comma within marks: "…," she said.
    const goesOn = /^\p{Ll}/u.test(line) || /,["”»]$/.test(before);
    const ends =
      isDateLine(before) ||
      isDateLine(line) ||
      (!goesOn &&
        (/[.!?:"”»]$/.test(before) || (before.length < longest * 0.6 && /^[\p{Lu}"“„«]/u.test(line))));
    return `${whole}${ends ? '\n\n' : ' '}${line}`;
  }, '');
}
