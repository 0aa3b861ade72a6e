import { phraseWords, tellingWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';

/** Stands where something was taken out, so that what stood around it does not grow together. */
const GONE = ' – ';

/** Longer questions are cut: their beginning says what was asked. */
const LONGEST_KEPT = 200;

/**
 * A question as it is kept for the desk: without mentions, addresses of people and pages, and without numbers long enough
 * to be somebody's. Empty where nothing is left.
 */
export function scrubbed(words: string): string {
  const bare = words
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/<[@#!][^<>]{1,60}>/g, GONE)
    .replace(/\b[a-z][a-z0-9+.-]{1,15}:\/\/\S{1,2000}/gi, GONE)
    .replace(/\bwww\.\S{1,500}/gi, GONE)
    .replace(/(?<!\S)\S{1,64}@\S{1,255}/g, GONE)
    .replace(/(?<![\p{L}\p{N}])@[\p{L}\p{N}._-]{1,64}/gu, GONE)
    .replace(/\+?\d(?:[ ().\u2010-\u2015-]?\d){5,}/g, GONE)
    .replace(/\s+/g, ' ')
    .trim();
  return [...bare].slice(0, LONGEST_KEPT).join('');
}

/** What makes two questions one: the stems of the words that tell something, sorted. */
export function meaningOf(words: string): string {
  return [...new Set(tellingWords(phraseWords(words)).map(stem))].sort().join(' ');
}
