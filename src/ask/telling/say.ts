import type { Spans } from '../../answer/answer.ts';
import { type Citer, strong } from '../../answer/compose.ts';
import type { Focus } from '../../answer/sentences.ts';
import type { Briefing } from '../../domain/briefing.ts';
import type { Conflict } from '../../domain/conflict.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { SourceRef } from '../../domain/source.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import { disputeLine } from '../../views/brief/conflict.ts';
import { reporter } from '../../views/brief/known.ts';
import { briefReading, briefRecord } from '../../views/brief/record.ts';
import { asBriefRow, asChoice, asLead, type Brief } from '../../views/brief/told.ts';
import { carriersOf } from '../deciding/ways/asked-for/text-carried.ts';
import type { WantedWeights } from '../reading/wanted.ts';

/** What a line is made with. */
export interface Saying {
  readonly briefing: Briefing;
  readonly citer: Citer;
  readonly wanted: WantedWeights;
  /** ISO day, against which "expected" is told from "overdue". */
  readonly asOf: string;
  /** What of a record is told where there is no room for all. */
  readonly focus: Focus;
  /** Who reports it is asked for. */
  readonly sourceOf?: boolean;
  /** Who carried a text is asked for. */
  readonly carriedBy?: boolean;
}

/** One record as the lead, with what stands before it in the same lead, in characters and sentences. */
export function sayLead(unit: Unit, saying: Saying, before = 0, sentences: 1 | 2 = 2): Spans {
  const brief = asLead(saying.briefing, saying.citer, saying.asOf);
  return say(unit, { ...brief, room: brief.room - before, sentences }, saying);
}

/** Publishers named where who reports it is asked for. */
const MOST_REPORTERS = 3;

/** "From The Gazette; a copy of The Herald.": who reports a record, where that is asked for and the lead does not say it. */
export function sayReporters(
  { record }: Unit,
  lead: Spans,
  { briefing, sourceOf, carriedBy }: Saying,
): Spans {
  if (sourceOf !== true && !(carriedBy === true && record.kind === 'text')) return [];
  const said = lead.map((span) => ('text' in span ? span.text : '')).join('');
  const refs = record.kind === 'text' ? carriersOf(record, briefing).map((one) => [one]) : refsOf(record);
  const names = [...new Set(refs.map((one) => reporter({ sources: one }, briefing)))].filter(
    (name) => name !== '',
  );
  const unsaid = names
    .filter((name) => !said.includes(name.split(/[,(]/)[0] ?? name))
    .slice(0, MOST_REPORTERS);
  return unsaid.length === 0 ? [] : [strong(`Source: ${unsaid.join('; ')}. `)];
}

/** What points to where a record comes from: of a dispute, of each of its sides. */
function refsOf(record: Unit['record']): readonly (readonly SourceRef[])[] {
  if (record.kind === 'conflict') return record.sides.map(({ sources }) => sources);
  if (record.kind === 'figure') return record.values.slice(-1).map(({ sources }) => sources);
  return 'sources' in record ? [record.sources] : [];
}

/** Characters of a lead that leaves what comes next in the same look. */
const SHORT_LEAD = 170;

/** What is not known, as a lead: so short that the nearest that is known is seen in the same look. */
export function sayShortLead(unit: Unit, saying: Saying): Spans {
  const brief = asLead(saying.briefing, saying.citer, saying.asOf);
  return say(unit, { ...brief, room: SHORT_LEAD, sentences: 1 }, saying);
}

/** As short a lead as says its record whole, and where none does, the longest. */
export function sayWholeShort(unit: Unit, saying: Saying): Spans {
  const brief = asLead(saying.briefing, saying.citer, saying.asOf);
  for (const room of ROOMS) {
    const spans = say(unit, { ...brief, room, sentences: 1 }, saying);
    if (!spans.some(isBrokenOff)) return spans;
  }
  return sayLead(unit, saying);
}

const ROOMS = [SHORT_LEAD, 210, 245] as const;

function isBrokenOff(span: Spans[number]): boolean {
  return 'text' in span && /…(?:more\b|\s*$)/.test(span.text);
}

/** One record as a row below a lead. */
export function sayRow(unit: Unit, saying: Saying): Spans {
  return say(unit, asBriefRow(saying.briefing, saying.citer, saying.asOf), saying);
}

/** One record among several that are claimed together, in so many characters. */
export function sayTogether(unit: Unit, saying: Saying, room: number): Spans {
  const brief = asBriefRow(saying.briefing, saying.citer, saying.asOf);
  return say(unit, { ...brief, room, sentences: 1 }, saying);
}

/** What a text says on a subject, called by the subject: where several subjects of one text are told, its name tells none apart. */
export function sayUnderSubject(unit: Unit, saying: Saying, room: number): Spans {
  const { record } = unit;
  if (record.kind !== 'reading') return sayTogether(unit, saying, room);
  const brief = asBriefRow(saying.briefing, saying.citer, saying.asOf);
  const title = lookupOf(saying.briefing).provision(record.provision)?.title ?? record.provision;
  return briefReading(record, { ...brief, room, sentences: 1, focus: saying.focus }, [title]);
}

/** One record as one of several to choose from, in so many characters. */
export function sayChoice(unit: Unit, saying: Saying, room: number): Spans {
  return say(unit, asChoice(saying.briefing, saying.citer, saying.asOf, room), saying);
}

/** One line that what leads is disputed; undefined where it is not. */
export function sayDispute(conflicts: readonly Conflict[], saying: Saying): Spans | undefined {
  return disputeLine(conflicts, asBriefRow(saying.briefing, saying.citer, saying.asOf));
}

function say({ record }: Unit, brief: Brief, { wanted, focus }: Saying): Spans {
  return briefRecord(
    record,
    { ...brief, focus },
    {
      time: wanted.time > 0,
      place: wanted.place > 0,
      worth: wanted.trust + wanted.source > 0,
    },
  );
}
