import { type Briefing, oncePerBriefing, type Withdrawn } from '../briefing.ts';

const byRecord = oncePerBriefing(
  (briefing) => new Map((briefing.withdrawn ?? []).map((each) => [each.record, each])),
);

/** What the parts of a record are withdrawn with: readings with their provision, values with their figure. */
const WHOLE: Readonly<Record<string, string>> = {
  reading: 'provision',
  value: 'figure',
  step: 'deadline',
  member: 'party',
};

/** How a record was withdrawn; null where it is there, or is gone without a word. */
export function withdrawnOf(record: string, briefing: Briefing): Withdrawn | null {
  const own = byRecord(briefing).get(record);
  if (own !== undefined) return own;
  const [kind = '', id = ''] = record.split(':');
  const whole = WHOLE[kind];
  return (whole === undefined ? undefined : byRecord(briefing).get(`${whole}:${id.split('/')[0]}`)) ?? null;
}
