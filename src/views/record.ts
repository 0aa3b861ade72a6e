import type { Block, Spans } from '../answer/answer.ts';
import type { Citer } from '../answer/compose.ts';
import type { Briefing, DatedRecord } from '../domain/briefing.ts';
import { unreachable } from '../domain/errors.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { isFragment } from '../domain/statement.ts';
import { conflictBlock, conflictLine } from './conflict.ts';
import { eventLine } from './event.ts';
import { positionInTurn, positionTitle } from './position.ts';
import { readingLine, readingTitle } from './reading.ts';
import { statementBlock, statementLine } from './statement.ts';
import { textLine } from './text.ts';
import { stepLine, stepTitle } from './tracked/deadline.ts';
import { figureTitle, valueLine } from './tracked/figure.ts';
import { memberLine, memberTitle } from './tracked/member.ts';
import { voteLine } from './tracked/vote.ts';
import { shortened } from './wording.ts';

/** Any dated record as one cited line among others, so it says itself what it is about and whether it has happened. */
export function recordLine(record: DatedRecord, asOf: string, briefing: Briefing, citer: Citer): Spans {
  switch (record.kind) {
    case 'text':
      return textLine(record, citer);
    case 'reading':
      return readingLine(record, briefing, citer);
    case 'statement':
      return statementLine(record, briefing, citer);
    case 'event':
      return eventLine(record, asOf, briefing, citer, 'others');
    case 'position':
      return positionInTurn(record, briefing, citer);
    case 'member':
      return memberLine(record, briefing, citer);
    case 'vote':
      return voteLine(record, briefing, citer);
    case 'value':
      return valueLine(record, briefing, citer);
    case 'step':
      return stepLine(record, briefing, citer);
    case 'conflict':
      return conflictLine(record, citer);
    default:
      return unreachable(record);
  }
}

/** The same line where there is room for little. Our own words are cut; somebody's exact words never are. */
export function briefRecordLine(record: DatedRecord, asOf: string, briefing: Briefing, citer: Citer): Spans {
  switch (record.kind) {
    case 'text':
      return textLine({ ...record, summary: shortened(record.summary) }, citer);
    case 'reading':
      // Values that the cut takes from the wording are said after it, with their conditions.
      return readingLine({ ...record, wording: shortened(record.wording) }, briefing, citer);
    case 'statement':
      return statementLine(record, briefing, citer, 'brief');
    case 'event':
    case 'position':
    case 'member':
    case 'vote':
    case 'value':
    case 'step':
    case 'conflict':
      // One sentence each as it is.
      return recordLine(record, asOf, briefing, citer);
    default:
      return unreachable(record);
  }
}

/** A record in full as one block: words are set apart, a conflict has both sides. */
export function recordBlock(record: DatedRecord, asOf: string, briefing: Briefing, citer: Citer): Block {
  // A word or two set apart say nothing: the line tells them within what was said around them.
  if (record.kind === 'statement' && !isFragment(record)) return statementBlock(record, briefing, citer);
  if (record.kind === 'conflict') return conflictBlock(record, citer);
  return { kind: 'item', spans: recordLine(record, asOf, briefing, citer) };
}

/** What a record is called in one breath: `Point 6 · Size of the army`, `Holm`. */
export function recordTitle(record: DatedRecord, briefing: Briefing): string {
  switch (record.kind) {
    case 'reading':
      return readingTitle(record, briefing);
    case 'statement':
      return lookupOf(briefing).actor(record.speaker)?.name ?? record.speaker;
    case 'position':
      return positionTitle(record, briefing);
    case 'member':
      return memberTitle(record, briefing);
    case 'vote':
      return record.title;
    case 'value':
      return figureTitle(record.figure, briefing);
    case 'step':
      return stepTitle(record, briefing);
    case 'text':
      return record.name;
    case 'event':
      return record.what;
    case 'conflict':
      return record.title;
    default:
      return unreachable(record);
  }
}
