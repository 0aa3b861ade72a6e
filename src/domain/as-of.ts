import type { Briefing } from './briefing.ts';
import type { Source } from './source.ts';
import { earliestDay } from './when.ts';

/** The ISO day a record first became known: that of its earliest source; empty where no source is dated. */
export function reportedDay(
  refs: readonly { readonly source: string }[],
  sources: ReadonlyMap<string, Source>,
): string {
  const days = refs
    .map((ref) => sources.get(ref.source))
    .filter((source) => source !== undefined)
    .map((source) => earliestDay(source.published))
    .filter((day) => day !== '')
    .sort();
  return days[0] ?? '';
}

/**
 * The briefing as it could have been known at the end of `day`: records first reported later are gone, and so are
 * later sources of the records that stay. Actors and gaps have no date and always stay.
 */
export function briefingAsOf(briefing: Briefing, day: string): Briefing {
  const known = (record: { readonly reported: string }) => record.reported <= day;
  const sources = briefing.sources.filter((source) => earliestDay(source.published) <= day);
  const ids = new Set(sources.map((source) => source.id));
  const cited = <R extends { readonly source: string }>(refs: readonly R[]) =>
    refs.filter((ref) => ids.has(ref.source));
  const trim = <T extends { readonly sources: readonly { readonly source: string }[] }>(record: T): T => ({
    ...record,
    sources: cited(record.sources),
  });
  return {
    ...briefing,
    asOf: day,
    lead: briefing.lead.filter(known).map(trim),
    sources,
    texts: briefing.texts.filter(known).map(trim),
    provisions: briefing.provisions
      .map((provision) => ({ ...provision, readings: provision.readings.filter(known).map(trim) }))
      .filter((provision) => provision.readings.length > 0),
    statements: briefing.statements.filter(known).map(trim),
    events: briefing.events.filter(known).map(trim),
    positions: briefing.positions.filter(known).map(trim),
    conflicts: briefing.conflicts
      .filter(known)
      .map((conflict) => ({
        ...conflict,
        sides: conflict.sides.map(trim).filter((side) => side.sources.length > 0),
      }))
      .filter((conflict) => conflict.sides.length > 1),
  };
}
