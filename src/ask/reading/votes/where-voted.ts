import type { Briefing } from '../../../domain/briefing.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import type { Vote } from '../../../domain/tracked/vote.ts';
import { earliestDay } from '../../../domain/when.ts';
import { phraseWords } from '../../../search/names/topics.ts';
import { stem } from '../../../search/text/stem.ts';

/** The votes at a place that some of these words name, of one day, and the words that are left: "who abstained in New York". */
export function votesAt(
  words: readonly string[],
  votes: readonly Vote[],
  briefing: Briefing,
): { readonly votes: readonly Vote[]; readonly left: readonly string[] } {
  const placed = votes.filter((vote) => words.some((word) => placesOfVote(vote, briefing).has(word)));
  const here = placed.filter(({ date }) => earliestDay(date) === earliestDay(placed[0]?.date ?? date));
  if (here.length === 0) return { votes, left: words };
  const left = words.filter((word) => !here.some((vote) => placesOfVote(vote, briefing).has(word)));
  return { votes: here, left };
}

/** Words of the place of a vote: its own, and those of what happened there that day on the same. */
function placesOfVote(vote: Vote, { events }: Briefing): ReadonlySet<string> {
  const day = earliestDay(vote.date);
  const there = events.filter(
    ({ date, about }) => earliestDay(date) === day && about.some((id) => vote.about.includes(id)),
  );
  const names = [vote.place, ...there.map(({ place }) => place)];
  return new Set(names.flatMap((name) => (name === undefined ? [] : phraseWords(name))));
}

const WHERE = /\b(?:in|by|at) (?:the )?(\p{L}{4,})\b(?=[?.! ]*$| (?:on|about|over)\b)/iu;

/** Where a question says it was voted and none of these votes was: "in the Knesset". Null where it says nothing of it. */
export function votedElsewhere(
  plain: string,
  left: readonly string[],
  votes: readonly Vote[],
  briefing: Briefing,
): string | null {
  const place = WHERE.exec(plain)?.[1];
  const word = place?.toLowerCase() ?? '';
  if (place === undefined || !left.includes(word)) return null;
  return votes.some((vote) => isCalled(vote, word, briefing)) ? null : place;
}

/** Whether a vote has a word in what it is called or in the name of who voted. */
function isCalled({ title, aliases, body }: Vote, word: string, briefing: Briefing): boolean {
  const actor = body === undefined ? undefined : lookupOf(briefing).actor(body);
  const names = [title, ...aliases, ...(actor === undefined ? [] : [actor.name, ...actor.aliases])];
  const root = stem(word);
  return names.some((name) => phraseWords(name).some((one) => stem(one) === root));
}
