import { commonWords } from '../text/common-words.ts';
import { tokens } from '../text/normalize.ts';
import { SOUNDS_LIKE, soundalikes } from '../text/sounds.ts';
import { synonymsOf } from '../text/synonyms.ts';
import type { Corpus } from './index/corpus.ts';
import { neighbours } from './index/neighbours.ts';
import { NO_WORD } from './index/vocabulary.ts';
import { LIKENESS, MATCH, type Match, type Variant } from './match.ts';

/** One word of the question. */
export type Slot = {
  readonly word: string;
  readonly units: Uint16Array;
  readonly start: number;
  readonly end: number;
  /** Number of the word and of its stem, `NO_WORD` where the index has never seen it. */
  readonly id: number;
  readonly stem: number;
  /** Surprise of the word: what finding it is worth. */
  readonly weight: number;
  /** It is what it says: no slip for another word, however alike. */
  readonly firm: boolean;
  /** The question has the word before, in whatever form. */
  readonly again: boolean;
  /** Words that would do instead, best first; the word itself is not among them. */
  readonly variants: readonly Variant[];
};

/** Words of a question that are looked at; the rest of a longer one is ignored, which bounds the time. */
export const MAX_SLOTS = 64;

/** Rare words of a question that are looked up as slips, and unknown ones that are divided; bounds the time of gibberish. */
const MENDED = 16;

type Word = { readonly word: string; readonly start: number; readonly end: number };

/** Reads a question against the index: mends misplaced spaces, and finds for each word what it may stand for. */
export function readQuestion(text: string, corpus: Corpus): readonly Slot[] {
  const words = mendSpaces(tokens(text).slice(0, MAX_SLOTS), corpus).slice(0, MAX_SLOTS);
  const short = words.length <= SHORT;
  const stems = new Set<number>();
  let doubtful = 0;
  return words.map((word) => {
    const firm = short && isReal(word.word, corpus);
    const rare = !firm && countOf(word.word, corpus) <= RARE;
    if (rare) doubtful++;
    const slot = readSlot(word, { mend: rare && doubtful <= MENDED, firm }, corpus);
    const again = slot.stem !== NO_WORD && stems.has(slot.stem);
    stems.add(slot.stem);
    return again ? { ...slot, again } : slot;
  });
}

/** A question of at most so many words says too little around a word to tell that another was meant. */
const SHORT = 5;

/** A statement has it, or English does. */
function isReal(word: string, corpus: Corpus): boolean {
  return isKnown(word, corpus) || commonWords.has(word) || synonymsOf(word).size > 0;
}

function isKnown(word: string, corpus: Corpus): boolean {
  return countOf(word, corpus) > 0;
}

function readSlot(
  { word, start, end }: Word,
  { mend, firm }: { readonly mend: boolean; readonly firm: boolean },
  corpus: Corpus,
): Slot {
  const { vocabulary } = corpus;
  const units = Uint16Array.from(word, (character) => character.charCodeAt(0));
  const id = vocabulary.findWord(word);
  const stem = vocabulary.stemOfWord(word);
  const frequency = stem === NO_WORD ? 0 : corpus.frequency(stem);
  const variants: Variant[] = [];
  const addWord = (other: string, likeness: number, match: Match): void => {
    const otherStem = vocabulary.stemOfWord(other);
    if (otherStem === NO_WORD || otherStem === stem || corpus.frequency(otherStem) === 0) return;
    if (!variants.some((v) => v.stem === otherStem)) variants.push({ stem: otherStem, likeness, match });
  };
  if (mend && !/\d/.test(word)) {
    for (const other of soundalikes(word)) addWord(other, SOUNDS_LIKE, MATCH.typo);
    const slips = neighbours(word, units, corpus).filter(
      (v) => v.stem !== stem && !variants.some((known) => known.stem === v.stem),
    );
    variants.push(...slips);
  }
  for (const other of synonymsOf(word)) addWord(other, LIKENESS.synonym, MATCH.synonym);
  const weight =
    frequency > 0
      ? corpus.surprise(stem)
      : Math.max(0, ...variants.map((v) => corpus.surprise(v.stem))) || corpus.topSurprise();
  return { word, units, start, end, id, stem, weight, firm, again: false, variants };
}

/** A word in at most this many statements may be a slip for another one ("farid" for "afraid"). */
const RARE = 2;

/** Joins "clim ate" and divides "itwet" where only that makes known words. */
function mendSpaces(words: readonly Word[], corpus: Corpus): readonly Word[] {
  const mended: Word[] = [];
  let divided = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as Word;
    const next = words[i + 1];
    const known = isKnown(word.word, corpus);
    if (next !== undefined && !(known && isKnown(next.word, corpus))) {
      const joined = word.word + next.word;
      if (joined.length > 3 && isKnown(joined, corpus)) {
        mended.push({ word: joined, start: word.start, end: next.end });
        i++;
        continue;
      }
    }
    const parts = known || ++divided > MENDED ? undefined : divide(word, corpus);
    if (parts === undefined) mended.push(word);
    else mended.push(...parts);
  }
  return mended;
}

/** The division of an unknown word into two known ones whose rarer half is the commonest. */
function divide({ word, start, end }: Word, corpus: Corpus): readonly Word[] | undefined {
  if (word.length < 4 || /\d/.test(word)) return undefined;
  let best: readonly Word[] | undefined;
  let bestCount = Math.max(2, corpus.liveRows() * DIVIDED_SHARE);
  for (let cut = 1; cut < word.length; cut++) {
    const head = word.slice(0, cut);
    const tail = word.slice(cut);
    if (cut === 1 && head !== 'a' && head !== 'i') continue;
    if (tail.length === 1 && tail !== 'a' && tail !== 'i') continue;
    const count = Math.min(countOf(head, corpus), countOf(tail, corpus));
    if (count > bestCount) {
      bestCount = count;
      best = [
        { word: head, start, end },
        { word: tail, start, end },
      ];
    }
  }
  return best;
}

/** Both halves of a divided word have to occur in this share of the statements, or any letters would divide. */
const DIVIDED_SHARE = 0.0003;

function countOf(word: string, corpus: Corpus): number {
  const stem = corpus.vocabulary.stemOfWord(word);
  return stem === NO_WORD ? 0 : corpus.frequency(stem);
}
