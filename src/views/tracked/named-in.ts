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
  const names = stemsOfNames(actor);
  // A list may have hundreds of these: most share no word, and nobody is looked for in them.
  if (!names.some((own) => own.some((word) => held.has(word)))) return false;
  if (names.some((own) => own.length >= LEAST_WORDS && own.every((word) => held.has(word)))) return true;
  return mentionedActors(words, briefing).some(
    ({ actor: { id }, score, others }) => id === actor.id && score === 1 && others === undefined,
  );
}

const kept = new WeakMap<Actor, readonly (readonly string[])[]>();

function stemsOfNames(actor: Actor): readonly (readonly string[])[] {
  const known = kept.get(actor);
  if (known !== undefined) return known;
  const made = [actor.name, ...actor.aliases].map(stemsOf);
  kept.set(actor, made);
  return made;
}

function stemsOf(words: string): readonly string[] {
  return [...new Set(tellingWords(phraseWords(words)).map(stem))];
}
