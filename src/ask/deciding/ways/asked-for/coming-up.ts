import { standingOf } from '../../../../domain/tracked/deadline.ts';
import { latestDay, type When } from '../../../../domain/when.ts';
import { presentDay } from '../../../../search/dates/find-date.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { type Decision, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** Asks for what lies ahead. */
const AHEAD =
  /\b(?:coming up|upcoming|ahead|next|(?:still|yet) (?:has|have|got|needs?) to (?:happen|come|be done)|to come|outstanding|pending|scheduled|on the (?:calendar|agenda|diary)|diary|calendar|agenda|expected|(?:still|next|left|yet|anything|whats|what's|what is) due|due (?:next|soon|this|later))\b/i;
/** What may stand in such a question and names nothing. */
const BESIDE =
  /^(?:and|so|ok|what|whats|what's|where|do|does|the|talks|process|go|goes|head|when|whens|anything|is|are|the|a|s|was|next|coming|up|upcoming|comes|come|ahead|of|us|still|yet|has|have|got|needs?|to|happen|happens|happening|be|done|from|here|on|in|for|now|then|outstanding|pending|scheduled|calendar|agenda|diary|events?|dates?|day|steps?|thing|things|big|key|important|expected|after|this|that|story|there|will|going|do|we|know|it|all|left|planned|meetings?|moment|at|else|soon|i|should|watch|look|out|due|year|month|week|deadlines?|later|by|end)$/i;

/** "What's coming up", "what still has to happen", "what is due this year": what is expected and due, the nearest first. Null where something is named. */
export function comingUp({ asked: { mentions, briefing, thread } }: Found): Decision | null {
  const { plain, words, named, texts, points } = mentions;
  if (thread !== null || named.length + texts.length + points.length > 0) return null;
  if (!AHEAD.test(plain) || !words.every((word) => BESIDE.test(word))) return null;
  const day = presentDay(briefing, briefing.asOf ?? briefing.reviewed);
  const expected = briefing.events.flatMap(({ id, status, date }) =>
    status === 'expected' ? [{ id: `event:${id}`, day: dayOf(date) }] : [],
  );
  const due = briefing.deadlines.flatMap((deadline) => {
    const standing = standingOf(deadline, day);
    return standing?.kind === 'open' ? [{ id: `deadline:${deadline.id}`, day: dayOf(standing.due) }] : [];
  });
  const last = mentions.period?.to ?? '9999';
  const ahead = [...expected, ...due].filter((one) => one.day >= day && one.day <= last);
  const evidence = evidenceOf(briefing);
  const units = (ahead.length > 0 ? ahead : expected)
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .flatMap(({ id }) => evidence.unit(id) ?? []);
  return units.length === 0
    ? null
    : { kind: 'answer', verdict: null, units: units.slice(0, MOST_UNITS), fit: 0.7 };
}

/** The last day on which it is still ahead; an undated one comes last. */
function dayOf(date: When): string {
  return date.to === null ? '9999' : latestDay(date);
}
