/**
 * Spellings of one sound that lie more edits apart than a slip may: "tuff" is written for "tough", "nite" for "night".
 * Only words hardly any statement holds are respelled, so a rule may be loose: what it makes has to be a known word.
 */
const SOUNDS: readonly (readonly [heard: RegExp, written: string])[] = [
  [/uff$/, 'ough'],
  [/off$/, 'ough'],
  [/(?<=th)ru$/, 'rough'],
  [/(?<=th)o$/, 'ough'],
  [/ite$/, 'ight'],
  [/f/, 'ph'],
  [/^kw(\w+)k$/, 'qu$1ck'],
  [/sh[oua]n$/, 'tion'],
  [/zh[oua]n$/, 'sion'],
  [/^n/, 'kn'],
  [/^r/, 'wr'],
];

/** Likeness of a word and the one it sounds like. */
export const SOUNDS_LIKE = 0.8;

/** Words that sound like a word, whether or not there are such words. */
export function soundalikes(word: string): readonly string[] {
  return SOUNDS.filter(([heard]) => heard.test(word)).map(([heard, written]) => word.replace(heard, written));
}
