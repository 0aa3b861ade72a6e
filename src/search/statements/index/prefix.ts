import { MATCH } from '../match.ts';
import { readQuestion, type Slot } from '../question.ts';
import type { Admission, CandidateFinder } from './candidates.ts';
import type { Corpus } from './corpus.ts';

/** Endings tried for an unfinished word, the commonest. */
const ENDINGS = 24;

/**
 * A question whose last word may be unfinished: the word stands for itself and for the commonest words it begins.
 * A pass over the vocabulary, once a keystroke.
 */
function readUnfinished(text: string, corpus: Corpus): readonly Slot[] {
  const slots = readQuestion(text, corpus);
  const last = slots.at(-1);
  if (last === undefined || /[\s\p{P}]$/u.test(text)) return slots;
  const { units } = last;
  const { pool, starts, lengths, stems } = corpus.vocabulary.arrays();
  const found = new Map<number, number>();
  const size = corpus.vocabulary.size();
  for (let id = 0; id < size; id++) {
    if ((lengths[id] as number) < units.length) continue;
    const start = starts[id] as number;
    let shared = 0;
    while (shared < units.length && pool[start + shared] === units[shared]) shared++;
    if (shared < units.length) continue;
    const stem = stems[id] as number;
    const frequency = corpus.frequency(stem);
    if (frequency > 0 && stem !== last.stem) found.set(stem, frequency);
  }
  const variants = [...found]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, ENDINGS)
    .map(([stem]) => ({ stem, likeness: 0.9, match: MATCH.related }));
  return [...slots.slice(0, -1), { ...last, variants: [...variants, ...last.variants] }];
}

/** Rows for an unfinished question, best first. */
export function complete(
  text: string,
  keep: number,
  corpus: Corpus,
  find: CandidateFinder,
  admission: Admission,
): readonly number[] {
  return find(readUnfinished(text, corpus), keep, admission);
}
