import type { Focus } from '../../answer/sentences.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';
import type { Asked } from '../ranking/asked.ts';

/** What would fill a question for a number. */
const FIGURE =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|half|third|quarter|dozen|hundred)\b/i;
/** What would fill a question for a time. */
const DAY =
  /\b\d{4}\b|\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:days?|weeks?|months?|years?) /;
/** What would fill a question for a person: two capitalised words in a row. */
const NAME = /\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u;
/** What would fill a question for a reason. */
const REASON = /\b(?:because|since|so that|therefore|in order|for fear|reason)\b/i;
/** A word that any record has says little of which part of one is asked for. */
const LEAST = 0.2;

/** How much of what a question asks for stands in some words: its own words, rare ones more, and what would fill it. */
export function focusOf({ terms, wanted, mentions }: Pick<Asked, 'terms' | 'wanted' | 'mentions'>): Focus {
  const telling = terms.filter(({ part }) => part === 'word' || part === 'number');
  const named = terms.filter(({ part }) => part === 'name');
  const stems = new Map<string, string>();
  const scores = new Map<string, number>();
  // Stemmed once each: many phrases of one answer are scored by the same words.
  const stemOf = (word: string) => {
    const kept = stems.get(word) ?? stem(word);
    stems.set(word, kept);
    return kept;
  };
  const score = (words: string): number => {
    const own = new Set(phraseWords(words).map(stemOf));
    let sum = 0;
    for (const [weight, some] of [
      [1, telling],
      [0.5, named],
    ] as const)
      for (const { idf, stems: meant } of some)
        sum +=
          weight *
          (LEAST + idf) *
          Math.max(0, ...meant.map(({ stem: one, factor }) => (own.has(one) ? factor : 0)));
    if (wanted.number >= 0.7 && FIGURE.test(words)) sum += 0.6;
    if (wanted.time >= 0.8 && DAY.test(words)) sum += 0.4;
    if (wanted.person >= 1 && NAME.test(words)) sum += 0.3;
    if (wanted.reason >= 1 && REASON.test(words)) sum += 0.3;
    return sum;
  };
  if (telling.length + named.length === 0 && mentions.quantities.length === 0) return () => 0;
  return (words) => {
    const kept = scores.get(words) ?? score(words);
    scores.set(words, kept);
    return kept;
  };
}
