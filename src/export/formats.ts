import type { Briefing } from '../domain/briefing.ts';
import { cslOf } from './csl.ts';
import { csvOf } from './csv.ts';
import { icsOf } from './ics.ts';
import { jsonOf } from './json.ts';
import { mdOf } from './md.ts';

/** Forms a briefing is given out in, each named as its file ends; `type` as a server says it. */
export interface ExportFormat {
  readonly name: string;
  readonly type: string;
  /** What it is for, in a few words. */
  readonly says: string;
  /** `day`: what is overdue is told for it. The same briefing and day give the same text. */
  readonly write: (briefing: Briefing, day: string) => string;
}

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  { name: 'md', type: 'text/markdown; charset=utf-8', says: 'to read and paste', write: mdOf },
  { name: 'csv', type: 'text/csv; charset=utf-8', says: 'every record as a table', write: csvOf },
  { name: 'json', type: 'application/json', says: 'every record for programs', write: jsonOf },
  {
    name: 'csl',
    type: 'application/vnd.citationstyles.csl+json',
    says: 'sources for a reference manager',
    write: cslOf,
  },
  { name: 'ics', type: 'text/calendar; charset=utf-8', says: 'dates for a calendar', write: icsOf },
];

/** A briefing in a form. Without a day it was cut to, it is told for the day of its last review, not for today. */
export function exported(briefing: Briefing, { write }: ExportFormat): string {
  return write(briefing, briefing.asOf ?? briefing.reviewed);
}
