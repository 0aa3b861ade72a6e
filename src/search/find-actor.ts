import type { Actor } from '../domain/actor.ts';
import type { Briefing } from '../domain/briefing.ts';
import { editDistance } from './edit-distance.ts';
import { normalize, tokens } from './normalize.ts';

/** An actor somebody may have meant. `score`: 1 the exact name or an alias, down to 0.5 for a likely misspelling. */
export interface FoundActor {
  readonly actor: Actor;
  readonly score: number;
}

/** An actor named inside a longer text; `from` and `to` are positions among its tokens, end exclusive. */
export interface MentionedActor extends FoundActor {
  readonly from: number;
  readonly to: number;
}

interface Names {
  /** Normalised name or alias to its actor; names are unique in a checked pack, the first wins otherwise. */
  readonly exact: ReadonlyMap<string, Actor>;
  /** Single-word names of five letters and more: short ones are too easily mistaken for another word. */
  readonly single: readonly { readonly name: string; readonly actor: Actor }[];
  readonly longest: number;
}

const cache = new WeakMap<readonly Actor[], Names>();

function namesOf(briefing: Briefing): Names {
  const cached = cache.get(briefing.actors);
  if (cached !== undefined) return cached;
  const exact = new Map<string, Actor>();
  for (const actor of briefing.actors) {
    for (const name of [actor.name, actor.id, ...actor.aliases]) {
      const plain = withoutArticle(normalize(name));
      if (plain !== '' && !exact.has(plain)) exact.set(plain, actor);
    }
  }
  const single = [...exact]
    .filter(([name]) => !name.includes(' ') && name.length >= 5)
    .map(([name, actor]) => ({ name, actor }));
  const longest = Math.max(1, ...[...exact.keys()].map((name) => name.split(' ').length));
  const made = { exact, single, longest };
  cache.set(briefing.actors, made);
  return made;
}

function withoutArticle(plain: string): string {
  return plain.replace(/^the /, '');
}

/** Titles people put before a name; they carry no identity of their own. */
const TITLES = new Set([
  'mr',
  'mrs',
  'ms',
  'dr',
  'sir',
  'president',
  'minister',
  'chancellor',
  'secretary',
  'pm',
  'the',
]);

/** Actors a typed name may mean, best first; empty where nothing is near. */
export function findActors(typed: string, briefing: Briefing): readonly FoundActor[] {
  const names = namesOf(briefing);
  const plain = withoutArticle(normalize(typed));
  if (plain === '') return [];
  const exact = names.exact.get(plain) ?? names.exact.get(withoutTitles(plain));
  if (exact !== undefined) return [{ actor: exact, score: 1 }];
  // "Premier Ada Holm", "Northmark's": a name with something around it.
  const inside = mentionedActors(typed, briefing).filter((mention) => mention.score === 1);
  if (inside.length > 0) return inside.map(({ actor }) => ({ actor, score: 0.95 }));
  const best = new Map<Actor, number>();
  const offer = (actor: Actor, score: number) => best.set(actor, Math.max(score, best.get(actor) ?? 0));
  const words = withoutTitles(plain).split(' ');
  for (const [name, actor] of names.exact) {
    if (plain.length >= 3 && name.startsWith(plain)) offer(actor, 0.9);
    else if (words.length > 1 && words.some((word) => word === name && word.length > 3)) offer(actor, 0.7);
    const allowed = slipsAllowed(name.length);
    if (allowed === 0) continue;
    const distance = editDistance(plain, name, allowed);
    if (distance <= allowed && plain[0] === name[0]) offer(actor, 0.85 - 0.1 * distance);
    else if (distance <= Math.min(1, allowed)) offer(actor, 0.65);
  }
  return [...best].map(([actor, score]) => ({ actor, score })).sort((a, b) => b.score - a.score);
}

/** A slip per three letters or so: "Nortmark" is still Northmark, but hardly any four-letter word is another. */
function slipsAllowed(length: number): number {
  if (length < 5) return length === 4 ? 1 : 0;
  return length < 8 ? 2 : 3;
}

function withoutTitles(plain: string): string {
  const words = plain.split(' ');
  const kept = words.filter((word) => !TITLES.has(word));
  return kept.length === 0 ? plain : kept.join(' ');
}

/**
 * Actors named in a text, in reading order, longest names first where they overlap. Misspelt single words count from
 * six letters on and only with the same first letter, so that ordinary words are not taken for names.
 */
export function mentionedActors(text: string, briefing: Briefing): readonly MentionedActor[] {
  const names = namesOf(briefing);
  const read = tokens(text);
  const words = read.map((token) => token.word);
  const found: MentionedActor[] = [];
  for (let from = 0; from < words.length; from += 1) {
    const mention = longestNameAt(words, from, names) ?? misspeltNameAt(words, from, names);
    if (mention === null || isPronoun(words, from, mention, text.slice(read[from]?.start, read[from]?.end)))
      continue;
    found.push(mention);
    from = mention.to - 1;
  }
  return found;
}

/** "us" is the United States only in capitals or after "the". */
function isPronoun(
  words: readonly string[],
  from: number,
  mention: MentionedActor,
  asTyped: string,
): boolean {
  return mention.to - from === 1 && words[from] === 'us' && asTyped !== 'US' && words[from - 1] !== 'the';
}

function longestNameAt(words: readonly string[], from: number, names: Names): MentionedActor | null {
  for (let to = Math.min(words.length, from + names.longest); to > from; to -= 1) {
    const phrase = words.slice(from, to).join(' ');
    // "Orr's" normalises to "orrs".
    const actor =
      names.exact.get(phrase) ?? (phrase.endsWith('s') ? names.exact.get(phrase.slice(0, -1)) : undefined);
    if (actor !== undefined) return { actor, score: 1, from, to };
  }
  return null;
}

function misspeltNameAt(words: readonly string[], from: number, names: Names): MentionedActor | null {
  const word = words[from] ?? '';
  if (word.length < 5 || COMMON.has(word)) return null;
  let best: { readonly actor: Actor; readonly distance: number } | null = null;
  for (const { name, actor } of names.single) {
    if (name[0] !== word[0]) continue;
    const allowed = Math.min(name.length, word.length) < 7 ? 1 : 2;
    const distance = editDistance(word, name, allowed);
    if (distance <= allowed && (best === null || distance < best.distance)) best = { actor, distance };
  }
  return best === null ? null : { actor: best.actor, score: 0.8 - 0.1 * best.distance, from, to: from + 1 };
}

/** Ordinary words that lie one slip from a name somewhere; a name is never guessed from them. */
const COMMON = new Set(
  'about after again agree agreed allies among army being border borders change changed could deals draft every final first forces front general great group issue issues known large later leader leaders leave level limit limits local major member members might military minister money month needs never number other others peace place plane plans point points power press price prime prison public quick quote quoted rather really reject report right round rules saying security should since source sources south spoke stand states still their there these thing things think three today total trade treaty troop troops trust under until voice where which while whose words world would write wrote years'.split(
    ' ',
  ),
);
