import type { Article } from './article.ts';
import { composeText } from './compose-article.ts';
import { creditsIn, edges, translatedFrom } from './credits.ts';
import { dayOfHead } from './head-day.ts';
import { languageOf } from './language.ts';
import { linesOfText } from './plain-text.ts';

/** An article of text alone: its first line is the title where it looks like one. */
export function articleOfText(written: string, known: { readonly title?: string } = {}): Article {
  const { title, pieces } = linesOfText(written, known.title);
  const { text, blocks, problems } = composeText(pieces, { title });
  if (text === '') throw new Error('There is no text in it.');
  const language = languageOf(text);
  const published = dayOfHead(pieces.map((piece) => piece.text));
  return {
    ...(title === undefined ? {} : { title }),
    ...(language === null ? {} : { language }),
    ...(published === null ? {} : { published }),
    text,
    blocks,
    credits: creditsIn(edges(pieces), written),
    ...translatedFrom(`${written.slice(0, 3000)}\n${written.slice(-3000)}`),
    problems,
  };
}
