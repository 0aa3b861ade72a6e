import type { Article } from '../reading/article.ts';
import type { Governor } from '../reading/governors.ts';
import type { Mention } from '../reading/mention.ts';
import { BODY, PERSON } from '../reading/words/word-classes.ts';
import type { Look, Option } from './first-look.ts';

/**
 * What tells how sure the likeliest speaker of a quotation is, as a row of numbers for the trees: by how much it is likelier
 * than the others, what it is mentioned by, what stands around, how sure the neighbours are and whether they are the same
 * one's. Only for looks that weighed something. The order is part of the weights: after a change they are fitted again.
 */
export function certaintyOf(article: Article, looks: readonly Look[], at: number): readonly number[] {
  const look = looks[at] as Look;
  const best = look.options[0] as Option;
  return [
    ...weighed(look, best),
    ...aroundQuote(article, look.quote, best),
    ...ofMention(article, look.quote, best),
    ...ofNeighbour(article, looks, at, at - 1, best),
    ...ofNeighbour(article, looks, at, at + 1, best),
  ];
}

function logOdds(probability: number): number {
  const bounded = Math.min(1 - 1e-5, Math.max(1e-5, probability));
  return Math.log(bounded / (1 - bounded));
}

function weighed({ options, none }: Look, best: Option): readonly number[] {
  const second = options[1]?.probability ?? 0;
  const nobody = options.slice(1).filter(({ meant }) => meant.entity < 0);
  return [
    logOdds(best.probability),
    Math.log(best.probability + 1e-5) - Math.log(Math.max(second, none, 1e-4)),
    logOdds(second),
    none,
    best.meant.probability,
    nobody.reduce((sum, { probability }) => sum + probability, 0),
    options.length,
  ];
}

/** Kinds of signs from those that tie words together to those that part them; what is not listed lies between. */
const SIGNS = "SJTASQ¶|.,:;-()*NPInDBC0o&cxrwhatfpd'gvm";
const HOWS = ['', 'far', 'coord', 'ing', 'acc', 'app', 'rel', 'dir', 'inv'];

function sign(text: string | undefined): number {
  return text === undefined ? -1 : SIGNS.indexOf(text);
}

function how(governor: Governor | null | undefined): number {
  return HOWS.indexOf(governor?.how ?? '');
}

function aroundQuote(article: Article, quote: number, best: Option): readonly number[] {
  const { units, marked, surroundings, text, entities } = article;
  const at = units.ofQuote[quote] ?? 0;
  const { start, end } = marked[quote] as Article['marked'][number];
  const { words, before, behind } = surroundings[quote] as Article['surroundings'][number];
  const last = text[end - 1] ?? '';
  const same = (subject: number) =>
    subject === best.mention || (best.meant.entity >= 0 && entities.ofMention[subject] === best.meant.entity);
  return [
    sign(units.signs[at - 1]),
    sign(units.signs[at + 1]),
    sign(units.signs[at + 2]),
    words,
    /^[^\p{L}]*\p{Lu}/u.test(text.slice(start, Math.min(end, start + 6))) ? 1 : 0,
    ',.?!'.includes(last) ? 2 : /[-–—…]/.test(last) ? 1 : 0,
    before === null ? 30 : at - before.unit,
    behind === null ? 30 : behind.unit - at,
    before === null || before.subject < 0 ? 0 : same(before.subject) ? how(before) : -how(before),
    behind === null || behind.subject < 0 ? 0 : same(behind.subject) ? how(behind) : -how(behind),
  ];
}

function ofMention(article: Article, quote: number, best: Option): readonly number[] {
  const { units, mentions, stream, entities, speaks } = article;
  const mention = mentions[best.mention];
  const entity = entities.all[best.meant.entity];
  const people = [
    entity?.mentions.length ?? 0,
    entity?.mentions.slice(0, 60).filter((index) => speaks[index]).length ?? 0,
    entity === undefined ? -1 : entity.nouns.size,
    entity === undefined ? -1 : entity.name.split(' ').length,
    looksLike(entity?.gender, entity?.body),
  ];
  if (mention === undefined) return [0, 0, 99, 9, -2, -2, -2, -2, 0, ...people];
  const at = units.ofMention[best.mention] ?? 0;
  const token = stream.tokenOfQuote[quote] ?? 0;
  const paragraphs = (stream.tokens[mention.from]?.paragraph ?? 0) - (stream.tokens[token]?.paragraph ?? 0);
  return [
    kindOf(mention),
    mention.from < token ? -1 : 1,
    Math.min(99, Math.abs(mention.from - token)),
    Math.min(9, Math.abs(paragraphs)),
    sign(units.signs[at - 2]),
    sign(units.signs[at - 1]),
    sign(units.signs[at + 1]),
    sign(units.signs[at + 2]),
    speaks[best.mention] ? 1 : 0,
    ...people,
  ];
}

function looksLike(gender: string | undefined, body: boolean | undefined): number {
  return gender === undefined ? -1 : body ? 0 : gender === '' ? 1 : 2;
}

/** From what names its speaker to what only describes them: name, pronouns, nouns. */
function kindOf({ kind, sort, pronoun, definite }: Mention): number {
  switch (kind) {
    case 'name':
      return sort & BODY ? 3 : 2;
    case 'pronoun':
      return /^s?he$/.test(pronoun) ? 4 : /^(?:they|it|which)$/.test(pronoun) ? 5 : pronoun === 'who' ? 6 : 7;
    case 'noun':
      return sort & PERSON ? (definite ? 8 : 9) : sort & BODY ? 10 : 11;
  }
}

const NO_NEIGHBOUR = [-1, 0, 9, 80];

function ofNeighbour(
  { units, stream }: Article,
  looks: readonly Look[],
  at: number,
  other: number,
  best: Option,
): readonly number[] {
  const [own, look] = [looks[at] as Look, looks[other]];
  if (look === undefined) return NO_NEIGHBOUR;
  const paragraph = (quote: number) => stream.tokens[stream.tokenOfQuote[quote] ?? 0]?.paragraph ?? 0;
  const same = look.options.find(({ meant }) =>
    best.meant.entity >= 0 ? meant.entity === best.meant.entity : meant.name === best.meant.name,
  );
  return [
    same?.probability ?? 0,
    look.options[0]?.probability ?? 0,
    Math.min(9, Math.abs(paragraph(look.quote) - paragraph(own.quote))),
    Math.min(80, Math.abs((units.ofQuote[look.quote] ?? 0) - (units.ofQuote[own.quote] ?? 0))),
  ];
}
