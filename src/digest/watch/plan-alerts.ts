import { setImmediate as breathe } from 'node:timers/promises';
import { dayIn } from '../../domain/schedule/day-in.ts';
import type { Watch } from '../../domain/schedule/watch.ts';
import { standingOf } from '../../domain/tracked/deadline.ts';
import { earliestDay, latestDay } from '../../domain/when.ts';
import type { Content, DeliveryStore, NewDelivery } from '../../store/ports/deliveries.ts';
import type { WatchStore } from '../../store/ports/watches.ts';
import { type Change, changesSince } from '../compose/revisions.ts';
import { contentOf, deliveryKey } from '../compose/stored-content.ts';
import type { SeenStory, Stories } from '../schedule/story-revisions.ts';
import { alertPart, duePart } from './alert.ts';
import { matchesOf } from './matching.ts';

/** What changes within this time is told together. */
export const BUNDLED_MS = 5 * 60_000;
/** After as many alerts the rest of a day is told in one message the next morning. */
export const MOST_A_DAY = 6;
/** Local hours in which nobody is woken: from the first, until the second. */
const NIGHT = { from: 22, until: 7 } as const;
/** An alert that could not be sent for so long says what everybody knows. */
const DELIVER_WITHIN_MS = 24 * 3_600_000;
const PAGE = 2_000;
/** How often it is looked whether somebody is awake by now. */
const LOOK_AGAIN_MS = 15 * 60_000;

/** Plans what those who watch are told, once a minute. */
export interface AlertPlanner {
  /** How many alerts were planned. */
  readonly beat: (now: number) => Promise<number>;
}

export function createAlertPlanner(options: {
  readonly store: WatchStore & DeliveryStore;
  readonly stories: Stories;
  readonly followed: () => readonly string[];
}): AlertPlanner {
  const { store, stories } = options;
  /** When what a mark brought was first seen with somebody to tell: they are told once it is complete. */
  const firstSeen = new Map<string, number>();
  const dueTold = new Map<string, string>();
  /** When those who slept are looked at again. */
  const dueAgain = new Map<string, number>();

  const behind = async (story: string, mark: number): Promise<readonly Watch[]> => {
    const all: Watch[] = [];
    for (let after = ''; ; ) {
      const page = await store.watchesBehind(story, mark, after, PAGE);
      all.push(...page);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return all;
      after = last.id;
      await breathe();
    }
  };

  const tellOfChanges = async (story: SeenStory, now: number): Promise<number> => {
    const { briefing, mark } = story;
    const watches = await behind(briefing.id, mark);
    if (watches.length === 0) return 0;
    let planned = 0;
    for (const [toldMark, group] of Map.groupBy(watches, (watch) => watch.toldMark)) {
      const before = await stories.claimsAt(briefing.id, toldMark);
      const matches = matchesOf(group, changesSince(before, briefing, story.claims));
      const passed = group.filter((watch) => !matches.has(watch)).map(({ id }) => id);
      const key = `${briefing.id} ${toldMark}`;
      const since = firstSeen.get(key) ?? now;
      if (matches.size > 0) firstSeen.set(key, since);
      const ripe = now - since >= BUNDLED_MS;
      if (ripe) firstSeen.delete(key);
      const told = ripe ? alertsFor(matches, { story, from: toldMark }, now) : NOTHING;
      planned += told.deliveries.length;
      if (passed.length > 0 || told.alerted.length > 0)
        await store.tellWatches({ ...told, passed, mark }, now);
      // What night or a full day holds back is not counted anew.
      if (ripe && told.alerted.length < matches.size) firstSeen.set(key, since);
      await breathe();
    }
    return planned;
  };

  const tellOfDeadlines = async (story: SeenStory, now: number): Promise<number> => {
    const { briefing } = story;
    const today = dayIn(Temporal.Instant.fromEpochMilliseconds(now), briefing.zone);
    if (dueTold.get(briefing.id) === today || now < (dueAgain.get(briefing.id) ?? 0)) return 0;
    // Where the story is it has to be day: elsewhere it may still be the day before.
    if (isNight(now, briefing.zone)) return 0;
    const due = briefing.deadlines.flatMap((deadline) => {
      const standing = standingOf(deadline, today);
      return standing?.kind === 'open' &&
        earliestDay(standing.due) === today &&
        latestDay(standing.due) === today
        ? [{ deadline, last: standing.last }]
        : [];
    });
    let planned = 0;
    let asleep = false;
    if (due.length > 0) {
      const watches = await behind(briefing.id, Number.MAX_SAFE_INTEGER);
      const changes = due.flatMap(({ last }): readonly Change[] => {
        const claim = story.claims.get(`step:${last.id}`);
        return claim === undefined ? [] : [{ kind: 'added', record: last, claim }];
      });
      const rows = rowsFor(matchesOf(watches, changes), story, now, (place, matched) => {
        // Whoever sleeps is told in their own morning, as long as it is the day.
        if (place[0] === undefined || isNight(now, place[0].zone)) {
          asleep = true;
          return null;
        }
        return {
          slot: `due/${briefing.id}/${today}`,
          part: duePart({
            briefing,
            now,
            watches: place,
            due: due.filter(({ last }) =>
              matched.some((change) => change.kind === 'added' && change.record === last),
            ),
          }),
        };
      });
      // Planned once, however often it is looked at: the day is its slot.
      if (rows.deliveries.length > 0) await store.enqueue(rows.contents, rows.deliveries, now);
      planned = rows.deliveries.length;
    }
    if (asleep) dueAgain.set(briefing.id, now + LOOK_AGAIN_MS);
    else dueTold.set(briefing.id, today);
    return planned;
  };

  return {
    async beat(now) {
      let planned = 0;
      for (const id of options.followed()) {
        const story = await stories.story(id);
        if (story === null) continue;
        planned += await tellOfChanges(story, now);
        planned += await tellOfDeadlines(story, now);
      }
      return planned;
    },
  };
}

interface Planned {
  readonly contents: readonly Content[];
  readonly deliveries: readonly NewDelivery[];
  readonly alerted: readonly { readonly id: string; readonly day: string; readonly count: number }[];
}

const NOTHING: Planned = { contents: [], deliveries: [], alerted: [] };

/** One alert for each place that may be written to now; a place whose night or full day it is waits. */
function alertsFor(
  matches: ReadonlyMap<Watch, readonly Change[]>,
  { story, from }: { readonly story: SeenStory; readonly from: number },
  now: number,
): Planned {
  const { briefing, mark } = story;
  const alerted: { id: string; day: string; count: number }[] = [];
  const rows = rowsFor(matches, story, now, (watches, changes) => {
    const [first] = watches;
    if (first === undefined || isNight(now, first.zone)) return null;
    const day = dayIn(Temporal.Instant.fromEpochMilliseconds(now), first.zone);
    const sent = Math.max(0, ...watches.map((each) => (each.alertDay === day ? each.alertCount : 0)));
    if (sent >= MOST_A_DAY) return null;
    const held = watches.some((each) => each.alertCount >= MOST_A_DAY && each.alertDay !== day);
    alerted.push(...watches.map(({ id }) => ({ id, day, count: sent + 1 })));
    const part = alertPart({ briefing, now, watches, changes, held, from });
    return { slot: `watch/${first.id}/${mark}`, part };
  });
  return { ...rows, alerted };
}

function rowsFor(
  matches: ReadonlyMap<Watch, readonly Change[]>,
  story: SeenStory,
  now: number,
  make: (
    watches: readonly Watch[],
    changes: readonly Change[],
  ) => { readonly slot: string; readonly part: Parameters<typeof contentOf>[0] } | null,
): Pick<Planned, 'contents' | 'deliveries'> {
  const revisions = new Map([...story.claims].map(([record, claim]) => [record, claim.hash]));
  const contents = new Map<string, Content>();
  const deliveries: NewDelivery[] = [];
  const byPlace = Map.groupBy(matches, ([{ place }]) =>
    JSON.stringify([place.platform, place.tenant, place.channel, place.thread]),
  );
  for (const some of byPlace.values()) {
    const [first] = some;
    if (first === undefined) continue;
    const [{ place, id }] = first;
    const made = make(
      some.map(([watch]) => watch),
      [...new Set(some.flatMap(([, changes]) => changes))],
    );
    if (made === null) continue;
    const { slot, part } = made;
    const content = contentOf(part, story.briefing.id, revisions);
    contents.set(content.hash, content);
    deliveries.push({
      ...{ kind: 'alert', subscription: id, slot, part: 0, place, parent: '', edits: '' },
      id: `${slot}@${deliveryKey(place, slot, 0)}`,
      key: deliveryKey(place, slot, 0),
      content: content.hash,
      mark: story.mark,
      ...{ dueAt: now, notBefore: now, expiresAt: now + DELIVER_WITHIN_MS },
    });
  }
  return { contents: [...contents.values()], deliveries };
}

/** Whether people sleep there. */
export function isNight(now: number, zone: string): boolean {
  const { hour } = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  return hour >= NIGHT.from || hour < NIGHT.until;
}
