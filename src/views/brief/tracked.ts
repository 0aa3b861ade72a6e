import type { Span, Spans } from '../../answer/answer.ts';
import { text } from '../../answer/compose.ts';
import { briefSpans } from '../../answer/sentences.ts';
import type { BriefingRecord } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import { recordLine } from '../record.ts';
import { deadlineLine } from '../tracked/deadline.ts';
import { figureLine, valueInFocus, valueLine } from '../tracked/figure.ts';
import { voteLine } from '../tracked/vote.ts';
import { kindAndCopies, kindWords } from './known.ts';
import type { Brief } from './told.ts';

type Tracked = Extract<
  BriefingRecord,
  { kind: 'vote' | 'figure' | 'deadline' | 'member' | 'value' | 'step' }
>;

/** Votes, figures, deadlines and members are said as they are; where sentences go for room, how it is known stays. */
export function briefTracked(record: Tracked, brief: Brief): Spans {
  const { briefing, room, sentences = 2 } = brief;
  const whole = trackedLine(record, brief);
  const kind = (of: Parameters<typeof kindAndCopies>[0]) =>
    brief.whole === true ? kindWords(of.provenance) : kindAndCopies(of, briefing);
  const known = 'provenance' in record ? `(${kind(record)})` : '';
  const short = briefSpans(whole, room - known.length - 1, sentences);
  if (short === whole || known === '') return short;
  const cites = short.findIndex(({ kind }) => kind === 'cite');
  const end = cites < 0 ? short.length : cites;
  return [...withKnown(closed(short.slice(0, end)), known), ...short.slice(end)];
}

/** Before the full stop, as of any other claim: "Reply to the framework: dropped (official statement)." */
function withKnown(spans: Spans, known: string): Spans {
  const at = spans.findLastIndex((span) => 'text' in span && span.text.trim() !== '');
  const last = spans[at];
  if (last === undefined || !('text' in last) || !/[^.]\.$|^\.$/.test(last.text.trimEnd()))
    return [...spans, text(`${known} `)];
  const words = last.text.trimEnd().slice(0, -1);
  return [...spans.slice(0, at), ...(words === '' ? [] : [{ ...last, text: words }]), text(` ${known}. `)];
}

/** Without a bracket that was cut off before it ended: how it is known stands in one of its own. */
function closed(spans: Spans): Spans {
  const written = spans.map((span) => ('text' in span ? span.text : '')).join('');
  const opened = written.lastIndexOf(' (');
  if (opened < 0 || written.indexOf(')', opened) >= 0) return spans;
  let left = opened;
  const kept: Span[] = [];
  for (const span of spans) {
    if (!('text' in span)) {
      if (left > 0) kept.push(span);
      continue;
    }
    if (left <= 0) break;
    kept.push({ ...span, text: span.text.slice(0, left) });
    left -= span.text.length;
  }
  return [...kept, text(' ')];
}

function trackedLine(record: Tracked, { briefing, citer, asOf, focus }: Brief): Spans {
  switch (record.kind) {
    case 'vote':
      return voteLine(record, briefing, citer);
    case 'figure': {
      const meant = focus === undefined ? null : valueInFocus(record, focus);
      return meant === null ? figureLine(record, asOf, briefing, citer) : valueLine(meant, briefing, citer);
    }
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
