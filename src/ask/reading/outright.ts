import type { Briefing } from '../../domain/briefing.ts';
import { monthOf } from '../../search/dates/calendar-names.ts';
import { shiftDay } from '../../search/dates/relative-day.ts';
import { periodIn } from '../../search/dates/story-period.ts';
import { evidenceOf } from '../../search/evidence/evidence-index.ts';
import { KINDRED } from '../../search/evidence/read-word.ts';
import { DRAFT_WORDS } from '../../search/names/draft-words.ts';
import { findProvisions, SURE_ENOUGH } from '../../search/names/find-provision.ts';
import { mentionedActors } from '../../search/names/mentioned-actors.ts';
import {
  isWithin,
  namesPoint,
  partsOf,
  readPoint,
  standsAroundPoint,
} from '../../search/names/read-point.ts';
import { phraseWords, tellingWords } from '../../search/names/topics.ts';
import type { WholeCommand } from '../telling/whole.ts';

/** What is asked in so many words, so that no record has to be weighed. */
export type Outright =
  | { readonly kind: 'command'; readonly command: WholeCommand }
  /** Nothing is asked, and all there is of a name is a slip, a beginning or a number: what may have been meant. */
  | { readonly kind: 'unasked'; readonly offers: readonly Offer[] };

export interface Offer {
  readonly label: string;
  readonly command: WholeCommand;
}

/** Words that ask, where nothing else does: first words of questions, and of requests to be told something. */
const FIRST_WORDS =
  /^(?:what|whats|what's|when|where|who|whos|who's|whose|whom|which|why|how|hows|is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must|any|anything|anyone|wot|wat|tell|show|give|list|explain|describe|define|find|look|check|search|compare|summari[sz]e|summary|more|details?|about|regarding|re|and|also|but|or|not|quote|read|need|want|wanna|know|news|updates?|latest|events?|changes?|new|added|dropped|removed|gone)\b/i;
const NEWS =
  /^(?:events?|news|updates?|developments?|timeline|chronology|happen(?:ed|ing|s)?|new|latest|recap|rundown|summary|overview|round-?up|digest|highlights|agenda|diary|order|went|goings?|went on|planned|scheduled|according|day)$/;
const CHANGED = /\b(?:chang(?:e|ed|es|ing)|differen(?:t|ce|ces)|compare[ds]?)\b/i;
const SAYS =
  /\b(?:say|says|said|saying|tell|told|call|called|claim|claimed|warn|warned|comment|post|posted|wrote|tweet|tweeted)\b/i;
const SUMS_UP =
  /^(?:(?:what|whats|what's|tell|about|define|and|which|describe|explain|outline)\b|summar(?:y|ise|ize)\b|sum up\b|overview of\b)/i;
/** What may stand around a draft's name in a question after nothing else. */
const BESIDE_TEXT = new Set(
  `what whats is are was s the a an this that tell me us about define and which of in please pls now again exactly actually
  summary summarise summarize describe explain sum up outline overview give do we know one text it`.split(
    /\s+/,
  ),
);
const MOST_OFFERS = 3;
const ASKS_WITHIN = /\b(?:who|whose|whom|what|when|where|why|which)\b|\bor \S*\d/i;

/** What is asked outright; null where the records have to be weighed. `today` is an ISO day in the desk's zone. */
export function askedOutright(
  plain: string,
  {
    briefing,
    today,
    follows,
  }: { readonly briefing: Briefing; readonly today: string; readonly follows: boolean },
): Outright | null {
  const words = phraseWords(plain);
  const { days, texts } = partsOf(words, briefing);
  const outside = words.filter((_, at) => !isWithin(at, days) && !isWithin(at, texts));
  const asks = isAsking(plain.trim(), outside);
  // "And in the second one?" goes on from what was told before: neither its number nor its year is a point.
  const leans = follows && LEANS.test(plain);
  const point =
    (days.length > 0 || leans) && !namesPoint(plain) ? null : pointAsked(plain, outside, asks, briefing);
  if (point !== null) return { kind: 'command', command: { path: ['plan-point'], values: { point } } };
  // "The December text" is a text, not a month.
  const ofText = words.some((word, at) => monthOf(word) !== null && DRAFT_WORDS.has(words[at + 1] ?? ''));
  const period =
    ofText || (leans && !NEWS_AT_ALL.test(plain))
      ? null
      : daysAsked(plain, { briefing, today, written: days.length > 0, asks });
  if (period !== null) return { kind: 'command', command: period };
  const [text] = texts;
  if (
    text !== undefined &&
    texts.length === 1 &&
    !leans &&
    SUMS_UP.test(plain) &&
    words.every((word, at) => isWithin(at, texts) || BESIDE_TEXT.has(word))
  )
    return { kind: 'command', command: { path: ['plan-point'], values: { point: text.text.id } } };
  if (
    asks ||
    follows ||
    days.length > 0 ||
    namesPoint(plain) ||
    texts.some(({ from, to }) => spelledRight(words.slice(from, to), text?.text.id, briefing))
  )
    return null;
  // A word that asks may stand anywhere: "190k, whose number".
  if (ASKS_WITHIN.test(plain)) return null;
  if (isNamed(plain, outside, briefing)) return null;
  const offers = offersFor(plain, briefing);
  // Several words that the records have none of may still name somebody nobody goes by.
  const several =
    SOMEBODY_ON.test(plain) || tellingWords(words).filter((word) => /\p{L}{3}/u.test(word)).length > 1;
  return offers.length === 0 && several ? null : { kind: 'unasked', offers };
}

/** "Smith on the draft". */
const SOMEBODY_ON = /^\p{L}{3,}(?: \p{L}+)? (?:on|about|re) \p{L}/iu;

/** Goes on from what was asked before rather than asking anew. */
const LEANS = /^(?:and|so|but|ok|what about|how about|in|for|from|was|is|or)\b/i;
const NEWS_AT_ALL = /\b(?:happen(?:ed|ing|s)?|events?|news|timeline|chang(?:e|es|ed))\b/i;

/** First words that ask only where something else is named: "is it 10" may be an answer as well. */
const MAY_ASK =
  /^(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must|any|and|also|but|or|not)\b/i;

const VERDICT = /^(?:and |so |but )?(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could)\b/i;

function isAsking(plain: string, outside: readonly string[]): boolean {
  if (/[?？]/.test(plain)) return true;
  if (!FIRST_WORDS.test(plain) || /^what an? /i.test(plain)) return false;
  return !MAY_ASK.test(plain) || tellingWords(outside).some((word) => !/^\d+$/.test(word));
}

/** The words of labels asked for, and of what calls them so in this story: "part" and "ii" of "part II". */
function labelWordsIn(plain: string, briefing: Briefing): ReadonlySet<string> {
  const read = readPoint(plain, briefing);
  if (read.kind !== 'labels') return new Set();
  return new Set(read.labels.flatMap(({ typed, word = '' }) => phraseWords(`${typed} ${word}`)));
}

/** The point asked for and nothing else, as `/plan-point` takes it. */
function pointAsked(
  plain: string,
  outside: readonly string[],
  asks: boolean,
  briefing: Briefing,
): string | null {
  const named = namesPoint(plain);
  const labels = labelWordsIn(plain, briefing);
  const others = tellingWords(outside).filter(
    (word) => !/^\d/.test(word) && !standsAroundPoint(word) && !labels.has(word),
  );
  if (others.length > 0 || SAYS.test(plain.replace(/\bsays?\b/gi, ''))) return null;
  const read = readPoint(plain, briefing);
  if (!named && !asks && read.text === undefined && read.kind !== 'labels') return null;
  if (read.kind === 'labels') return plain;
  if (read.kind !== 'numbers' && read.kind !== 'odd-number' && read.kind !== 'too-many') return null;
  if (!named && !outside.some((word) => /^\d/.test(word))) return null;
  // How many points there are is told by what the question takes for granted.
  const last = briefing.texts.find(({ id }) => id === (read.text?.id ?? briefing.mainText))?.points;
  if (read.kind === 'numbers' && last !== undefined && read.numbers.some((number) => number > last))
    return null;
  return read.text !== undefined || read.kind !== 'numbers' ? plain : read.numbers.join(' and ');
}

/** A day or two, and nothing else that could be looked up: what happened then, or what changed. */
function daysAsked(
  plain: string,
  of: {
    readonly briefing: Briefing;
    readonly today: string;
    readonly written: boolean;
    readonly asks: boolean;
  },
): WholeCommand | null {
  if (SAYS.test(plain) || (!of.written && !of.asks)) return null;
  // "Did they make 30 November" asks whether, not what happened then.
  const words = phraseWords(plain);
  if (VERDICT.test(plain) && !words.some((word) => NEWS.test(word) || CHANGED.test(word))) return null;
  const period = periodIn(plain, of.briefing, of.today);
  if (period === null) return null;
  const telling = tellingWords(phraseWords(period.rest)).filter(
    (word) => !NEWS.test(word) && !CHANGED.test(word),
  );
  if (telling.length > 0) return null;
  const { from, to } = period;
  const values = (start: string | undefined): Readonly<Record<string, string>> => ({
    ...(start === undefined ? {} : { from: start }),
    ...(to === undefined ? {} : { to }),
  });
  // That nothing happened then is the answer, whatever else the words may fit.
  if (!CHANGED.test(plain)) return { path: ['timeline'], values: values(from) };
  // What changed on a day is what was reported after the day before.
  return {
    path: ['compare'],
    values: values(from !== undefined && to !== undefined ? shiftDay(from, -1) : from),
  };
}

/** True where a word or another word for it stands in the records, or somebody is named by a whole part of the name. */
function isNamed(plain: string, outside: readonly string[], briefing: Briefing): boolean {
  if (mentionedActors(plain, briefing).some(({ score }) => score === 1)) return true;
  const index = evidenceOf(briefing);
  return tellingWords(outside).some(
    (word) =>
      !/^\d{1,2}$/.test(word) &&
      index.term(word).stems.some(({ factor }) => factor === 1 || factor === KINDRED),
  );
}

/** A draft named letter for letter: a slip in its name is too little where nothing is asked. */
function spelledRight(typed: readonly string[], id: string | undefined, briefing: Briefing): boolean {
  const text = briefing.texts.find((one) => one.id === id);
  if (text === undefined) return false;
  const own = new Set([text.name, text.label, ...text.aliases].flatMap((name) => phraseWords(name)));
  return typed.every((word) => own.has(word));
}

function offersFor(plain: string, briefing: Briefing): readonly Offer[] {
  const read = readPoint(plain, briefing);
  if (read.kind === 'numbers')
    return read.numbers.slice(0, MOST_OFFERS).map((number) => ({
      label: `Point ${number}`,
      command: { path: ['plan-point'], values: { point: String(number) } },
    }));
  return findProvisions(plain, briefing)
    .filter(({ score }) => score >= SURE_ENOUGH)
    .slice(0, MOST_OFFERS)
    .map(({ provision }) => ({
      label: provision.title,
      command: { path: ['plan-point'], values: { point: provision.id } },
    }));
}
