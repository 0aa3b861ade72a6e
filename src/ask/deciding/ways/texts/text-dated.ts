import { latestDay } from '../../../../domain/when.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { answerLedBy, type Decision } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** What is due by some day is a deadline, and not the day of a text. */
const DUE = /\b(?:deadlines?|due|expir\w*|until|till|by when)\b/i;

/**
 * "Date of the declaration", "the accord, when": the day of the text that is named, where nothing else is asked: what happened on
 * the day it came, else the text with its day.
 */
export function textDated(found: Found): Decision | null {
  const { asked } = found;
  const { mentions, wanted, terms, briefing, thread } = asked;
  const [text, ...others] = mentions.texts;
  if (text === undefined || others.length > 0 || thread !== null || wanted.time === 0) return null;
  if (mentions.named.length + mentions.points.length > 0 || mentions.period !== null) return null;
  if (DUE.test(mentions.plain) || terms.some(({ part }) => part !== 'text' && part !== 'asking')) return null;
  const { unit } = evidenceOf(briefing);
  const day = latestDay(text.known);
  const came = briefing.events.find(
    ({ about, status, date }) =>
      status === 'happened' && date.precision === 'day' && about.includes(text.id) && latestDay(date) === day,
  );
  const lead = (came === undefined ? undefined : unit(`event:${came.id}`)) ?? unit(`text:${text.id}`);
  return lead === undefined ? null : answerLedBy(lead, found, 0.8);
}
