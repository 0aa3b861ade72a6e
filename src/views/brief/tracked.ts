import type { Spans } from '../../answer/answer.ts';
import { text } from '../../answer/compose.ts';
import { briefSpans } from '../../answer/sentences.ts';
import type { BriefingRecord } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import { recordLine } from '../record.ts';
import { deadlineLine } from '../tracked/deadline.ts';
import { figureLine } from '../tracked/figure.ts';
import { voteLine } from '../tracked/vote.ts';
import { kindAndCopies } from './known.ts';
import type { Brief } from './told.ts';

type Tracked = Extract<
  BriefingRecord,
  { kind: 'vote' | 'figure' | 'deadline' | 'member' | 'value' | 'step' }
>;

/** Votes, figures, deadlines and members are said as they are; where sentences go for room, how it is known stays. */
export function briefTracked(record: Tracked, brief: Brief): Spans {
  const { briefing, room, sentences = 2 } = brief;
  const whole = trackedLine(record, brief);
  const known = 'provenance' in record ? `(${kindAndCopies(record, briefing)}) ` : '';
  const short = briefSpans(whole, room - known.length, sentences);
  if (short === whole || known === '') return short;
  const cites = short.findIndex(({ kind }) => kind === 'cite');
  const end = cites < 0 ? short.length : cites;
  return [...short.slice(0, end), text(known), ...short.slice(end)];
}

function trackedLine(record: Tracked, { briefing, citer, asOf }: Brief): Spans {
  switch (record.kind) {
    case 'vote':
      return voteLine(record, briefing, citer);
    case 'figure':
      return figureLine(record, asOf, briefing, citer);
    case 'deadline':
      return deadlineLine(record, asOf, briefing, citer);
    case 'member':
    case 'value':
    case 'step':
      return recordLine(record, asOf, briefing, citer);
    default:
      return unreachable(record);
  }
}
