import { editDistance } from '../text/edit-distance.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');

/** 1 to 12 for a month spelled in full, by its first letters or with one slip. */
export function monthOf(word: string): number | null {
  const at = nameAt(MONTHS, word, 3);
  return at === null ? null : at + 1;
}

/** 0 for Monday, read as months are. */
export function weekdayOf(word: string): number | null {
  return nameAt(WEEKDAYS, word, 3);
}

/** Position of the name a word spells in full, by its first letters, or with one slip. */
function nameAt(names: readonly string[], word: string, shortest: number): number | null {
  if (word.length < shortest || /\d/.test(word)) return null;
  const short = word.length <= 4;
  const at = names.findIndex((name) => name === word || (short && name.startsWith(word)));
  if (at >= 0) return at;
  if (word.length < 6) return null;
  const near = names.findIndex((name) => name[0] === word[0] && editDistance(word, name, 1) <= 1);
  return near < 0 ? null : near;
}
