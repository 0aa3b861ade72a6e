import type { Actor } from '../../domain/actor.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { normalize } from '../text/normalize.ts';
import { createNameIndex, type NameIndex } from './name-index.ts';
import { isTitle } from './name-words.ts';
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
  for (const actor of actors) {
    for (const name of [actor.name, actor.id, ...actor.aliases]) {
      const plain = withoutArticle(normalize(name));
      if (plain !== '' && !exact.has(plain)) exact.set(plain, actor);
    }
  }
  // An exact name needs none of the rest, and a process that answers one question should not wait for it.
  const parts = once(() => createNameIndex(actors));
  const described = once(() => describedBy(actors));
  const describing = once(() => describingOf(actors));
  const spelled = once(() => spelledOf(exact, parts()));
  const made: ActorNames = {
    exact,
    get spelled() {
      return spelled();
    },
    longest: Math.max(1, ...[...exact.keys()].map((name) => name.split(' ').length)),
    get parts() {
      return parts();
    },
    get described() {
      return described();
    },
    get describing() {
      return describing();
    },
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

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function describedBy(actors: readonly Actor[]): ActorNames['described'] {
  const described = new Map<string, Set<Description>>();
  for (const description of actors.flatMap(descriptionsOf)) {
    for (const word of description.words) put(described, word, description);
  }
  return described;
}

/** What an actor is called that is nobody's name as a person, and a person's roles, by their telling words. */
function descriptionsOf(actor: Actor): readonly Description[] {
  const roles = actor.kind === 'person' ? actor.roles.map(({ title }) => title) : [];
  return [actor.name, ...actor.aliases, ...roles].flatMap((name, at) => {
    if (actor.kind === 'person' && readName(name, at === 0 && !actor.unnamed) !== null) return [];
    const words = tellingWords(normalize(name).split(' ')).filter((word) => word.length > 1);
    return words.length < 2
      ? []
      : [
          {
            actor,
            words: new Set(words),
            isRole: actor.kind === 'person' && (!actor.unnamed || at > actor.aliases.length),
          },
        ];
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
