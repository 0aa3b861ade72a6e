import type { Actor } from '../domain/actor.ts';
import type { Briefing } from '../domain/briefing.ts';
import { findDate } from '../search/find-date.ts';
import { findGaps, findProvisions, type GapMatch, type ProvisionMatch } from '../search/find-provision.ts';
import { type TextMention, textMentions } from '../search/find-text.ts';
import { findTopics, type Topic } from '../search/find-topic.ts';
import { type MentionedActor, mentionedActors } from '../search/mentioned-actors.ts';
import { tokens } from '../search/normalize.ts';
import { readPoint } from '../search/read-point.ts';
import { phraseWords, tellingWords } from '../search/topics.ts';
import { STANDS } from './question-words.ts';

/** What a question names, found once and weighed by every rule. */
export interface Clues {
  readonly words: string;
  readonly actors: readonly Actor[];
  /** A name that several go by, as it was typed; null where there is none. */
  readonly several: string | null;
  readonly provision: ProvisionMatch | null;
  /** A point asked for by number, also one the plan does not have. */
  readonly point: string | null;
  readonly texts: readonly string[];
  readonly topics: readonly Topic[];
  /** The best matching known unknown, where one fits. */
  readonly gap: GapMatch | null;
  /** ISO day after "as of", "as known on". */
  readonly asOf: string | null;
}

/** Finds what a question names. `today` is an ISO day in the desk's zone, for "as of yesterday". */
export function cluesOf(question: string, briefing: Briefing, today: string): Clues {
  const { asOf, plain } = readAsOf(question, today);
  const asked = readPoint(plain, briefing);
  const words = phraseWords(plain);
  const mentionedTexts = textMentions(words, briefing);
  const inTexts = new Set(mentionedTexts.flatMap(({ from, to }) => words.slice(from, to)));
  const read = tokens(plain);
  // "the European plan" names a text, not the Europeans.
  const isInText = ({ from, to }: MentionedActor) =>
    read.slice(from, to).every(({ word }) => inTexts.has(word));
  const mentions = mentionedActors(plain, briefing).filter((mention) => !isInText(mention));
  const shared = mentions.find(({ others }) => others !== undefined);
  return {
    words: plain,
    actors: [...new Set(mentions.flatMap(({ actor, others }) => (others === undefined ? [actor] : [])))],
    several: shared === undefined ? null : plain.slice(read[shared.from]?.start, read[shared.to - 1]?.end),
    provision: provisionNamed(withoutTexts(plain, mentionedTexts), briefing),
    point:
      asked.kind === 'numbers'
        ? asked.numbers.join(' and ')
        : asked.kind === 'odd-number'
          ? asked.typed
          : asked.kind === 'too-many'
            ? plain
            : null,
    texts: mentionedTexts.map(({ text }) => text.id),
    topics: findTopics(plain, briefing),
    gap: findGaps(plain, briefing)[0] ?? null,
    asOf,
  };
}

/** What is asked apart from who: a party's name must not count as the name of a point. Everything where only names stand. */
function withoutNames(words: string, briefing: Briefing): string {
  const read = tokens(words);
  const mentions = mentionedActors(words, briefing);
  const kept = read.filter((_, at) => !mentions.some(({ from, to }) => from <= at && at < to));
  return (kept.length === 0 ? read : kept).map(({ start, end }) => words.slice(start, end)).join(' ');
}

/** What is asked apart from the drafts it names: "the 19 points" is a text, not the subject "number of points". */
function withoutTexts(words: string, mentions: readonly TextMention[]): string {
  if (mentions.length === 0) return words;
  const read = phraseWords(words);
  return read.filter((_, at) => !mentions.some(({ from, to }) => from <= at && at < to)).join(' ');
}

/** The question apart from the words that say how somebody stands: "agree" is not what they agree on. */
function withoutStance(words: string): string {
  return words.split(STANDS).join(' ');
}

/**
 * The provision the words name best, with or without the parties among them ("leave the League" needs the name, "does Southmark
 * accept the cap" does not); none where nothing but asking is left without them ("did they agree to it").
 */
function provisionNamed(words: string, briefing: Briefing): ProvisionMatch | null {
  const bare = withoutStance(withoutNames(words, briefing));
  if (tellingWords(phraseWords(bare)).length === 0) return null;
  const [plain] = findProvisions(bare, briefing);
  const [named] = findProvisions(withoutStance(words), briefing);
  return (named?.score ?? 0) > (plain?.score ?? 0) ? (named ?? null) : (plain ?? null);
}

/** "as of 24 November", "known on 22 nov about …": the day, and the question without it. */
function readAsOf(words: string, today: string): { readonly asOf: string | null; readonly plain: string } {
  const match = AS_OF.exec(words);
  const asOf = match?.[1] === undefined ? null : findDate(match[1], today);
  if (match === null || asOf === null) return { asOf: null, plain: words };
  return { asOf, plain: words.replace(match[0], ' ').replace(/\s+/g, ' ').trim() };
}

const AS_OF =
  /\b(?:as (?:of|at|known on|it stood on)|(?:was |were )?known (?:on|by|as of))\s+((?:the )?\S+(?: \S+){0,2}?)(?=\s+(?:about|on|of|for|regarding)\b|[?.,;!]|$)/i;
