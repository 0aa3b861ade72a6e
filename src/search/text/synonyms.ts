import { stem } from './stem.ts';
import { SYNONYM_GROUPS } from './synonym-groups.ts';

const NONE: ReadonlySet<string> = new Set();
let made: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Words that may stand in for a word or any of its forms, in base form. */
export function synonymsOf(word: string): ReadonlySet<string> {
  // Made by the first that asks: most typed commands never do.
  made ??= byStem();
  return made.get(stem(word)) ?? NONE;
}

function byStem(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const groups = SYNONYM_GROUPS.trim()
    .split('\n')
    .map((line) => line.split(' '));
  for (const group of groups) {
    for (const word of group) {
      const key = stem(word);
      const others = found.get(key) ?? new Set();
      for (const other of group) if (other !== word) others.add(other);
      found.set(key, others);
    }
  }
  return found;
}
