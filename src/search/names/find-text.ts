import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import type { Text } from '../../domain/text.ts';
import { editDistance } from '../text/edit-distance.ts';
import { misspelledNumberOf } from '../text/number-words.ts';
import { stem } from '../text/stem.ts';
import { ANY_DRAFT, DRAFT_WORDS } from './draft-words.ts';
import { phraseWords } from './topics.ts';

/** A text of the story named inside a longer phrase. `from` and `to` are word positions, end exclusive. */
export interface TextMention {
  readonly text: Text;
  readonly from: number;
  readonly to: number;
}

export interface TextMatch {
  readonly text: Text;
  /** Above 0 and at most 1, which means one of its names word for word. */
  readonly score: number;
}

/** Words that call something a draft without saying which. */
const CALLED: ReadonlySet<string> = new Set([...DRAFT_WORDS, 'one']);
const FILLER = new Set('the a an of in to our that this its'.split(' '));

/** Words with the stem of each, so that a name is not stemmed again for every place it might stand in. */
interface Phrase {
  readonly words: readonly string[];
  readonly stems: readonly string[];
}

interface Name extends Phrase {
  readonly text: Text;
  /** Without words for a draft. */
  readonly bare: Phrase;
}

interface TextNames {
  /** Longest first. */
  readonly names: readonly Name[];
  /** Telling words of each text: everything in its names but filler and words for a draft. */
  readonly telling: ReadonlyMap<Text, ReadonlySet<string>>;
  /** The only text that is called so: "the protocol" where one text is a protocol and no subject is. */
  readonly only: ReadonlyMap<string, Text>;
  /** The only text with that number in its names: "2231" of a resolution. */
  readonly numbered: ReadonlyMap<string, Text>;
}

const namesOf = oncePerBriefing((briefing): TextNames => {
  const names = briefing.texts.flatMap((text) =>
    [text.name, text.label, text.id, ...text.aliases].map((name): Name => {
      const words = bareWords(name);
      return { text, ...phraseOf(words), bare: phraseOf(words.filter((word) => !CALLED.has(word))) };
    }),
  );
  const telling = new Map(
    briefing.texts.map((text) => [
      text,
      new Set(names.flatMap((name) => (name.text === text ? name.bare.stems : []))),
    ]),
  );
  return {
    names: names
      .filter((name) =>
        name.words.some((word) => !ANY_DRAFT.has(word) && word !== 'one' && !/^\d+$/.test(word)),
      )
      .sort((a, b) => b.words.length - a.words.length),
    telling,
    only: onlyCalled(names, briefing),
    numbered: numberedIn(names),
  };
});

/** Numbers of three digits and more that are no year. */
const SERIAL = /^(?!(?:19|20)\d\d$)\d{3,5}$/;

function numberedIn(names: readonly Name[]): ReadonlyMap<string, Text> {
  const found = new Map<string, Set<Text>>();
  for (const { text, words } of names)
    for (const word of words)
      if (SERIAL.test(word)) found.set(word, (found.get(word) ?? new Set()).add(text));
  return new Map(
    [...found].flatMap(([word, [text, ...others]]) =>
      text === undefined || others.length > 0 ? [] : [[word, text] as const],
    ),
  );
}

function onlyCalled(names: readonly Name[], { provisions }: Briefing): ReadonlyMap<string, Text> {
  const subjects = new Set(
    provisions.flatMap(({ title, aliases }) => [title, ...aliases].flatMap((name) => phraseWords(name))),
  );
  const called = new Map<string, Set<Text>>();
  for (const { text, words } of names) {
    for (const word of words) {
      if (!DRAFT_WORDS.has(word) || ANY_DRAFT.has(word) || subjects.has(word)) continue;
      called.set(word, (called.get(word) ?? new Set()).add(text));
    }
  }
  return new Map(
    [...called].flatMap(([word, texts]) => {
      const [text] = texts;
      return texts.size === 1 && text !== undefined ? [[word, text] as const] : [];
    }),
  );
}

function bareWords(phrase: string): readonly string[] {
  return phraseWords(phrase).filter((word) => !FILLER.has(word));
}

/** Texts meant by a phrase that names nothing else, best first; empty where none fits. */
export function findTexts(typed: string, briefing: Briefing): readonly TextMatch[] {
  const query = bareWords(typed);
  if (query.length === 0) return [];
  const exact = briefing.texts.filter((text) => text.id === typed.trim().toLowerCase());
  if (exact.length > 0) return exact.map((text) => ({ text, score: 1 }));
  const { names, telling, only } = namesOf(briefing);
  const asked = query.filter((word) => !CALLED.has(word));
  const best = new Map<Text, number>();
  const raise = (text: Text, score: number) => best.set(text, Math.max(best.get(text) ?? 0, score));
  const [whole, bare] = [phraseOf(query), phraseOf(asked)];
  for (const name of names) {
    if (sameWords(whole, name)) raise(name.text, 1);
    else if (asked.length > 0 && sameWords(bare, name.bare)) raise(name.text, 0.95);
  }
  for (const [text, words] of telling) {
    const known = [...words];
    const hits = bare.stems.filter((root) => words.has(root) || known.some((other) => alike(root, other)));
    if (hits.length > 0) raise(text, (0.9 * hits.length) / asked.length);
  }
  for (const word of query) {
    const text = asked.length === 0 ? only.get(word) : undefined;
    if (text !== undefined) raise(text, 0.95);
  }
  // A number of points names a text even where no alias spells it so.
  const figure =
    asked.length === 1 || query.includes('point') ? asked.find((word) => /^\d+$/.test(word)) : undefined;
  for (const text of briefing.texts) {
    if (figure !== undefined && text.points === Number(figure)) raise(text, 0.92);
  }
  const order = new Map(briefing.texts.map((text, at) => [text, at]));
  return [...best]
    .map(([text, score]) => ({ text, score }))
    .filter((match) => match.score >= 0.4)
    .sort((a, b) => b.score - a.score || (order.get(a.text) ?? 0) - (order.get(b.text) ?? 0));
}

/**
 * Texts named within a longer phrase, in reading order and without overlap. `words` are those of `phraseWords`.
 * A telling word alone ("northern") names a text only beside a word for a draft ("the northern plan").
 */
export function textMentions(words: readonly string[], briefing: Briefing): readonly TextMention[] {
  // No text goes by figures alone, and "6" is the commonest thing asked for.
  if (words.every((word) => /^\d+$/.test(word))) return [];
  const { names, telling, only, numbered } = namesOf(briefing);
  const taken = new Set<number>();
  const mentions: TextMention[] = [];
  const take = (mention: TextMention) => {
    for (let at = mention.from; at < mention.to; at++) taken.add(at);
    mentions.push(mention);
  };
  const free = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (taken.has(at)) return false;
    return true;
  };
  const phrase = phraseOf(words);
  for (const name of names) {
    for (let from = 0; from + name.words.length <= words.length; from++) {
      const to = from + name.words.length;
      if (free(from, to) && standsAt(from, name, phrase)) take({ text: name.text, from, to });
    }
  }
  for (const [at, word] of words.entries()) {
    if ((word !== 'point' && word !== 'points') || !free(at - 1, at + 1)) continue;
    const before = words[at - 1] ?? '';
    const count = /^\d+$/.test(before) ? Number(before) : misspelledNumberOf(before);
    const counted = count === null ? undefined : briefing.texts.find((text) => text.points === count);
    // "8 point plan" counts the points of a text; "point 8 point" does not.
    if (counted !== undefined && !/^points?$/.test(words[at - 2] ?? ''))
      take({ text: counted, from: at - 1, to: at + 1 });
  }
  for (const [at, word] of words.entries()) {
    const text = taken.has(at) ? undefined : numbered.get(word);
    if (text !== undefined) take({ text, from: at, to: at + 1 });
  }
  for (const [at, word] of words.entries()) {
    // "The 2019 one", whose "one" is read as a figure.
    const isYear = word === '1' && /^(?:19|20)\d\d$/.test(words[at - 1] ?? '');
    if (!(CALLED.has(word) || isYear) || word === 'one' || taken.has(at)) continue;
    let from = at;
    while (from > 0 && !taken.has(from - 1) && isTelling(words[from - 1] ?? '', telling)) from -= 1;
    const called = only.get(word);
    if (from === at && called !== undefined) take({ text: called, from, to: at + 1 });
    if (from === at) continue;
    const found = findTexts(words.slice(from, at).join(' '), briefing);
    const [match] = found;
    if (match === undefined || match.score < 0.85) continue;
    // "The Commission draft": of several that go by the same word, the one that is called a draft.
    const near = found.filter(({ score }) => score === match.score);
    const { text } = near.find((one) => isCalled(one.text, word)) ?? match;
    take({ text, from, to: at + 1 });
  }
  return mentions
    .sort((a, b) => a.from - b.from)
    .map((mention) => withTail(withLead(mention, words, taken, telling), words, taken));
}

/** Takes in what else the text is called by before its name: "the northern revision". */
function withLead(
  mention: TextMention,
  words: readonly string[],
  taken: ReadonlySet<number>,
  telling: TextNames['telling'],
): TextMention {
  const own = telling.get(mention.text);
  let { from } = mention;
  while (from > 0 && !taken.has(from - 1) && own?.has(stem(words[from - 1] ?? '')) === true) from -= 1;
  return { ...mention, from };
}

/** Takes in a word for a draft that follows: "the 5 point one", "the northern text". */
function withTail(mention: TextMention, words: readonly string[], taken: ReadonlySet<number>): TextMention {
  const next = words[mention.to];
  const pronoun = next === '1' && mention.to === words.length - 1 && words[mention.to - 1] === 'point';
  if (next === undefined || taken.has(mention.to) || !(CALLED.has(next) || pronoun)) return mention;
  return { ...mention, to: mention.to + 1 };
}

/** Whether a word for a draft stands in a name of a text, or in what it is said to be. */
function isCalled({ name, label, aliases, summary }: Text, word: string): boolean {
  const root = stem(word);
  return [name, label, ...aliases, summary].some((one) => phraseWords(one).some((own) => stem(own) === root));
}

function isTelling(word: string, telling: TextNames['telling']): boolean {
  const root = stem(word);
  for (const words of telling.values()) {
    if (words.has(root)) return true;
    for (const known of words) if (alike(root, known)) return true;
  }
  return false;
}

function phraseOf(words: readonly string[]): Phrase {
  return { words, stems: words.map(stem) };
}

function sameWords(a: Phrase, b: Phrase): boolean {
  return a.words.length === b.words.length && standsAt(0, a, b);
}

/** True where the words of a phrase from a place on are those of the name, but for endings and slips. */
function standsAt(from: number, name: Phrase, phrase: Phrase): boolean {
  return name.words.every(
    (word, at) =>
      word === phrase.words[from + at] || alike(name.stems[at] ?? '', phrase.stems[from + at] ?? ''),
  );
}

/** Equal, or one slip apart in a word long enough to tell. */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < 5 || b.length < 5 || Math.abs(a.length - b.length) > 1) return false;
  if (/\d/.test(a) || /\d/.test(b)) return false;
  return editDistance(a, b, 1) <= 1;
}
