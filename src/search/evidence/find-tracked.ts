import { oncePerBriefing } from '../../domain/briefing.ts';
import { viewOf } from '../../domain/lookups/known-by.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Deadline } from '../../domain/tracked/deadline.ts';
import type { Figure } from '../../domain/tracked/figure.ts';
import type { Vote } from '../../domain/tracked/vote.ts';
import { createTopicIndex, knownMatches, type TopicMatch } from '../names/topics.ts';

/** Votes, figures and deadlines by the words people ask for them by; `score` is above 0 and at most 1. */
export interface TrackedFinder {
  readonly votes: (words: string) => readonly TopicMatch<Vote>[];
  readonly figures: (words: string) => readonly TopicMatch<Figure>[];
  readonly deadlines: (words: string) => readonly TopicMatch<Deadline>[];
}

/** The finder of a briefing, made by the first question that needs it. */
export const trackedIn = oncePerBriefing((briefing): TrackedFinder => {
  const view = viewOf(briefing);
  if (view !== undefined) {
    const whole = trackedIn(view.whole);
    const { known, isWhole } = view;
    if (isWhole) return whole;
    return {
      votes: (words) => knownMatches(whole.votes(words), known.vote),
      figures: (words) => knownMatches(whole.figures(words), known.figure),
      deadlines: (words) => knownMatches(whole.deadlines(words), known.deadline),
    };
  }
  const lookup = lookupOf(briefing);
  const names = (ids: readonly (string | undefined)[]) =>
    ids.flatMap((id) => (id === undefined ? [] : (lookup.actor(id)?.name ?? [])));
  const subjects = (ids: readonly string[]) =>
    ids.flatMap((id) => lookup.text(id)?.name ?? lookup.provision(id)?.title ?? []);
  const indexOf = <T extends Vote | Figure | Deadline>(
    records: readonly T[],
    prose: (one: T) => readonly string[],
  ) =>
    createTopicIndex(
      records.map((one) => ({
        key: one,
        names: [one.title, one.id, ...one.aliases],
        prose: [...subjects(one.about), ...prose(one)],
      })),
    );
  return {
    votes: indexOf(briefing.votes, ({ body, place }) => [...names([body]), place ?? '']),
    figures: indexOf(briefing.figures, ({ values }) => [values[0]?.unit ?? '']),
    deadlines: indexOf(briefing.deadlines, ({ phase, who }) => [phase ?? '', ...names(who)]),
  };
});
