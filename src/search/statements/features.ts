import type { Alignment } from './align/alignment.ts';
import type { Figures } from './figures.ts';
import type { Corpus } from './index/corpus.ts';
import { NO_WORD } from './index/vocabulary.ts';
import { MATCH } from './match.ts';
import { measurePlain } from './plain.ts';

/** What is measured of a question and one row, in this order. Shares are of the question's whole worth, 0 to 1. */
export const FEATURES = [
  'anywhere', // share found anywhere in the row
  'aligned', // share found in order
  'alignScore', // alignment score as a share of the best possible
  'inPlace', // share standing in one place without gaps
  'exact', // share found letter for letter
  'run', // share in the longest unbroken run
  'runWords', // words of that run, as a share of the question's words
  'neighbours', // share of neighbouring words that are neighbours in the row too
  'wordsFound', // share of words found, each counting one
  'wordsAligned', // the same, in order
  'replaced', // share of words standing opposite another word
  'density', // aligned words to the length of the stretch they stand in
  'missing', // worth of the dearest word not found, as a share
  'fuzzy', // share found only as a slip
  'loose', // share found only as a synonym or relative
  'found', // worth found, natural units / 20
  'foundInOrder', // worth found in order / 20
  'wordsInPlace', // share of words standing in one place without gaps
  'manyInPlace', // the number of them / 10
  'rare', // share found anywhere, words counting by the square of their worth
  'dearest', // worth of the dearest word found / 10
  'inOrder', // share of found words that come later in the row than the found word before them
  'letters', // share of letter trigrams held by the stretch compared
  'rowLength', // log of the row's words / 5
  'contentMissing', // words not found that are not common / 5
  'stretch', // share found in one stretch about as long as the question
  'stretchWords', // share of words found in one such stretch
  'scattered', // log of the shortest stretch that holds all words found, per word / 3
  'said', // mean log odds that a word was taken from this row and not from anywhere / 6
  'saidInAll', // their sum / 30
  'saidRare', // their mean by worth / 6
  'content', // log of the window's words that are not common / 5
  'plain', // worth found as a bag of words, by repetition and length (BM25), as a share
  'plainWorth', // the same / 20
  'plainFound', // share found, each word of the question once
  'plainRepeated', // share that the row says more than once
  'figuresKept', // share in numbers that the row has
  'figuresDiffer', // share in numbers where the row has only others
  'plainBehind', // how far `plain` lies behind the best row compared
] as const;

export const FEATURE_COUNT = FEATURES.length;

/** Measures an alignment into `out`, all but what `compareRows` fills in; `letters` is the share of trigrams held. */
export function measure(
  alignment: Alignment,
  letters: number,
  figures: Figures,
  row: number,
  corpus: Corpus,
  out: Float64Array,
): void {
  const { slots, partner, match, likeness, anywhere, anywhereMatch, anywherePlace, times } = alignment;
  const content = ROOM + contentWords(alignment, corpus);
  const count = slots.length;
  let total = 0;
  let found = 0;
  let aligned = 0;
  let exact = 0;
  let run = 0;
  let runWords = 0;
  let longest = 0;
  let longestWords = 0;
  let neighbours = 0;
  let wordsFound = 0;
  let wordsAligned = 0;
  let replaced = 0;
  let first = -1;
  let last = -1;
  let missing = 0;
  let fuzzy = 0;
  let loose = 0;
  let squares = 0;
  let foundSquares = 0;
  let dearest = 0;
  let before = -1;
  let inOrder = 0;
  let contentMissing = 0;
  let said = 0;
  let saidRare = 0;
  for (let i = 0; i < count; i++) {
    const weight = slots[i]?.weight ?? 0;
    total += weight;
    const likely = anywhere[i] as number;
    found += weight * likely;
    squares += weight * weight;
    foundSquares += weight * weight * likely;
    if (likely > 0) {
      wordsFound++;
      dearest = Math.max(dearest, weight * likely);
      if ((anywherePlace[i] as number) > before) inOrder++;
      before = anywherePlace[i] as number;
    } else {
      missing = Math.max(missing, weight);
      if (!corpus.isCommon(slots[i]?.stem ?? NO_WORD)) contentMissing++;
    }
    const odds = Math.log(1 + (ANYWHERE * (times[i] as number)) / content);
    said += odds;
    saidRare += weight * odds;
    const kind = anywhereMatch[i];
    if (kind === MATCH.exact) exact += weight;
    else if (kind === MATCH.typo) fuzzy += weight;
    else if (kind === MATCH.synonym || kind === MATCH.related) loose += weight;
    const place = partner[i] as number;
    const previous = i > 0 ? (partner[i - 1] as number) : -1;
    if (match[i] === MATCH.none) {
      if (place >= 0) replaced++;
      run = 0;
      runWords = 0;
      continue;
    }
    const worth = weight * (likeness[i] as number);
    aligned += worth;
    wordsAligned++;
    if (first < 0) first = place;
    last = place;
    const follows = previous >= 0 && previous + 1 === place && match[i - 1] !== MATCH.none;
    if (follows) neighbours++;
    run = follows ? run + worth : worth;
    runWords = follows ? runWords + 1 : 1;
    if (run > longest) longest = run;
    if (runWords > longestWords) longestWords = runWords;
  }
  const all = total || 1;
  const words = count || 1;
  const rowWords = (corpus.starts()[row + 1] as number) - (corpus.starts()[row] as number);
  let k = 0;
  out[k++] = found / all;
  out[k++] = aligned / all;
  out[k++] = alignment.score / (all + 0.4 * words);
  out[k++] = alignment.inPlace / all;
  out[k++] = exact / all;
  out[k++] = longest / all;
  out[k++] = longestWords / words;
  out[k++] = neighbours / Math.max(1, count - 1);
  out[k++] = wordsFound / words;
  out[k++] = wordsAligned / words;
  out[k++] = replaced / words;
  out[k++] = first < 0 ? 0 : wordsAligned / (last - first + 1);
  out[k++] = missing / all;
  out[k++] = fuzzy / all;
  out[k++] = loose / all;
  out[k++] = found / 20;
  out[k++] = aligned / 20;
  out[k++] = alignment.wordsInPlace / words;
  out[k++] = alignment.wordsInPlace / 10;
  out[k++] = foundSquares / (squares || 1);
  out[k++] = dearest / 10;
  out[k++] = inOrder / Math.max(1, wordsFound);
  out[k++] = letters;
  out[k++] = Math.log(1 + rowWords) / 5;
  out[k++] = contentMissing / 5;
  out[k++] = alignment.stretch.worth / all;
  out[k++] = alignment.stretch.words / words;
  out[k++] = wordsFound === 0 ? 0 : Math.log((alignment.stretch.shortest + 1) / wordsFound) / 3;
  out[k++] = said / words / 6;
  out[k++] = said / 30;
  out[k++] = saidRare / all / 6;
  out[k++] = Math.log(content) / 5;
  k = measurePlain(alignment, rowWords, corpus, out, k);
  out[k++] = figures.kept / all;
  out[k++] = figures.differing / all;
}

const PLAIN = FEATURES.indexOf('plain');
const PLAIN_BEHIND = FEATURES.indexOf('plainBehind');

/** Fills in what takes all rows to be measured. */
export function compareRows(inputs: readonly Float64Array[]): void {
  let most = 0;
  for (const input of inputs) most = Math.max(most, input[PLAIN] as number);
  for (const input of inputs) input[PLAIN_BEHIND] = most - (input[PLAIN] as number);
}

/**
 * A gist is modelled as words drawn from the row, mixed with words from anywhere: a word the row says `t` times among `n`
 * is `ANYWHERE * t / n` times as likely to come from there. `ROOM` keeps very short rows from winning by length alone.
 * Both by hand: a gist search by this measure alone was best near 3,000 and 5.
 */
const ANYWHERE = 3000;
const ROOM = 5;

/** Words of the window that are not common. */
function contentWords({ from, to }: Alignment, corpus: Corpus): number {
  const { stems } = corpus.vocabulary.arrays();
  const words = corpus.words();
  let count = 0;
  for (let at = from; at < to; at++) if (!corpus.isCommon(stems[words[at] as number] as number)) count++;
  return count;
}
