import { editDistanceOf } from '../../text/edit-distance.ts';
import { MATCH, type Variant } from '../match.ts';
import type { Corpus } from './corpus.ts';
import { letterBits, mayBeWithin } from './vocabulary.ts';

/** Variants kept for one mistyped word. */
const KEPT = 8;

/** Slips allowed in a word of that many letters. */
export function allowedEdits(length: number): number {
  if (length < 3) return 0;
  return length < 5 ? 1 : 2;
}

/** How alike two words are that lie `distance` edits apart, 0 to 1. */
export function editLikeness(distance: number, length: number): number {
  return Math.max(0, 1 - (1.1 * distance) / Math.max(length, 3));
}

/** Words whose neighbours are kept. */
const WORDS_KEPT = 2_000;

/** What was found so far by word, as long as the corpus has so many rows. */
const found = new WeakMap<Corpus, { rows: number; readonly byWord: Map<string, readonly Variant[]> }>();

/**
 * Words of the index within the allowed edits, as variants by stem, best first. One question is read several times, with and
 * without the words that ask, and what it holds is laid out: each of its words is looked for once.
 */
export function neighbours(word: string, units: Uint16Array, corpus: Corpus): readonly Variant[] {
  const kept = found.get(corpus) ?? { rows: corpus.rowCount(), byWord: new Map() };
  found.set(corpus, kept);
  if (kept.rows !== corpus.rowCount() || kept.byWord.size >= WORDS_KEPT) kept.byWord.clear();
  kept.rows = corpus.rowCount();
  const known = kept.byWord.get(word);
  if (known !== undefined) return known;
  const made = searched(units, corpus);
  kept.byWord.set(word, made);
  return made;
}

/** A pass over all words of about that length: a comparison of letter bits turns away all but a few words in a hundred. */
function searched(units: Uint16Array, corpus: Corpus): readonly Variant[] {
  const length = units.length;
  const allowed = allowedEdits(length);
  if (allowed === 0) return [];
  const { vocabulary } = corpus;
  const { pool, starts, lengths, stems } = vocabulary.arrays();
  const { ids, letters, starts: lengthStarts } = vocabulary.byLength();
  const bits = letterBits(units, 0, length);
  const near = new Map<number, { score: number; likeness: number }>();
  const from = lengthStarts[Math.max(1, length - allowed)] ?? 0;
  const to = lengthStarts[length + allowed + 1] ?? ids.length;
  for (let at = from; at < to; at++) {
    if (!mayBeWithin(allowed, bits, letters[at] as number)) continue;
    const id = ids[at] as number;
    const otherLength = lengths[id] as number;
    const distance = editDistanceOf(units, 0, length, pool, starts[id] as number, otherLength, allowed);
    if (distance > allowed) continue;
    const stem = stems[id] as number;
    const frequency = corpus.frequency(stem);
    if (frequency === 0) continue;
    // A first letter is seldom wrong, and a common word is the likelier target.
    const sameStart = pool[starts[id] as number] === units[0] ? 0.05 : 0;
    const likeness = editLikeness(distance, Math.max(length, otherLength));
    const score = likeness + sameStart + 0.01 * Math.log(frequency);
    const known = near.get(stem);
    if (known === undefined || score > known.score) near.set(stem, { score, likeness });
  }
  return [...near]
    .sort((a, b) => b[1].score - a[1].score || a[0] - b[0])
    .slice(0, KEPT)
    .map(([stem, { likeness }]) => ({ stem, likeness, match: MATCH.typo }));
}
