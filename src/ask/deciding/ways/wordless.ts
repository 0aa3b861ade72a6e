import type { Actor } from '../../../domain/actor.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import type { Asked } from '../../ranking/asked.ts';
import { answerLedBy, type Decision } from '../decision.ts';
import { ANSWERS, type Found } from '../found.ts';
import { ownTold } from './own-told.ts';
import { besideSilence } from './silence.ts';

const WORDS_OF =
  /(?:'s?|s) (?:own |exact )*(?:words|speech|statement|quotes?|quotation|comments?|remarks|reply|line|response)\b|\b(?:words|speech|statement|quotes?|comments?|remarks) (?:of|by|from)\b|\bsaid what\b|\b(?:quote|speech|statement|comment|words)[?.! ]*$|\b(?:words|speech|statement|quote|comments?|reaction|remarks) (?:after|before|in|at|on|about|to)\b|\bwhat (?:did|does|do|has|have) .{2,60} (?:say|said)\b/i;
/** "X on Y", "X after Y": what X said. */
const ON = /^(?:the )?\S+(?: \S+){0,2} (?:on|about|re|after|regarding)\b/i;

/** Somebody's words are asked for, and what was found are none: that he said nothing on it is said. */
export function wordless(found: Found): Decision | null {
  const { asked, ranked, units, fit } = found;
  const actor = wordlessOf(units, asked);
  if (actor === null) return null;
  const told = ownTold(ranked, actor, asked);
  if (told !== undefined) return answerLedBy(told, found, ANSWERS);
  const voices = lookupOf(asked.briefing).voicesOf(actor.id);
  return { kind: 'silent', actor, about: 'words', bare: false, units: besideSilence(found, voices), fit };
}

/** Whose words are asked for in so many words, where the best record has none of them: an event that says he spoke is none. */
function wordlessOf(
  [unit, ...others]: readonly Unit[],
  { mentions, subject, briefing, wanted }: Asked,
): Actor | null {
  if (unit === undefined || wanted.speaker + wanted.time > 0) return null;
  const bare = ON.test(mentions.plain) && (mentions.named[0]?.from ?? 9) < 2 && wanted.verdict === 0;
  if (!bare && !WORDS_OF.test(mentions.plain)) return null;
  const [only, ...more] = mentions.named;
  const actor = subject ?? (more.length === 0 && only?.actors.length === 1 ? only.actors[0] : undefined);
  if (actor === undefined || actor === null || actor.kind !== 'person') return null;
  if (unit.kind === 'gap' || unit.kind === 'conflict') return null;
  const voices = lookupOf(briefing).voicesOf(actor.id);
  if (voices.has(unit.voice) && (unit.kind === 'statement' || unit.kind === 'position')) return null;
  if (bare && others.slice(0, 2).some(({ kind, voice }) => kind === 'statement' && voices.has(voice)))
    return null;
  return unit.kind === 'person' || unit.kind === 'event' || unit.kind === 'source' ? actor : null;
}
