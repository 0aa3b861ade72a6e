import type { Briefing } from '../../domain/briefing.ts';
import { DRAFT_WORDS } from '../../search/names/draft-words.ts';
import { whoIsMeant } from '../../search/names/find-actor.ts';
import { phraseWords, tellingWords } from '../../search/names/topics.ts';
import type { WholeCommand } from '../telling/whole.ts';
import type { Mentions } from './mentions.ts';

const SAID =
  /^(?:and |so )?(?:what|whats|wat|anything|when|where|how|has|have|did|what else|what exactly) ?(?:did|has|have|had|does|do|is|was)? (.{2,60}?) (?:say|said|says|saying|tell|told|tweet|tweeted|announce|announced|comment|commented|warn|warned|promise|promised)\b(?: (?:about|on|regarding|of) (.+))?$/i;
const STANDS =
  /^(?:and |so )?(?:where (?:does|do|did|is) (.{2,60}?) (?:stand|on)|what(?:'s| is) (?:the )?(?:position|stance|view) of (.{2,60}?))\b(?: (?:on|about) (.+))?$/i;
const NOT_A_NAME =
  /\b(?:he|she|they|it|this|that|you|we|i|him|her|them|anyone|anybody|someone|everybody|everyone|nobody|the (?:plan|text|draft|deal|agreement|article|point|paper|report|articles|sources|press|media|new|other|two|both)|people|officials|leaders|experts|sources|who|plan|text|draft|agreement|others?)\b/i;

/**
 * Where somebody is named whose words or stance are asked for, but the name is nobody's or several people's: the command that
 * says so. Null where the name is plain, and where no name is.
 */
export function nameToAskBack(mentions: Mentions, briefing: Briefing): WholeCommand | null {
  const plain = mentions.plain.replace(/(?<![?.! ])[?.! ]+$/, '');
  const said = SAID.exec(plain);
  const stands = said === null ? STANDS.exec(plain) : null;
  const typed = (said?.[1] ?? stands?.[1] ?? stands?.[2] ?? '').trim();
  if (typed === '' || typed.split(' ').length > 4 || NOT_A_NAME.test(typed) || /\d/.test(typed)) return null;
  if (mentions.points.length > 0 || mentions.texts.length > 0) return null;
  // "The accord" names nobody, whatever a story calls its drafts.
  if (tellingWords(phraseWords(typed)).every((word) => DRAFT_WORDS.has(word))) return null;
  const meant = whoIsMeant(typed, briefing);
  const role = mentions.named.some(({ how, actors }) => how === 'role' && actors.length === 1);
  if (role) return null;
  const { kind } = meant;
  if (kind === 'one' && mentions.named.some(({ actors }) => actors.includes(meant.actor))) return null;
  if (kind === 'one' && (meant.fit === 'slip' || meant.fit === 'described')) return null;
  // A slip or a part of a longer name that was found all the same.
  if (
    meant.kind === 'nobody' &&
    mentions.named.some(({ actors }) => actors.length === 1 && near(typed, actors[0]?.name ?? ''))
  )
    return null;
  if (stands !== null) return { path: ['position'], values: { party: typed, ...about(stands[3]) } };
  const words = said?.[2]?.trim() ?? '';
  return { path: ['who-said'], values: { ...(words === '' ? {} : { words }), speaker: typed } };
}

function about(words: string | undefined): Readonly<Record<string, string>> {
  return words === undefined || words.trim() === '' ? {} : { about: words.trim() };
}

function near(typed: string, name: string): boolean {
  const [first = ''] = phraseWords(typed).slice(-1);
  const words = phraseWords(name);
  // "The likeminded": a word of two parts typed as one.
  if (first.length >= 6 && words.join('').startsWith(first)) return true;
  return words.some((word) => word[0] === first[0] && Math.abs(word.length - first.length) <= 2);
}
