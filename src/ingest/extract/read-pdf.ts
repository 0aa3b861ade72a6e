import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import type { Article } from './article.ts';
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
  return articleOfText(pages.join('\n\n'), known);
}
