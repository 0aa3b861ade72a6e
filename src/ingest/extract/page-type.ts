import { wideCharset } from './charset.ts';

/** What a page is, whatever it was said to be. */
export type PageType = 'html' | 'text' | 'pdf' | 'docx' | 'binary';

/**
 * Tells what bytes are by what they begin with, and only then by the type and file ending they came with. Bytes that
 * are no text and no document we read are `binary`.
 */
export function pageType(bytes: Uint8Array, contentType: string, file: string): PageType {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096));
  const wide = wideCharset(bytes) ?? /charset ?= ?["']?(utf-16(?:le|be)?)\b/i.exec(contentType)?.[1] ?? null;
  // Told by its letters, whatever they are written in.
  const head = wide === null ? start : Buffer.from(new TextDecoder(wide).decode(start));
  const latin = head.toString('latin1');
  if (latin.slice(0, 1024).includes('%PDF-')) return 'pdf';
  if (latin.startsWith('PK')) return isWordFile(bytes) ? 'docx' : 'binary';
  if (isBinary(head)) return 'binary';
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (/html/.test(type) || /\.x?html?$/i.test(file)) return 'html';
  if (type === 'text/plain' || type === 'text/markdown') return 'text';
  return looksLikeHtml(head.toString('utf8')) ? 'html' : 'text';
}

const MARKUP =
  /^<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h[1-6]|meta|title|script|blockquote)\b/i;

/** True for text that is markup: it begins with an element of a page, or has several of them. */
function looksLikeHtml(text: string): boolean {
  if (MARKUP.test(withoutComments(text.replace(/^\uFEFF/, '').trimStart()))) return true;
  return (text.match(/<\/(?:p|div|h[1-6]|span|a|article|li)>/gi)?.length ?? 0) >= 3;
}

/** What comes after the comments that a page may begin with. */
function withoutComments(text: string): string {
  let at = 0;
  while (text.startsWith('<!--', at)) {
    const end = text.indexOf('-->', at);
    if (end < 0) return '';
    at = end + 3;
    while (text.charAt(at).trim() === '' && at < text.length) at += 1;
  }
  return text.slice(at);
}

function isBinary(head: Buffer): boolean {
  const [first, second] = head;
  // UTF-16 has a zero in every other byte, and says so.
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return false;
  let strange = 0;
  for (const byte of head)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) strange += 1;
  return head.includes(0) || strange > head.length / 50;
}

/** A zip file with a Word document's parts in it: their names stand in the clear. */
function isWordFile(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('word/document.xml');
}
