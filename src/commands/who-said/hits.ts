import type { CommandContext } from '../../core/command.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { knownStatements, type SaidBy } from '../../domain/lookups/said-by.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { Statement } from '../../domain/statement.ts';
import { mentionedActors } from '../../search/names/mentioned-actors.ts';
import { phraseWords, tellingWords } from '../../search/names/topics.ts';
import { withoutParts } from '../../search/statements/part-of-words.ts';
import type { Among } from '../../search/statements/quote-index.ts';
import { statementsHolding } from '../../search/statements/statements-holding.ts';

/** Statements that a question may mean, more than are shown. */
const MOST_HITS = 10;
/** Questions of so few words are looked up literally where the index abstains. */
const MOST_WORDS_HELD = 2;
/** Letters from which a single telling word is looked up literally whatever stands around it. */
const LONG_WORD = 8;

/** A statement that may be meant. `score`: 0 to 1, 1 where it holds the words to the letter. */
export interface Hit {
  readonly statement: Statement;
  readonly score: number;
}

export interface Hits {
  readonly first: readonly Hit[];
  /** How many there are, those that are not among the first included. */
  readonly total: number;
}

/** Whose words alone count. */
export interface Speakers {
  readonly actor: Actor;
  /** The statements by the actor and everyone who speaks for it. */
  readonly said: SaidBy;
}

/** What the index claims; where it is too little to judge by, statements that hold every word asked for. */
export function hitsFor(words: string, speakers: Speakers | null, context: CommandContext): Hits {
  const claimed = withoutParts(find(words, speakers, context), ({ statement }) => statement);
  return claimed.length > 0 ? { first: claimed, total: claimed.length } : holding(words, speakers, context);
}

/** What the index claims was meant, best first; empty where it abstains. */
export function find(words: string, speakers: Speakers | null, context: CommandContext): readonly Hit[] {
  return hitsOf(
    context.index.search(words, { limit: MOST_HITS, ...admission(speakers, context.briefing) }),
    context.briefing,
  );
}

/** Statements that hold every telling word of a question too short to be anybody's words in particular. */
function holding(words: string, speakers: Speakers | null, context: CommandContext): Hits {
  const { briefing } = context;
  const asked = tellingWords(phraseWords(words));
  // Among one speaker's own statements a little less is enough: names tell nothing there.
  const named = speakers === null ? [] : mentionedActors(words, briefing);
  const unnamed = phraseWords(words).filter((_, at) => !named.some(({ from, to }) => from <= at && at < to));
  const telling = tellingWords(unnamed).length > 0 ? tellingWords(unnamed) : asked;
  // One long word carries "who called the plan a capitulation"; a short one ("good") is in anybody's mouth.
  const oneLong = telling.length === 1 && (telling[0] ?? '').length >= LONG_WORD;
  const count = speakers === null && !oneLong ? phraseWords(words).length : telling.length;
  if (telling.length === 0 || count > MOST_WORDS_HELD) return { first: [], total: 0 };
  const admits = (id: string) => speakers === null || speakers.said.has(id);
  const { statements, total } = statementsHolding(telling, context, { admits, limit: MOST_HITS });
  return { first: statements.map((statement) => ({ statement, score: 1 })), total };
}

/** True where the words are plainly somebody else's: nothing is forced on the speaker asked for. */
export function saidByAnother(
  words: string,
  first: Hit,
  speakers: Speakers | null,
  context: CommandContext,
): boolean {
  if (speakers === null) return false;
  const [best] = find(words, null, context);
  return best !== undefined && best.score > first.score && !speakers.said.has(best.statement.id);
}

/** Which statements the index may find: all of them needs no asking. */
export function admission(speakers: Speakers | null, briefing: Briefing): { readonly among?: Among } {
  return withoutUndefined({ among: speakers === null ? knownStatements(briefing) : speakers.said });
}

/** Leaves out what the briefing has not by the day asked for: the index is of all days. */
export function hitsOf(
  found: readonly { readonly id: string; readonly score: number }[],
  briefing: Briefing,
): readonly Hit[] {
  const lookup = lookupOf(briefing);
  return found.flatMap(({ id, score }) => {
    const statement = lookup.statement(id);
    return statement === undefined ? [] : [{ statement, score }];
  });
}
