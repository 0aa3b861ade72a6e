import { certaintyOf } from './attribution/certainty.ts';
import { firstLook, type Look, type Option } from './attribution/first-look.ts';
import { calibrated, MODEL, type Model } from './attribution/model.ts';
import { grown, oddsToShare } from './attribution/trees.ts';
import { type Article, readArticle } from './reading/article.ts';
import { surnameKey } from './reading/entities.ts';
import { ANSWERS, findAnswers, whoAnswers } from './reading/interviews.ts';
import type { Token } from './reading/stream.ts';
import { findTurns, namesOfTurns, type Turn } from './reading/turns.ts';

/** Somebody the reader knows already, with every way the name is written. */
export interface KnownActor {
  readonly id: string;
  readonly names: readonly string[];
}

/** Words of somebody in an article. Offsets are UTF-16 indices; `text.slice(start, end) === quote`. */
export interface FoundQuote {
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  /** Whole sentences, or a part of one that the narration goes around. */
  readonly form: 'direct' | 'partial';
  /** false for the turns of a transcript, which stand without marks. */
  readonly marked: boolean;
  /** The fullest name of the speaker in the article, or the description as it stands; null where nobody is named. */
  readonly speaker: string | null;
  /** Where the speaker is mentioned for this quotation ("he", "the spokesman"); null where nowhere. */
  readonly mention: { readonly start: number; readonly end: number; readonly text: string } | null;
  /** Id of the known actor that is meant, where `known` was given and exactly one fits. */
  readonly actor: string | null;
  /** The verb of speaking beside it; '' where there is none. */
  readonly cue: string;
  /** How likely quotation and speaker are both right, 0 to 1. */
  readonly confidence: number;
}

/**
 * Finds the quotations of an article and who said each, in the order of the text. Titles and scare quotes in quotation
 * marks are left out. Pure; never throws; time is linear in the length of the text.
 */
export function findQuotes(
  text: string,
  { known = [] }: { readonly known?: readonly KnownActor[] } = {},
): readonly FoundQuote[] {
  const article = readArticle(text);
  const actorOf = actorFinder(known);
  const named = findTurns(text);
  const turns = named.length > 0 ? named : findAnswers(text);
  const inTurn = withinOf(turns);
  const quoted = attribute(article, MODEL)
    .filter(({ start }) => !inTurn(start))
    .map((found) => {
      const { quote, start, meant, mention } = found;
      return {
        ...wordsOf(text, start, article.marked[quote]?.end ?? start),
        marked: true,
        speaker: meant.name,
        mention: mentionOf(article, mention),
        actor: meant.name === null ? null : actorOf(meant.name),
        cue: cueOf(article, quote, mention),
        confidence: confidenceOf(found),
      };
    });
  return turns.length === 0
    ? quoted
    : [...quoted, ...spokenIn(article, turns, actorOf)].sort((a, b) => a.start - b.start);
}

function withinOf(turns: readonly Turn[]): (at: number) => boolean {
  let next = 0;
  return (at) => {
    while (next < turns.length && (turns[next]?.end ?? 0) <= at) next++;
    return at >= (turns[next]?.start ?? Number.POSITIVE_INFINITY);
  };
}

function spokenIn(
  article: Article,
  turns: readonly Turn[],
  actorOf: (name: string) => string | null,
): readonly FoundQuote[] {
  const { text, entities } = article;
  const names = namesOfTurns(turns, entities);
  const answers = turns[0]?.label === ANSWERS;
  const asked = answers ? whoAnswers(article, turns[0]?.start ?? 0) : null;
  return turns.map(({ start, end, label }) => {
    const speaker = answers ? asked : (names.get(label) ?? label);
    const from = text.lastIndexOf(label, start);
    return {
      ...wordsOf(text, start, end),
      marked: false,
      speaker,
      mention: { start: from, end: from + label.length, text: label },
      actor: speaker === null ? null : actorOf(speaker),
      cue: ':',
      confidence: answers ? ANSWERING : LABELLED,
    };
  });
}

/** How sure a name in a label or under a quotation is. */
const LABELLED = 0.97;
/** How sure whom the text named before the first "A:" is. */
const ANSWERING = 0.6;

/** One quotation with its likeliest speaker, before it is shown. */
export interface Attributed extends Option {
  /** Index among the marked ones. */
  readonly quote: number;
  /** Where the words begin, behind the label of a transcript. */
  readonly start: number;
  /** What the trees make of how likely it is right, 0 to 1; of what is plain the probability. */
  readonly certainty: number;
  /** What was thought of every quotation, and which of them this is. */
  readonly looks: readonly Look[];
  readonly at: number;
}

/** Every quotation that is somebody's, with its likeliest speaker. */
export function attribute(article: Article, { certainty, ...model }: Model): readonly Attributed[] {
  const looks = firstLook(article, model);
  return looks.flatMap(({ quote, start, options, plain, kept }, at) => {
    if (!kept) return [];
    const best = options[0] as Option;
    const sure = plain
      ? best.probability
      : oddsToShare(grown(certainty.trees, certaintyOf(article, looks, at), certainty.base));
    return [{ quote, start, ...best, certainty: sure, looks, at }];
  });
}

/** What is plain is as sure as its kind; what was weighed as often right as such were. */
function confidenceOf({ certainty, looks, at }: Attributed): number {
  return Math.round(1000 * (looks[at]?.plain ? certainty : calibrated(certainty))) / 1000;
}

function wordsOf(
  text: string,
  start: number,
  end: number,
): Pick<FoundQuote, 'quote' | 'start' | 'end' | 'form'> {
  const words = text.slice(start, end);
  const whole = /^[^\p{L}]{0,3}[\p{Lu}\p{N}]/u.test(words.slice(0, 6)) && words.includes(' ');
  return { quote: words, start, end, form: whole ? 'direct' : 'partial' };
}

function mentionOf({ text, mentions, stream }: Article, index: number): FoundQuote['mention'] {
  const mention = mentions[index];
  if (mention === undefined) return null;
  const { start } = stream.tokens[mention.from] as Token;
  const { end } = stream.tokens[mention.to - 1] as Token;
  return { start, end, text: text.slice(start, end) };
}

function cueOf({ surroundings, units, stream }: Article, quote: number, mention: number): string {
  const { before = null, behind = null } = surroundings[quote] ?? {};
  const governor = [before, behind].find((one) => one?.subject === mention) ?? before ?? behind;
  return stream.tokens[units.tokens[governor?.unit ?? -1] ?? -1]?.low ?? '';
}

/** Finds known actors by their whole names, then by surnames that only one of them has. */
function actorFinder(known: readonly KnownActor[]): (name: string) => string | null {
  const whole = new Map<string, string | null>();
  const surnames = new Map<string, string | null>();
  const put = (map: Map<string, string | null>, key: string, id: string) =>
    map.set(key, map.has(key) && map.get(key) !== id ? null : id);
  for (const { id, names } of known) {
    for (const name of names) {
      put(whole, name.toLowerCase(), id);
      put(surnames, surnameKey(name), id);
    }
  }
  return (name) =>
    whole.get(name.toLowerCase()) ?? (name.includes(' ') ? null : (surnames.get(surnameKey(name)) ?? null));
}
