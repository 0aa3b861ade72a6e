import type { Briefing } from '../domain/briefing.ts';
import { refsJson } from './json-parts.ts';
import { recordJson } from './record-json.ts';
import { everyRecord } from './records.ts';

/** What a reader checks before it reads on: a change that takes something away or means something else raises the version. */
const SHAPE = { format: 'readout-export', version: 1 } as const;

/** Every record of a briefing for programs; docs/export.md describes it. */
export function jsonOf(briefing: Briefing, day: string): string {
  const { id, title, zone, reviewed, asOf, mainText, latestText } = briefing;
  const whole = {
    ...SHAPE,
    story: { id, title, zone, reviewed, mainText: `text:${mainText}`, latestText: `text:${latestText}` },
    asOf: asOf ?? day,
    lead: briefing.lead.map(({ text, sources, reported }) => ({
      text,
      reported,
      sources: refsJson(sources),
    })),
    records: everyRecord(briefing).map((record) => recordJson(record, day, briefing)),
    withdrawn: briefing.withdrawn ?? [],
    amended: briefing.amended ?? [],
  };
  return `${JSON.stringify(whole, null, 1)}\n`;
}
