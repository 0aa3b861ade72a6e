import { type Briefing, type DatedRecord, datedRecords, oncePerBriefing } from '../briefing.ts';
import { viewOf } from './known-by.ts';

/** What cites a source, in the briefing's order; a draft's silence on a point rests on nothing. */
export interface Rest {
  readonly all: readonly DatedRecord[];
  /** Those that cite no other source. */
  readonly alone: readonly DatedRecord[];
}

const NOTHING: Rest = { all: [], alone: [] };

/** The records that cite a source; indexed once per briefing. */
export function restsOn(source: string, briefing: Briefing): Rest {
  const view = viewOf(briefing);
  const whole = indexOf(view?.whole ?? briefing).get(source) ?? NOTHING;
  if (view === undefined || view.isWhole) return whole;
  const all = whole.all
    .flatMap((record) => (view.known.record(record) as DatedRecord | null) ?? [])
    .filter((record) => sourcesOf(record).has(source));
  return { all, alone: all.filter((record) => sourcesOf(record).size === 1) };
}

/** Whether anything cites a source, found by the first that does. */
export function carriesAny(source: string, briefing: Briefing): boolean {
  const view = viewOf(briefing);
  const { all } = indexOf(view?.whole ?? briefing).get(source) ?? NOTHING;
  if (view === undefined || view.isWhole) return all.length > 0;
  return all.some((record) => {
    const known = view.known.record(record) as DatedRecord | null;
    return known !== null && sourcesOf(known).has(source);
  });
}

/** Ids of the sources a record cites, without repeats. */
export function sourcesOf(record: DatedRecord): ReadonlySet<string> {
  const refs = record.kind === 'conflict' ? record.sides.flatMap((side) => side.sources) : record.sources;
  return new Set(refs.map((ref) => ref.source));
}

const indexOf = oncePerBriefing((briefing): ReadonlyMap<string, Rest> => {
  const index = new Map<string, { readonly all: DatedRecord[]; readonly alone: DatedRecord[] }>();
  for (const record of datedRecords(briefing)) {
    if (record.kind === 'reading' && record.change === 'unreported') continue;
    const sources = sourcesOf(record);
    for (const source of sources) {
      const rest = index.get(source) ?? { all: [], alone: [] };
      rest.all.push(record);
      if (sources.size === 1) rest.alone.push(record);
      index.set(source, rest);
    }
  }
  return index;
});
