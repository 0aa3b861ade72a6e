import type { Actor } from '../../domain/actor.ts';
import type { Mentions } from './mentions.ts';
import { asksSpeaker } from './speaker-asked.ts';
import type { WantedWeights } from './wanted.ts';

/** Whose words or stance is asked for: the first one named, unless something is said about or to them. */
export function subjectOf(mentions: Mentions, wanted: WantedWeights): Actor | null {
  if (
    wanted.words + wanted.stance === 0 &&
    !/^(?!(?:which|who|how|when|where|why|any) )\S+(?: \S+){0,3} (?:on|about|re)\b/i.test(mentions.plain) &&
    !opensWithOne(mentions)
  )
    return null;
  if (wanted.speaker > 0 || asksSpeaker(mentions.plain)) return null;
  // "Who backed the mayor": whoever is named is not the one asked for.
  if (wanted.person > 0 && !/\b(?:did|does|do|has|have|is|are|was|were)\b/i.test(mentions.plain)) return null;
  const first = mentions.named.find(
    ({ from }) =>
      !/^(?:about|on|of|to|with|against|at|from|for|into|over|between)$/.test(mentions.words[from - 1] ?? ''),
  );
  // "Trump or Zelenskyy?" asks which of them.
  if (first !== undefined && isOneOfTwo(first, mentions)) return null;
  const [actor, ...others] = first?.actors ?? [];
  return actor === undefined || others.length > 0 ? null : actor;
}

/** "The US ambassador at the UN on Rwanda": an office may have as many words as it likes. */
function opensWithOne({ named, words }: Mentions): boolean {
  return named.some(({ from, to }) => from <= 1 && /^(?:on|about|re|regarding)$/.test(words[to] ?? ''));
}

function isOneOfTwo({ to }: Mentions['named'][number], { named, words }: Mentions): boolean {
  return (
    words[to] === 'or' && to > 2 && named.some(({ from, to: end }) => from === to + 1 && end === words.length)
  );
}
