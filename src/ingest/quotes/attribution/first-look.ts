import type { Article } from '../reading/article.ts';
import { NO_QUOTATION, UNNAMED } from './candidates.ts';
import type { Model } from './model.ts';
import type { Speakers } from './person-features.ts';
import { type Candidate, rankSpeakers } from './ranker.ts';
import { type Meant, whoIsMeant } from './resolve.ts';
import { inOwnWords, isOutlet, isPutTo, type Labelled, labelled, signature } from './rules.ts';
import type { Weights } from './weights.ts';

/** Somebody who may have said a quotation. */
export interface Option {
  readonly meant: Meant;
  /** The mention that speaks most for them, or one of the two constants below 0. */
  readonly mention: number;
  readonly probability: number;
}

/** What is thought of one quotation when it is read in its turn. */
export interface Look {
  /** Index among the marked ones. */
  readonly quote: number;
  /** Where the words begin, behind the label of a transcript. */
  readonly start: number;
  /** Likeliest first; never empty. Where `plain`, the only one. */
  readonly options: readonly Option[];
  /** How likely the words are nobody's: a title, a scare quote. */
  readonly none: number;
  /** Whether a label, a signature or the like says who spoke, and nothing is left to weigh. */
  readonly plain: boolean;
  /** Whether the words are taken for somebody's. */
  readonly kept: boolean;
}

/** How many of the likeliest mentions are resolved to people. */
const MOST_RESOLVED = 4;
/** Of a quotation that is as likely a title or a scare quote as the words of any one speaker nothing is said. */
const LIKELIEST_NONE = 0.36;
/** One that may be such is left out, too, where no speaker comes near: those are wrong more often than right. */
const MAYBE_NONE = 0.15;
const LEAST_SPEAKER = 0.4;
const NOBODY: Option = {
  meant: { entity: -1, name: null, probability: 1 },
  mention: UNNAMED,
  probability: 0,
};

/** Goes through the quotations in order; each knows who spoke before. */
export function firstLook(article: Article, model: Pick<Model, 'mention' | 'person'>): readonly Look[] {
  const places = new Map<number, number>();
  const found: Look[] = [];
  let speakers: { entity: number; token: number }[] = [];
  let previous: number | null = null;
  let label: Labelled | null = null;
  for (let quote = 0; quote < article.marked.length; quote++) {
    if (isOutlet(article, quote)) continue;
    label = labelled(article, quote, label);
    const plain = plainly(article, quote, label, speakers, model.person);
    const ranked =
      plain === null ? rankSpeakers(article, quote, { mention: previous }, model.mention, places) : [];
    const none = ranked.find(({ mention }) => mention === NO_QUOTATION)?.probability ?? 0;
    const options = plain === null ? optionsOf(article, quote, ranked, speakers, model.person) : [plain];
    const best = options[0] as Option;
    const before = found.at(-1);
    const paired = before?.kept === true && before.quote === quote - 1 && isPair(article, quote);
    const kept =
      plain !== null ||
      paired ||
      isSpoken(article, quote) ||
      !(none > LIKELIEST_NONE || (none > MAYBE_NONE && best.probability < LEAST_SPEAKER));
    const start = label?.start ?? article.marked[quote]?.start ?? 0;
    found.push({ quote, start, options, none, plain: plain !== null, kept });
    if (!kept) {
      previous = NO_QUOTATION;
      continue;
    }
    // What was put to somebody leaves open who spoke before.
    if (plain === null || plain.mention >= 0) previous = best.mention;
    else if (label !== null) previous = null;
    const { entity } = best.meant;
    if (entity < 0) continue;
    const token = article.stream.tokenOfQuote[quote] ?? 0;
    speakers = [{ entity, token }, ...speakers.filter((one) => one.entity !== entity)].slice(0, 4);
  }
  return found;
}

/** The speaker where nothing needs to be weighed: named in a label or under the quotation, or whose own words they are said to be; nobody, where it was put to somebody. */
function plainly(
  article: Article,
  quote: number,
  label: Labelled | null,
  speakers: Speakers,
  weights: Weights,
): Option | null {
  if (label !== null) return { meant: label.meant, mention: UNNAMED, probability: 0.97 };
  const signed = signature(article, quote);
  if (isPutTo(article, quote)) return { ...NOBODY, probability: 0.5 };
  const owned = signed < 0 ? inOwnWords(article, quote) : -1;
  const mention = signed < 0 ? owned : signed;
  if (mention < 0) return null;
  const meant = whoIsMeant(article, mention, quote, speakers, weights)[0] as Meant;
  return { meant, mention, probability: 0.97 * meant.probability };
}

/** «…», dijo: a verb of speaking right behind leaves no doubt that the words are somebody's, whether or not it has a subject. */
function isSpoken({ units, stream }: Article, quote: number): boolean {
  const at = units.ofQuote[quote] ?? 0;
  const verb = units.signs[at + 1] === ',' ? at + 2 : at + 1;
  return units.signs[verb] === 'S' && stream.language !== 'en';
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

/** Adds up what several mentions of one person say. */
function optionsOf(
  article: Article,
  quote: number,
  ranked: readonly Candidate[],
  speakers: Speakers,
  weights: Weights,
): readonly Option[] {
  const sums = new Map<string, { meant: Meant; mention: number; probability: number }>();
  for (const { mention, probability } of ranked.slice(0, MOST_RESOLVED)) {
    if (probability < 0.01 || mention === NO_QUOTATION) continue;
    const those = mention < 0 ? [NOBODY.meant] : whoIsMeant(article, mention, quote, speakers, weights);
    for (const meant of those.slice(0, 3)) {
      const key = meant.entity >= 0 ? `#${meant.entity}` : (meant.name ?? '');
      const sum = sums.get(key);
      const more = probability * meant.probability;
      if (sum === undefined) sums.set(key, { meant, mention, probability: more });
      else sum.probability += more;
    }
  }
  const all = [...sums.values()].sort((a, b) => b.probability - a.probability);
  return all.length > 0 ? all : [NOBODY];
}
