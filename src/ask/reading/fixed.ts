import type { Briefing } from '../../domain/briefing.ts';
import { findDate } from '../../search/dates/find-date.ts';
import { whoIsMeant } from '../../search/names/find-actor.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';

/** A question whose meaning is fixed, whatever the records hold. */
export type Fixed = 'help' | 'overview';

const HELPS =
  /^(?:help(?: me)?|commands|usage|instructions|menu|what can (?:you|i|u) (?:do|answer|ask|tell|help).*|what do you (?:do|know|cover)|how (?:do|does|can|should) (?:i|you|this|it|we) (?:use|work|ask).*|what (?:questions|commands) .*|\?)[?.! ]*$/is;
const OVERVIEW =
  /^(?:(?:can you |could you |please |pls )*(?:give me (?:a |an |the )?|i need (?:a |an |the )?)?(?:quick |short |brief )?(?:brief(?: me|ing)?|summar(?:y|ise|ize)(?: .*)?|(?:the )?latest(?: news)?|news|updates?|status|overview|recap|tl;?dr|catch me up(?: .*)?|where (?:do )?(?:things|we|are things|are we|is it|does it) (?:stand|now|at|rn|today|right now).*|what(?:'s| is|s) (?:new|the latest|going on|happening|up|the (?:status|state(?: of play)?|situation))(?: (?:now|today|here|so far|right now|with (?:this|it|the (?:plan|deal|talks|story))))?|what do we know(?: so far)?|current state.*|how (?:fresh|old|current|recent|up to date) (?:is|are) (?:this|it|the|your|these).*|when was (?:this|it|the briefing|that) (?:last )?(?:updated|reviewed|changed|edited).*|last (?:updated?|reviewed?)|is (?:this|it) up to date))[?.! ]*$/is;

const NEWS_ON =
  /^(?:(?:any|the|some) )?(?:what(?:'s| is|s) (?:the )?)?(?:latest|newest|news|updates?|new|going on|happening)(?: news| update)? (?:on|in|from|about|with|re) (?:the )?(\p{L}[\p{L} '’-]{1,40}?)(?: (?:pls|please|now|today|so far|thanks))*[?.! ]*$/iu;

/** The fixed meaning of a question, where it has one. */
export function fixedMeaning(plain: string, briefing: Briefing): Fixed | null {
  if (HELPS.test(plain)) return 'help';
  return OVERVIEW.test(plain) || asksForNewsOf(plain, briefing) ? 'overview' : null;
}

/** "Latest on Gaza": on what the whole story is about, by words of its title that call no actor. */
function asksForNewsOf(plain: string, briefing: Briefing): boolean {
  const on = NEWS_ON.exec(plain)?.[1] ?? '';
  const words = phraseWords(on);
  if (words.length === 0 || whoIsMeant(on, briefing).kind === 'one') return false;
  const title = new Set(phraseWords(briefing.title).map(stem));
  return words.every((word) => title.has(stem(word)));
}

const AS_OF =
  /\b(?:as (?:of|at|known on|it stood on)|(?:was |were )?known (?:on|by|as of))\s+((?:the )?\S+(?: \S+){0,2}?)(?=\s+(?:about|on|of|for|regarding)\b|[?.,;!]|$)/i;

/** "as of 24 November", "known on 22 nov about …": the day, and the question without it. */
export function readAsOf(
  words: string,
  today: string,
  near: string,
): { readonly asOf: string | null; readonly plain: string } {
  const match = AS_OF.exec(words);
  const asOf = match?.[1] === undefined ? null : findDate(match[1], today, near);
  if (match === null || asOf === null || asOf > today) return { asOf: null, plain: words };
  return {
    asOf,
    plain: words
      .replace(match[0], ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[\s,;:.]+/, '')
      .trim(),
  };
}
