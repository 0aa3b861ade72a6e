import type { Actor, Person } from '../../domain/actor.ts';
import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { actorIn, wholeOf } from '../../domain/lookups/known-by.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { entryIn } from '../../domain/mapping.ts';
import { isOffice } from '../names/name-words.ts';
import { tokens } from '../text/normalize.ts';
import { stem } from '../text/stem.ts';
import { CALLINGS, DEMONYMS, expanded, FILLER, initialsIn, SHORT } from './role-words.ts';

/** Somebody named by what they are: "the german chancellor". Positions are among the tokens of the phrase, end exclusive. */
export interface RoleMention {
  /** Those it fits best, and alike; at most four. */
  readonly actors: readonly Actor[];
  readonly from: number;
  readonly to: number;
}

interface Described {
  readonly actor: Actor;
  /** Stems of the titles they held. */
  readonly titles: ReadonlySet<string>;
  /** Stems of the parties they act for, and of whom they speak for by their own name. */
  readonly belongs: ReadonlySet<string>;
  /** Of those, stems of the one they act for themselves: a member's own head is none of the alliance's. */
  readonly nearest: ReadonlySet<string>;
  readonly current: boolean;
}

const MOST_ALIKE = 4;
const LONGEST = 7;

/** Everybody by what they are called; each list ascending, of places among `described`. */
interface Roles {
  readonly described: readonly Described[];
  readonly byTitle: ReadonlyMap<string, readonly number[]>;
  /** By a stem of a title or of a party. */
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  /** By the first letters of one of these, `BEGINNING` of them. */
  readonly byBeginning: ReadonlyMap<string, readonly number[]>;
}

/** Letters that two forms of a word share at least: "germany" and "german". */
const BEGINNING = 5;

const rolesOf = oncePerBriefing((briefing: Briefing): Roles => {
  const described = describedIn(briefing);
  const byTitle = new Map<string, number[]>();
  const byWord = new Map<string, number[]>();
  const byBeginning = new Map<string, number[]>();
  const note = (lists: Map<string, number[]>, key: string, at: number) => {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [at]);
    else if (list.at(-1) !== at) list.push(at);
  };
  for (const [at, { titles, belongs }] of described.entries()) {
    for (const root of titles) note(byTitle, root, at);
    for (const root of [...titles, ...belongs]) {
      note(byWord, root, at);
      if (root.length >= BEGINNING) note(byBeginning, root.slice(0, BEGINNING), at);
    }
  }
  return { described, byTitle, byWord, byBeginning };
});

function describedIn(briefing: Briefing): readonly Described[] {
  const lookup = lookupOf(briefing);
  const people = briefing.actors.filter((actor): actor is Person => actor.kind === 'person');
  const last = (person: Person) => stem(tokens(person.name).at(-1)?.word ?? '');
  const byLast = new Map(people.filter(({ unnamed }) => !unnamed).map((person) => [last(person), person]));
  return people.map((person): Described => {
    const own = tokens(person.name).map(({ word }) => stem(word));
    // "Driscoll's spokesman": whoever is named in what somebody is called says whose they are.
    const whose = own.flatMap((word) => {
      const other = byLast.get(word);
      return other === undefined || other === person ? [] : [other];
    });
    const titles = [
      ...person.roles.map(({ title }) => title),
      ...(person.unnamed || whose.length > 0 ? [person.name] : []),
    ];
    const parties = lookup.speaksFor(person.id).flatMap((id) => {
      const actor = lookup.actor(id);
      return actor === undefined ? [] : [actor.name, ...actor.aliases];
    });
    const ofOthers = whose.flatMap((other) => [other.name, ...other.roles.map(({ title }) => title)]);
    return {
      actor: person,
      titles: new Set(
        [...titles, ...ofOthers].flatMap((title) => tokens(title).map(({ word }) => stem(word))),
      ),
      belongs: new Set([
        ...parties.flatMap((name) => tokens(name).map(({ word }) => stem(word))),
        // "UN ambassador" for who is one to the United Nations.
        ...person.roles.flatMap(({ title }) => initialsIn(title)),
      ]),
      nearest: new Set(
        [person.party === undefined ? undefined : lookup.actor(person.party)]
          .flatMap((party) => (party === undefined ? [] : [party.name, ...party.aliases]))
          .flatMap((name) => tokens(name).map(({ word }) => stem(word))),
      ),
      current: person.roles.some(({ to }) => to === undefined),
    };
  });
}

/** People named by an office they hold or held; only where the words say more than a bare "officials" or hold one person's office. */
export function roleMentions(
  words: readonly string[],
  briefing: Briefing,
  taken: (at: number) => boolean,
): readonly RoleMention[] {
  const known = actorIn(briefing);
  return rolesIn(words, rolesOf(wholeOf(briefing)), taken).map((mention) => ({
    ...mention,
    actors: mention.actors.map(known),
  }));
}

function rolesIn(
  words: readonly string[],
  roles: Roles,
  taken: (at: number) => boolean,
): readonly RoleMention[] {
  const found: RoleMention[] = [];
  const read = new Map<string, WordOfRole>();
  const wordOf = (word: string): WordOfRole => {
    const made = read.get(word) ?? readWord(word, roles);
    read.set(word, made);
    return made;
  };
  for (let at = 0; at < words.length; at += 1) {
    if (taken(at) || !isOfficeWord(words[at] ?? '') || at < (found.at(-1)?.to ?? 0)) continue;
    const mention = roleAround(words, at, roles.described, wordOf, taken);
    if (mention !== null) {
      found.push(mention);
      at = mention.to - 1;
    }
  }
  return found;
}

function isOfficeWord(word: string): boolean {
  // "The first one" is nobody, though there are first ministers: the office stands behind it.
  if (word === 'first') return false;
  return (
    isOffice(word) ||
    CALLINGS.has(word) ||
    entryIn(SHORT, word) !== undefined ||
    (word.endsWith('s') && isOffice(word.slice(0, -1)))
  );
}

function roleAround(
  words: readonly string[],
  at: number,
  described: readonly Described[],
  wordOf: (word: string) => WordOfRole,
  taken: (at: number) => boolean,
): RoleMention | null {
  let best: {
    readonly fits: readonly number[];
    readonly from: number;
    readonly to: number;
    readonly worth: number;
  } | null = null;
  for (let from = Math.max(0, at - 4); from <= at; from += 1) {
    if (FILLER.has(words[from] ?? '')) continue;
    for (let to = at + 1; to <= Math.min(words.length, from + LONGEST); to += 1) {
      if (FILLER.has(words[to - 1] ?? '')) continue;
      const run = words.slice(from, to).filter((word) => !FILLER.has(word));
      if (run.length === 0 || words.slice(from, to).every((_, offset) => taken(from + offset))) continue;
      const read = run.map(wordOf);
      const fits = [...(read[0]?.fits ?? [])].filter(
        (one) => read.every((word) => word.fits.has(one)) && read.some((word) => word.titled.has(one)),
      );
      if (fits.length === 0) continue;
      const worth = run.length - 0.01 * fits.length;
      if (best === null || worth > best.worth) best = { fits, from, to, worth };
    }
  }
  if (best === null) return null;
  const run = words.slice(best.from, best.to).filter((word) => !FILLER.has(word));
  const fits = best.fits.flatMap((one) => described[one] ?? []);
  const closeness = (one: Described) => run.reduce((sum, word) => sum + closenessOf(word, one), 0);
  const closest = Math.max(...fits.map(closeness));
  const close = fits.filter((one) => closeness(one) === closest);
  const current = close.filter((one) => one.current);
  const chosen = current.length > 0 && current.length < close.length ? current : close;
  if (chosen.length > MOST_ALIKE) return null;
  return { actors: chosen.map(({ actor }) => actor), from: best.from, to: best.to };
}

/** A word of the title itself says more than another word for it, and that more than the party's name. */
function closenessOf(word: string, one: Described): number {
  if (one.titles.has(stem(word))) return 3;
  if (titled(word, one)) return 2;
  return one.nearest.has(stem(word)) ? 1.5 : 1;
}

function titled(word: string, { titles }: Described): boolean {
  return expanded(word, SHORT).some((other) => titles.has(stem(other)));
}

/** Whom a word may say the office of, and who has anything to do with it; places among the described, ascending. */
interface WordOfRole {
  readonly titled: ReadonlySet<number>;
  readonly fits: ReadonlySet<number>;
}

function readWord(word: string, { byTitle, byWord, byBeginning }: Roles): WordOfRole {
  const root = stem(word);
  const titled = new Set(expanded(word, SHORT).flatMap((other) => byTitle.get(stem(other)) ?? []));
  const fits = [
    ...titled,
    ...expanded(word, DEMONYMS).flatMap((other) => byWord.get(stem(other)) ?? []),
    ...(byBeginning.get(root.slice(0, BEGINNING)) ?? []),
  ];
  return { titled, fits: new Set(fits.sort((a, b) => a - b)) };
}
