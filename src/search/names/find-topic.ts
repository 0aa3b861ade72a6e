import { type Briefing, stepwiseOncePerBriefing } from '../../domain/briefing.ts';
import type { Conflict } from '../../domain/conflict.ts';
import type { Event } from '../../domain/event.ts';
import { viewOf } from '../../domain/lookups/known-by.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Position } from '../../domain/position.ts';
import { knownMatches, type TopicIndex, topicIndexInSteps } from './topics.ts';

/** A conflict, event or position a question may be about. */
export type TopicRecord = Conflict | Event | Position;

/** A record a question may be about; `score` is above 0 and at most 1. */
export interface Topic {
  readonly record: TopicRecord;
  readonly score: number;
  /** False where every word is a slip or the beginning of another. */
  readonly firm: boolean;
}

/** The topics of a briefing; a view of a day asks the whole briefing's and cuts what is found. */
export const topicsOf = stepwiseOncePerBriefing(function* (briefing): Generator<
  void,
  TopicIndex<TopicRecord>
> {
  const view = viewOf(briefing);
  if (view !== undefined) {
    const whole = topicsOf(view.whole);
    if (view.isWhole) return whole;
    const cut = (record: TopicRecord) => view.known.record(record) as TopicRecord | null;
    return (typed) => knownMatches(whole(typed), cut);
  }
  const records: readonly TopicRecord[] = [...briefing.conflicts, ...briefing.events, ...briefing.positions];
  return yield* topicIndexInSteps(records.map((record) => ({ key: record, ...entryOf(record, briefing) })));
});

/** Conflicts, events and positions the words may be about, best first, at most `limit`. */
export function findTopics(words: string, briefing: Briefing, limit = 8): readonly Topic[] {
  return topicsOf(briefing)(words)
    .slice(0, limit)
    .map(({ key, score, firm }) => ({ record: key, score, firm }));
}

function entryOf(
  record: TopicRecord,
  briefing: Briefing,
): { readonly names: readonly string[]; readonly prose: readonly string[] } {
  const lookup = lookupOf(briefing);
  const name = (id: string) => lookup.actor(id)?.name ?? '';
  switch (record.kind) {
    case 'conflict':
      return { names: [record.title], prose: record.sides.map((side) => side.claim) };
    case 'event':
      return { names: [record.what], prose: [record.place ?? '', ...record.who.map(name)] };
    case 'position':
      return { names: [`${name(record.party)} ${record.topic}`], prose: [record.wording] };
  }
}
