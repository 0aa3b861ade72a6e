import { type Briefing, oncePerBriefing } from '../briefing.ts';
import type { Statement } from '../statement.ts';
import { viewOf } from './known-by.ts';
import { lookupOf } from './lookup.ts';

const byOccasion = oncePerBriefing(({ statements }): ReadonlyMap<string, readonly string[]> => {
  const ids = new Map<string, string[]>();
  for (const { id, occasionId } of statements) {
    if (occasionId === undefined) continue;
    const list = ids.get(occasionId);
    if (list === undefined) ids.set(occasionId, [id]);
    else list.push(id);
  }
  return ids;
});

/** What was said at an occasion, as far as its day knew it to have been said there, in the briefing's order. */
export function saidAt(occasion: string, briefing: Briefing): readonly Statement[] {
  const lookup = lookupOf(briefing);
  const ids = byOccasion(viewOf(briefing)?.whole ?? briefing).get(occasion) ?? [];
  return ids.flatMap((id) => lookup.statement(id) ?? []).filter(({ occasionId }) => occasionId === occasion);
}
