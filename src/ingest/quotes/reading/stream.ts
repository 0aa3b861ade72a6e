import type { Marked } from './marks.ts';
import { classIn, type Language } from './words/languages.ts';
import { OPENING_WORDS } from './words/opening-words.ts';
import {
  ADVERB,
  AUXILIARY,
  BODY,
  CONJUNCTION,
  CUE,
  DETERMINER,
  NO_NAME,
  PERSON,
  PREPOSITION,
  RELATIVE,
  SAY,
  SOFT,
  TELL,
  TITLE,
} from './words/word-classes.ts';

/** A word, a sign or a whole quotation of the narrating text, in order. */
export interface Token {
  readonly text: string;
  readonly low: string;
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Bits of `word-classes.ts`; 0 for signs and quotations. */
  readonly bits: number;
  readonly kind: 'word' | 'sign' | 'quote';
  readonly capital: boolean;
  /** Which quotation stands here, -1 for none. */
  readonly quote: number;
  readonly paragraph: number;
  readonly sentence: number;
  /** First of its sentence. */
  readonly first: boolean;
}

export interface Stream {
  readonly text: string;
  readonly language: Language;
  readonly tokens: readonly Token[];
  readonly quotes: readonly Marked[];
  /** Index of the token that stands for each quotation. */
  readonly tokenOfQuote: readonly number[];
  /** Words that stand somewhere in the narration with a small letter. */
  readonly small: ReadonlySet<string>;
  /** Words that stand with a capital inside a sentence, headlines left out. */
  readonly capitals: ReadonlySet<string>;
  /** Paragraphs written as a headline, most of their words with a capital. */
  readonly headlines: ReadonlySet<number>;
}

const TOKEN =
  /(?:\p{Lu}{1,3}-)?(?:\p{Lu}\.){2,}|\d+(?:[.,:]\d+)*%?|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-'’ʼ&][\p{L}\p{N}\p{M}]+)*|\n|--+|\.\.+|[^\s]/gu;
const ABBREVIATIONS = new Set(
  `mr mrs ms dr sen sens rep reps gov govs gen col lt capt sgt maj adm prof rev hon del supt spc pvt cpl cmdr ald asst st jr sr inc co corp ltd no vs etc
  ala ariz ark calif colo conn fla ga ill ind kan ky md mass mich minn mont neb nev okla ore pa tenn tex vt va wash wis wyo
  jan feb mar apr jun jul aug sept oct nov dec u.s u.n u.k d-n.y ph.d`.split(/\s+/),
);
const CAPITAL = /^\p{Lu}/u;
const LETTER = /^\p{L}/u;
const SMALL_START = /^\p{Ll}/u;

/** Reads the text outside the marks as one stream, each quotation being one token of it. */
export function readStream(text: string, quotes: readonly Marked[], language: Language): Stream {
  const tokens: Token[] = [];
  const tokenOfQuote: number[] = [];
  const small = new Set<string>();
  const place = { language, paragraph: 0, sentence: 0, first: true };
  let at = 0;
  quotes.forEach((quote, index) => {
    readNarration(text, at, quote.outerStart, tokens, small, place);
    const words = text.slice(quote.outerStart, quote.outerEnd);
    tokenOfQuote.push(tokens.length);
    tokens.push({
      text: words,
      low: '',
      start: quote.outerStart,
      end: quote.outerEnd,
      bits: 0,
      kind: 'quote',
      capital: CAPITAL.test(text[quote.start] ?? ''),
      quote: index,
      paragraph: place.paragraph,
      sentence: place.sentence,
      first: place.first,
    });
    place.first = false;
    if (endsSentence(text, quote)) {
      place.sentence++;
      place.first = true;
    }
    at = quote.outerEnd;
  });
  readNarration(text, at, text.length, tokens, small, place);
  const headlines = headlinesOf(tokens);
  const capitals = new Set<string>();
  for (const { capital, first, paragraph, low } of tokens) {
    if (capital && !first && !headlines.has(paragraph)) capitals.add(low);
  }
  return { text, language, tokens, quotes, tokenOfQuote, small, capitals, headlines };
}

/** Paragraphs of at least six longer words of which nearly all have a capital. */
function headlinesOf(tokens: readonly Token[]): ReadonlySet<number> {
  const counts = new Map<number, { words: number; capitals: number }>();
  const sentences = new Set<number>();
  for (const { kind, text, paragraph, capital, bits } of tokens) {
    // A verb in small letters makes it a sentence full of names: "…," Majority Leader Anna Keller said.
    if (!capital && bits & (SAY | TELL | AUXILIARY)) sentences.add(paragraph);
    if (kind !== 'word' || text.length < 4) continue;
    const count = counts.get(paragraph) ?? { words: 0, capitals: 0 };
    count.words++;
    if (capital) count.capitals++;
    counts.set(paragraph, count);
  }
  const found = new Set<number>();
  for (const [paragraph, { words, capitals }] of counts) {
    if (words < 6 || words > 40 || capitals < 0.85 * words || sentences.has(paragraph)) continue;
    found.add(paragraph);
  }
  return found;
}

/** A full stop within the marks ends the sentence around them, unless that goes on with a small letter. */
function endsSentence(text: string, quote: Marked): boolean {
  if (text[quote.end - 1] !== '.') return false;
  const after = /\S/u.exec(text.slice(quote.outerEnd, quote.outerEnd + 4))?.[0] ?? '';
  return !SMALL_START.test(after) && after !== ',';
}

interface Place {
  readonly language: Language;
  paragraph: number;
  sentence: number;
  first: boolean;
}

function readNarration(
  text: string,
  from: number,
  to: number,
  tokens: Token[],
  small: Set<string>,
  place: Place,
): void {
  TOKEN.lastIndex = from;
  for (let match = TOKEN.exec(text); match !== null && match.index < to; match = TOKEN.exec(text)) {
    let word = match[0];
    const start = match.index;
    if (word === '\n') {
      place.paragraph++;
      place.sentence++;
      place.first = true;
      continue;
    }
    if (start + word.length > to) word = word.slice(0, to - start);
    const isWord = LETTER.test(word) || /^\d/.test(word);
    if (!isWord) {
      push(tokens, word, start, 'sign', place);
      if (word === '.' || word === '!' || word === '?' || word === '•') {
        place.sentence++;
        place.first = true;
      }
      continue;
    }
    const possessive = /['’]s$/u.exec(word);
    if (possessive !== null && word.length > 2) word = word.slice(0, -2);
    // "(R-Ky.)"
    const inBrackets = text[start + word.length + 1] === ')' && /^\p{Lu}[\p{L}-]{0,7}$/u.test(word);
    if (text[start + word.length] === '.' && (inBrackets || shortened(word)) && start + word.length < to) {
      word += '.';
      TOKEN.lastIndex = start + word.length;
    }
    if (SMALL_START.test(word)) small.add(word);
    push(tokens, word, start, 'word', place);
    place.first = false;
    if (possessive !== null) push(tokens, "'s", start + word.length, 'word', place);
    else if (
      /s$/.test(word) &&
      word.length > 3 &&
      /^['’] \p{Ll}/u.test(text.slice(start + word.length, start + word.length + 3))
    ) {
      // "Sanders’ letter"
      push(tokens, "'s", start + word.length, 'word', place);
      TOKEN.lastIndex = start + word.length + 1;
    }
  }
}

function shortened(word: string): boolean {
  return (word.length === 1 && CAPITAL.test(word)) || ABBREVIATIONS.has(word.toLowerCase());
}

function push(tokens: Token[], text: string, start: number, kind: 'word' | 'sign', place: Place): void {
  const low = text.toLowerCase();
  tokens.push({
    text,
    low,
    start,
    end: start + (text === "'s" ? 1 : text.length),
    bits: kind === 'word' ? classIn(place.language, low) : 0,
    kind,
    capital: kind === 'word' && CAPITAL.test(text),
    quote: -1,
    paragraph: place.paragraph,
    sentence: place.sentence,
    first: place.first,
  });
}

export const CONTRACTION = /^(?:i|he|she|it|we|you|they|that|there|who)['’](?:m|re|ve|ll|d)$|n['’]t$/;

const TELLS_ORIGIN =
  /-(?:born|based|backed|led|owned|run|trained|educated|style|era|sponsored|affiliated|leaning|linked|appointed|bound)$/;

/** "Slovenia-born", "Los Angeles-based": adjectives, whatever their capitals. */
function tellsOrigin({ tokens }: Stream, at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (TELLS_ORIGIN.test(token?.low ?? '')) return true;
  return next?.capital === true && !next.first && TELLS_ORIGIN.test(next.low);
}

/** Whether a word with a capital can belong to a name: not what only stands first in its sentence. */
export function inName(stream: Stream, at: number): boolean {
  const token = stream.tokens[at];
  if (token === undefined || !token.capital || tellsOrigin(stream, at)) return false;
  if (token.bits & SOFT) return besideCapital(stream, at) || surnameLikeAWord(stream, at);
  if (token.bits & NO_NAME || isOfParty(stream, at)) return false;
  if (stream.language === 'de') return inGermanName(stream, at);
  // "They've", "We're": a pronoun and its verb.
  if (CONTRACTION.test(token.low)) return false;
  // In a headline every word has a capital: only what the text names elsewhere is a name.
  if (stream.headlines.has(token.paragraph)) return stream.capitals.has(token.low);
  if (!token.first) return true;
  const next = stream.tokens[at + 1];
  // "Secretary of State NAME"
  if (token.bits & TITLE && next?.low === 'of' && stream.tokens[at + 2]?.capital) return true;
  if (OPENING_WORDS.has(token.low) && !stream.capitals.has(token.low)) return false;
  if (next?.capital && !next.first && !(next.bits & NO_NAME)) {
    return !/(?:ing|ed|ly)$/.test(token.low) && !stream.small.has(token.low);
  }
  if (next?.kind === 'word' && next.bits & (PERSON | BODY) && !next.capital) return false;
  if (stream.capitals.has(token.low)) return true;
  if (stream.small.has(token.low) || /(?:ing|ly)$/.test(token.low)) return false;
  // "Carson said", "Carson's", "Carson, who": not "Small groups".
  const verbs = CUE | AUXILIARY | ADVERB | CONJUNCTION | RELATIVE | PREPOSITION;
  return (
    next === undefined ||
    next.kind !== 'word' ||
    next.low === "'s" ||
    (next.bits & verbs) !== 0 ||
    /(?:ed|s)$/.test(next.low)
  );
}

/**
 * Every German noun has a capital. A name is two such words without an article before them, a role before one, or one
 * beside a verb of speaking.
 */
function inGermanName({ tokens, capitals }: Stream, at: number): boolean {
  const [before, token, next] = [tokens[at - 1], tokens[at] as Token, tokens[at + 1]];
  if (token.bits & TITLE) return next?.capital === true && !(next.bits & NO_NAME);
  const isName = (one: Token | undefined) => one?.capital === true && !(one.bits & NO_NAME);
  if (before !== undefined && !token.first) {
    if (isName(before) && (before.bits & TITLE || inGermanName({ tokens, capitals } as Stream, at - 1)))
      return true;
    if (before.bits & (DETERMINER | PREPOSITION) && !isName(next)) return false;
    if (before.bits & DETERMINER) return false;
  }
  if (isName(next) && next?.paragraph === token.paragraph && !next.first) return true;
  const spoken = (one: Token | undefined) => ((one?.bits ?? 0) & (SAY | TELL)) !== 0;
  return (
    spoken(before) ||
    (spoken(next) && !(before !== undefined && before.bits & DETERMINER)) ||
    before?.low === 'laut'
  );
}

/** "(D-Mass.)", "(R-Ky.)": of which party and place somebody is. */
function isOfParty({ tokens }: Stream, at: number): boolean {
  return tokens[at - 1]?.text === '(' && /^\p{Lu}{1,3}-\p{Lu}/u.test(tokens[at]?.text ?? '');
}

function besideCapital({ tokens }: Stream, at: number): boolean {
  const [before, token, next] = [tokens[at - 1], tokens[at] as Token, tokens[at + 1]];
  const isName = (one: Token | undefined) =>
    one?.capital === true && !one.first && one.paragraph === token.paragraph && !(one.bits & NO_NAME);
  return (!token.first && isName(before)) || (!token.first && isName(next));
}

/** "George Will", and then "Will said" and "said Will". */
function surnameLikeAWord(stream: Stream, at: number): boolean {
  const { tokens, capitals } = stream;
  const token = tokens[at] as Token;
  if (token.text === 'I' || !capitals.has(token.low)) return false;
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  if (token.first)
    return next !== undefined && (next.bits & (SAY | TELL)) !== 0 && next.paragraph === token.paragraph;
  const spoken = ((next?.bits ?? 0) & SAY) !== 0 || ((before?.bits ?? 0) & SAY) !== 0;
  return spoken && !/day$|^(?:jan|feb|mar|apr|may|june|july|aug|sept|oct|nov|dec)/.test(token.low);
}
