import type { Actor } from '../domain/actor.ts';
import type { Briefing } from '../domain/briefing.ts';
import { DRAFT_WORDS } from '../search/draft-words.ts';
import { findDate, findPeriod, type Period, type Place, storyDay } from '../search/find-date.ts';
import { findGaps, findProvisions, type GapMatch, type ProvisionMatch } from '../search/find-provision.ts';
import { isSpelledRight } from '../search/find-text.ts';
import { findTopics, type Topic } from '../search/find-topic.ts';
import { type MentionedActor, mentionedActors } from '../search/mentioned-actors.ts';
import { tokens } from '../search/normalize.ts';
import { isWithin, namesPoint, partsOf, readPoint } from '../search/read-point.ts';
import { phraseWords, tellingWords } from '../search/topics.ts';
import { asks } from './asking.ts';
import { STANDS } from './question-words.ts';

/** What a question names, found once and weighed by every rule. */
export interface Clues {
  readonly words: string;
  readonly actors: readonly Actor[];
  /** A name that several go by, as it was typed; null where there is none. */
  readonly several: string | null;
  readonly provision: ProvisionMatch | null;
  /** A point asked for by number, also one the plan does not have. */
  readonly point: string | null;
  readonly texts: readonly string[];
  /** Besides one draft it names nothing: "what is the counter-draft". */
  readonly onlyText: boolean;
  readonly topics: readonly Topic[];
  /** The best matching known unknown, where one fits. */
  readonly gap: GapMatch | null;
  /** ISO day after "as of", "as known on". */
  readonly asOf: string | null;
  /** The days it speaks of. */
  readonly period: Period | null;
}

/** Finds what a question names. `today` is an ISO day in the desk's zone, for "as of yesterday". */
export function cluesOf(question: string, briefing: Briefing, today: string): Clues {
  const { asOf, plain } = readAsOf(question, today, briefing);
  const words = phraseWords(plain);
  const { days, texts } = partsOf(words, briefing);
  const isAsked = asks(plain);
  const mentionedTexts = isAsked ? texts : texts.filter((mention) => isSpelledRight(mention, words));
  const inTexts = new Set(mentionedTexts.flatMap(({ from, to }) => words.slice(from, to)));
  const read = tokens(plain);
  // "the European plan" names a text, not the Europeans.
  const isInText = ({ from, to }: MentionedActor) =>
    read.slice(from, to).every(({ word }) => inTexts.has(word));
  const mentions = mentionedActors(plain, briefing).filter((mention) => !isInText(mention));
  const shared = mentions.find(({ others }) => others !== undefined);
  const point = pointNamed(plain, words, briefing);
  const undated = days.length === 0 ? plain : words.filter((_, at) => !isWithin(at, days)).join(' ');
  // Words that only ask, and a figure that counts something, fit anything.
  const saysNothing = tellingWords(phraseWords(undated)).every((word) => /^\d{1,2}$/.test(word));
  // A number that is called a point is that point, whatever else goes by the number.
  const named =
    saysNothing || namesPoint(plain)
      ? null
      : provisionNamed(
          days.length + mentionedTexts.length === 0 && !words.some(isUnresolved)
            ? plain
            : outside(words, days, mentionedTexts),
          briefing,
        );
  const found: Found = {
    provision: named,
    topics: saysNothing ? [] : findTopics(undated, briefing),
    gap: saysNothing || (named === null && point !== null) ? null : (findGaps(undated, briefing)[0] ?? null),
    actors: mentions,
  };
  const { provision, topics, gap, actors } = isAsked ? found : firmOnly(found);
  return {
    words: plain,
    actors: [...new Set(actors.flatMap(({ actor, others }) => (others === undefined ? [actor] : [])))],
    several: shared === undefined ? null : plain.slice(read[shared.from]?.start, read[shared.to - 1]?.end),
    provision,
    point,
    texts: mentionedTexts.map(({ text }) => text.id),
    onlyText:
      mentionedTexts.length > 0 &&
      words.every((word, at) => isWithin(at, mentionedTexts) || BESIDE_TEXT.has(word)),
    topics,
    gap,
    asOf,
    period: days.length > 0 || isAsked ? findPeriod(plain, today, storyDay(briefing, today)) : null,
  };
}

/** What may stand around a draft's name in a question after nothing else. */
const BESIDE_TEXT = new Set(
  `what whats is are was s the a an this that tell me us about define and which of in please pls now again exactly actually
  summary summarise summarize describe explain sum up outline overview give do we know one text it`.split(
    /\s+/,
  ),
);

interface Found {
  readonly provision: ProvisionMatch | null;
  readonly topics: readonly Topic[];
  readonly gap: GapMatch | null;
  readonly actors: readonly MentionedActor[];
}

/** How well an event, position or conflict must fit words that ask nothing. */
const FITS_UNASKED = 0.5;

/**
 * What may be answered although nothing is asked: a misspelling, the beginning of a longer word or a figure is too little
 * where it is all there is ("nice", "amen", "+1").
 */
function firmOnly({ provision, topics, gap, actors }: Found): Found {
  const exact = actors.filter(({ score }) => score === 1);
  return {
    provision: provision?.firm === true ? provision : null,
    topics: topics.filter(({ firm, score }) => firm && score >= FITS_UNASKED),
    gap: gap?.firm === true ? gap : null,
    actors: exact.length > 0 || provision?.firm === true ? actors : exact,
  };
}

/** A point asked for by its number; a number that is not asked for ("+1", "first!", "24/7") is none. */
function pointNamed(plain: string, words: readonly string[], briefing: Briefing): string | null {
  const asked = readPoint(plain, briefing);
  // "5 of the counter-draft" says what the number is of.
  if (!namesPoint(plain) && !asks(plain) && asked.text === undefined) return null;
  switch (asked.kind) {
    case 'numbers':
      // "Nice" is no slip of "nine" where no point is spoken of.
      return namesPoint(plain) || asked.numbers.some((number) => words.includes(String(number)))
        ? asked.numbers.join(' and ')
        : null;
    case 'odd-number':
      return asked.typed;
    case 'too-many':
      return plain;
    default:
      return null;
  }
}

/** "The accord" where no draft of the story is called one: it says no more than "the draft". */
function isUnresolved(word: string): boolean {
  return DRAFT_WORDS.has(word) && tellingWords([word]).length > 0;
}

/** What is asked apart from the days and drafts it names: "the 19 points" is a text, not the subject "number of points". */
function outside(words: readonly string[], days: readonly Place[], texts: readonly Place[]): string {
  const kept = words.filter((_, at) => !isWithin(at, days) && !isWithin(at, texts));
  const bare = kept.filter((word) => !DRAFT_WORDS.has(word));
  return (tellingWords(bare).length > 0 ? bare : kept).join(' ');
}

/** What is asked apart from who: a party's name must not count as the name of a point. Everything where only names stand. */
function withoutNames(words: string, briefing: Briefing): string {
  const read = tokens(words);
  const mentions = mentionedActors(words, briefing);
  const kept = read.filter((_, at) => !mentions.some(({ from, to }) => from <= at && at < to));
  return (kept.length === 0 ? read : kept).map(({ start, end }) => words.slice(start, end)).join(' ');
}

/** The question apart from the words that say how somebody stands: "agree" is not what they agree on. */
function withoutStance(words: string): string {
  return words.split(STANDS).join(' ');
}

/**
 * The provision the words name best, with or without the parties among them ("leave the League" needs the name, "does Southmark
 * accept the cap" does not); none where nothing but asking is left without them ("did they agree to it").
 */
function provisionNamed(words: string, briefing: Briefing): ProvisionMatch | null {
  const bare = withoutStance(withoutNames(words, briefing));
  if (tellingWords(phraseWords(bare)).length === 0) return null;
  const [plain] = findProvisions(bare, briefing);
  const [named] = findProvisions(withoutStance(words), briefing);
  return (named?.score ?? 0) > (plain?.score ?? 0) ? (named ?? null) : (plain ?? null);
}

/** "as of 24 November", "known on 22 nov about …": the day, and the question without it. */
function readAsOf(
  words: string,
  today: string,
  briefing: Briefing,
): { readonly asOf: string | null; readonly plain: string } {
  const match = AS_OF.exec(words);
  const asOf = match?.[1] === undefined ? null : findDate(match[1], today, storyDay(briefing, today));
  if (match === null || asOf === null) return { asOf: null, plain: words };
  return { asOf, plain: words.replace(match[0], ' ').replace(/\s+/g, ' ').trim() };
}

const AS_OF =
  /\b(?:as (?:of|at|known on|it stood on)|(?:was |were )?known (?:on|by|as of))\s+((?:the )?\S+(?: \S+){0,2}?)(?=\s+(?:about|on|of|for|regarding)\b|[?.,;!]|$)/i;
