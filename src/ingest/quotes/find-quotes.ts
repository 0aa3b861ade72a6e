import { UNNAMED as NO_MENTION, NO_QUOTATION } from './attribution/mention-features.ts';
import { calibrated, type Kind, MODEL, type Model } from './attribution/model.ts';
import { type Candidate, rankSpeakers } from './attribution/ranker.ts';
import { type Meant, whoIsMeant } from './attribution/resolve.ts';
import { isOutlet, isPutTo, type Labelled, labelled, signature } from './attribution/rules.ts';
import type { Weights } from './attribution/weights.ts';
import { type Article, readArticle } from './reading/article.ts';
import { surnameKey } from './reading/entities.ts';
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

/** How many of the likeliest mentions are resolved to people. */
const MOST_RESOLVED = 4;
/** Of a quotation that is as likely a title or a scare quote as the words of any one speaker nothing is said. */
const LIKELIEST_NONE = 0.36;
/** One that may be such is left out, too, where no speaker comes near: those are wrong more often than right. */
const MAYBE_NONE = 0.15;
const LEAST_SPEAKER = 0.4;

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
  const turns = findTurns(text);
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
        confidence: confidenceOf(article, found),
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
  { text, entities }: Article,
  turns: readonly Turn[],
  actorOf: (name: string) => string | null,
): readonly FoundQuote[] {
  const names = namesOfTurns(turns, entities);
  return turns.map(({ start, end, label }) => {
    const speaker = names.get(label) ?? label;
    const from = text.lastIndexOf(label, start);
    return {
      ...wordsOf(text, start, end),
      marked: false,
      speaker,
      mention: { start: from, end: from + label.length, text: label },
      actor: actorOf(speaker),
      cue: ':',
      confidence: LABELLED,
    };
  });
}

/** How sure a name in a label or under a quotation is. */
const LABELLED = 0.97;

/** What the mention is counts, too: a name is surer than a pronoun of the same probability. */
function confidenceOf(article: Article, found: Attributed): number {
  return Math.round(1000 * calibrated(kindOfSpeaker(article, found), found.probability)) / 1000;
}

/** What a speaker is mentioned by; 'none' also where a pronoun is all there is ("they said"). */
export function kindOfSpeaker(article: Article, { mention, meant }: Attributed): Kind {
  return meant.name === null ? 'none' : (article.mentions[mention]?.kind ?? 'none');
}

/** One quotation with its likeliest speaker, before it is shown. */
export interface Attributed extends Likeliest {
  /** Index among the marked ones. */
  readonly quote: number;
  /** Where the words begin, behind the label of a transcript. */
  readonly start: number;
}

/** Goes through the quotations in order; each knows who spoke before. */
export function attribute(article: Article, model: Model): readonly Attributed[] {
  const places = new Map<number, number>();
  const found: Attributed[] = [];
  let speakers: { entity: number; token: number }[] = [];
  let previous: number | null = null;
  let label: Labelled | null = null;
  for (let quote = 0; quote < article.marked.length; quote++) {
    if (isOutlet(article, quote)) continue;
    label = labelled(article, quote, label);
    const signed = label === null ? signature(article, quote) : -1;
    let best: Likeliest;
    if (label !== null) {
      best = { meant: label.meant, mention: NO_MENTION, probability: 0.97 };
      previous = null;
    } else if (isPutTo(article, quote)) {
      best = { meant: { entity: -1, name: null, probability: 1 }, mention: NO_MENTION, probability: 0.5 };
    } else if (signed >= 0) {
      best = {
        meant: whoIsMeant(article, signed, quote, speakers, model.person)[0] as Meant,
        mention: signed,
        probability: 0.97,
      };
      previous = signed;
    } else {
      const ranked = rankSpeakers(article, quote, { mention: previous }, model.mention, places);
      const none = ranked.find(({ mention }) => mention === NO_QUOTATION)?.probability ?? 0;
      best = likeliest(article, quote, ranked, speakers, model.person);
      const paired = found.at(-1)?.quote === quote - 1 && isPair(article, quote);
      if (!paired && (none > LIKELIEST_NONE || (none > MAYBE_NONE && best.probability < LEAST_SPEAKER))) {
        previous = NO_QUOTATION;
        continue;
      }
      previous = best.mention;
    }
    const { entity } = best.meant;
    if (entity >= 0) {
      const token = article.stream.tokenOfQuote[quote] ?? 0;
      speakers = [{ entity, token }, ...speakers.filter((one) => one.entity !== entity)].slice(0, 4);
    }
    found.push({ quote, start: label?.start ?? article.marked[quote]?.start ?? 0, ...best });
  }
  return found;
}

/** "…" and "…": both are somebody's words or neither is. */
function isPair({ units, stream }: Article, quote: number): boolean {
  const [from, to] = [units.ofQuote[quote - 1] ?? 0, units.ofQuote[quote] ?? 0];
  const between = units.signs.slice(from + 1, to).join('');
  return (
    between === '&' ||
    between === ',&' ||
    (between === 'c' && stream.tokens[units.tokens[from + 1] ?? -1]?.low === 'or')
  );
}

interface Likeliest {
  readonly meant: Meant;
  /** The mention, or a constant below 0. */
  readonly mention: number;
  readonly probability: number;
}

/** Adds up what several mentions of one person say. */
function likeliest(
  article: Article,
  quote: number,
  ranked: readonly Candidate[],
  speakers: readonly { readonly entity: number; readonly token: number }[],
  weights: Weights,
): Likeliest {
  const sums = new Map<string, { meant: Meant; mention: number; probability: number }>();
  for (const { mention, probability } of ranked.slice(0, MOST_RESOLVED)) {
    if (probability < 0.01 || mention === NO_QUOTATION) continue;
    const those =
      mention < 0
        ? [{ entity: -1, name: null, probability: 1 }]
        : whoIsMeant(article, mention, quote, speakers, weights);
    for (const meant of those.slice(0, 3)) {
      const key = meant.entity >= 0 ? `#${meant.entity}` : (meant.name ?? '');
      const sum = sums.get(key);
      const more = probability * meant.probability;
      if (sum === undefined) sums.set(key, { meant, mention, probability: more });
      else sum.probability += more;
    }
  }
  const all = [...sums.values()].sort((a, b) => b.probability - a.probability);
  return all[0] ?? { meant: { entity: -1, name: null, probability: 1 }, mention: -2, probability: 0 };
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
