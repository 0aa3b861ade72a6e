import type { Briefing } from '../../domain/briefing.ts';
import type { SourceQuality } from '../../domain/source.ts';
import type { Block } from '../extract/article.ts';
import { type ActorIndex, actorIndexOf, type Mention } from './people/actor-index.ts';
import { paragraphsOf, type Span, sentencesOf, spanAt, spansIn } from './sentences.ts';
import { datesIn, type NamedDate } from './when-said.ts';

/** What drafts are made from. */
export interface ArticleFacts {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly source: string;
  /** Absent where nothing tells it, as with pasted text. */
  readonly publisher?: string | undefined;
  readonly quality: SourceQuality;
  /** ISO day or another date in the pack's notation. */
  readonly published: string;
  /** ISO day that it was then where the story happens, where that is the next one already. */
  readonly publishedThere?: string | undefined;
  readonly language?: string | undefined;
  readonly translatedFrom?: string | undefined;
}

/** An article as every draft-maker sees it. */
export interface ArticleView extends ArticleFacts {
  readonly briefing: Briefing;
  readonly actors: ActorIndex;
  readonly paragraphs: readonly (Span & { readonly sentences: readonly Span[]; readonly day?: string })[];
  /** Actors of the pack where the text names them, in order. */
  readonly mentions: readonly Mention[];
  /** Spans in quotation marks, marks included, in order. */
  readonly quoted: readonly { readonly start: number; readonly end: number }[];
}

const QUOTED = /["“„«][^"“”„«»\n]{1,3000}["”“»]/gu;

export function viewOf(facts: ArticleFacts, briefing: Briefing): ArticleView {
  const actors = actorIndexOf(briefing);
  const days = new Map(facts.blocks.map(({ start, day }) => [start, day]));
  return {
    ...facts,
    briefing,
    actors,
    paragraphs: paragraphsOf(facts.text).map((paragraph) => {
      const day = days.get(paragraph.start);
      return { ...paragraph, sentences: sentencesOf(paragraph), ...(day === undefined ? {} : { day }) };
    }),
    mentions: actors.mentions(facts.text),
    quoted: Array.from(facts.text.matchAll(QUOTED), ({ index, 0: words }) => ({
      start: index,
      end: index + words.length,
    })),
  };
}

/** Where actors of the pack are named in a sentence, in order. */
export function mentionsWithin({ mentions }: ArticleView, { start, end }: Span): readonly Mention[] {
  return spansIn(mentions, start, end).filter((one) => one.start >= start && one.end <= end);
}

/** A stretch of the text with everything in quotation marks blanked out: offsets stay what they are. */
export function narration(view: ArticleView, start: number, end: number): string {
  let text = '';
  let at = start;
  for (const quote of spansIn(view.quoted, start, end)) {
    const [from, to] = [Math.max(start, quote.start), Math.min(end, quote.end)];
    text += `${view.text.slice(at, from)}${' '.repeat(to - from)}`;
    at = to;
  }
  return text + view.text.slice(at, end);
}

/** The part of a record that says where it is printed; a span of the pack has at most 400 characters. */
export function printed(
  view: Pick<ArticleView, 'source'>,
  words: string,
): { readonly source: string; readonly words: string } {
  return { source: view.source, words: atMost(words, 400) };
}

/** Cut at a word, so that it is still found in the text. */
export function atMost(words: string, most: number): string {
  return words.length <= most
    ? words
    : words
        .slice(0, most + 1)
        .replace(/\s\S*$/, '')
        .slice(0, most);
}

export function evidenceAt(view: Pick<ArticleView, 'text'>, start: number, end: number) {
  return { start, end, text: view.text.slice(start, end) };
}

/** The day an article or one of its parts is seen from: ISO, or '' where none is known. */
export function dayOf(view: ArticleView, at: number): string {
  const own = spanAt(view.paragraphs, at)?.day;
  return own ?? (/^\d{4}-\d{2}-\d{2}$/.test(view.published) ? view.published : '');
}

/** The latest day that it was anywhere the article may be written from. */
export function latestDayOf(view: ArticleView, at: number): string {
  const own = spanAt(view.paragraphs, at)?.day;
  const day = dayOf(view, at);
  return own !== undefined || view.publishedThere === undefined || day === '' ? day : view.publishedThere;
}

/** The dates that words at an offset name; `ahead` where what they tell is still to come. */
export function datesAt(words: string, view: ArticleView, at: number, ahead = false): readonly NamedDate[] {
  return datesIn(words, dayOf(view, at), { ahead, latest: latestDayOf(view, at) });
}
