import { MATCH, type Variant } from '../match.ts';
import { dampingOf, saturated } from '../plain.ts';
import { MAX_SLOTS, type Slot } from '../question.ts';
import type { Corpus } from './corpus.ts';
import type { RowList } from './postings.ts';
import { NO_WORD } from './vocabulary.ts';

/** Entries of the lists walked for one question, at most. Bounds the time whatever the size of the index. */
const BUDGET = 40_000;
/** Rows whose words are read through after the lists. */
const SKIMMED = 400;
/** The same for an index of at most `FEW_ROWS`, where fewer resemble the one meant. */
const SKIMMED_OF_FEW = 256;
const FEW_ROWS = 20_000;
/**
 * What a row read through is worth, beside each word's worth found anywhere: fitted to put the answers of the development
 * queries first; in five folds no weight differs from its mean by more than a sixth.
 */
const SKIM = {
  /** Times the worth the lists gave the row: pairs of common words count, a word's slips each. */
  listed: 1.35,
  /** For each word found anywhere. */
  wordFound: 2.9,
  /** Times the worth that stands in one place. */
  inPlace: 0.8,
  /** For each word that stands in one place. */
  wordInPlace: 5.5,
  /** Times the log of the row's words, for a long row holds more of anything. */
  length: -6.3,
} as const;
/** Of the rows kept, the share that is kept by what was fitted; the others are the best of the rest by their words alone. */
const BY_PLACE = 0.5;
/** A row is read through up to this many words; a longer one is known by its first. */
const SKIMMED_WORDS = 2000;

/** The rows a search is kept to. */
export interface Admission {
  readonly has: (row: number) => boolean;
  /** How many statements they are of, and each of their rows; absent where nobody knows. */
  readonly size?: number;
  readonly rows?: () => Iterable<number>;
}

/** Finds the rows worth comparing with a question; holds the scratch arrays it needs, so one per index. */
export type CandidateFinder = (
  slots: readonly Slot[],
  keep: number,
  admission: Admission,
) => readonly number[];

type Unit = {
  readonly weight: number;
  readonly cost: number;
  readonly spread: (mass: Float32Array, touched: RowList) => void;
};

export function createCandidateFinder(corpus: Corpus): CandidateFinder {
  let mass = new Float32Array(0);
  const touched: RowList = { rows: new Uint32Array(1 << 10), length: 0 };
  let firstEntry = new Uint16Array(0);
  const skims: Skims = { scores: new Float64Array(SKIMMED), plain: new Float64Array(SKIMMED) };

  /** Adds up what the lists say, rarest words first, until the budget is spent. */
  const gather = (slots: readonly Slot[]): void => {
    let spent = 0;
    for (const unit of unitsOf(slots, corpus)) {
      spent += unit.cost;
      if (spent > BUDGET && touched.length > 0) break;
      if (unit.cost > 4 * BUDGET) break;
      unit.spread(mass, touched);
    }
  };

  return (slots, keep, { has, size, rows }) => {
    if (mass.length < corpus.rowCount()) mass = new Float32Array(Math.ceil(corpus.rowCount() * 1.3));
    if (firstEntry.length < corpus.vocabulary.size()) {
      firstEntry = new Uint16Array(Math.ceil(corpus.vocabulary.size() * 1.3));
    }
    touched.length = 0;
    gather(slots);
    const most = corpus.rowCount() > FEW_ROWS ? SKIMMED : SKIMMED_OF_FEW;
    // Of few, hardly any that were touched are admitted: it is shorter to look which of them were touched.
    const isShorter =
      size !== undefined && size < Math.min(touched.length, (most * corpus.liveRows()) / Math.max(1, size));
    const skimmed =
      isShorter && rows !== undefined
        ? best(touchedOf(rows(), mass), mass, most, corpus.isLive)
        : best(touched, mass, most, (row) => corpus.isLive(row) && has(row));
    const listed = skimmed.map((row) => mass[row] as number);
    for (let i = 0; i < touched.length; i++) mass[touched.rows[i] as number] = 0;
    const entries = entriesOf(slots, firstEntry);
    const { stems } = corpus.vocabulary.arrays();
    const reading = { slots, entries, firstEntry, corpus, stems };
    for (const [at, row] of skimmed.entries()) skim(row, listed[at] as number, reading, skims, at);
    for (const stem of entries.stems) firstEntry[stem] = 0;
    return chosen(skimmed, skims, keep);
  };
}

/** What rows read through are worth, by their place among them: by their words and how they stand, and by their words alone. */
type Skims = { readonly scores: Float64Array; readonly plain: Float64Array };

/** Most by how their words stand, so that fragments are found; the rest by their words alone, as long questions need it. */
function chosen(rows: readonly number[], { scores, plain }: Skims, keep: number): readonly number[] {
  const kept = heaviest(rows, scores, Math.ceil(keep * BY_PLACE));
  // None is kept twice.
  for (const at of kept) plain[at] = -1;
  const others = heaviest(rows, plain, Math.min(keep, rows.length) - kept.length);
  return [...kept, ...others].map((at) => rows[at] as number);
}

/** Places of the `keep` rows that are worth most, best first; of two worth the same the earlier row. */
function heaviest(rows: readonly number[], worths: Float64Array, keep: number): readonly number[] {
  const best: number[] = [];
  if (keep <= 0) return best;
  for (let at = 0; at < rows.length; at++) {
    const worth = worths[at] as number;
    let place = best.length;
    while (place > 0) {
      const other = best[place - 1] as number;
      const less = worth - (worths[other] as number);
      if (less < 0 || (less === 0 && (rows[at] as number) > (rows[other] as number))) break;
      place--;
    }
    if (place >= keep) continue;
    if (best.length === keep) best.pop();
    best.splice(place, 0, at);
  }
  return best;
}

/** Synonyms are common words: their lists would push out rows that hold the question's own words. They only help compare. */
function spelledVariants({ variants }: Slot): readonly Variant[] {
  return variants.filter(({ match }) => match !== MATCH.synonym);
}

/** The lists a question leads to, most telling first. */
function unitsOf(slots: readonly Slot[], corpus: Corpus): readonly Unit[] {
  const units: Unit[] = [];
  const seen = new Set<number>();
  const addStem = (stem: number, weight: number): void => {
    if (stem === NO_WORD || seen.has(stem)) return;
    seen.add(stem);
    const cost = corpus.byStem.count(stem);
    if (cost === 0) return;
    units.push({
      weight,
      cost,
      spread: (mass, touched) => corpus.byStem.spread(stem, weight, mass, touched),
    });
  };
  for (const slot of slots) {
    addStem(slot.stem, slot.weight);
    for (const { stem, likeness } of spelledVariants(slot))
      addStem(stem, likeness * Math.min(slot.weight, corpus.surprise(stem)));
  }
  for (let i = 1; i < slots.length; i++) {
    const first = slots[i - 1]?.stem ?? NO_WORD;
    const second = slots[i]?.stem ?? NO_WORD;
    if (first === NO_WORD || second === NO_WORD) continue;
    const key = corpus.pairKey(first, second);
    if (key < 0) continue;
    const cost = corpus.byPair.count(key);
    if (cost === 0) continue;
    const weight = 0.5 * Math.log(1 + corpus.liveRows() / cost);
    units.push({ weight, cost, spread: (mass, touched) => corpus.byPair.spread(key, weight, mass, touched) });
  }
  return units.sort((a, b) => a.cost - b.cost);
}

/** In the order of the rows. */
function touchedOf(rows: Iterable<number>, mass: Float32Array): RowList {
  const found: number[] = [];
  for (const row of rows) if ((mass[row] as number) > 0) found.push(row);
  return { rows: Uint32Array.from(found).sort(), length: found.length };
}

/** The `keep` heaviest touched rows that are admitted, by a heap whose root is the lightest of them. */
function best(
  touched: RowList,
  mass: Float32Array,
  keep: number,
  admitted: (row: number) => boolean,
): readonly number[] {
  const heap: number[] = [];
  const lighter = (a: number, b: number): boolean => {
    const difference = (mass[a] as number) - (mass[b] as number);
    return difference < 0 || (difference === 0 && a > b);
  };
  for (let i = 0; i < touched.length; i++) {
    const row = touched.rows[i] as number;
    if (heap.length < keep) {
      if (!admitted(row)) continue;
      let at = heap.push(row) - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!lighter(row, heap[parent] as number)) break;
        heap[at] = heap[parent] as number;
        at = parent;
      }
      heap[at] = row;
    } else if (lighter(heap[0] as number, row) && admitted(row)) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= keep) break;
        if (child + 1 < keep && lighter(heap[child + 1] as number, heap[child] as number)) child++;
        if (!lighter(heap[child] as number, row)) break;
        heap[at] = heap[child] as number;
        at = child;
      }
      heap[at] = row;
    }
  }
  return heap;
}

/** Ways stems answer slots, as lists: `next` leads from an entry to the stem's next one, 0 ends the chain. */
type Entries = {
  readonly stems: readonly number[];
  readonly slots: Uint8Array;
  readonly worths: Float32Array;
  readonly next: Uint16Array;
};

/** Lists what each stem answers; `first[stem]` becomes the place of its first entry plus one, 0 for none. */
function entriesOf(slots: readonly Slot[], first: Uint16Array): Entries {
  const most = slots.reduce((sum, { variants }) => sum + variants.length + 1, 0);
  const entries = {
    stems: [] as number[],
    slots: new Uint8Array(most),
    worths: new Float32Array(most),
    next: new Uint16Array(most),
  };
  const add = (stem: number, slot: number, worth: number): void => {
    if (stem === NO_WORD) return;
    const at = entries.stems.push(stem) - 1;
    entries.slots[at] = slot;
    entries.worths[at] = worth;
    entries.next[at] = first[stem] as number;
    first[stem] = at + 1;
  };
  slots.forEach((slot, i) => {
    add(slot.stem, i, slot.weight);
    for (const { stem, likeness } of spelledVariants(slot)) add(stem, i, slot.weight * likeness);
  });
  return entries;
}

/** A question whose rows are read through. */
type Reading = {
  readonly slots: readonly Slot[];
  readonly entries: Entries;
  readonly firstEntry: Uint16Array;
  readonly corpus: Corpus;
  readonly stems: Uint32Array;
};

const answered = new Float64Array(MAX_SLOTS);
const times = new Uint16Array(MAX_SLOTS);
const inPlace = new Float64Array(SKIMMED_WORDS + MAX_SLOTS);
const wordsInPlace = new Uint16Array(SKIMMED_WORDS + MAX_SLOTS);

/** What a row holds of the question anywhere, and in the one place where most of it stands in order. */
function skim(
  row: number,
  listed: number,
  { slots: asked, entries, firstEntry: first, corpus, stems }: Reading,
  out: Skims,
  nth: number,
): void {
  const count = asked.length;
  const { slots, worths, next } = entries;
  const words = corpus.words();
  const starts = corpus.starts();
  const from = starts[row] as number;
  const to = Math.min(starts[row + 1] as number, from + SKIMMED_WORDS);
  answered.fill(0, 0, count);
  times.fill(0, 0, count);
  inPlace.fill(0, 0, to - from + count);
  wordsInPlace.fill(0, 0, to - from + count);
  let bestPlace = 0;
  let mostWords = 0;
  for (let at = from; at < to; at++) {
    let link = first[stems[words[at] as number] as number] as number;
    while (link !== 0) {
      const entry = link - 1;
      link = next[entry] as number;
      const slot = slots[entry] as number;
      const worth = worths[entry] as number;
      if (worth > (answered[slot] as number)) answered[slot] = worth;
      times[slot] = (times[slot] as number) + 1;
      const place = at - from - slot + count;
      const there = (inPlace[place] as number) + worth;
      inPlace[place] = there;
      if (there > bestPlace) bestPlace = there;
      const agreeing = (wordsInPlace[place] as number) + 1;
      wordsInPlace[place] = agreeing;
      if (agreeing > mostWords) mostWords = agreeing;
    }
  }
  const damping = dampingOf((starts[row + 1] as number) - from, corpus);
  let anywhere = 0;
  let found = 0;
  let plain = 0;
  for (let i = 0; i < count; i++) {
    const worth = answered[i] as number;
    if (worth === 0) continue;
    anywhere += worth;
    found++;
    if (asked[i]?.again !== true) plain += worth * saturated(times[i] as number, damping);
  }
  out.plain[nth] = plain;
  out.scores[nth] =
    SKIM.listed * listed +
    anywhere +
    SKIM.wordFound * found +
    SKIM.inPlace * bestPlace +
    SKIM.wordInPlace * mostWords +
    SKIM.length * Math.log(to - from + 5);
}
