import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { wordsOf } from '../lineage/likeness.ts';
import type { ArticleView } from './article-view.ts';

/** Names of provisions and texts as a sentence may have them, longest first. */
const namesOf = oncePerBriefing(
  (briefing: Briefing): readonly { readonly id: string; readonly words: string }[] => {
    const named = [
      ...briefing.provisions.map(({ id, title, aliases }) => ({ id, names: [title, ...aliases] })),
      ...briefing.texts.map(({ id, name, label, aliases }) => ({ id, names: [name, label, ...aliases] })),
    ];
    return named.flatMap(({ id, names }) =>
      names
        .map((name) => ({ id, words: ` ${wordsOf(name).join(' ')} ` }))
        .filter(({ words }) => words.length > 6),
    );
  },
);

/** Ids of the provisions and texts that some words name, at most four. */
export function aboutIn(words: string, { briefing }: Pick<ArticleView, 'briefing'>): readonly string[] {
  const text = ` ${wordsOf(words).join(' ')} `;
  const found = namesOf(briefing).filter((name) => text.includes(name.words));
  return [...new Set(found.map(({ id }) => id))].slice(0, 4);
}
