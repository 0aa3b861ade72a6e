import type { Actor, Party } from '../../domain/actor.ts';
import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { actorIn, wholeOf } from '../../domain/lookups/known-by.ts';
import type { Text } from '../../domain/text.ts';
import type { Period } from '../../search/dates/find-date.ts';
import { periodIn } from '../../search/dates/story-period.ts';
import { roleMentions } from '../../search/evidence/roles.ts';
import { whoIsMeant } from '../../search/names/find-actor.ts';
import { textMentions } from '../../search/names/find-text.ts';
import { mentionedActors } from '../../search/names/mentioned-actors.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { tokens } from '../../search/text/normalize.ts';
import { isNumberWord } from '../../search/text/number-words.ts';
import { NATIONS } from './words/nations.ts';

/** Somebody the question names: by a name or part of one, by a likely misspelling, or by an office. */
export interface NamedActor {
  /** More than one where the words fit them alike. */
  readonly actors: readonly Actor[];
  readonly how: 'name' | 'slip' | 'role';
  /** Positions among the question's words, end exclusive. */
  readonly from: number;
  readonly to: number;
}

/** What a question names, and the words that are left. */
export interface Mentions {
  /** As typed, without address and courtesy. */
  readonly plain: string;
  /** In normal form. */
  readonly words: readonly string[];
  readonly named: readonly NamedActor[];
  readonly texts: readonly Text[];
  /** Numbers of points asked for; empty where none is. */
  readonly points: readonly number[];
  readonly period: Period | null;
  /** Numbers that are neither dates nor points nor part of a text's name, as figures: 600000, 4.5. */
  readonly quantities: readonly number[];
  /** Words that name what is asked, with what each belongs to. */
  readonly telling: readonly TellingWord[];
}

export interface TellingWord {
  readonly word: string;
  /** `name`: of an actor; `text`: of a draft's name; `date`; `number`; `asking`: says what is wanted; `word`: everything else. */
  readonly part: 'name' | 'text' | 'date' | 'number' | 'asking' | 'word';
}

const POINT_WORD =
  /\b(?:points?|pts?|articles?|art|clauses?|items?|paragraphs?|para|par|sections?|measures?|no|nr|number|num|provisions?)\.?\s*#?(\d{1,3})\b(?:\s*(?:,|and|&|to|-|–)\s*(\d{1,3})\b)?(?!\s*(?:st|nd|rd|th)\b|[.,]?\d|\s*%)/giu;
const POINT_ORDINAL =
  /\b(\d{1,3})(?:st|nd|rd|th)\s+(?:point|article|clause|item|paragraph|measure|provision)\b/giu;
const POINT_SIGN = /[№#§]\s?(\d{1,3})\b/gu;

const OWN_NUMBER = /\b(points?|pts?|articles?|art|clauses?|paragraphs?|para|sections?) \d{1,3}(?= \p{L})/giu;

const CALLS_POINT =
  /^(?:points?|pts?|articles?|art|clauses?|items?|paragraphs?|para|par|sections?|measures?|number|num|nr|provisions?)$/;

/** Words that ask rather than name; they count little for finding. */
export const ASKING: ReadonlySet<string> = new Set(
  `a an and any anything about after again all already also am are as at be been being between but by can could did do does doing
  done dont doesnt didnt each else ever every for from gave get give given go going gone got had has have having he her hers him
  his how i if im in info information into is isnt it its itself just know known lets like look make may me might mine more most
  much my no nobody not now of off ok okay on once one only or other others our out over per please pls plz really regarding
  said same say saying says see seen she should show so some somebody someone something still stuff such sure tell than thank
  thanks that thats the their theirs them then there these they thing things think this those to today told too up us very was
  wasnt we were what whats when where whether which who whom whos whose why will with would yet you your actually anyone
  everybody everyone exactly ask asked asking hi hello hey situation concerning matter quick question mean means many want wants
  wanted wat wot wen hwo whens wheres hows whys tho rn btw lol pls u r ur n ya yes latest current currently happen happened happening happens come came comes
  take took taken put stand stands talk talking talked call called deal explain mention mentioned word words new old far long
  big lot lots bit kind sort way else either neither both ever never wont cant cannot hasnt havent hadnt wouldnt couldnt
  shouldnt arent werent aint mustnt neednt theyre theyve weve ive hes shes b4 abt bout cuz coz bc thru fyi asap thx
  idk imo afaik irl wanna gimme lemme dunno kinda sorta gotta yo yep nope yeah omg hmm wrt re approx eg ie etc even anyway tldr urgent
  urgently vs`.split(/\s+/),
);

/** Said in a row, they name nothing: "who decides in the end". */
const IDIOMS =
  /\b(?:in the end|at the (?:moment|end of the day)|these days|to date|at (?:the|that|this) time|by the way|for the record|in (?:fact|short|general|particular)|on the record|at (?:all|least|most)|make up your mind|(?:across|around|round) the table|out of curiosity)\b/g;

/** What "which" goes with where a time is asked for. */
const DAY_ASKED = /^(?:day|days|date|dates|time|hour|year|month)$/;
/** Of a "first deputy minister" these say nothing by themselves. */
const PLACE_IN_ROW = /^(?:first|second|third|last|next|new|former|1|2|3|1st|2nd|3rd)$/;
/** What somebody's attitude is called behind his name. */
const ATTITUDE = /^(?:lines?|stance|position)$/;

/** Finds what a question names: dates before numbers, numbers before names. `today` is an ISO day in the desk's zone. */
export function mentionsOf(question: string, briefing: Briefing, today: string): Mentions {
  const plain = question.replace(/\s+/g, ' ').trim();
  const read = tokens(plain);
  const words = read.map(({ word }) => word);
  const phrase = phraseWords(plain);
  // "Point 12 September document": a point's number is no day.
  const period = periodIn(plain.replace(OWN_NUMBER, '$1'), briefing, today);
  const dated = dateWords(plain, period);
  const texts = textMentions(phrase, briefing);
  const outside = phrase.filter((_, at) => !texts.some(({ from, to }) => from <= at && at < to));
  const points = [...new Set([...(texts.length > 0 ? [] : pointsIn(plain)), ...pointsIn(outside.join(' '))])];
  const inText = new Set(texts.flatMap(({ from, to }) => phrase.slice(from, to)));
  // Numbers are written in figures there, so that places agree only where none was made of two words.
  const sameLength = phrase.length === words.length;
  const isText = (at: number) =>
    sameLength ? texts.some(({ from, to }) => from <= at && at < to) : inText.has(words[at] ?? '');
  // "3 March 1971" names no movement of a day in March; "what did May say in May 2019" names her once.
  const isDated = (at: number) => dated.has(words[at] ?? '');
  const isOfDate = (at: number) => isDated(at) && /^\d/.test(words[at] ?? '');
  const named = namedIn(plain, words, briefing, isText).filter(
    ({ from, to }) =>
      !(isOfDate(from - 1) || isOfDate(to)) || !words.slice(from, to).every((_, at) => isDated(from + at)),
  );
  const isName = (at: number) => named.some(({ from, to }) => from <= at && at < to);
  const idiom = new Set(
    plain
      .toLowerCase()
      .match(IDIOMS)
      ?.flatMap((said) => said.split(' ')) ?? [],
  );
  const telling = read.map(({ word }, at): TellingWord => {
    if (isName(at)) return { word, part: 'name' };
    if (isText(at)) return { word, part: 'text' };
    if (dated.has(word)) return { word, part: 'date' };
    if (/^\d/.test(word)) return { word, part: 'number' };
    if (idiom.has(word)) return { word, part: 'asking' };
    // "Which day", "their line" say what is wanted, not of what.
    if (DAY_ASKED.test(word) && /^(?:what|which|exact|precise)$/.test(words[at - 1] ?? ''))
      return { word, part: 'asking' };
    // "Date of the vote": and no deadline, which is a date as well.
    if (at < 2 && DAY_ASKED.test(word) && words[at + 1] === 'of') return { word, part: 'asking' };
    if (ATTITUDE.test(word) && isName(at - 1)) return { word, part: 'asking' };
    const asks = ASKING.has(word) || (points.length > 0 && CALLS_POINT.test(word));
    return { word, part: asks ? 'asking' : 'word' };
  });
  return {
    plain,
    words,
    named,
    texts: [...new Set(texts.map(({ text }) => text))],
    points,
    period,
    quantities: quantitiesIn(plain, points, dated, inText),
    telling,
  };
}

function namedIn(
  plain: string,
  words: readonly string[],
  briefing: Briefing,
  inText: (at: number) => boolean,
): readonly NamedActor[] {
  const byName = mentionedActors(plain, briefing)
    .filter(({ from, to }) => !range(from, to).every(inText))
    .map(
      ({ actor, others = [], score, from, to }): NamedActor => ({
        actors:
          score < 1 && others.length > 0
            ? likeliest(words.slice(from, to), [actor, ...others], briefing)
            : [actor, ...others],
        how: score === 1 ? 'name' : 'slip',
        from,
        to,
      }),
    );
  const isPerson = (at: number) =>
    byName.some(
      ({ actors, from, to }) => from <= at && at < to && actors.some(({ kind }) => kind === 'person'),
    );
  const taken = (at: number) => byName.some(({ from, to }) => from <= at && at < to) || inText(at);
  const byPart = partyParts(words, briefing, taken);
  const byRole = roleMentions(words, briefing, isPerson)
    .filter(({ from, to }) => words.slice(from, to).some((word) => !PLACE_IN_ROW.test(word)))
    .filter(({ actors, from }) => actors.length === 1 || !isAskedFor(words, from))
    .map(({ actors, from, to }): NamedActor => ({ actors, how: 'role', from, to }));
  // "the german chancellor": the party's name within somebody's office is no second mention.
  const outside = byName.filter(({ from, to }) => !byRole.some((role) => role.from <= from && to <= role.to));
  const parts = byPart.filter(({ from }) => !byRole.some((role) => role.from <= from && from < role.to));
  return [...outside, ...byRole, ...parts].sort((a, b) => a.from - b.from);
}

/** "Which two ministers", "how many MPs": whoever holds the office is asked for, and none of those who do is named. */
function isAskedFor(words: readonly string[], from: number): boolean {
  const before = words[from - 1] ?? '';
  return /^(?:which|what|many)$/.test(
    isNumberWord(before) || /^\d+$/.test(before) ? (words[from - 2] ?? '') : before,
  );
}

/** Of several names that a slip may stand for, the one that people are called by. */
function likeliest(words: readonly string[], actors: readonly Actor[], briefing: Briefing): readonly Actor[] {
  const meant = whoIsMeant(words.join(' '), briefing);
  return meant.kind === 'one' ? [meant.actor] : actors;
}

/** Parties by a word that one of them alone has in its name: "the council". */
function partyParts(
  words: readonly string[],
  briefing: Briefing,
  taken: (at: number) => boolean,
): readonly NamedActor[] {
  const parts = partyWords(wholeOf(briefing));
  const known = actorIn(briefing);
  const nations = nationWords(wholeOf(briefing));
  return words.flatMap((word, at): readonly NamedActor[] => {
    const isIdiom = word === 'red' && /^lines?$/.test(words[at + 1] ?? '');
    const free = !taken(at) && !isIdiom && (!ASKING.has(word) || word === 'us');
    const nation = nations.get(word) ?? nations.get(word.replace(/s$/, ''));
    const stands = nation !== undefined && (nation.people || TAKES_STAND.test(words[at + 1] ?? ''));
    const found = !free ? undefined : stands ? nation.party : ASKING.has(word) ? undefined : parts.get(word);
    return found === undefined ? [] : [{ actors: [known(found)], how: 'slip', from: at, to: at + 1 }];
  });
}

/** Behind "french", it is France that has it. */
const TAKES_STAND =
  /^(?:positions?|stances?|views?|opinions?|attitudes?|lines?|takes?|reactions?|responses?|repl(?:y|ies)|answers?|sides?|moods?|red|redlines?|roles?|delegation|negotiators?|team|government|govt|on|about|stand|stands|think|thinks|want|wants|say|says|said)$/;

/** The party that a nation is in this pack by the words for what is of it; the pack's own names for it come first. */
const nationWords = oncePerBriefing(
  (briefing): ReadonlyMap<string, { readonly party: Party; readonly people: boolean }> => {
    const byName = new Map<string, Party>();
    for (const actor of briefing.actors)
      if (actor.kind === 'party')
        for (const name of [actor.name, ...actor.aliases]) byName.set(name.toLowerCase(), actor);
    const found = new Map<string, { readonly party: Party; readonly people: boolean }>();
    for (const { names, people, of } of NATIONS) {
      const party = names.flatMap((name) => byName.get(name) ?? [])[0];
      if (party === undefined) continue;
      for (const word of people) found.set(word, { party, people: true });
      for (const word of [...of, ...names]) found.set(word, { party, people: false });
    }
    return found;
  },
);

const partyWords = oncePerBriefing((briefing): ReadonlyMap<string, Party> => {
  const owners = new Map<string, Set<Party>>();
  for (const actor of briefing.actors) {
    if (actor.kind !== 'party') continue;
    // Names, not descriptions: in "Critics of the draft" no word is one.
    const capitals = tokens(actor.name).filter(({ start }) => /\p{Lu}/u.test(actor.name.charAt(start)));
    if (capitals.length < 2) continue;
    const own = capitals.map(({ word }) => word);
    // "Likeminded" for "Like-Minded".
    const joined = own.slice(1).map((word, at) => `${own[at] ?? ''}${word}`);
    for (const word of [...own, ...joined]) owners.set(word, (owners.get(word) ?? new Set()).add(actor));
  }
  // A word that the records use otherwise as well names nobody.
  const titles = new Set(
    briefing.provisions.flatMap(({ title, aliases }) =>
      [title, ...aliases].flatMap((name) => tokens(name).map(({ word }) => word)),
    ),
  );
  return new Map(
    [...owners].flatMap(([word, actors]): readonly [string, Party][] => {
      const [only, ...others] = actors;
      return only === undefined || others.length > 0 || titles.has(word) || word.length < 2
        ? []
        : [[word, only]];
    }),
  );
});

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

function pointsIn(plain: string): readonly number[] {
  const found = [POINT_WORD, POINT_ORDINAL, POINT_SIGN].flatMap((pattern) =>
    [...plain.matchAll(pattern)].flatMap((match) =>
      [match[1], match[2]].flatMap((figure) => (figure === undefined ? [] : [Number(figure)])),
    ),
  );
  return [...new Set(found)];
}

/** The words that make up the dates: those of the question that its remainder no longer has. */
function dateWords(plain: string, period: Period | null): ReadonlySet<string> {
  if (period === null) return new Set();
  const left = period.rest.split(' ');
  return new Set(
    phraseWords(plain)
      .filter((word) => !left.includes(word))
      .flatMap((word) => [word, `${word}th`, `${word}st`, `${word}nd`, `${word}rd`]),
  );
}

const FIGURE =
  /(?<![\p{L}\d.,])(\d{1,3}(?:[,\s']\d{3})+|\d+(?:\.\d+)?)\s?(k|m|bn|b|thousand|million|billion)?(?![\p{L}\d])/giu;
const TIMES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  bn: 1e9,
  b: 1e9,
  billion: 1e9,
};

function quantitiesIn(
  plain: string,
  points: readonly number[],
  dated: ReadonlySet<string>,
  inText: ReadonlySet<string>,
): readonly number[] {
  return figuresIn(plain).filter(
    (value) => !points.includes(value) && !dated.has(String(value)) && !inText.has(String(value)),
  );
}

/** Every number in a text as figures, with "thousand", "k", "million" read. */
export function figuresIn(text: string): readonly number[] {
  return [...text.matchAll(FIGURE)].map((match) => {
    const figure = Number((match[1] ?? '').replace(/[,\s']/g, ''));
    return figure * (TIMES[(match[2] ?? '').toLowerCase()] ?? 1);
  });
}
