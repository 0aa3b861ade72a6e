import type { Article } from '../reading/article.ts';
import type { Entity } from '../reading/entities.ts';
import type { Mention } from '../reading/mention.ts';
import type { Token } from '../reading/stream.ts';
import { isPlaceName } from '../reading/words/places.ts';
import { PERSON } from '../reading/words/word-classes.ts';
import { personDescribed } from './descriptions.ts';
import { peopleFor, personFeatures, type Speakers } from './person-features.ts';
import type { Weights } from './weights.ts';

/** Whom a mention means. */
export interface Meant {
  /** Entity of the article, -1 where it is only described ("a spokesman"). */
  readonly entity: number;
  /** The fullest name, or the description as it stands; null where nobody can be told ("I", "they"). */
  readonly name: string | null;
  readonly probability: number;
}

/** Whom a mention means, likeliest first; the probabilities add up to 1. */
export function whoIsMeant(
  article: Article,
  index: number,
  quote: number,
  speakers: Speakers,
  weights: Weights,
): readonly Meant[] {
  const mention = article.mentions[index] as Mention;
  const entity = article.entities.ofMention[index] ?? -1;
  if (mention.kind === 'name') return [certain(entity, article.entities.all[entity]?.name ?? mention.words)];
  if (mention.kind === 'noun') return described(article, mention, quote, speakers, weights);
  switch (mention.pronoun) {
    case 'he':
    case 'she':
    case 'him':
    case 'her':
    case 'his':
      return byPronoun(article, index, quote, speakers, weights);
    case 'who':
    case 'which':
      return antecedent(article, index, quote, speakers, weights);
    case 'it':
    case 'they':
      return [thing(article, index, mention.pronoun)];
    default:
      return [certain(-1, null)];
  }
}

function certain(entity: number, name: string | null): Meant {
  return { entity, name, probability: 1 };
}

function byPronoun(
  article: Article,
  index: number,
  quote: number,
  speakers: Speakers,
  weights: Weights,
): readonly Meant[] {
  const people = peopleFor(article, index, speakers);
  if (people.length === 0) return [certain(-1, null)];
  const scores = people.map((person, rank) => {
    weights.start();
    personFeatures(article, index, quote, person, rank, speakers, weights.emit);
    return weights.end();
  });
  const most = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - most));
  const sum = odds.reduce((a, b) => a + b, 0);
  return people
    .map((entity, i) => ({
      entity,
      name: article.entities.all[entity]?.name ?? null,
      probability: (odds[i] ?? 0) / sum,
    }))
    .sort((a, b) => b.probability - a.probability);
}

/** "NAME, who said": the mention right before. */
function antecedent(
  article: Article,
  index: number,
  quote: number,
  speakers: Speakers,
  weights: Weights,
): readonly Meant[] {
  for (let m = index - 1; m >= 0 && m >= index - 3; m--) {
    const mention = article.mentions[m] as Mention;
    const owner = article.mentions[m - 1];
    // "NAME, now the leader, who": the description between commas is the name's.
    const at = article.units.ofMention[m] ?? 0;
    const described =
      mention.kind === 'noun' && owner?.kind === 'name' && article.units.signs[at + 1] === ',';
    const gap = described
      ? article.units.signs.slice((article.units.ofMention[m - 1] ?? 0) + 1, at).join('')
      : '';
    if (described && /^,[rdo]*$/.test(gap)) return whoIsMeant(article, m - 1, quote, speakers, weights);
    if (mention.kind !== 'pronoun') return whoIsMeant(article, m, quote, speakers, weights);
  }
  return [certain(-1, null)];
}

/** How many mentions back "it" and "they" may mean, and how many paragraphs. */
const THINGS_BACK = 20;
const PARAGRAPHS_BACK = 6;

/** "The report said … It added": the last subject or speaker that is no person, or for "they" a plural or two people. */
function thing(article: Article, index: number, pronoun: 'it' | 'they'): Meant {
  const { mentions, entities, units, speaks, stream } = article;
  const paragraph = (m: number) => stream.tokens[mentions[m]?.from ?? 0]?.paragraph ?? 0;
  for (let m = index - 1; m >= 0 && m >= index - THINGS_BACK; m--) {
    const mention = mentions[m] as Mention;
    if (paragraph(index) - paragraph(m) > PARAGRAPHS_BACK) break;
    if (mention.kind === 'pronoun' || mention.modifier) continue;
    const subject = units.subjects[units.ofMention[m] ?? 0] === m || speaks[m] === true;
    if (!subject) continue;
    const entity = entities.all[entities.ofMention[m] ?? -1];
    if (pronoun === 'they') {
      const two = twoPeople(article, m);
      if (two !== null) return { entity: -1, name: two, probability: 0.6 };
    }
    const plural =
      mention.kind === 'noun' && /s$|people|men$/.test(mention.noun) && mention.noun !== 'others';
    const body = entity?.body === true && (speaks[m] === true || !isPlaceName(mention.words.toLowerCase()));
    const fits = pronoun === 'they' ? plural : mention.kind === 'noun' ? mention.sort !== PERSON : body;
    if (fits) return { entity: entity?.index ?? -1, name: entity?.name ?? mention.words, probability: 0.6 };
  }
  return certain(-1, null);
}

/** "NAME and NAME" where `index` is the first of them; null for anything else. */
function twoPeople({ units, entities, mentions }: Article, index: number): string | null {
  const at = units.ofMention[index] ?? 0;
  if (units.signs.slice(at, at + 3).join('') !== 'N&N') return null;
  const name = (m: number) => entities.all[entities.ofMention[m] ?? -1]?.name ?? mentions[m]?.words ?? '';
  return `${name(index)} and ${name(units.mentions[at + 2] ?? -1)}`;
}

/** "The senator", "the spokeswoman": somebody who was called so by name before; else the description itself. */
function described(
  article: Article,
  mention: Mention,
  quote: number,
  speakers: Speakers,
  weights: Weights,
): readonly Meant[] {
  const named = nameBehind(article, mention);
  if (named !== null) return [named];
  const found = personDescribed(article, mention, quote, speakers, weights);
  const itself = certain(-1, wholeDescription(article, mention));
  if (found === null) return [itself];
  const { name } = article.entities.all[found.entity] as Entity;
  return [{ ...found, name }];
}

/** "A spokesperson for the NAME": with whom they speak for. */
function wholeDescription({ mentions, stream, text }: Article, { index, words, to, sort }: Mention): string {
  const next = mentions[index + 1];
  if (sort !== PERSON || next?.kind !== 'name' || !next.modifier) return words;
  const article = stream.tokens[to + 1]?.low === 'the' ? 1 : 0;
  if (stream.tokens[to]?.low !== 'for' || next.from !== to + 1 + article) return words;
  const [from, end] = [stream.tokens[to] as Token, stream.tokens[next.to - 1] as Token];
  return `${words} ${text.slice(from.start, end.end)}`;
}

const CALLED = /^(?:named|called|calling|identified|identifying|known|nicknamed|dubbed)$/;

/** "A man named John Hale", "a user calling himself Wolf". */
function nameGiven({ units, entities, stream }: Article, at: number): Meant | null {
  if (!CALLED.test(stream.tokens[units.tokens[at + 1] ?? -1]?.low ?? '')) return null;
  for (let i = at + 2; i < at + 5; i++) {
    if (units.signs[i] === 'N')
      return meantBy(entities.all[entities.ofMention[units.mentions[i] ?? -1] ?? -1]);
    if (!/^(?:himself|herself|themselves|only|as|by)$/.test(stream.tokens[units.tokens[i] ?? -1]?.low ?? ''))
      break;
  }
  return null;
}

function meantBy(entity: Entity | undefined): Meant | null {
  return entity === undefined ? null : { entity: entity.index, name: entity.name, probability: 0.9 };
}

/** "The American ambassador at the time, John Hale": the name that a comma sets behind its description. */
function nameBehind(article: Article, mention: Mention): Meant | null {
  const { units, entities } = article;
  const at = units.ofMention[mention.index] ?? 0;
  if (mention.sort !== PERSON) return null;
  const given = nameGiven(article, at);
  if (given !== null) return given;
  const { signs } = units;
  let i = at + 1;
  // "Le député centriste NAME"
  const romance = /^(?:fr|es|it)$/.test(article.stream.language);
  while (romance && i < at + 3 && signs[i] === 'o') i++;
  if (romance && signs[i] === 'N')
    return meantBy(entities.all[entities.ofMention[units.mentions[i] ?? -1] ?? -1]);
  // "Le ministre des Finances, NAME"
  const held = () => signs[i] === 'N' && signs[i - 1] === 'p' && signs[i + 1] === ',';
  i = at + 1;
  while (i < at + 8 && ('opfd0rCmB'.includes(signs[i] ?? '!') || held())) i++;
  if (units.signs[i] !== ',' || units.signs[i + 1] !== 'N') return null;
  const behind = units.signs[i + 2] ?? '.';
  if (!',.¶|STJ-(pf'.includes(behind)) return null;
  return meantBy(entities.all[entities.ofMention[units.mentions[i + 1] ?? -1] ?? -1]);
}
