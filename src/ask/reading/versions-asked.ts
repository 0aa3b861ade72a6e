import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { wholeOf } from '../../domain/lookups/known-by.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { groupsOn } from '../../domain/lookups/members.ts';
import { entryIn } from '../../domain/mapping.ts';
import type { Text } from '../../domain/text.ts';
import { earliestDay } from '../../domain/when.ts';
import { monthOf } from '../../search/dates/calendar-names.ts';
import { DRAFT_WORDS } from '../../search/names/draft-words.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';
import type { Asked } from '../ranking/asked.ts';

/** Which texts a question about texts means, and the words that say so. */
export interface VersionsAsked {
  /** In the order they are named, each once; empty where none is. */
  readonly texts: readonly Text[];
  /** Words of the question in normal form that name a text and therefore no subject. */
  readonly used: ReadonlySet<string>;
}

/** Places in the order in which the texts came, from the first on. */
const PLACES: Readonly<Record<string, number>> = {
  first: 0,
  '1st': 0,
  original: 0,
  originally: 0,
  initial: 0,
  initially: 0,
  oldest: 0,
  earliest: 0,
  second: 1,
  '2nd': 1,
  third: 2,
  '3rd': 2,
  fourth: 3,
  fifth: 4,
};
const LAST = /^(?:last|latest|final|newest|signed|finished|later|end)$/;
/** What may follow a place that is a text's: "the first one", "from the first to the last", "mayor vs final". */
const AFTER_PLACE =
  /^(?:one|ones|to|vs|v|versus|and|or|offer|offers|bid|bids|contract|list|package|counter|still|as|too|was|is|had|has)$/;
/** Words for a draft that one story may call a single text by and that mean any of them. */
const ANY_OFFER =
  /^(?:offers?|asks?|bids?|counters?|lists?|packages?|contracts?|terms?|points?|clauses?|rules?)$/;

/**
 * The texts meant by name, by who wrote them, by the month or year they come from, by their place in the order, or by a word that
 * one of them alone is called by. Only for a question that is about texts by its other words: elsewhere a month is a month.
 */
export function versionsAsked(asked: Asked): VersionsAsked {
  const known = kept.get(asked);
  if (known !== undefined) return known;
  const made = readVersions(asked);
  kept.set(asked, made);
  return made;
}

/** Several ways out of deciding look at it: it is read once a question. */
const kept = new WeakMap<Asked, VersionsAsked>();

function readVersions({ mentions, briefing }: Asked): VersionsAsked {
  const { words, telling } = mentions;
  const inOrder = textsInOrder(briefing);
  const placed: { readonly text: Text; readonly at: number }[] = [];
  const used = new Set<string>();
  const use = (typed: readonly string[]) => {
    for (const word of typed) for (const one of [word, ...phraseWords(word)]) used.add(one);
  };
  const take = (text: Text | undefined, at: number, typed: readonly string[]) => {
    if (text === undefined) return;
    placed.push({ text, at });
    use(typed);
  };
  const isNamed = (at: number) => telling[at]?.part === 'text';
  use(words.filter((_, at) => isNamed(at)));
  for (const text of mentions.texts) placed.push({ text, at: placeOf(text, words, isNamed) });
  const written = writtenBy(mentions.named, briefing);
  for (const { texts, from, to } of written)
    if (texts.length === 1) take(texts[0], from, words.slice(from, to));
  // "What the studios offered in April": of several of theirs, the one from then.
  const several = written.filter(({ texts }) => texts.length > 1);
  const pools = [...several.map(({ texts }) => texts), inOrder];
  for (const [at, word] of words.entries()) {
    if (isNamed(at) || used.has(word)) continue;
    const next = words[at + 1];
    const stands = next === undefined || AFTER_PLACE.test(next) || DRAFT_WORDS.has(next) || isNamed(at + 1);
    const place = entryIn(PLACES, word);
    if (place !== undefined) take(stands ? inOrder[place] : undefined, at, [word]);
    else if (LAST.test(word)) take(stands ? inOrder.at(-1) : undefined, at, [word]);
    else {
      const called = calledBy(word, briefing);
      const then = called === undefined ? pools.flatMap((texts) => cameIn(word, texts) ?? [])[0] : undefined;
      take(called ?? then, at, [word]);
      for (const { texts, from, to } of several)
        if (then !== undefined && texts.includes(then)) use(words.slice(from, to));
    }
  }
  const ids = placed.toSorted((a, b) => a.at - b.at).map(({ text }) => text.id);
  return { texts: [...new Set(ids)].flatMap((id) => lookupOf(briefing).text(id) ?? []), used };
}

/** The story's texts without those kept for their background, oldest first. */
export const textsInOrder = oncePerBriefing((briefing): readonly Text[] =>
  briefing.texts
    .filter(({ context }) => !context)
    .toSorted((a, b) => (earliestDay(a.known) < earliestDay(b.known) ? -1 : 1)),
);

/** Where in the question a text is named: at the first word of its names that stands there. */
function placeOf(text: Text, words: readonly string[], isNamed: (at: number) => boolean): number {
  const own = new Set(
    [text.name, text.label, ...text.aliases].flatMap((name) => phraseWords(name).map(stem)),
  );
  const at = words.findIndex(
    (word, place) => isNamed(place) && !DRAFT_WORDS.has(word) && own.has(stem(word)),
  );
  return at < 0 ? words.findIndex((_, place) => isNamed(place)) : at;
}

interface Written {
  readonly texts: readonly Text[];
  readonly from: number;
  readonly to: number;
}

/** The texts of those who are named: each one's own, and that of the group of which all who are named are members. */
function writtenBy(named: Asked['mentions']['named'], briefing: Briefing): readonly Written[] {
  const { speaksFor } = lookupOf(briefing);
  const ownOf = (meant: ReadonlySet<string>) =>
    briefing.texts.filter(({ authors }) => authors.length > 0 && authors.every((id) => meant.has(id)));
  const own = named.map(({ actors, from, to }) => ({
    texts: ownOf(new Set(actors.flatMap(({ id }) => [id, ...speaksFor(id)]))),
    from,
    to,
  }));
  const [first, ...others] = named;
  const day = briefing.asOf ?? briefing.reviewed;
  const groups = (one: (typeof named)[number]) =>
    one.actors.flatMap(({ id }) => groupsOn(id, briefing, day).map(({ group }) => group.id));
  if (first === undefined || others.length === 0 || own.some(({ texts }) => texts.length > 0)) return own;
  const shared = others.reduce((kept, one) => kept.filter((id) => groups(one).includes(id)), groups(first));
  const texts = ownOf(new Set(shared));
  return texts.length === 0 ? own : named.map(({ from, to }) => ({ texts, from, to }));
}

/** The text that came in that month, where there is one, or the last that came in that year. */
function cameIn(word: string, texts: readonly Text[]): Text | undefined {
  const month = monthOf(word);
  const isThen = (day: string): boolean => {
    if (month !== null) return Number(day.slice(5, 7)) === month;
    if (/^(?:19|20)\d{2}$/.test(word)) return day.startsWith(word);
    return /^\d{2}$/.test(word) && day.slice(2, 4) === word;
  };
  const then = texts.filter(({ known }) => isThen(earliestDay(known)));
  return month === null || then.length === 1 ? then.at(-1) : undefined;
}

/** By the root of a word, the only text that is called by it; words of subjects call none. */
const textsByWord = oncePerBriefing((briefing): ReadonlyMap<string, Text> => {
  const subjects = new Set(
    briefing.provisions.flatMap(({ title, aliases }) =>
      [title, ...aliases].flatMap((name) => phraseWords(name).map(stem)),
    ),
  );
  const found = new Map<string, Set<Text>>();
  for (const text of briefing.texts)
    for (const word of [text.name, text.label, ...text.aliases].flatMap(phraseWords)) {
      const root = stem(word);
      if (
        word.length < 4 ||
        /\d/.test(word) ||
        DRAFT_WORDS.has(word) ||
        ANY_OFFER.test(word) ||
        subjects.has(root)
      )
        continue;
      found.set(root, (found.get(root) ?? new Set()).add(text));
    }
  return new Map(
    [...found].flatMap(([root, texts]) => {
      const [only, ...others] = texts;
      return only === undefined || others.length > 0 ? [] : [[root, only] as const];
    }),
  );
});

function calledBy(word: string, briefing: Briefing): Text | undefined {
  const text = textsByWord(wholeOf(briefing)).get(stem(word));
  // Names are the same on every day; whether the text was known by then is not.
  return text === undefined ? undefined : lookupOf(briefing).text(text.id);
}
