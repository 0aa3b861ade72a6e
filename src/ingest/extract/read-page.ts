import type { Article, Page } from './article.ts';
import { decodePage } from './charset.ts';
import { pageType } from './page-type.ts';
import { articleOfText } from './text-article.ts';

/** Markup and text of more bytes are no article; documents may have pictures in them. */
const MOST_BYTES = 5_000_000;
/** Longer texts are books; quotations are looked for in all of what is read. */
const MOST_CHARACTERS = 400_000;

/** The article of a page, whatever its form. Slow pages are ended by whoever waits. @throws Error with one sentence */
export async function readPage(page: Page): Promise<Article> {
  return (await readerOf(page))();
}

/**
 * What reads a page, with everything loaded that it needs: on a busy machine that takes longer than most pages do.
 * @throws Error with one sentence, as the reader does
 */
export async function readerOf(page: Page): Promise<() => Promise<Article>> {
  const read = await loaded(page);
  return async () => bounded(await read());
}

function bounded(article: Article): Article {
  if (article.text.length > MOST_CHARACTERS) {
    throw new Error(
      `The text has ${article.text.length} characters, and at most ${MOST_CHARACTERS} are read: add the part that matters.`,
    );
  }
  return article;
}

async function loaded(page: Page): Promise<() => Article | Promise<Article>> {
  const { bytes, contentType, url, file = '' } = page;
  const type = pageType(bytes, contentType, file === '' ? ((url ?? '').split(/[?#]/)[0] ?? '') : file);
  if ((type === 'html' || type === 'text') && bytes.length > MOST_BYTES) {
    throw new Error(`The page is larger than ${MOST_BYTES / 1_000_000} MB, which is more than is read.`);
  }
  switch (type) {
    case 'html': {
      const { readHtml } = await import('./html/read-html.ts');
      return () => {
        const { text, doubtful } = decodePage(bytes, contentType);
        return withDoubt(readHtml(text, url), doubtful);
      };
    }
    case 'text':
      return () => {
        const { text, doubtful } = decodePage(bytes, contentType);
        return withDoubt(articleOfText(text), doubtful);
      };
    case 'pdf': {
      const { readPdf } = await import('./read-pdf.ts');
      return () => readPdf(bytes);
    }
    case 'docx': {
      const { readDocx } = await import('./read-docx.ts');
      return () => readDocx(bytes);
    }
    default:
      throw new Error('What is there is neither a page nor a text, PDF or .docx.');
  }
}

function withDoubt(article: Article, doubtful: boolean): Article {
  if (!doubtful) return article;
  const problem = 'Some letters could not be read: the page does not keep to the encoding it says it is in.';
  return { ...article, problems: [...article.problems, problem] };
}
