import { type Answer, SMALL_TALK } from '../../answer/answer.ts';
import { text } from '../../answer/compose.ts';
import { withoutAddress } from '../../ask/reading/address.ts';
import type { Story } from '../../core/stories.ts';
import { oncePerBriefing } from '../../domain/briefing.ts';
import { findDate } from '../../search/dates/find-date.ts';
import { normalize } from '../../search/text/normalize.ts';
import { isOrder } from './orders.ts';
import { FAREWELLS, FILLERS, GREETINGS, isSocial, OPENERS, THANKS } from './vocabulary.ts';

/** What people say to a bot without asking anything. */
type SmallTalk = 'thanks' | 'greeting' | 'farewell' | 'order' | 'reaction' | 'about-bot';

const REPLIES: Readonly<Record<SmallTalk, string>> = {
  thanks: 'You’re welcome.',
  greeting: 'Hello.',
  farewell: 'Goodbye.',
  order: 'I only answer questions.',
  reaction: 'Noted.',
  'about-bot': 'I have no views and do nothing but answer from this briefing, with its sources.',
};

/** What only stands in a row, not word by word. */
const PHRASES =
  /^(?:will do|can do|who cares|who asked|why not|so what|sup|wass?up|whats up|you bet|(?:nobody|no one|noone) (?:cares|asked)|take care|come on|go on|carry on|lets go|sounds (?:good|great|fine|right)|(?:good|fair|great|excellent|valid) points?|point taken|(?:that is|thats) the point|whats the point|you rock|well played|keep it up|keep up the good work|fake news|long time no see|nice to (?:meet|see) you|have a (?:nice|good|great) (?:day|one|evening|weekend|night)|my pleasure|hang on|hold on|one (?:moment|sec|second|minute)|just a (?:moment|sec|second|minute)|count me in|(?:im|i am) in|let me think|(?:plus|minus) (?:one|\d+)|no comment|(?:i )?(?:got it|see|know|get it)(?: now| thanks)?|makes (?:perfect |total )?sense|(?:i )?(?:dont |do not )?(?:think|guess|hope|suppose) (?:so|not)(?: too)?|what an? (?:shame|mess|joke|pity|day|week|idea|surprise|relief|disaster|nightmare|circus|story|world|time)|rest in peace|long live .{1,40}|(?:i|we) (?:love|like|hate) (?:it|this|that|you))$/;
/** Asks after the bot itself: what it is, what it thinks. */
const ABOUT_BOT =
  /^(?:(?:so|and|but|hey|ok)[\s,]+)?(?:who (?:are|made|built|runs|owns|wrote) (?:you|this bot|u)|what are you|are (?:you|u) (?:a|an|the|real|human|sure|there|ok|okay|awake|chatgpt|alive|working|on)\b|(?:do|can|could|will|would|have|did) (?:you|u) (?:like|love|feel|sleep|dream|eat|think|believe|have (?:a|any) (?:feelings|opinion|name)|hate|want|vote|write|draw|sing|translate|summari[sz]e this|help me (?:write|with my)|make|book|send|post|call|email|mail|tweet|order|buy|play|tell (?:a|me a) joke)|how (?:are|r) (?:you|u)|how'?s it going|what'?s your (?:name|opinion|favou?rite|view|take)|what (?:do|would) (?:you|u) (?:think|reckon|say|prefer|recommend|suggest)|your (?:name|opinion)|how old are you|where do you live|tell me (?:a joke|about yourself|something (?:funny|interesting))|i (?:love|hate|like|miss) (?:you|this bot|u)|should (?:i|we)\b)/i;

/** Names of everything in a briefing that may be asked for by name, in normal form. */
const namesIn = oncePerBriefing((briefing): ReadonlySet<string> => {
  const { actors, texts, provisions, gaps } = briefing;
  const names = [
    ...actors.flatMap(({ id, name, aliases }) => [id, name, ...aliases]),
    ...texts.flatMap(({ id, name, label, aliases }) => [id, name, label, ...aliases]),
    ...provisions.flatMap(({ id, title, aliases }) => [id, title, ...aliases]),
    ...gaps.flatMap(({ topic, aliases }) => [topic, ...aliases]),
  ];
  return new Set(names.map(normalize));
});

/**
 * The answer to words that ask nothing: thanks, greetings, assent, reactions, orders to the bot. A word or two, and no
 * claim; null where something may be asked. What a briefing calls one of its own ("Pardon") is always asked for.
 */
export function smallTalkAnswer(typed: string, stories: readonly Story[], asOf: string): Answer | null {
  const kind = smallTalkIn(typed, stories, asOf);
  if (kind === null) return null;
  return {
    status: kind === 'order' || kind === 'about-bot' ? 'refused' : 'answered',
    headline: [text(REPLIES[kind])],
    blocks: [],
    citations: [],
    records: [],
    actions: [],
    asOf,
    command: SMALL_TALK,
    audience: 'default',
  };
}

function smallTalkIn(typed: string, stories: readonly Story[], asOf: string): SmallTalk | null {
  // Pictures, `:shortcodes:`, `<3` and other signs say nothing that can be looked up; "?" alone asks for help.
  const bare = typed
    .replace(/<a?:\w{1,40}:\d{1,25}>|:[\w+-]{1,40}:|<\/?3+/g, ' ')
    .replace(/<[@#!][^<>]*>/g, ' ');
  const words = wordsOf(bare);
  if (words.length === 0)
    return bare.trim() === '' ? (typed.trim() === '' ? null : 'reaction') : signsOnly(bare);
  const phrase = words.join(' ');
  if (stories.some(({ briefing }) => namesIn(briefing).has(phrase))) return null;
  if (NUMBERED.test(bare)) return null;
  if (SCORE.test(bare) || PHRASES.test(phrase)) return 'reaction';
  if (findDate(bare, asOf) !== null) return null;
  if (isOrder(bare, phrase) && !isOnRecord(words, bare, stories)) return 'order';
  if (AFTER_ME.test(phrase) || /^(?:happy|merry) \S+(?: \S+)?$/.test(phrase)) return 'greeting';
  if (isExclamation(words)) return 'reaction';
  if (ABOUT_BOT.test(withoutAddress(bare))) return 'about-bot';
  const [first = ''] = words;
  // "Is great" asks nothing, "is it great?" does.
  if (OPENERS.has(first) && (/[?？]/.test(bare) || !/^(?:is|was|are|were)$/.test(first))) return null;
  return socialKind(words);
}

/** "No. 6" and "point no 6" are numbers, and "no" is in them. */
const NUMBERED = /\bn(?:os?|r|um)\. ?\d|\bpoints? n(?:os?|r|um) ?\d/i;

/** "+1", "-1", "100%", "10/10". */
const SCORE = /^\s*[+-] ?\d{1,3}\s?!*\s*$|^\s*\d{1,4} ?(?:%|\/ ?\d{1,3})\s?!*\s*$/;

/** "How are you", "are you there", "what's your name". */
const AFTER_ME =
  /^(?:and )?(?:how (?:are|r) (?:you|u|ya|things)(?: .{0,20})?|hows (?:it going|life|things|everything|you)|how (?:do you do|is it going|is life|have you been)|are (?:you|u) (?:there|awake|ok|okay|alive|alright|online|up|here|well|sure|serious|kidding|kidding me)|you (?:there|ok|good|alright|sure)|what(?:s| is) your name|wyd|hru)$/;

function wordsOf(typed: string): readonly string[] {
  return normalize(typed)
    .split(' ')
    .filter((word) => word !== '');
}

/** Words somebody on record may have said, half remembered. */
function isOnRecord(words: readonly string[], typed: string, stories: readonly Story[]): boolean {
  return words.length > 3 && stories.some((story) => story.index().search(typed, { limit: 1 }).length > 0);
}

/** Marks without a word: "!!!", "…", ":)". Question marks ask for help. */
function signsOnly(bare: string): SmallTalk | null {
  return /[?？]/.test(bare) ? null : 'reaction';
}

/** "What a shame", "how nice", "what the hell". */
function isExclamation(words: readonly string[]): boolean {
  if (words.length > 4 || !/^(?:what an? |what the |how )/.test(words.join(' '))) return false;
  return words.slice(1).every((word) => isSocial(word) || FILLERS.has(word)) && words.some(isSocial);
}

function socialKind(words: readonly string[]): SmallTalk | null {
  if (!words.every((word) => isSocial(word) || FILLERS.has(word) || /^\d{1,3}$/.test(word))) return null;
  // "19 or 22" asks which of them.
  if (/\b\d+ or \d+\b/.test(words.join(' '))) return null;
  if (words.some((word) => THANKS.has(word))) return 'thanks';
  if (words.some((word) => FAREWELLS.has(word)) || /^see (?:you|ya|u)\b/.test(words.join(' ')))
    return 'farewell';
  if (words.some((word) => GREETINGS.has(word))) return 'greeting';
  return words.some(isSocial) ? 'reaction' : null;
}
