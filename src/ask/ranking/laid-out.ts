import { lookupOf } from '../../domain/lookups/lookup.ts';
import { STANDS_FOR } from '../../search/evidence/read-word.ts';
import type { Asked, AskedTerm } from './asked.ts';

/** A question with what is the same for every record that it is laid beside. */
export interface LaidOut extends Asked {
  /** Weight of each term. */
  readonly weights: Float64Array;
  /** The sum of them all, of those of its own words and numbers, and of those among these that any record has. */
  readonly everything: number;
  readonly all: number;
  readonly known: number;
  /** Where the rarest of its own words and numbers stands, the first of several; -1 where it has none. */
  readonly rarest: number;
  /** Where the terms are that are words of names. */
  readonly ofNames: readonly number[];
  /** Where the terms are that tell what is asked, days apart. */
  readonly telling: readonly number[];
  /** By stem, the terms that may stand for it, words apart that only ask. */
  readonly byStem: ReadonlyMap<string, readonly number[]>;
  /** Those named, in the order of the mentions. */
  readonly those: readonly Named[];
}

interface Named {
  /** Less than 1 where the name was misspelt. */
  readonly worth: number;
  readonly actors: readonly NamedActor[];
}

interface NamedActor {
  readonly id: string;
  /** It, and everybody who speaks for it. */
  readonly voices: ReadonlySet<string>;
  /** What it belongs to or speaks for. */
  readonly above: readonly string[];
  /** Its words or stance is asked for, as far as anybody's in particular is. */
  readonly speaks: boolean;
}

/** What a word that only asks weighs beside one that tells. */
const ASKING_WEIGHS = 0.12;

const kept = new WeakMap<Asked, LaidOut>();

/** Made once a question. */
export function laidOut(asked: Asked): LaidOut {
  const known = kept.get(asked);
  if (known !== undefined) return known;
  const made = { ...asked, ...weighed(asked), byStem: byStem(asked.terms), those: namedIn(asked) };
  kept.set(asked, made);
  return made;
}

function weighed({
  terms,
}: Asked): Pick<LaidOut, 'weights' | 'everything' | 'all' | 'known' | 'rarest' | 'ofNames' | 'telling'> {
  const weights = Float64Array.from(terms, ({ idf, part }) => idf * (part === 'asking' ? ASKING_WEIGHS : 1));
  let everything = 0;
  let all = 0;
  let known = 0;
  let rarest = -1;
  for (const [at, term] of terms.entries()) {
    const weight = weights[at] ?? 0;
    everything += weight;
    if (!isOwn(term)) continue;
    all += weight;
    if (term.stems.length > 0) known += weight;
    if (term.idf > (terms[rarest]?.idf ?? 0)) rarest = at;
  }
  const ofNames = [...terms.keys()].filter((at) => terms[at]?.part === 'name');
  const telling = [...terms.keys()].filter((at) => !['asking', 'date'].includes(terms[at]?.part ?? 'date'));
  return { weights, everything, all, known, rarest, ofNames, telling };
}

/** A word or a number of the question's own: no name, no day, no word that only asks. */
export function isOwn({ part }: AskedTerm): boolean {
  return part === 'word' || part === 'number';
}

function byStem(terms: readonly AskedTerm[]): LaidOut['byStem'] {
  const found = new Map<string, number[]>();
  for (const [at, { part, stems }] of terms.entries()) {
    if (part === 'asking') continue;
    for (const { stem, factor } of stems) {
      if (factor < STANDS_FOR) continue;
      const list = found.get(stem);
      if (list === undefined) found.set(stem, [at]);
      else list.push(at);
    }
  }
  return found;
}

function namedIn({ mentions, briefing, subject }: Asked): readonly Named[] {
  const lookup = lookupOf(briefing);
  return mentions.named.map(({ actors, how }) => ({
    worth: how === 'slip' ? 0.8 : 1,
    actors: actors.map(({ id }) => ({
      id,
      voices: lookup.voicesOf(id),
      above: lookup.speaksFor(id),
      speaks: subject === null || subject.id === id,
    })),
  }));
}
