import { stem } from './stem.ts';
import { SYNONYM_GROUPS } from './synonym-groups.ts';

const groups = SYNONYM_GROUPS.trim()
  .split('\n')
  .map((line) => line.split(' '));

const byStem = new Map<string, Set<string>>();
for (const group of groups) {
  for (const word of group) {
    const key = stem(word);
    const others = byStem.get(key) ?? new Set();
    for (const other of group) if (other !== word) others.add(other);
    byStem.set(key, others);
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Words that may stand in for a word or any of its forms, in base form. */
export function synonymsOf(word: string): ReadonlySet<string> {
  return byStem.get(stem(word)) ?? NONE;
}
