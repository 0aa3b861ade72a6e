import type { Actor } from '../../domain/actor.ts';
import { tokens } from '../text/normalize.ts';
import { isGeneration, isHonour, isTitle } from './name-words.ts';
import { type NameWord, readName } from './person-name.ts';

/** One way to write somebody's name, with every key its words may be typed as. */
export interface NameForm {
  readonly actor: Actor;
  readonly words: readonly NameWord[];
  /** Typed word to the words of the name it may stand for. */
  readonly keys: ReadonlyMap<string, readonly Key[]>;
}

interface Key {
  /** The words of the form it stands for, a bit each. */
  readonly mask: number;
  readonly kind: 'own' | 'weak' | 'acronym';
}

/** A word as it was typed. */
export interface TypedWord {
  readonly word: string;
  readonly written: string;
  /** Position in the text, UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** How some typed words stand for a name. */
export interface Cover {
  readonly form: NameForm;
  /** Every own word of the name was typed. */
  readonly whole: boolean;
  /** How many typed words stand for own words. */
  readonly own: number;
  /** Only its initials were typed. */
  readonly acronym: boolean;
  /** The last word typed stands for the last own word of the name. */
  readonly toTheEnd: boolean;
}

/** The parts of the names of all persons of a briefing. */
export interface NameIndex {
  /** Forms that one of the words, or two or three of them in a row, may stand for. */
  readonly formsFor: (words: readonly TypedWord[]) => ReadonlySet<NameForm>;
  /** Own words of names, and words that stand for several of them, to whose they are. */
  readonly ownWords: ReadonlyMap<string, ReadonlySet<Actor>>;
  /** Those among them that are, or end with, the last of a name. */
  readonly lastWords: ReadonlyMap<string, ReadonlySet<Actor>>;
  readonly forms: readonly NameForm[];
}

/** Most words of a name that are typed or written as one: "vonderleyen". */
const MOST_JOINED = 3;
/** Nobody is called by more words. */
const MOST_TYPED = 16;

/** The words of a text as names are compared: a possessive taken off, where they stand kept. */
export function typedWords(text: string): readonly TypedWord[] {
  return tokens(text).map(({ word, start, end }) => {
    const written = text.slice(start, end);
    const bare = written.replace(/[’'‘ʼ`]s$/i, '');
    const own = bare === written || bare === '' ? word : (tokens(bare)[0]?.word ?? word);
    return { word: own, written, start, end };
  });
}

export function createNameIndex(actors: readonly Actor[]): NameIndex {
  const byKey = new Map<string, Set<NameForm>>();
  const ownWords = new Map<string, Set<Actor>>();
  const lastWords = new Map<string, Set<Actor>>();
  const forms = actors.flatMap(formsOf);
  for (const form of forms) {
    for (const [key, kinds] of form.keys) {
      if (kinds.every(({ kind }) => kind === 'weak')) continue;
      put(byKey, key, form);
      if (kinds.some(({ kind }) => kind === 'own')) put(ownWords, key, form.actor);
      if (kinds.some(({ kind, mask }) => kind === 'own' && (mask & lastOf(form.words)) !== 0))
        put(lastWords, key, form.actor);
    }
  }
  return {
    forms,
    ownWords,
    lastWords,
    formsFor(words) {
      const found = new Set<NameForm>();
      for (const at of words.keys()) {
        for (const key of keysAt(words, at)) for (const form of byKey.get(key.word) ?? []) found.add(form);
      }
      return found;
    },
  };
}

function put<T>(map: Map<string, Set<T>>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}

/** The bit of the last own word of a name. */
function lastOf(words: readonly NameWord[]): number {
  return 1 << words.findLastIndex(({ role }) => role === 'own');
}

/** Every form of a person's name and of those of their aliases that are names; none for who is only described. */
function formsOf(actor: Actor): readonly NameForm[] {
  if (actor.kind !== 'person') return [];
  return [actor.name, ...actor.aliases].flatMap((name, at) => {
    const words = readName(name, at === 0 && !actor.unnamed);
    return words === null ? [] : [{ actor, words, keys: keysOf(words) }];
  });
}

const STRENGTH = { weak: 0, acronym: 1, own: 2 } as const;

function keysOf(words: readonly NameWord[]): ReadonlyMap<string, readonly Key[]> {
  const keys = new Map<string, Key[]>();
  const add = (key: string, mask: number, kind: Key['kind']) => {
    const known = keys.get(key) ?? [];
    const same = known.find((other) => other.mask === mask);
    if (same !== undefined && STRENGTH[same.kind] >= STRENGTH[kind]) return;
    keys.set(key, [...known.filter((other) => other !== same), { mask, kind }]);
  };
  for (const [at, { word, written, role }] of words.entries()) {
    const mask = 1 << at;
    const kind = role === 'own' ? 'own' : 'weak';
    for (const spelling of spellings(word, written)) add(spelling, mask, kind);
    // "O'Brien" is "OBrien" and "Brien", "N'Diaye" is "Diaye".
    const behind = /^\p{L}{1,2}[’'‘ʼ`´′](\p{L}{3}.*)/su.exec(written)?.[1];
    if (behind !== undefined) add(tokens(behind)[0]?.word ?? word, mask, kind);
  }
  joinedKeys(words, add);
  acronymKeys(words, add);
  return keys;
}

/** "vonderleyen", "jeanluc": neighbours typed as one word. */
function joinedKeys(
  words: readonly NameWord[],
  add: (key: string, mask: number, kind: Key['kind']) => void,
): void {
  for (let from = 0; from < words.length; from += 1) {
    let [joined, mask] = ['', 0];
    for (let at = from; at < Math.min(words.length, from + MOST_JOINED); at += 1) {
      const { word = '', role = 'title' } = words[at] ?? {};
      if (role === 'title' || role === 'suffix') break;
      joined += word;
      mask |= 1 << at;
      const own = words.slice(from, at + 1).some((part) => part.role === 'own');
      if (at > from) add(joined, mask, own ? 'own' : 'weak');
    }
  }
}

/** "VDL", "MBS", "JD": the first letters of the name, of its first names, or of all but the first. */
function acronymKeys(
  words: readonly NameWord[],
  add: (key: string, mask: number, kind: Key['kind']) => void,
): void {
  const named = [...words.keys()].filter((at) => !/^(?:title|suffix)$/.test(words[at]?.role ?? 'title'));
  const key = (places: readonly number[]) =>
    add(
      places.map((at) => words[at]?.word[0] ?? '').join(''),
      places.reduce((mask, at) => mask | (1 << at), 0),
      'acronym',
    );
  if (named.length < 3) return;
  key(named);
  if (named.length > 3) key(named.slice(1));
  const given = named.slice(0, -1).filter((at) => words[at]?.role !== 'particle');
  if (given.length > 1) key(given);
}

/** A word in normal form and as it is written where there are no umlauts: "Müller" is "muller" and "mueller". */
function spellings(word: string, written: string): readonly string[] {
  const german = written
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüøåæ]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' })[letter] ?? letter);
  const other = tokens(german)[0]?.word ?? word;
  return other === word || !/[äöüøå]/i.test(written.normalize('NFC')) ? [word] : [word, other];
}

/** What may be typed from a place on: the word, its other spelling, or it and its neighbours as one word. */
function keysAt(
  words: readonly TypedWord[],
  at: number,
): readonly { readonly word: string; readonly length: number }[] {
  const { word = '', written = '' } = words[at] ?? {};
  const found = spellings(word, written).map((spelling) => ({ word: spelling, length: 1 }));
  let joined = word;
  for (let length = 2; length <= MOST_JOINED && at + length <= words.length; length += 1) {
    joined += words[at + length - 1]?.word ?? '';
    found.push({ word: joined, length });
  }
  return found;
}

/** A title in front of a name ("spokesman for Holm" is not Holm) or an honour behind it. */
function isBeside(words: readonly TypedWord[], at: number, named: boolean): boolean {
  const { word = '' } = words[at] ?? {};
  if (isGeneration(word)) return false;
  if (named) return isHonour(word);
  return isTitle(word) && (!/^(?:of|for)$/.test(word) || isTitle(words[at + 1]?.word ?? ''));
}

/**
 * How all the words stand for parts of one form, in any order, each word of the form once; null where one of them does not.
 * With `besides`, titles and honours that are not in the form may stand beside the name; never "Jr" or "III".
 */
export function coverOf(form: NameForm, words: readonly TypedWord[], besides: boolean): Cover | null {
  if (words.length > MOST_TYPED) return null;
  let best: Cover | null = null;
  const step = (at: number, used: number, own: number, acronyms: number, end: number): void => {
    if (at >= words.length) {
      if (own + acronyms > 0 && (best === null || own > best.own)) {
        const missing = form.words.some(({ role }, place) => role === 'own' && (used & (1 << place)) === 0);
        best = { form, whole: !missing, own, acronym: own === 0, toTheEnd: (end & lastOf(form.words)) !== 0 };
      }
      return;
    }
    for (const { word, length } of keysAt(words, at)) {
      for (const { mask, kind } of form.keys.get(word) ?? []) {
        if ((mask & used) !== 0) continue;
        step(
          at + length,
          used | mask,
          own + (kind === 'own' ? 1 : 0),
          acronyms + (kind === 'acronym' ? 1 : 0),
          mask,
        );
      }
    }
    const { word = '' } = words[at] ?? {};
    if (word.length === 1) {
      // The first that fits: trying every order of "a a a a" would take for ever and tell nothing.
      const place = form.words.findIndex(
        (other, bit) => (used & (1 << bit)) === 0 && other.word[0] === word && other.role !== 'title',
      );
      if (place >= 0) step(at + 1, used | (1 << place), own, acronyms, 1 << place);
    }
    if (besides && isBeside(words, at, own + acronyms > 0)) step(at + 1, used, own, acronyms, end);
  };
  step(0, 0, 0, 0, 0);
  return best;
}
