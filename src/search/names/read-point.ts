import type { Briefing, Gap } from '../../domain/briefing.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { Provision } from '../../domain/provision.ts';
import type { Text } from '../../domain/text.ts';
import { findDate, type Place, writtenDays } from '../dates/find-date.ts';
import { misspelledNumberOf } from '../text/number-words.ts';
import { findGaps, findProvisions, provisionNamed, SURE_ENOUGH } from './find-provision.ts';
import { findTexts, type TextMention, textMentions } from './find-text.ts';
import {
  callsPart,
  type LabelAsked,
  labelsAsked,
  withNumeralsInFigures,
  withOwnPartWords,
} from './read-label.ts';
import { phraseWords } from './topics.ts';

/**
 * What a phrase asks for when a point is expected.
 * `text` is the draft it names, if any; numbers then are that draft's own.
 */
export type PointAsked =
  | { readonly kind: 'every'; readonly text?: Text }
  /** As typed, ascending and without repeats, at most six; whether such points exist is for the caller to say. */
  | { readonly kind: 'numbers'; readonly numbers: readonly number[]; readonly text?: Text }
  /** Parts by labels that are more than whole numbers of a main numbering, or whole numbers beside such, as typed. */
  | { readonly kind: 'labels'; readonly labels: readonly LabelAsked[]; readonly text?: Text }
  /** More numbers than are told at once; `count` of them. */
  | { readonly kind: 'too-many'; readonly count: number; readonly text?: Text }
  /** A number no list has: negative, or with a fraction. `typed` is the number as it stands in the phrase. */
  | { readonly kind: 'odd-number'; readonly typed: string; readonly text?: Text }
  | {
      readonly kind: 'topic';
      readonly provision: Provision;
      /** Others it may have meant, best first, at most four. */
      readonly others: readonly Provision[];
      /** What nobody reported about it, where the words ask for that as well. */
      readonly gap?: Gap;
      readonly text?: Text;
    }
  | { readonly kind: 'gap'; readonly gap: Gap; readonly text?: Text }
  | { readonly kind: 'nothing'; readonly nearest: readonly Provision[]; readonly text?: Text };

const POINT = new Set(
  'point points pt pts item article art clause measure number num no nos nr para par paragraph section provision'.split(
    ' ',
  ),
);
/** Signs that can only mean the number behind them: `№6`, `n°6`, `#6`, `§6`. */
const SIGN = /[№＃#§¶]{1,3}\s?(?=\d)|(?<![\p{L}\d])n\s?[°º˚]\.?\s?(?=\d)/giu;
/** A word for a point, or the beginning of one, written as one word with its number: `pt6`, `nr6`, `p6`. */
const GLUED = /(?<![\p{L}\d])(?:points?|pts?|nos?|nr|num|art|par|para|p|n)\.?(?=\d{1,3}(?![\p{L}\d]))/giu;
/** `p. 6`, `n. 6`: a letter that means a point only with its full stop. */
const LETTER = /(?<![\p{L}\d])[pn]\.\s?(?=\d)/giu;
const AROUND = new Set(
  `the a an of in on for from to and or plan please what whats is are was does do say says said about tell me show
  give s with under at latest its it how read reads happened happen changed`.split(/\s+/),
);

/** More points are not told at once. */
const MOST_NUMBERS = 6;
/** How much better a known unknown must fit than any point on record. */
const GAP_LEAD = 0.1;

/** Reads "6", "the twenty-first", "points 3 and 4", "6 of the counter-draft", "army", "customs in the second draft" or nothing at all. */
export function readPoint(said: string, briefing: Briefing): PointAsked {
  // An id with a number in it is no point: "plan-21".
  const byId = briefing.texts.find(({ id }) => id === said);
  if (byId !== undefined) return { kind: 'every', text: byId };
  const asked = withOwnPartWords(said, briefing);
  const typed = inWords(withNumeralsInFigures(asked));
  // A title is always its own point, also one that sounds like asking for all of them ("Number of points").
  const own = provisionNamed(typed, briefing);
  if (own !== undefined) return { kind: 'topic', provision: own, others: [] };
  const words = phraseWords(typed);
  const { days, texts: mentions } = partsOf(words, briefing);
  const outside = words.filter((_, at) => !isWithin(at, days) && !isWithin(at, mentions));
  const lone = mentions.length > 0 ? undefined : loneText(outside, briefing);
  const named = mentions[0]?.text ?? lone?.text;
  const text = withoutUndefined({ text: named });
  const rest = outside.filter((_, at) => !(lone?.words.has(at) ?? false));

  const labels = days.length > 0 ? [] : labelsAsked(asked, wordsWithin(mentions, words), named, briefing);
  if (labels.length > MOST_NUMBERS) return { kind: 'too-many', count: labels.length, ...text };
  if (labels.length > 0) {
    const ofLabels = new Set(
      labels.flatMap(({ typed: one }) => phraseWords(`${one} ${withNumeralsInFigures(one)}`)),
    );
    const around = (word: string) =>
      ofLabels.has(word) || POINT.has(word) || AROUND.has(word) || callsPart(word, briefing);
    if (labels.every(({ word }) => word !== undefined) || rest.every(around))
      return { kind: 'labels', labels, ...text };
  }
  if (rest.every((word) => POINT.has(word) || AROUND.has(word) || word === 'all' || word === 'list')) {
    if (days.length > 0 && named === undefined) return { kind: 'nothing', nearest: [] };
    return { kind: 'every', ...text };
  }
  const onlyNumbers = rest.every(
    (word) => isFigure(word) || POINT.has(word) || AROUND.has(word) || word === 'minus',
  );
  // "600,000" is no point of any list; it is what people call a provision by.
  if (days.length === 0 && /\d{4}|\d[,.'’\s]\d{3}(?!\d)/.test(typed) && onlyNumbers)
    return readTopic(words, briefing, text);
  // "6,7" lists two points, "6.7" is none; "6 -8" is a range, "-8" is none.
  const odd = /(?:^|[^\w.,])(\d+\.\d{1,2})(?![\w.,]*\d)|^[^\d]*?(?<![\w.,])(-\d+)/
    .exec(typed)
    ?.slice(1)
    .find(Boolean);
  if (days.length === 0 && odd !== undefined && onlyNumbers)
    return { kind: 'odd-number', typed: odd, ...text };
  const numbers = onlyNumbers ? rest.filter(isFigure).map(Number) : numbersAfterPoint(rest);
  if (rest.includes('minus') && onlyNumbers)
    return { kind: 'odd-number', typed: `-${numbers[0] ?? ''}`, ...text };
  if (numbers.length > 0) return numbersAsked(rangesIn(rest, typed), numbers, text);
  return readTopic(rest, briefing, text);
}

/** The words by which drafts are named. */
function wordsWithin(places: readonly Place[], words: readonly string[]): ReadonlySet<string> {
  return new Set(places.flatMap(({ from, to }) => words.slice(from, to)));
}

/** With signs and short words for a point written out. */
function inWords(asked: string): string {
  return asked.replace(SIGN, ' point ').replace(GLUED, ' point ').replace(LETTER, ' point ');
}

/** A phrase's dates and drafts: dates go before numbers, and numbers before names. */
export interface PhraseParts {
  /** Days written out, but for those within a draft's own name. */
  readonly days: readonly Place[];
  /** Drafts named, but for those that a day would be part of: "5 September" is none of the September draft. */
  readonly texts: readonly TextMention[];
}

/** `words` are those of `phraseWords`. */
export function partsOf(words: readonly string[], briefing: Briefing): PhraseParts {
  const texts = textMentions(words, briefing);
  const days = writtenDays(words).filter(
    ({ from, to }) =>
      !POINT.has(words[from - 1] ?? '') && !texts.some((text) => text.from <= from && to <= text.to),
  );
  return {
    days,
    texts: texts.filter((text) => !days.some((day) => day.from < text.to && text.from < day.to)),
  };
}

/** True where a word stands in one of these places. */
export function isWithin(at: number, places: readonly Place[]): boolean {
  return places.some(({ from, to }) => from <= at && at < to);
}

/** True where a number is called a point, article or the like: "point 6", "#6", "the 21st point". */
export function namesPoint(asked: string): boolean {
  const typed = inWords(withNumeralsInFigures(asked));
  return (
    numbersAfterPoint(phraseWords(typed)).length > 0 ||
    /\b(?:nos?|nr|num)\. ?\d|^(?:the )?number \d/i.test(asked)
  );
}

/** A word that calls something a point, or stands around one: "what does article … say". */
export function standsAroundPoint(word: string): boolean {
  return POINT.has(word) || AROUND.has(word);
}

function readTopic(rest: readonly string[], briefing: Briefing, text: { readonly text?: Text }): PointAsked {
  const phrase = rest.join(' ');
  const matches = findProvisions(phrase, briefing);
  const [best] = matches;
  const [gap] = findGaps(phrase, briefing);
  const asksGap = gap !== undefined && gap.score >= 0.6;
  if (asksGap && gap.score > (best?.score ?? 0) + GAP_LEAD) return { kind: 'gap', gap: gap.gap, ...text };
  const misspelled = rest
    .filter((word) => !POINT.has(word) && !AROUND.has(word))
    .map((word) => (isFigure(word) ? Number(word) : misspelledNumberOf(word)));
  if ((best?.score ?? 0) < 0.9 && misspelled.length > 0 && misspelled.every((number) => number !== null)) {
    const [tens, unit] = misspelled;
    const joined =
      misspelled.length === 2 &&
      tens !== undefined &&
      unit !== undefined &&
      tens % 10 === 0 &&
      tens > 9 &&
      unit < 10
        ? [tens + unit]
        : misspelled;
    return numbersAsked([], joined, text);
  }
  if (best !== undefined && best.score >= SURE_ENOUGH) {
    const others = matches
      .slice(1, 5)
      .filter((match) => match.score >= SURE_ENOUGH && match.score >= 0.7 * best.score);
    return {
      kind: 'topic',
      provision: best.provision,
      others: others.map((match) => match.provision),
      // What is on record about a point goes before what is not; both are told.
      ...(asksGap ? { gap: gap.gap } : {}),
      ...text,
    };
  }
  return { kind: 'nothing', nearest: matches.slice(0, 4).map((match) => match.provision), ...text };
}

/**
 * A text named by one telling word: beside nothing but a number ("6 northern"), or behind "in" and the like where no
 * provision goes by that word ("tariffs in northern").
 */
function loneText(
  words: readonly string[],
  briefing: Briefing,
): { readonly text: Text; readonly words: ReadonlySet<number> } | undefined {
  const others = [...words.keys()].filter((at) => !isNumberPhrase(words[at] ?? ''));
  const phrase = others.map((at) => words[at]).join(' ');
  const [match] = words.some(isFigure) && others.length > 0 ? findTexts(phrase, briefing) : [];
  if (match !== undefined && match.score >= 0.85) return { text: match.text, words: new Set(others) };
  for (const at of others) {
    const before = words[at - 1] ?? '';
    if (!/^(?:in|of|under|by|from)$/.test(before === 'the' ? (words[at - 2] ?? '') : before)) continue;
    const word = words[at] ?? '';
    // "In September" says when.
    if (findDate(word, '2000-01-01') !== null) continue;
    const texts = findTexts(word, briefing);
    const [only] = texts;
    const [provision] = findProvisions(word, briefing);
    if (only !== undefined && texts.length === 1 && only.score >= 0.85 && provision === undefined) {
      return { text: only.text, words: new Set([at]) };
    }
  }
  return undefined;
}

function isNumberPhrase(word: string): boolean {
  return isFigure(word) || POINT.has(word) || AROUND.has(word);
}

function isFigure(word: string): boolean {
  return /^\d+$/.test(word);
}

/** Numbers that are called points among other words: "what does point 6 say on the army", "the 21 point". */
function numbersAfterPoint(words: readonly string[]): readonly number[] {
  const numbers: number[] = [];
  for (const [at, word] of words.entries()) {
    if (!/^(?:points?|pts?|items?|arts?|articles?|clauses?|paragraphs?|paras?)$/.test(word)) continue;
    for (let next = at + 1; next < words.length; next++) {
      const following = words[next] ?? '';
      if (isFigure(following)) numbers.push(Number(following));
      else if (following !== 'and' && following !== 'to' && following !== 'number') break;
    }
    const before = words[at - 1];
    // "The 21st point" names one; "nine points" only counts them.
    if (word === 'point' && numbers.length === 0 && before !== undefined && isFigure(before)) {
      numbers.push(Number(before));
    }
  }
  return numbers;
}

/** "3-5" and "3 to 5" mean all between them; from and to, inclusive. */
function rangesIn(words: readonly string[], typed: string): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (const [, from, to] of typed.matchAll(
    /(?<![\d.,])(\d{1,3}) ?(?:[-‐‑–—−~]|\.\.\.?|…) ?(\d{1,3})(?!\d)/g,
  )) {
    found.push([Number(from), Number(to)]);
  }
  for (const [at, word] of words.entries()) {
    const [from = '', to = ''] = [words[at - 1], words[at + 1]];
    if (/^(?:to|through|thru|until|till)$/.test(word) && isFigure(from) && isFigure(to))
      found.push([Number(from), Number(to)]);
  }
  return found;
}

function numbersAsked(
  ranges: readonly (readonly [number, number])[],
  numbers: readonly number[],
  text: { readonly text?: Text },
): PointAsked {
  const all = new Set(numbers);
  for (const [one, other] of ranges) {
    if (!all.has(one) || !all.has(other)) continue;
    for (let number = Math.min(one, other); number <= Math.max(one, other); number += 1) all.add(number);
  }
  if (all.size > MOST_NUMBERS) return { kind: 'too-many', count: all.size, ...text };
  return { kind: 'numbers', numbers: [...all].sort((a, b) => a - b), ...text };
}
