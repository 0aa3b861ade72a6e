import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { wordsOf } from '../lineage/likeness.ts';
import type { ArticleView } from './article-view.ts';

interface Named {
  readonly id: string;
  readonly words: readonly string[];
}

/** Names of provisions and texts by their first word: every sentence is looked through for all of them. */
const namesOf = oncePerBriefing((briefing: Briefing): ReadonlyMap<string, readonly Named[]> => {
  const named = [
    ...briefing.provisions.map(({ id, title, aliases }) => ({ id, names: [title, ...aliases] })),
    ...briefing.texts.map(({ id, name, label, aliases }) => ({ id, names: [name, label, ...aliases] })),
  ];
  const all = named.flatMap(({ id, names }) => names.map((name) => ({ id, words: wordsOf(name) })));
  // A number or two letters are in any sentence.
  return Map.groupBy(
    all.filter(({ words }) => words.join(' ').length > 4),
    ({ words }) => words[0] ?? '',
  );
});

const MOST = 4;

/** Ids of the provisions and texts that some words name, at most four, in the order they are named. */
export function aboutIn(text: string, { briefing }: Pick<ArticleView, 'briefing'>): readonly string[] {
  const names = namesOf(briefing);
  const words = wordsOf(text);
  const found = words.flatMap((word, at) =>
    (names.get(word) ?? []).filter((name) => name.words.every((own, index) => words[at + index] === own)),
  );
  return [...new Set(found.map(({ id }) => id))].slice(0, MOST);
}
