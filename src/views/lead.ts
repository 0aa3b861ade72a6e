import type { Spans } from '../answer/answer.ts';
import { type Citer, text } from '../answer/compose.ts';
import { sentence } from '../answer/phrases.ts';
import type { LeadLine } from '../domain/briefing.ts';
import { clearest } from './wording.ts';

/** A line sums up several sources: more of them are worth naming than where one claim is told in passing. */
const SOURCES_NAMED = 4;

/** A line of the story's current state, cited. */
export function leadLine(line: LeadLine, citer: Citer): Spans {
  return [text(`${sentence(line.text)} `), ...citer.cite(clearest(line.sources, SOURCES_NAMED))];
}
