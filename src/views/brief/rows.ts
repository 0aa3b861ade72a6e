import type { Block, Card, Spans } from '../../answer/answer.ts';
import type { Citer } from '../../answer/compose.ts';
import type { Briefing, BriefingRecord } from '../../domain/briefing.ts';
import type { Conflict } from '../../domain/conflict.ts';
import { disputeLine } from './conflict.ts';
import { briefRecord } from './record.ts';
import { asBriefRow, asLead, type Brief } from './told.ts';

/** How an answer over one briefing says records short. */
export interface Teller {
  readonly lead: Brief;
  readonly row: Brief;
}

/** What a card of a briefing is made with; made before the whole, so that its sources have the first numbers. */
export function tellerOf(
  { briefing, asOf }: { readonly briefing: Briefing; readonly asOf: string },
  citer: Citer,
): Teller {
  return { lead: asLead(briefing, citer, asOf), row: asBriefRow(briefing, citer, asOf) };
}

/** A row of these spans. */
export function row(spans: Spans): Block {
  return { kind: 'item', spans };
}

/** A row for each record, in their order; no more than a card can ever show. */
export function recordRows(records: readonly BriefingRecord[], { row: brief }: Teller): readonly Block[] {
  return records.slice(0, MOST_ROWS).map((record) => row(briefRecord(record, brief)));
}

/** More rows than any surface shows. */
const MOST_ROWS = 10;

/** A card with the line of the first open dispute of these, where there is one. */
export function cardWith(
  lead: Spans,
  conflicts: readonly Conflict[],
  rows: readonly Block[],
  { row: brief }: Teller,
): Card {
  const dispute = disputeLine(conflicts, brief);
  return { lead, rows, ...(dispute === undefined ? {} : { dispute }) };
}
