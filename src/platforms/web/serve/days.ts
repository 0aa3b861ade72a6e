import { type Briefing, datedRecords, oncePerBriefing } from '../../../domain/briefing.ts';

/** Most stops of the slider: each is a day in words on every page. */
const MOST_STOPS = 60;

/** The days on which something became known, ascending: what an as-of view can differ by. */
export const newsDays = oncePerBriefing((briefing: Briefing): readonly string[] =>
  [...new Set(datedRecords(briefing).map(({ reported }) => reported))].filter((day) => day !== '').sort(),
);

/** Days to choose among, the last of them now; of many an even choice. */
export function stopsOf(briefing: Briefing, today: string): readonly string[] {
  const days = newsDays(briefing).filter((day) => day <= today);
  const now = [briefing.reviewed, today].sort()[0] ?? today;
  const step = Math.max(1, Math.ceil(days.length / MOST_STOPS));
  const chosen = days.filter((_, at) => (days.length - 1 - at) % step === 0);
  return chosen.at(-1) === now ? chosen : [...chosen.filter((day) => day < now), now];
}
