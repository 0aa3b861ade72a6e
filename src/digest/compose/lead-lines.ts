import type { Span, Spans } from '../../answer/answer.ts';
import { type Citer, strike, strong, text } from '../../answer/compose.ts';
import { briefSpans, isCut, lengthOf } from '../../answer/sentences.ts';
import type { Briefing, DatedRecord, LeadLine } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Reading } from '../../domain/provision.ts';
import { capital } from '../../domain/words/capital.ts';
import { inQuality, kindWords } from '../../views/brief/known.ts';
import { briefReading, briefRecord } from '../../views/brief/record.ts';
import { asBriefRow, type Brief, clausesOf, firstSentence, withoutCites } from '../../views/brief/told.ts';
import { leadLine } from '../../views/lead.ts';
import { recordTitle } from '../../views/record.ts';
import { changeWord, termValue } from '../../views/wording.ts';
import { asLabel, claimOf, type Entry, type Voice, whyGone } from './entries.ts';
import type { Together } from './occasion-groups.ts';
import type { Change } from './revisions.ts';

/** What is struck beside what is right now: more would be two lines. */
const LONGEST_STRUCK = 60;

/**
 * One change as one line: what, who says so and what kind of source that is; how much else was said at the same occasion.
 * `room` in characters, references not counted.
 */
export function changeLine({ first, others }: Together, voice: Voice, room: number): Entry {
  const more = others.length === 0 ? '' : `And ${others.length} more said then. `;
  return {
    block: { kind: 'item', spans: withMore(spansOf(first, voice, room - more.length), more) },
    record: claimOf(first).record,
  };
}

/** Before the references that end the line. */
function withMore(spans: Spans, more: string): Spans {
  if (more === '') return spans;
  const end = spans.findLastIndex(({ kind }) => kind !== 'cite') + 1;
  return [...spans.slice(0, end), text(more), ...spans.slice(end)];
}

function spansOf(change: Change, voice: Voice, room: number): Spans {
  const brief: Brief = {
    ...asBriefRow(voice.briefing, voice.citer, voice.asOf),
    room,
    sentences: 1,
    whole: true,
  };
  switch (change.kind) {
    case 'added':
      return recordSpans(change.record, brief);
    case 'withdrawn': {
      const { subject = '', says } = change.was;
      const name = subject === '' || says.includes(subject) ? '' : `${asLabel(subject)} `;
      const why = whyGone(change.was.record, voice.briefing);
      const taken = why.reduce((sum, span) => sum + (span.kind === 'text' ? span.text.length : 0), 0);
      const struck: Span = strike(struckWords(says, room - name.length - taken));
      return [strong('Withdrawn:'), text(` ${name}`), struck, ...why];
    }
    case 'changed': {
      if (change.record.kind === 'conflict') return [text('Updated: '), ...recordSpans(change.record, brief)];
      const { says } = change.was;
      const was: Spans =
        says.length > LONGEST_STRUCK ? [text('Corrected: ')] : [text('Was '), strike(says), text(', now: ')];
      return [...was, ...recordSpans(change.record, { ...brief, room: room - LONGEST_STRUCK / 2 })];
    }
  }
}

/** Our own words of what is gone may be cut; nobody is quoted with them any more. */
function struckWords(says: string, room: number): string {
  return says.length <= room ? says : `${says.slice(0, Math.max(20, room - 1)).trimEnd()}…`;
}

function recordSpans(record: DatedRecord, brief: Brief): Spans {
  // What each side says has a little more room than any other line.
  if (record.kind === 'conflict')
    return briefRecord(record, { ...brief, as: 'lead', room: brief.room * 1.25 });
  if (record.kind !== 'reading') return briefRecord(record, brief);
  const title = subjectAndText(record, brief.briefing);
  const told = movedTerms(record, title, brief) ?? briefReading(record, brief, [title]);
  return lengthOf(withoutCites(told)) > brief.room || isCutLine(told)
    ? (withoutWords(record, title, brief) ?? told)
    : told;
}

/** "Size of the fleet · second draft": of several texts it is not clear which one a subject is gone from. */
function subjectAndText(reading: Reading, briefing: Briefing): string {
  const lookup = lookupOf(briefing);
  const whole = lookup.provision(reading.provision)?.title ?? recordTitle(reading, briefing);
  const title = whole.length > LONGEST_TITLE ? shortTitle(whole) : whole;
  const of = briefing.texts.length > 1 ? lookup.text(reading.text) : undefined;
  return of === undefined ? title : `${title} · ${of.label}`;
}

/** What became of a subject where that says it all: "Size of the fleet: gone (published text)". */
function withoutWords(reading: Reading, title: string, { citer }: Brief): Spans | null {
  if (reading.change !== 'removed' && reading.change !== 'deferred') return null;
  const became = reading.change === 'removed' ? 'gone' : changeWord(reading.change);
  return [
    strong(`${title}:`),
    text(` ${became} (${kindWords(reading.provenance)}). `),
    ...citer.cite(reading.sources),
  ];
}

/** True where a line breaks off for want of room. */
export function isCutLine(spans: Spans): boolean {
  return spans.some(
    (span) =>
      (span.kind === 'text' || span.kind === 'strong') && isCut(span.text.split(' (')[0]?.trimEnd() ?? ''),
  );
}

const LONGEST_TITLE = 45;

/** A title up to what it explains itself with. */
function shortTitle(title: string): string {
  const end = /[:;,(–—]/.exec(title)?.index ?? title.length;
  return end < 8 ? title : title.slice(0, end).trimEnd();
}

/** Before and after of the terms that a text moved: "Size of the fleet: cap ~~60 boats~~ **80 boats**". */
function movedTerms(reading: Reading, title: string, { briefing, citer, room }: Brief): Spans | null {
  const before = earlierReading(reading, briefing);
  if (before === undefined) return null;
  const moves = reading.terms.flatMap((term) => {
    const was = before.terms.find(({ name }) => name === term.name);
    if (was === undefined || termValue(was) === termValue(term)) return [];
    return [[text(` ${term.name} `), strike(termValue(was)), text(' → '), strong(termValue(term))]];
  });
  const [first, ...others] = moves;
  if (first === undefined) return null;
  const spans = [
    strong(`${title}:`),
    ...first,
    ...others.flatMap((move) => [text(';'), ...move]),
    text(` (${kindWords(reading.provenance)}). `),
  ];
  const length = spans.reduce((sum, span) => sum + ('text' in span ? span.text.length : 0), 0);
  return length > room * 1.3 ? null : [...spans, ...citer.cite(reading.sources)];
}

/** What the text before it says on the same subject. */
function earlierReading(reading: Reading, briefing: Briefing): Reading | undefined {
  const lookup = lookupOf(briefing);
  const parents = lookup.text(reading.text)?.parents ?? [];
  const readings = lookup.provision(reading.provision)?.readings ?? [];
  return readings.find(({ text: of }) => parents.includes(of));
}

const ROOM_FOR_CITES = 12;

/** The story's state as one line: its first sentence, or what stands before a semicolon of it, where that has room. */
export function stateLine(line: LeadLine, { citer, briefing }: Voice, room: number): Spans {
  const best = inQuality(line.sources, briefing).map(({ id }) => ({ source: id }));
  const first = firstSentence(line.text);
  const whole = [first, ...clausesOf([first])].find((words) => words.length <= room);
  const said = { ...line, ...(whole === undefined ? {} : { text: whole }), sources: best };
  return briefSpans(leadLine(said, citer), room + ROOM_FOR_CITES, 1);
}

/** Cites at most `most` sources behind a claim: the best, then one that traces to another first report. */
export function citingFew(citer: Citer, briefing: Briefing, most: number): Citer {
  return {
    ...citer,
    cite(refs) {
      const sources = inQuality(refs, briefing);
      const listed = new Set(citer.citations().map(({ id }) => id));
      // One that is listed anyway takes no line of its own.
      const best =
        sources.find(({ id, quality }) => listed.has(id) && quality === sources[0]?.quality) ?? sources[0];
      const other = sources.find(({ origin }) => origin !== best?.origin);
      const chosen = [best, other].flatMap((one) => (one === undefined ? [] : [{ source: one.id }]));
      return citer.cite(chosen.slice(0, most));
    },
  };
}

/** What a condition of a filter is called over the lines that meet it. */
export function subjectTitle(id: string, briefing: Briefing): string {
  const lookup = lookupOf(briefing);
  return capital(lookup.provision(id)?.title ?? lookup.actor(id)?.name ?? id);
}
