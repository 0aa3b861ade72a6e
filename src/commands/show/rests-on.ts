import type { Briefing, DatedRecord } from '../../domain/briefing.ts';
import { datedRecords } from '../../domain/briefing.ts';

const cache = new WeakMap<Briefing, ReadonlyMap<string, readonly DatedRecord[]>>();

/** Records that cite a source, in the briefing's order; a draft's silence on a point rests on nothing. */
export function restsOn(source: string, briefing: Briefing): readonly DatedRecord[] {
  let index = cache.get(briefing);
  if (index === undefined) {
    index = indexed(briefing);
    cache.set(briefing, index);
  }
  return index.get(source) ?? [];
}

/** Ids of the sources a record cites, without repeats. */
export function sourcesOf(record: DatedRecord): ReadonlySet<string> {
  const refs = record.kind === 'conflict' ? record.sides.flatMap((side) => side.sources) : record.sources;
  return new Set(refs.map((ref) => ref.source));
}

function indexed(briefing: Briefing): ReadonlyMap<string, readonly DatedRecord[]> {
  const index = new Map<string, DatedRecord[]>();
  for (const record of datedRecords(briefing)) {
    if (record.kind === 'reading' && record.change === 'unreported') continue;
    for (const source of sourcesOf(record)) {
      const list = index.get(source);
      if (list === undefined) index.set(source, [record]);
      else list.push(record);
    }
  }
  return index;
}
