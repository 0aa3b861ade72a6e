import { type Briefing, oncePerBriefing } from '../briefing.ts';
import { lookupOf } from './lookup.ts';

/** Ids of the texts that the story is about: the main one, the latest, and those that these go back to. */
export const lineOfTexts = oncePerBriefing((briefing: Briefing): ReadonlySet<string> => {
  const { text } = lookupOf(briefing);
  const line = new Set<string>();
  const above = [briefing.latestText, briefing.mainText];
  for (let id = above.pop(); id !== undefined; id = above.pop()) {
    if (line.has(id)) continue;
    line.add(id);
    above.push(...(text(id)?.parents ?? []));
  }
  return line;
});
