import type { ListName } from '../format/lists.ts';
import { findingIn, type Located } from '../format/records.ts';
import { type Finding, shortened } from '../read/problem.ts';
import type { Check } from './check.ts';

/** Nothing comes from itself, over however many steps. */
export const cycle: Check = {
  name: 'cycle',
  rule: 'no text is its own forebear, no party a part of itself, no report traced back to itself by way of others',
  *check({ records: { lists } }) {
    yield* cycles('texts', lists.texts, 'parents', ({ parents }) => parents);
    yield* cycles('parties', lists.parties, 'part_of', ({ part_of }) =>
      part_of === undefined ? [] : [part_of],
    );
    // A source that names itself says that it is the first report.
    yield* cycles('sources', lists.sources, 'origin', ({ id, origin }) =>
      origin === undefined || origin === id ? [] : [origin],
    );
  },
};

/** One finding for each ring, at the record of it that comes first in the pack. */
function* cycles<Data extends { readonly id: string }>(
  list: ListName,
  records: readonly Located<Data>[],
  key: string,
  next: (data: Data) => readonly string[],
): Iterable<Finding> {
  const byId = new Map(records.map((record) => [record.data.id, record]));
  const reported = new Set<string>();
  for (const record of records) {
    if (reported.has(record.data.id)) continue;
    const ring = ringFrom(record.data.id, (id) => {
      const found = byId.get(id);
      return found === undefined ? [] : next(found.data);
    });
    if (ring === null) continue;
    // A ring of three is one mistake, not three.
    for (const id of ring) reported.add(id);
    yield findingIn(record, [key], {
      rule: cycle.name,
      expected: `${list} that do not lead back to where they began`,
      found: shortened([...ring, record.data.id].join(' → ')),
    });
  }
}

/** The shortest way from a record back to itself, without its end; null where there is none. */
function ringFrom(id: string, next: (id: string) => readonly string[]): readonly string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [id];
  for (const at of queue) {
    for (const to of next(at)) {
      if (to === id) return wayTo(at, id, cameFrom);
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, at);
      queue.push(to);
    }
  }
  return null;
}

/** The ids from `start` to `end`, both included. */
function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [end];
  for (let at = end; at !== start; ) {
    at = cameFrom.get(at) ?? start;
    way.unshift(at);
  }
  return way;
}
