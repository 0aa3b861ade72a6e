import mammoth from 'mammoth';
import type { Article } from './article.ts';
import { articleOfText } from './text-article.ts';

/** The text of a Word document. @throws Error with one sentence */
export async function readDocx(bytes: Uint8Array): Promise<Article> {
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) }).catch(() => {
    throw new Error('The .docx cannot be read: it is damaged.');
  });
  if (value.trim() === '') throw new Error('The .docx has no text in it.');
  return articleOfText(value);
}
