import type { FoundQuote } from '../../quotes/find-quotes.ts';
import { type ArticleView, datesAt, latestDayOf, narration } from '../article-view.ts';
import { occasionIn } from '../occasion.ts';
import { spanAt, spansIn } from '../sentences.ts';
import type { Said } from '../statement-record.ts';
import type { NamedDate } from '../when-said.ts';

/** A sentence goes no farther than so many characters from its quotation: a page without a full stop has one of thousands. */
const LONGEST_AROUND = 1_000;

/** Date and occasion as the narration of the quotation's sentence tells them; what is nearest to the speaker counts. */
export function aroundOf(quote: FoundQuote, view: ArticleView): Pick<Said, 'date' | 'occasion'> {
  const anchor = quote.mention?.start ?? quote.start;
  const paragraph = spanAt(view.paragraphs, quote.start);
  if (paragraph === undefined) return { date: null, occasion: null };
  const spans = [
    ...spansIn(paragraph.sentences, quote.start, quote.end),
    ...spansIn(paragraph.sentences, anchor, anchor + 1),
  ];
  const own = spans.length > 0 ? spans : [paragraph];
  const start = Math.max(quote.start - LONGEST_AROUND, Math.min(...own.map((one) => one.start)));
  const end = Math.min(quote.end + LONGEST_AROUND, Math.max(...own.map((one) => one.end)));
  // The words of a turn have no marks around them, and "Thursday" in them is no day it was said on.
  const told = blanked(narration(view, start, end), quote.start - start, quote.end - start);
  const day = latestDayOf(view, quote.start);
  // Nobody has said anything on a day that is still to come.
  const dates = datesAt(told, view, quote.start).filter(
    (found) => !ofAnotherVerb(told, found) && (day === '' || (found.date.split('/')[0] ?? '') <= day),
  );
  const [nearest] = dates.toSorted(
    (a, b) => Math.abs(a.at + start - anchor) - Math.abs(b.at + start - anchor),
  );
  return {
    date: nearest === undefined ? null : { date: nearest.date, words: nearest.words },
    occasion: occasionIn(told),
  };
}

function blanked(text: string, from: number, to: number): string {
  const [start, end] = [Math.max(0, from), Math.min(text.length, to)];
  return end <= start ? text : `${text.slice(0, start)}${' '.repeat(end - start)}${text.slice(end)}`;
}

/** "the attack on Monday", "since Friday", "until Thursday", "who resigned last year": the day of something else. */
function ofAnotherVerb(told: string, { at, date, words }: NamedDate): boolean {
  const before = told.slice(Math.max(0, at - 60), at);
  // A month, a year, a week ago are mostly told of something else, unless they follow the verb at once.
  const isVague = !/^\d{4}-\d{2}-\d{2}$/.test(date) || /ago$/.test(words);
  return (
    /^(?:since|until)\b/i.test(told.slice(at, at + 8)) ||
    /\b(?:by|until|since|from|before|after|ahead of) $/i.test(before) ||
    (isVague && !SAID_BEFORE.test(before))
  );
}

const SAID_BEFORE =
  /\b(?:said|says|told (?:[\p{L}’'-]+ ){0,3}[\p{L}’'-]+|wrote|posted|added|announced|declared|warned|stated|spoke|speaking|interview|statement|speech)(?: (?:late|early|earlier|back|again|of that|published|given|broadcast))? ?$/u;
