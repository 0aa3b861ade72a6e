import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import type { Occasion } from '../../domain/occasion.ts';
import { phraseWords, tellingWords } from '../names/topics.ts';
import { stem } from '../text/stem.ts';

/** An occasion named within a phrase: its words stand from `from` up to `to`, positions in `phraseWords`. */
export interface OccasionMention {
  readonly occasion: Occasion;
  readonly from: number;
  readonly to: number;
}

interface Name {
  readonly occasion: Occasion;
  readonly stems: readonly string[];
}

/** Names, other names and ids as stems, the longest first. */
const namesOf = oncePerBriefing(({ occasions }): readonly Name[] =>
  occasions
    .flatMap((occasion) =>
      [occasion.name, ...occasion.aliases, occasion.id].map((name) => ({
        occasion,
        stems: stemsOf(phraseWords(name)),
      })),
    )
    .filter(({ stems }) => stems.length > 0)
    .sort((a, b) => b.stems.length - a.stems.length),
);

const SMALL = /^(?:a|an|the)$/;

function stemsOf(words: readonly string[]): readonly string[] {
  return words.filter((word) => !SMALL.test(word)).map(stem);
}

/** The occasion that a phrase names and nothing else. */
export function occasionCalled(phrase: string, briefing: Briefing): Occasion | undefined {
  if (briefing.occasions.length === 0) return undefined;
  const asked = stemsOf(phraseWords(phrase)).join(' ');
  return namesOf(briefing).find(({ stems }) => stems.join(' ') === asked)?.occasion;
}

/** The occasion whose name stands in a longer phrase, word for word but for endings and small words; the longest name wins. */
export function occasionMentioned(words: readonly string[], briefing: Briefing): OccasionMention | undefined {
  if (briefing.occasions.length === 0) return undefined;
  const large = words.flatMap((word, at) => (SMALL.test(word) ? [] : [{ root: stem(word), at }]));
  for (const { occasion, stems } of namesOf(briefing)) {
    // One word of every sentence is no name: "interview" stands for whichever one was last spoken of.
    if (tellingWords(stems).length === 0) continue;
    const start = large.findIndex((_, from) => stems.every((root, at) => large[from + at]?.root === root));
    const [first, last] = [large[start], large[start + stems.length - 1]];
    if (first !== undefined && last !== undefined) return { occasion, from: first.at, to: last.at + 1 };
  }
  return undefined;
}
