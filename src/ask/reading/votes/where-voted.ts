import { type Briefing, oncePerBriefing } from '../../../domain/briefing.ts';
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
  const places = placesIn(briefing);
  const isAt = (vote: Vote, word: string) => (places.get(vote) ?? NOWHERE).has(word);
  const placed = votes.filter((vote) => words.some((word) => isAt(vote, word)));
  const here = placed.filter(({ date }) => earliestDay(date) === earliestDay(placed[0]?.date ?? date));
  if (here.length === 0) return { votes, left: words };
  const left = words.filter((word) => !here.some((vote) => isAt(vote, word)));
  return { votes: here, left };
}

/** Words of the place of each vote: its own, and those of what happened there that day on the same. */
const placesIn = oncePerBriefing(({ votes, events }): ReadonlyMap<Vote, ReadonlySet<string>> => {
  const byDay = Map.groupBy(events, ({ date }) => earliestDay(date));
  return new Map(
    votes.map((vote) => {
      const there = (byDay.get(earliestDay(vote.date)) ?? []).filter(({ about }) =>
        about.some((id) => vote.about.includes(id)),
      );
      const names = [vote.place, ...there.map(({ place }) => place)];
      return [vote, new Set(names.flatMap((name) => (name === undefined ? [] : phraseWords(name))))];
    }),
  );
});

const NOWHERE: ReadonlySet<string> = new Set();

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
