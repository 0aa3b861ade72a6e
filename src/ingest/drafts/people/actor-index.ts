import type { Actor } from '../../../domain/actor.ts';
import { type Briefing, oncePerBriefing } from '../../../domain/briefing.ts';

/** An actor of the pack where a text names it. */
export interface Mention {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** The pack's actors by every way they are written. */
export interface ActorIndex {
  readonly actor: (id: string) => Actor | undefined;
  /** Where a text names actors, in order; the longest name wins, and none overlap. */
  readonly mentions: (text: string) => readonly Mention[];
  /** The actor of a whole name, title and all: "Foreign Minister Ann Lee", "Lee"; null where none or several fit. */
  readonly named: (name: string) => string | null;
  /** Ids and names as `findQuotes` takes them. */
  readonly known: readonly { readonly id: string; readonly names: readonly string[] }[];
}

interface Name {
  readonly id: string;
  readonly words: readonly string[];
  readonly written: string;
}

const WORDS = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;
/** Words that may stand before a name without being part of it. */
const TITLES =
  /^(?:mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|lady|president|vice|prime|minister|foreign|defen[cs]e|interior|finance|secretary|chancellor|chief|army|general|colonel|gen|col|lt|maj|senator|sen|rep|representative|governor|gov|mayor|ambassador|envoy|special|spokes(?:man|woman|person)|king|queen|prince|princess|pope|former|ex|acting|deputy|the|herr|frau|bundeskanzler|präsident|außenminister|of|state)$/i;

export const actorIndexOf = oncePerBriefing(createIndex);

function createIndex(briefing: Briefing): ActorIndex {
  const actors = new Map(briefing.actors.map((actor) => [actor.id, actor]));
  const known = briefing.actors.map(({ id, name, aliases }) => ({ id, names: [name, ...aliases] }));
  const byFirst = new Map<string, Name[]>();
  const whole = new Map<string, string>();
  const surnames = new Map<string, string | null>();
  for (const { id, names } of known) {
    for (const written of names) {
      const words = keysOf(written);
      const [first] = words;
      if (first === undefined) continue;
      byFirst.set(first, [...(byFirst.get(first) ?? []), { id, words, written }]);
      whole.set(words.join(' '), id);
    }
    const actor = actors.get(id);
    if (actor?.kind !== 'person' || actor.unnamed) continue;
    for (const last of new Set(
      names.filter((name) => /\s/.test(name)).map((name) => keysOf(name).at(-1) ?? ''),
    )) {
      // Null for a surname of two people: neither is taken for the other.
      surnames.set(last, surnames.has(last) && surnames.get(last) !== id ? null : id);
    }
  }
  for (const names of byFirst.values()) names.sort((a, b) => b.words.length - a.words.length);
  return {
    actor: (id) => actors.get(id),
    mentions: (text) => mentionsIn(text, byFirst),
    known,
    named(name) {
      let words = keysOf(name);
      for (; words.length > 0; words = words.slice(1)) {
        const id = whole.get(words.join(' '));
        if (id !== undefined) return id;
        // "Foreign Minister Lee" is Lee; "Ben Lee" is not Ann Lee.
        if (!TITLES.test(words[0] ?? '') && !/^\p{Ll}/u.test(name)) break;
      }
      const [only] = words;
      return words.length === 1 && only !== undefined ? (surnames.get(only) ?? null) : null;
    },
  };
}

/** From left to right, the names that begin with a word tried longest first. */
function mentionsIn(text: string, byFirst: ReadonlyMap<string, readonly Name[]>): readonly Mention[] {
  const tokens = Array.from(text.matchAll(WORDS), (match) => ({
    key: keyOf(match[0]),
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
  const found: Mention[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const name = (byFirst.get(token.key) ?? []).find(({ words, written }) => {
      // "us" is no country: what the pack writes with a capital has one in the text.
      if (/^\p{Lu}/u.test(written) && !/^\p{Lu}/u.test(token.text)) return false;
      if (written.length <= 3 && written === written.toUpperCase() && token.text !== token.text.toUpperCase())
        return false;
      return words.every((word, index) => tokens[at + index]?.key === word);
    });
    if (name === undefined) {
      at += 1;
      continue;
    }
    const last = tokens[at + name.words.length - 1] ?? token;
    found.push({ id: name.id, start: token.start, end: last.end });
    at += name.words.length;
  }
  return found;
}

function keysOf(name: string): readonly string[] {
  return (name.match(WORDS) ?? []).map(keyOf);
}

/** Small letters without accents, and without the genitive. */
function keyOf(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/['’]s$/, '');
}
