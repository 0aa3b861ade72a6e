import { readThreadLine } from '../../../domain/ask.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import type { Figure } from '../../../domain/tracked/figure.ts';
import { earliestDay } from '../../../domain/when.ts';
import type { Period } from '../../../search/dates/find-date.ts';
import { periodIn } from '../../../search/dates/story-period.ts';
import { trackedIn } from '../../../search/evidence/find-tracked.ts';
import { findGaps } from '../../../search/names/find-provision.ts';
import { mentionedActors } from '../../../search/names/mentioned-actors.ts';
import { phraseWords, tellingWords } from '../../../search/names/topics.ts';
import { stem } from '../../../search/text/stem.ts';
import { valueInFocus } from '../../../views/tracked/figure.ts';
import type { Asked } from '../../ranking/asked.ts';
import { focusOf } from '../../telling/focus.ts';
import { versionsAsked } from '../versions-asked.ts';
import type { TrackedAsked, TrackedGround } from './tracked-asked.ts';

/** How well words must fit a figure for it to be what is asked. */
const FIGURE_FITS = 0.6;
const ASKS_FIGURE =
  /^(?:and |so |but |ok )?(?:what|whats|what's|which|how|latest|current|when|is|was|are|were|has|have|did|history|show|tell)\b/i;
/** Words of such a question that are no part of a figure's name. */
const ABOUT_FIGURES =
  /^(?:number|figure|count|amount|total|size|rate|level|value|history|develop\w*|chang\w+|ris(?:e|en)|rose|fall|fell|fallen|mov(?:e|ed)|went|go(?:ne)?|up|down|currently|today|time|earlier|before|previous|previously|then|start|beginning|end|stand|stood|much|still|high|big|large)$/;

/** The figure a question asks for, now or at a time; null where it is none, and where a known unknown fits better. */
export function figureAsked(asked: Asked, { asOf, previous }: TrackedGround): TrackedAsked | null {
  const { briefing, mentions, terms, wanted, thread } = asked;
  const { plain, texts, points, period, quantities } = mentions;
  if (briefing.figures.length === 0 || texts.length > 0 || points.length > 0) return null;
  const left = terms.filter(
    ({ part, word }) => (part === 'word' || part === 'name') && !ABOUT_FIGURES.test(word),
  );
  // Where somebody stands is no number that has his name in it.
  if (
    wanted.number === 0 &&
    left.length > 0 &&
    (wanted.stance > 0 || left.every(({ part }) => part === 'name'))
  )
    return null;
  if (wanted.number === 0 && left.length > 0 && isOfSomethingElse(plain, wanted.verdict > 0, quantities))
    return null;
  const figureOf = (words: string) => {
    const [best] = trackedIn(briefing).figures(words);
    if (best === undefined || best.score < FIGURE_FITS || !best.firm) return null;
    const [gap] = findGaps(words, briefing);
    return gap !== undefined && gap.score > best.score ? null : best.key;
  };
  if (!ASKS_FIGURE.test(plain) && wanted.number === 0 && left.length === 0) return null;
  // Two texts are laid side by side, whatever is counted beside them.
  if (wanted.number === 0 && wanted.difference > 0 && versionsAsked(asked).texts.length > 1) return null;
  // When something began is not told by a number that counts from then on.
  if (BEGAN.test(plain) && wanted.number === 0 && quantities.length === 0) return null;
  const isFollowing = left.length === 0 && previous !== undefined;
  if (isFollowing && period === null && wanted.now === 0 && wanted.number === 0) return null;
  // "And in Ottawa?": the same figure, under another condition.
  const before =
    previous === undefined || !BACK.test(plain)
      ? null
      : thread?.record.kind === 'figure'
        ? thread.record
        : figureBefore(previous, briefing);
  const again = before === null ? null : valueInFocus(before, focusOf(asked));
  if (before !== null && again !== null)
    return { kind: 'figure', figure: before, period: null, asked: [], value: again };
  const words =
    left.length > 0
      ? left.map(({ word }) => word).join(' ')
      : isFollowing
        ? readThreadLine(previous).words
        : '';
  const bare = wanted.number > 0 ? withoutOwnNames(left, asked) : '';
  const fitting =
    words === '' ? null : (figureOf(words) ?? (bare === '' ? null : ofThem(figureOf(bare), asked)));
  const figure = fitting === null || isOfOtherNumber(fitting, asked) ? null : fitting;
  // "Now" is read as a day of its own.
  if (figure !== null && wanted.number === 0 && isOfOthers(figure, asked)) return null;
  if (figure !== null && LEFT.test(plain) && !isOfLeaving(figure)) return null;
  const then =
    figure !== null && FIRST.test(plain) && period === null
      ? dayOfFirst(figure)
      : period !== null && ((period.from === asOf && period.to === asOf) || isItsOwn(period, figure, asked))
        ? null
        : period;
  return figure === null || isAnotherSum(figure, quantities, wanted.verdict > 0)
    ? null
    : {
        kind: 'figure',
        figure,
        period: then,
        asked: wanted.verdict > 0 ? quantities : [],
        value: then === null && wanted.now === 0 ? valueInFocus(figure, focusOf(asked)) : null,
      };
}

/** How many parts a text has is no figure of what it is on. */
const ALL_POINTS = /\b(?:the|all|its) \d{2,3} (?:points|articles|paragraphs|clauses|chapters)\b/i;
const SIZES: readonly (readonly [RegExp, number])[] = [
  [/\bbillion/i, 1e9],
  [/\bmillion/i, 1e6],
  [/\bthousand/i, 1e3],
];

/** "The 600 billion of investment": a number that the figure never had and that other records have. */
function isOfOtherNumber({ values }: Figure, { mentions, terms, wanted }: Asked): boolean {
  if (ALL_POINTS.test(mentions.plain)) return true;
  if (wanted.verdict > 0 || mentions.quantities.length === 0) return false;
  const has = values.some(({ value, unit }) => {
    const size = SIZES.find(([word]) => word.test(unit ?? ''))?.[1] ?? 1;
    return mentions.quantities.some((asked) => asked === value || asked === Number(value) * size);
  });
  return (
    !has && terms.some(({ part, stems }) => part === 'number' && stems.some(({ factor }) => factor === 1))
  );
}

const BEGAN = /^(?:and |so )?(?:when|what (?:date|day)|which day) (?:did|was|were|has|had|is)\b/i;

/** "How many were it at the start": what the figure first was. */
const FIRST =
  /\b(?:at (?:the |its )?(?:start|outset|beginning)|in the beginning|at first|initially|originally|to (?:start|begin) with)\b/i;

function dayOfFirst({ values }: Figure): Period | null {
  const [first] = values;
  const day = first === undefined ? '' : earliestDay(first.date);
  return day === '' ? null : { from: day, to: day, rest: '' };
}

/** The words without those that name a party: a figure may call it by another of its names. */
function withoutOwnNames(left: Asked['terms'], { mentions }: Asked): string {
  const parties = mentions.named.filter(({ actors }) => actors.every(({ kind }) => kind === 'party'));
  const own = new Set(parties.flatMap(({ from, to }) => mentions.words.slice(from, to)));
  if (own.size === 0) return '';
  return left.flatMap(({ word }) => (own.has(word) ? [] : [word])).join(' ');
}

/** The figure, where its name has every party in it that the question names. */
function ofThem(figure: Figure | null, { mentions, briefing }: Asked): Figure | null {
  if (figure === null) return null;
  const there = new Set(mentionedActors(figure.title, briefing).map(({ actor }) => actor.id));
  return mentions.named.every(({ actors }) => actors.some(({ id }) => there.has(id))) ? figure : null;
}

/** "X on the quota" asks for X's words, unless the number is X's. */
function isOfOthers({ title, values }: Figure, { mentions, briefing }: Asked): boolean {
  const { speaksFor } = lookupOf(briefing);
  const people = mentions.named.flatMap(({ actors }) => actors.filter(({ kind }) => kind === 'person'));
  return people.some(
    ({ id, name }) =>
      !title.includes(name) && !values.some(({ per }) => per === id || speaksFor(id).includes(per ?? '')),
  );
}

/** How many went is not told by how many there are. */
const LEFT =
  /\b(?:(?:gone|went|got|come|came) (?:home|back|out)|(?:been|were|was|got|get) (?:freed|released|withdrawn|pulled out|let (?:go|out))|(?:has|have|had) (?:left|withdrawn))\b/i;
const LEAVING = new Set(['leave', 'withdraw', 'free', 'release', 'return', 'home', 'out', 'exit'].map(stem));

function isOfLeaving({ title, aliases }: Figure): boolean {
  return [title, ...aliases].some((name) => phraseWords(name).some((word) => LEAVING.has(stem(word))));
}

/** "The dead of July" are counted later: a month that the figure has in its name says which figure, not as of when. */
function isItsOwn(period: Period, figure: Figure | null, { briefing }: Asked): boolean {
  if (figure === null) return false;
  return [figure.title, ...figure.aliases].some((name) => {
    const own = periodIn(name, briefing, briefing.asOf ?? briefing.reviewed);
    return own !== null && own.from === period.from && own.to === period.to;
  });
}

/** News of something, what a text has on it, whether it was done in time: a number that goes by the same words is no answer. */
const OF_ELSE =
  /\b(?:latest|news|updates?) (?:on|about|from)\b|\bin (?:the |any |this )?(?:text|draft|deal|plan|treaty|agreement|accord)\b|\b(?:in|on) time\b|->|\b(?:clauses?|articles?|provisions?|wording|paragraphs?)\b|^(?:and |so |but )?how (?:do|does|can|could|will|would|should) /i;
/** Whether a number moved is asked of the number. */
const MOVES =
  /\b(?:ris(?:e|en)|rose|fall(?:en)?|fell|up|down|chang\w+|grow\w*|grew|more|fewer|less|higher|lower|left|big(?:ger)?|larger?|small(?:er)?|enough|over|under|above|below)\b/i;

function isOfSomethingElse(plain: string, verdict: boolean, quantities: readonly number[]): boolean {
  if (OF_ELSE.test(plain)) return true;
  return verdict && quantities.length === 0 && !MOVES.test(plain);
}

const BACK = /\b(?:it|that|they|there|then)\b|^(?:and )?(?:in|on|by|at)\b/i;

/** A follow-up for another time of the figure asked for before, and nothing else: "and what was it in March". */
export function figureFollowed(
  plain: string,
  { previous = '', briefing, today }: TrackedGround & { readonly briefing: Briefing; readonly today: string },
): TrackedAsked | null {
  if (previous === '' || !BACK.test(plain)) return null;
  const period = periodIn(plain, briefing, today);
  if (period === null) return null;
  if (tellingWords(phraseWords(period.rest)).length > 0) return null;
  const figure = figureBefore(previous, briefing);
  return figure === null ? null : { kind: 'figure', figure, period, asked: [], value: null };
}

/** A sum that is typed names what is meant: "600bn investment" is no figure of 154 billion. */
function isAnotherSum({ values }: Figure, quantities: readonly number[], isChecked: boolean): boolean {
  const sums = quantities.filter((value) => value >= LARGE).map(leadingDigits);
  const own = new Set(values.map(({ value }) => leadingDigits(Number(value))));
  return !isChecked && sums.length > 0 && sums.every((sum) => !own.has(sum));
}

const LARGE = 1e6;

/** 6 of 600 and of 600,000,000,000: the unit may be in another place. */
function leadingDigits(value: number): string {
  return String(value)
    .replace(/\D/g, '')
    .replace(/0{1,20}$/, '');
}

/** The figure that was asked for before. */
function figureBefore(previous: string, briefing: Briefing): Figure | null {
  const [best] = trackedIn(briefing).figures(readThreadLine(previous).words);
  return best === undefined || !best.firm || best.score < FIGURE_FITS ? null : best.key;
}
