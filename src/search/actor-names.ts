import type { Actor } from '../domain/actor.ts';
import type { Briefing } from '../domain/briefing.ts';
import { createNameIndex, type NameIndex } from './name-index.ts';
import { isTitle } from './name-words.ts';
import { normalize } from './normalize.ts';
import { readName } from './person-name.ts';
import { tellingWords } from './topics.ts';

/** Everything the actors of a briefing may be called. */
export interface ActorNames {
  /** Normalised name, id or alias to its actor; names are unique in a checked pack, the first wins otherwise. */
  readonly exact: ReadonlyMap<string, Actor>;
  /** Single-word names and last words of names, five letters and more, by their first letter: shorter ones are too easily another word. */
  readonly spelled: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<Actor>>>;
  /** Words of the longest exact name. */
  readonly longest: number;
  readonly parts: NameIndex;
  /** Names that describe rather than name ("the Keep press office"), by each of their telling words. */
  readonly described: ReadonlyMap<string, ReadonlySet<Description>>;
  /** Words that say whose or what somebody is: those of parties' names and of roles. */
  readonly describing: ReadonlySet<string>;
}

export interface Description {
  readonly actor: Actor;
  readonly words: ReadonlySet<string>;
  /** What a person with a name is, so that it takes the word for the office: "army" alone is not the army's secretary. */
  readonly isRole: boolean;
}

const LEAST_SPELLED = 5;
const cache = new WeakMap<readonly Actor[], ActorNames>();

/** The names of a briefing's actors, made once: views of it as of another day have the same actors. */
export function actorNamesOf({ actors }: Briefing): ActorNames {
  const cached = cache.get(actors);
  if (cached !== undefined) return cached;
  const exact = new Map<string, Actor>();
  const described = new Map<string, Set<Description>>();
  for (const actor of actors) {
    for (const name of [actor.name, actor.id, ...actor.aliases]) {
      const plain = withoutArticle(normalize(name));
      if (plain !== '' && !exact.has(plain)) exact.set(plain, actor);
    }
    for (const description of descriptionsOf(actor)) {
      for (const word of description.words) put(described, word, description);
    }
  }
  const parts = createNameIndex(actors);
  const made: ActorNames = {
    exact,
    spelled: spelledOf(exact, parts),
    longest: Math.max(1, ...[...exact.keys()].map((name) => name.split(' ').length)),
    parts,
    described,
    describing: describingOf(actors),
  };
  cache.set(actors, made);
  return made;
}

export function withoutArticle(plain: string): string {
  return plain.replace(/^the /, '');
}

function put<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}

/** The names of an actor that are nobody's as a person, by their telling words; titles tell where nothing else does. */
function descriptionsOf(actor: Actor): readonly Description[] {
  return [actor.name, ...actor.aliases].flatMap((name, at) => {
    if (actor.kind === 'person' && readName(name, at === 0 && !actor.unnamed) !== null) return [];
    const words = tellingWords(normalize(name).split(' ')).filter((word) => word.length > 1);
    return words.length < 2
      ? []
      : [{ actor, words: new Set(words), isRole: actor.kind === 'person' && !actor.unnamed }];
  });
}

function spelledOf(exact: ReadonlyMap<string, Actor>, parts: NameIndex): ActorNames['spelled'] {
  const spelled = new Map<string, Map<string, ReadonlySet<Actor>>>();
  const letterOf = (name: string) => {
    const letter = spelled.get(name[0] ?? '') ?? new Map<string, ReadonlySet<Actor>>();
    spelled.set(name[0] ?? '', letter);
    return letter;
  };
  for (const [word, actors] of parts.lastWords)
    if (word.length >= LEAST_SPELLED) letterOf(word).set(word, actors);
  // An exact name is its actor's, whoever else has it for a part.
  for (const [name, actor] of exact) {
    if (!name.includes(' ') && name.length >= LEAST_SPELLED) letterOf(name).set(name, new Set([actor]));
  }
  return spelled;
}

function describingOf(actors: readonly Actor[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const actor of actors) {
    const phrases =
      actor.kind === 'party' ? [actor.name, ...actor.aliases] : actor.roles.map(({ title }) => title);
    for (const phrase of phrases) {
      for (const word of normalize(phrase).split(' ')) if (word.length > 2 || isTitle(word)) words.add(word);
    }
  }
  return words;
}
