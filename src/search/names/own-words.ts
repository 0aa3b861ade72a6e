import { oncePerBriefing } from '../../domain/briefing.ts';
import { typedWords } from './name-index.ts';

/**
 * Ordinary words a briefing's editors use of its subjects: written in small letters, so that no name is among them. Who
 * types one means the subject and has not misspelt a name.
 */
export const ownWordsOf = oncePerBriefing(
  ({ provisions, texts, gaps, positions, votes, figures, deadlines }): ReadonlySet<string> => {
    const prose = [
      ...provisions.flatMap(({ title, aliases, readings }) => [
        title,
        ...aliases,
        ...readings.flatMap(({ wording, terms }) => [
          wording,
          ...terms.flatMap(({ name, unit }) => [name, unit ?? '']),
        ]),
      ]),
      ...texts.flatMap(({ name, aliases }) => [name, ...aliases]),
      ...gaps.flatMap(({ topic, aliases }) => [topic, ...aliases]),
      ...positions.flatMap(({ topic, wording }) => [topic, wording]),
      ...[...votes, ...figures, ...deadlines].flatMap(({ title, aliases }) => [title, ...aliases]),
    ];
    return new Set(
      prose.flatMap((text) =>
        typedWords(text).flatMap(({ word, written }) => (/^\p{Ll}/u.test(written) ? [word] : [])),
      ),
    );
  },
);
