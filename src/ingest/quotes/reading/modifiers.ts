import type { Mention } from './mention.ts';
import type { Stream, Token } from './stream.ts';
import {
  AUXILIARY,
  CONJUNCTION,
  CUE,
  classOf,
  DETERMINER,
  PERSON,
  PREPOSITION,
  PRONOUN,
  TITLE,
} from './words/word-classes.ts';

/** "Union ally James Baker", "Post bureau chief Ann Lee": what stands before the last name tells only about it. */
export function markModifier(stream: Stream, found: readonly Mention[]): void {
  const name = found[found.length - 1] as Mention;
  const before = found[found.length - 2];
  if (before === undefined || before.kind === 'pronoun') return;
  markOwner(stream, found, name, before);
  if (!tellsOf(stream, before, name)) return;
  before.modifier = true;
  const first = found[found.length - 3];
  if (first !== undefined && first.kind !== 'pronoun' && tellsOf(stream, first, name)) first.modifier = true;
}

/**
 * "NBC's Dana Hall" is Dana Hall, and so is "Keller's top policy aide Dana Hall"; "a spokesman for Dana Hall" is the
 * spokesman.
 */
function markOwner({ tokens }: Stream, found: readonly Mention[], name: Mention, before: Mention): void {
  const between = tokens[before.to]?.low;
  const owned = between === "'s" && before.kind === 'name';
  const gap = tokens.slice(before.to + 1, name.from);
  if (owned && (gap.length === 0 ? name.words.includes(' ') : isRole(gap))) before.modifier = true;
  // "For the Department"
  const far = name.from - before.to - (tokens[before.to + 1]?.low === 'the' ? 1 : 0);
  if (far !== 1) return;
  const speaks = before.kind === 'noun' && before.sort === PERSON;
  if (speaks && between === 'for' && found.length > 1) name.modifier = true;
}

/** Whether a mention and what lies between it and a name only tell about the name. */
function tellsOf({ tokens, language }: Stream, before: Mention, name: Mention): boolean {
  const between = tokens.slice(before.to, name.from);
  if ((tokens[name.from] as Token).first) return false;
  // Ukrainian writes roles small: "міністр закордонних справ NAME".
  if (language === 'uk') return before.kind === 'noun' && between.length <= 4 && between.every(tellsMore);
  return isRole(between);
}

const LONGEST_ROLE = 6;

/** "Spokesman", "press secretary", "spokesman Navy Capt.": words of which one is a role, and behind it only names. */
function isRole(words: readonly Token[]): boolean {
  if (words.length === 0 || words.length > LONGEST_ROLE) return false;
  let last = words.length - 1;
  while (last > 0 && (words[last] as Token).capital && !(words[last] as Token).first) last--;
  const role = words[last] as Token;
  if (!(bitsOfRole(role) & (PERSON | TITLE)) || role.kind !== 'word') return false;
  return words.slice(0, last).every(tellsMore);
}

/** "Press secretary", "state director": verbs elsewhere, nouns before a role. */
export const ALSO_NOUNS = /^(?:press|state|policy|field|order|post|issue|support|report|call|talk)$/;

function tellsMore(token: Token): boolean {
  const joins = CUE | PREPOSITION | CONJUNCTION | AUXILIARY | PRONOUN | DETERMINER;
  const { kind, low } = token;
  const tells = bitsOfRole(token) & (PERSON | TITLE) || ALSO_NOUNS.test(low) || !(token.bits & joins);
  return kind === 'word' && !token.capital && !token.first && tells !== false && tells !== 0;
}

/** "Co-host", "ex-wife": the last part says what somebody is. */
function bitsOfRole({ low, bits }: Token): number {
  return bits | (low.includes('-') ? classOf(low.slice(low.lastIndexOf('-') + 1)) & PERSON : 0);
}
