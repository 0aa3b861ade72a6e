import type { Actor } from '../../domain/actor.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { mentionedActors } from '../../search/names/mentioned-actors.ts';
import { phraseWords, tellingWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';

/** Words that a name must have to be known by them in another order: one of them alone may be anybody's. */
const LEAST_WORDS = 2;

/**
 * Whether words name somebody as far as a reader is concerned: by a name or an alias, or by all words of one in another
 * order, as "Vessa's senate" does the Senate of Vessa.
 */
export function isNamedIn(words: string, actor: Actor, briefing: Briefing): boolean {
  const held = new Set(stemsOf(words));
  const inOtherOrder = [actor.name, ...actor.aliases].some((name) => {
    const own = stemsOf(name);
    return own.length >= LEAST_WORDS && own.every((word) => held.has(word));
  });
  if (inOtherOrder) return true;
  return mentionedActors(words, briefing).some(
    ({ actor: { id }, score, others }) => id === actor.id && score === 1 && others === undefined,
  );
}

function stemsOf(words: string): readonly string[] {
  return [...new Set(tellingWords(phraseWords(words)).map(stem))];
}
