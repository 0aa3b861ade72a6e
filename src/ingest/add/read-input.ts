import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { codeOf } from '../../domain/errors.ts';
import type { Article } from '../extract/article.ts';
import { extractArticle } from '../extract/extract.ts';
import type { FetchRules } from '../fetch/fetch-rules.ts';
import { FetchTrouble } from '../fetch/fetch-trouble.ts';

/** What somebody handed in. */
export type Input =
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string }
  /** Pasted or piped in; text or markup. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** An article with where it was found, or the sentence that says why there is none. */
export type Read =
  | {
      readonly kind: 'article';
      readonly article: Article;
      /** Where it was fetched from in the end; absent for files and pasted text. */
      readonly url?: string;
      readonly bytes: Uint8Array;
      readonly problems: readonly string[];
    }
  | {
      readonly kind: 'unread';
      readonly url?: string;
      readonly sentence: string;
      /** True where another try would end the same. */
      readonly lasts?: true;
    };

/** Bytes of a file, or of what is piped in. */
export const MOST_FILE_BYTES = 12_000_000;

/** An address, or else a file: a name with a scheme is never a file. */
export function inputOf(given: string): Input {
  return /^[a-z][a-z0-9+.-]*:/i.test(given) && !/^[a-z]:[\\/]/i.test(given)
    ? { kind: 'address', url: given }
    : { kind: 'file', path: given };
}

/** Reads the article of an input. Never rejects: whatever is wrong is a sentence. */
export async function readInput(input: Input, rules: FetchRules): Promise<Read> {
  switch (input.kind) {
    case 'address':
      return readAddress(input.url, rules);
    case 'file':
      return readLocalFile(input.path);
    default:
      return readBytes({ bytes: input.bytes, contentType: '' }, 'The input');
  }
}

async function readAddress(url: string, rules: FetchRules): Promise<Read> {
  try {
    // What fetches is loaded only where something is fetched.
    const { fetchPage } = await import('../fetch/fetch-page.ts');
    const page = await fetchPage({ url }, rules);
    if (page.kind === 'unchanged') return { kind: 'unread', url, sentence: `${url} gave no page.` };
    const cut = page.cut
      ? ['The answer was cut off before its end: only what had come by then was read.']
      : [];
    return await extracted({ bytes: page.bytes, contentType: page.contentType, url: page.url }, cut);
  } catch (error) {
    if (!(error instanceof FetchTrouble))
      return { kind: 'unread', url, sentence: `${url} could not be read.` };
    const passes = PASSING.has(error.code);
    return { kind: 'unread', url, sentence: error.message, ...(passes ? {} : { lasts: true }) };
  }
}

/** What may be otherwise in an hour. */
const PASSING: ReadonlySet<FetchTrouble['code']> = new Set(['status', 'time', 'network']);

async function readLocalFile(path: string): Promise<Read> {
  const shown = shownPath(path);
  try {
    // A device or a pipe says no size: it is read as far as anything is.
    const bytes = await readAtMost(createReadStream(path, { end: MOST_FILE_BYTES }), MOST_FILE_BYTES + 1);
    return await readBytes({ bytes, contentType: '', file: basename(path) }, shown);
  } catch (error) {
    const hint = /^[\w-]+(?:\.[\w-]+)+\/./.test(path) ? ' (an address begins with https://)' : '';
    return { kind: 'unread', sentence: `${shown} cannot be read: ${fileReason(error)}${hint}.` };
  }
}

/** What was handed in as it is; `shown` is what it is called where something is wrong with it. */
async function readBytes(
  page: { readonly bytes: Uint8Array; readonly contentType: string; readonly file?: string },
  shown: string,
): Promise<Read> {
  if (page.bytes.length > MOST_FILE_BYTES) {
    const sentence = `${shown} is larger than ${MOST_FILE_BYTES / 1_000_000} MB, which is more than is read.`;
    return { kind: 'unread', sentence };
  }
  const read = await extracted(page, []);
  return read.kind === 'article' ? read : { ...read, sentence: `${shown}: ${read.sentence}` };
}

/** The first bytes of a stream, which is not read any further. */
export async function readAtMost(stream: AsyncIterable<Uint8Array | string>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}

/** A path in a sentence: in quotation marks where it is empty or has what could be read as something else. */
function shownPath(path: string): string {
  return /^[^\s"'\p{Cc}\p{Cf}]+$/u.test(path) ? path : JSON.stringify(path);
}

function fileReason(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'ELOOP':
      return 'it is a link that leads to itself';
    case 'ENAMETOOLONG':
      return 'no file has so long a name';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    default:
      return codeOf(error) || 'the disk does not give it';
  }
}

async function extracted(
  page: {
    readonly bytes: Uint8Array;
    readonly contentType: string;
    readonly url?: string;
    readonly file?: string;
  },
  problems: readonly string[],
): Promise<Read> {
  const at = page.url === undefined ? {} : { url: page.url };
  if (page.bytes.length === 0)
    return { kind: 'unread', ...at, sentence: 'There is nothing in it.', lasts: true };
  const found = await extractArticle(page);
  if (found.kind === 'nothing') return { kind: 'unread', ...at, sentence: found.sentence, lasts: true };
  const { article } = found;
  return { kind: 'article', article, ...at, bytes: page.bytes, problems: [...problems, ...article.problems] };
}
