import type { Actor } from '../../domain/actor.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { actorIn, wholeOf } from '../../domain/lookups/known-by.ts';
import { editDistance } from '../text/edit-distance.ts';
import { normalize } from '../text/normalize.ts';
import { type ActorNames, actorNamesOf, withoutArticle } from './actor-names.ts';
import { namesIn } from './mentioned-actors.ts';
import { type Cover, coverOf, type TypedWord, typedWords } from './name-index.ts';
import { isGeneration, isHonour, isOffice, isTitle } from './name-words.ts';
import { tellingWords } from './topics.ts';

/** How a typed name comes to mean an actor. */
export type NameFit =
  /** A name, an alias or an id. */
  | 'name'
  /** Part of a name: a family name, a first name, initials; with a title or without. */
  | 'part'
  /** A name with words around it that say who it is: "French president Macron". */
  | 'around'
  /** Some words of a longer description: "press office". */
  | 'described'
  /** A likely misspelling. */
  | 'slip'
  /** Something near, to be offered and never taken. */
  | 'guess';

/** An actor somebody may have meant. */
export interface FoundActor {
  readonly actor: Actor;
  readonly fit: NameFit;
  /** Comparable within one answer; 1 the exact name or an alias. Two of one score are meant equally. */
  readonly score: number;
}

/** Who a typed name means. */
export type WhoIsMeant =
  | { readonly kind: 'one'; readonly actor: Actor; readonly fit: NameFit }
  /** The name fits all of them alike; at least two, in the pack's order. */
  | { readonly kind: 'several'; readonly actors: readonly Actor[]; readonly fit: NameFit }
  /** Nobody goes by it; `near` are those with a name like it, at most four. */
  | { readonly kind: 'nobody'; readonly near: readonly Actor[] };

const MOST_NEAR = 4;
/** No name is longer; a whole article pasted as a name is nobody's. */
const LONGEST_NAME = 200;

/** The one actor a typed name means, those it may mean, or nobody; every part of every name is tried before that. */
export function whoIsMeant(typed: string, briefing: Briefing): WhoIsMeant {
  const found = findActors(typed, briefing);
  const [best] = found;
  if (best === undefined || best.fit === 'guess')
    return { kind: 'nobody', near: found.slice(0, MOST_NEAR).map(({ actor }) => actor) };
  const alike = found.filter(({ score }) => score === best.score).map(({ actor }) => actor);
  if (alike.length > 1) return { kind: 'several', actors: alike, fit: best.fit };
  return { kind: 'one', actor: best.actor, fit: best.fit };
}

/** True where a name is not theirs as it was typed: the answer has to say whom it was taken for. */
export function isTaken(fit: NameFit): boolean {
  return fit === 'slip' || fit === 'described';
}

/** True where the name is somebody's as it is typed, whether one actor's or several. */
export function isName(typed: string, briefing: Briefing): boolean {
  const [best] = findActors(typed, briefing);
  return best?.fit === 'name' || best?.fit === 'part';
}

/** Actors a typed name may mean, best first; a misspelling is looked for only where no part of any name fits. */
export function findActors(typed: string, briefing: Briefing): readonly FoundActor[] {
  // Nobody's name depends on the day.
  const known = actorIn(briefing);
  return found(typed, wholeOf(briefing)).map((one) => ({ ...one, actor: known(one.actor) }));
}

function found(typed: string, briefing: Briefing): readonly FoundActor[] {
  const plain = withoutArticle(normalize(typed.slice(0, LONGEST_NAME)));
  if (plain === '') return [];
  const names = actorNamesOf(briefing);
  const exact = names.exact.get(plain) ?? names.exact.get(withoutTitles(plain));
  if (exact !== undefined) return [{ actor: exact, fit: 'name', score: 1 }];
  const words = typedWords(typed.slice(0, LONGEST_NAME));
  const bare = names.exact.get(words.map(({ word }) => word).join(' '));
  if (bare !== undefined) return [{ actor: bare, fit: 'name', score: 1 }];
  const parts = byParts(words, names);
  if (parts.length > 0) return parts;
  const described = byDescription(words, names);
  if (described.length > 0) return described;
  const within = bySurroundings(words, typed, names, briefing);
  const sure = within.filter(({ fit }) => fit === 'around');
  if (sure.length > 0) return sure;
  const spelled = bySpelling(words, names);
  if (spelled[0]?.fit === 'slip') return spelled;
  return [...within, ...spelled.filter(({ actor }) => !within.some((other) => other.actor === actor))];
}

function withoutTitles(plain: string): string {
  const words = plain.split(' ');
  const first = words.findIndex((word) => !isTitle(word));
  return first < 0 || /^(?:of|for)$/.test(words[first - 1] ?? '') ? plain : words.slice(first).join(' ');
}

/** Every word is part of one name; those of a whole name, and of words rather than initials, before others. */
function byParts(words: readonly TypedWord[], names: ActorNames): readonly FoundActor[] {
  const forms = [...names.parts.formsFor(words)];
  const strict = forms.flatMap((form) => coverOf(form, words, false) ?? []);
  const covers = strict.length > 0 ? strict : forms.flatMap((form) => coverOf(form, words, true) ?? []);
  const best = new Map<Actor, number>();
  for (const cover of covers)
    best.set(cover.form.actor, Math.max(best.get(cover.form.actor) ?? 0, scoreOf(cover)));
  const actors = narrowed([...best.keys()], words);
  return inOrder(actors.map((actor) => ({ actor, fit: 'part', score: best.get(actor) ?? 0 })));
}

function scoreOf({ whole, acronym }: Cover): number {
  if (acronym) return 0.86;
  return whole ? 0.96 : 0.93;
}

/** Of several with one name, those who hold the office it was typed with, where there are such. */
function narrowed(actors: readonly Actor[], words: readonly TypedWord[]): readonly Actor[] {
  const offices = words.flatMap(({ word }) => (isOffice(word) ? [word] : []));
  if (actors.length < 2 || offices.length === 0) return actors;
  const holds = actors.filter((actor) => {
    const titles = actor.kind === 'person' ? actor.roles.map(({ title }) => title) : [];
    const known = new Set(normalize([actor.name, ...actor.aliases, ...titles].join(' ')).split(' '));
    return offices.some((office) => known.has(office));
  });
  return holds.length > 0 ? holds : actors;
}

/** Every telling word stands in one description of an actor: "press office" for "the Keep press office". */
function byDescription(words: readonly TypedWord[], names: ActorNames): readonly FoundActor[] {
  const asked = tellingWords(words.map(({ word }) => word));
  const [first] = asked;
  if (first === undefined) return [];
  const actors = [...(names.described.get(first) ?? [])]
    .filter(
      ({ words: own, isRole }) => asked.every((word) => own.has(word)) && (!isRole || asked.some(isOffice)),
    )
    .map(({ actor }) => actor);
  return [...new Set(actors)].map((actor) => ({ actor, fit: 'described', score: 0.7 }));
}

/** A name with words around it that only say who it is; where they may say something else it is near, no more. */
function bySurroundings(
  words: readonly TypedWord[],
  typed: string,
  names: ActorNames,
  briefing: Briefing,
): readonly FoundActor[] {
  const mentions = namesIn(typed, briefing).filter(({ score }) => score === 1);
  const found = new Map<Actor, FoundActor>();
  for (const { actor, others = [], from, to } of mentions) {
    const certain =
      others.length === 0 &&
      (actor.kind === 'party' ||
        (words.every((word, at) => (at >= from && at < to) || describes(word, at > to - 1, actor, names)) &&
          !/[’'ʼ]s$/.test(words[to - 1]?.written ?? '')) ||
        to - from === words.length);
    for (const one of [actor, ...others]) {
      const score = certain ? 0.9 : 0.4;
      if ((found.get(one)?.score ?? 0) < score)
        found.set(one, { actor: one, fit: certain ? 'around' : 'guess', score });
    }
  }
  return inOrder([...found.values()]);
}

/** A word that says who somebody is: an office or a country before the name, an honour or their own role behind it. */
function describes({ word }: TypedWord, behind: boolean, actor: Actor, names: ActorNames): boolean {
  const roles = actor.kind === 'person' ? actor.roles.map(({ title }) => title).join(' ') : '';
  if (normalize(roles).split(' ').includes(word)) return true;
  if (isGeneration(word)) return false;
  if (behind) return isHonour(word) || word === 'the';
  return (isTitle(word) && !/^(?:of|for|his|her|their|our)$/.test(word)) || names.describing.has(word);
}

/** Names a few slips away, and names that begin so: one likely enough to be taken, or those to offer. */
function bySpelling(words: readonly TypedWord[], names: ActorNames): readonly FoundActor[] {
  const plain = withoutArticle(words.map(({ word }) => word).join(' '));
  const best = new Map<Actor, FoundActor>();
  const offer = (actor: Actor, fit: 'slip' | 'guess', score: number) => {
    if (score > (best.get(actor)?.score ?? 0)) best.set(actor, { actor, fit, score });
  };
  const spelled = (name: string, actor: Actor, likely = 0.65) => {
    const distance = slips(plain, name);
    if (distance !== null) offer(actor, 'slip', likely - 0.05 * distance);
    else if (nearly(plain, name)) offer(actor, 'guess', 0.4);
    if (plain.length >= 3 && name.startsWith(plain)) {
      const most = plain.length >= 5 && plain.length * 3 >= name.length * 2;
      offer(actor, most ? 'slip' : 'guess', most ? 0.5 : 0.42);
    }
  };
  for (const [name, actor] of names.exact) spelled(name, actor);
  if (words.length === 1) {
    // People are called by their last name, as a rule: "Marcon" is Macron before it is Marco.
    for (const [word, actors] of names.parts.ownWords) {
      for (const actor of actors)
        spelled(word, actor, names.parts.lastWords.get(word)?.has(actor) ? 0.65 : 0.62);
    }
  } else {
    for (const form of names.parts.forms) {
      const distance = slipsIn(words, form);
      if (distance !== null) offer(form.actor, 'slip', 0.65 - 0.05 * distance);
    }
  }
  return inOrder([...best.values()]);
}

/** Slips between a typed word or phrase and a name, where they are few for its length; null otherwise. */
function slips(typed: string, name: string): number | null {
  if (typed[0] !== name[0]) return null;
  const shorter = Math.min(typed.length, name.length);
  if (shorter < 4) return null;
  const most = shorter < 7 ? 1 : 2;
  const distance = editDistance(typed, name, most);
  if (distance > most) return null;
  // Four letters are another name as soon as one of them differs; two in the wrong order are still the same.
  return shorter > 4 || [...typed].sort().join('') === [...name].sort().join('') ? distance : null;
}

/** Near enough to be offered: a slip in the first letter, one more than usual. */
function nearly(typed: string, name: string): boolean {
  const shorter = Math.min(typed.length, name.length);
  if (shorter < 4) return false;
  const most = shorter < 5 ? 1 : 2;
  return editDistance(typed, name, most) <= (typed[0] === name[0] ? most : 1);
}

/** Slips in a name of several words, each of which is one of the form or nearly; at least one has to be right. */
function slipsIn(words: readonly TypedWord[], form: Cover['form']): number | null {
  const named = words.filter(({ word }) => !isTitle(word) && !isHonour(word));
  if (named.length < 2 || named.length > form.words.length) return null;
  let [right, distance] = [0, 0];
  for (const { word } of named) {
    if (form.keys.has(word)) {
      right += 1;
      continue;
    }
    const near = form.words.flatMap((own) => {
      if (own.role !== 'own' || own.word[0] !== word[0] || own.word.length < 4) return [];
      const most = own.word.length < 8 ? 1 : 2;
      const found = editDistance(word, own.word, most);
      return found <= most ? [found] : [];
    });
    if (near.length === 0) return null;
    distance += Math.min(...near);
  }
  return right > 0 && distance > 0 ? distance : null;
}

/** Best first; the pack's order among equals. */
function inOrder(found: readonly FoundActor[]): readonly FoundActor[] {
  return found.toSorted((a, b) => b.score - a.score);
}
