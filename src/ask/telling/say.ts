import type { Spans } from '../../answer/answer.ts';
import type { Citer } from '../../answer/compose.ts';
import type { Briefing } from '../../domain/briefing.ts';
import type { Conflict } from '../../domain/conflict.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import { briefRecord, disputeLine } from '../../views/brief/record.ts';
import { asBriefRow, asLead, type Brief } from '../../views/brief/told.ts';
import type { WantedWeights } from '../reading/wanted.ts';

/** What a line is made with. */
export interface Saying {
  readonly briefing: Briefing;
  readonly citer: Citer;
  readonly wanted: WantedWeights;
  /** ISO day, against which "expected" is told from "overdue". */
  readonly asOf: string;
}

/** One record as the lead, with what stands before it in the same lead, in characters and sentences. */
export function sayLead(unit: Unit, saying: Saying, before = 0, sentences: 1 | 2 = 2): Spans {
  const brief = asLead(saying.briefing, saying.citer, saying.asOf);
  return say(unit, { ...brief, room: brief.room - before, sentences }, saying);
}

/** One record as a row below a lead. */
export function sayRow(unit: Unit, saying: Saying): Spans {
  return say(unit, asBriefRow(saying.briefing, saying.citer, saying.asOf), saying);
}

/** One line that what leads is disputed; undefined where it is not. */
export function sayDispute(conflicts: readonly Conflict[], saying: Saying): Spans | undefined {
  return disputeLine(conflicts, asBriefRow(saying.briefing, saying.citer, saying.asOf));
}

function say({ record }: Unit, brief: Brief, { wanted }: Saying): Spans {
  return briefRecord(record, brief, { time: wanted.time > 0, place: wanted.place > 0 });
}
