import type { ArticleView } from './article-view.ts';
import type { Spoke } from './people/who-spoke.ts';
import { spanAt, spansIn, touching } from './sentences.ts';

/** A word or two that somebody's speech is quoted with: "said the sums were “tight”". */
export interface Fragment {
  readonly start: number;
  readonly end: number;
  readonly spoke: Exclude<Spoke, { kind: 'nobody' }>;
}

const MOST_WORDS = 3;
/** A sentence is looked through from so many characters before the words: a page without a full stop is one sentence. */
const FARTHEST = 1_000;
const REPORTS =
  /\b(?:said|says|told|added|adding|warned|underscored|stressed|signal+ed|described|called|dismissed|praised|welcomed|agreed|accused|expressed|spoke|vowed|noted|insisted|rejected|branded|labelled|termed|hailed|urged|emphasi[sz]ed|condemned|denounced|promised|pledged|characteri[sz]ed)\b/;
/** What stands before words that are nobody's in particular. */
const SCARE =
  /(?:so-called|known as|named|titled|entitled|dubbed|nicknamed|the word|the term|the phrase|codenamed) $/i;

/**
 * Quoted words too few to be a quotation by themselves, in a sentence that reports what an actor of the pack said: the
 * last one before them that a verb of reporting follows, or the one a sentence that begins with "He" goes on about.
 * `taken` are spans that are quotations already.
 */
export function fragmentsIn(
  view: ArticleView,
  taken: readonly { readonly start: number; readonly end: number; readonly spoke: Spoke }[],
): readonly Fragment[] {
  const found: Fragment[] = [];
  const isTaken = touching(taken);
  for (const quoted of view.quoted) {
    const [start, end] = [quoted.start + 1, quoted.end - 1];
    const words = view.text.slice(start, end).trim();
    if (words.split(/\s+/).length > MOST_WORDS || !/^\p{Ll}/u.test(words)) continue;
    if (isTaken({ start, end })) continue;
    if (SCARE.test(view.text.slice(Math.max(0, quoted.start - 14), quoted.start))) continue;
    const spoke = reporter(view, quoted.start, taken);
    if (spoke !== null) found.push({ start, end, spoke });
  }
  return found;
}

function reporter(
  view: ArticleView,
  at: number,
  taken: readonly { readonly start: number; readonly end: number; readonly spoke: Spoke }[],
): Fragment['spoke'] | null {
  const paragraph = spanAt(view.paragraphs, at);
  const sentence = spanAt(paragraph?.sentences ?? [], at);
  if (paragraph === undefined || sentence === undefined) return null;
  const from = Math.max(sentence.start, at - FARTHEST);
  const before = spansIn(view.mentions, from, at).filter(({ start, end }) => start >= from && end <= at);
  const subject = before.findLast(({ end }) =>
    REPORTS.test(view.text.slice(end, Math.min(at, end + 60)).split(/[,;]/)[0] ?? ''),
  );
  if (subject !== undefined) return { kind: 'actor', id: subject.id, sure: 0.55 };
  const pronoun = /^(?:He|She|They|It)\b/.test(sentence.text) && REPORTS.test(view.text.slice(from, at));
  const last = pronoun
    ? spansIn(taken, Math.max(0, paragraph.start - 600), at).findLast((one) => one.end <= at)
    : undefined;
  return last?.spoke.kind === 'actor' ? { ...last.spoke, sure: 0.45 } : null;
}
