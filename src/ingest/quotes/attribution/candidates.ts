import type { Article } from '../reading/article.ts';
import { firstOfPair } from '../reading/governors.ts';
import type { Mention } from '../reading/mention.ts';
import type { Token } from '../reading/stream.ts';
import { isPlaceName } from '../reading/words/places.ts';
import { DETERMINER } from '../reading/words/word-classes.ts';

/** Candidates beside the mentions: the words are nobody's (no quotation), or somebody's who is not named. */
export const NO_QUOTATION = -1;
export const UNNAMED = -2;

/** What is known when a quotation is looked at: whose the one before is. */
export interface Before {
  /** Mention that speaks the previous quotation, or one of the two constants; null at the first. */
  readonly mention: number | null;
}

const MOST_BEFORE = 14;
const MOST_BEHIND = 10;
const PARAGRAPHS_BACK = 2;

/**
 * Mentions that may speak a quotation: the nearest before it (two paragraphs back) and behind it (in its paragraph, or
 * the next where an open quotation goes on there), and whoever spoke before. At most 25 and two constants.
 */
export function candidatesFor(
  article: Article,
  quote: number,
  { mention: previous }: Before,
): readonly number[] {
  const { units, stream, mentions } = article;
  const at = units.ofQuote[quote] ?? 0;
  const own = stream.tokens[stream.tokenOfQuote[quote] ?? 0] as Token;
  const found: number[] = [NO_QUOTATION, UNNAMED];
  const first = firstBehind(article, quote);
  const clause = ownClause(article, quote);
  for (let m = first - 1; m >= 0 && m >= first - MOST_BEFORE; m--) {
    const mention = mentions[m] as Mention;
    if (own.paragraph - paragraphOf(article, mention) > 2 * PARAGRAPHS_BACK) break;
    if ((units.ofMention[m] ?? 0) < clause) break;
    if (!mention.modifier && !tellsOfOther(article, m)) found.push(m);
  }
  const last = lastParagraph(article, quote);
  for (let m = first; m < mentions.length && m < first + MOST_BEHIND; m++) {
    const mention = mentions[m] as Mention;
    if (paragraphOf(article, mention) > last) break;
    if (!mention.modifier && !tellsOfOther(article, m) && !onlyRelays(article, quote, m)) found.push(m);
  }
  const goesOn = previous !== null && previous >= 0 && (units.ofMention[previous] ?? 0) >= clause;
  if (goesOn && !found.includes(previous) && at > 0) found.push(previous);
  return found;
}

/**
 * "NAME said "…," while OTHER warned that "…"": the unit from which on a clause with a subject and a verb of its own leads
 * to the quotation; 0 where none does. Nobody named before it speaks.
 */
function ownClause({ units, surroundings }: Article, quote: number): number {
  const left = surroundings[quote]?.before ?? null;
  if (left === null || left.how !== 'dir' || left.subject < 0 || units.signs[left.unit] === 'J') return 0;
  const from = units.ofMention[left.subject] ?? 0;
  const since = units.ofQuote[quote - 1] ?? Number.POSITIVE_INFINITY;
  return from > since && (units.signs[from - 1] === 'c' || units.signs[from - 1] === '&') ? from : 0;
}

/** What only tells where somebody comes from, or what else he is: "the senator and candidate". */
function tellsOfOther(article: Article, index: number): boolean {
  const { kind, from } = article.mentions[index] as Mention;
  const at = article.units.ofMention[index] ?? 0;
  const bare = kind === 'noun' && ((article.stream.tokens[from]?.bits ?? 0) & DETERMINER) === 0;
  return isBehindTown(article, index) || (bare && firstOfPair(article.units, index, at) !== index);
}

/** "NAME of Columbia, South Carolina said": where the town lies. */
function isBehindTown({ units, mentions }: Article, index: number): boolean {
  const { signs, ofMention } = units;
  const at = ofMention[index] ?? 0;
  const town =
    signs[at - 1] === ',' && 'NBC'.includes(signs[at - 2] ?? '-') && 'fp'.includes(signs[at - 3] ?? '-');
  return town && isPlaceName(mentions[index]?.words.toLowerCase() ?? '');
}

/** "…," NAME said, according to AGENCY: the words are the name's, whoever passed them on. */
function onlyRelays({ units, surroundings }: Article, quote: number, index: number): boolean {
  const { signs, ofMention } = units;
  const at = ofMention[index] ?? 0;
  const behind = surroundings[quote]?.behind;
  if (signs[at - 1] !== 't' || signs[at - 2] !== 'A' || behind === null || behind === undefined) return false;
  return behind.unit < at - 2 && behind.subject >= 0 && behind.subject !== index && behind.how !== 'far';
}

function paragraphOf({ stream }: Article, mention: Mention): number {
  return stream.tokens[mention.from]?.paragraph ?? 0;
}

/** The first mention behind a quotation. */
function firstBehind({ mentions, stream }: Article, quote: number): number {
  const token = stream.tokenOfQuote[quote] ?? 0;
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle] as Mention).from < token) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The paragraph up to which a speaker may follow: further on where this one is left open and the next goes on. */
function lastParagraph({ stream, marked }: Article, quote: number): number {
  let at = quote;
  for (let steps = 0; steps < 4; steps++) {
    const next = stream.tokens[(stream.tokenOfQuote[at] ?? 0) + 1];
    const open = marked[at]?.closed === false;
    if (!open || next?.kind !== 'quote') break;
    at++;
  }
  return stream.tokens[stream.tokenOfQuote[at] ?? 0]?.paragraph ?? 0;
}
