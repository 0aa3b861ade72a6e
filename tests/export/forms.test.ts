import { describe, expect, it } from 'vitest';
import type { Briefing } from '../../src/domain/briefing.ts';
import type { Event } from '../../src/domain/event.ts';
import type { Deadline, DeadlineStep } from '../../src/domain/tracked/deadline.ts';
import { csvOf } from '../../src/export/csv.ts';
import { icsOf } from '../../src/export/ics.ts';
import { jsonOf } from '../../src/export/json.ts';
import { mdOf } from '../../src/export/md.ts';
import { smallBriefing, when } from '../fixtures/small-briefing.ts';

const DAY = '2031-05-20';
const base = smallBriefing();
const event: Event = (() => {
  const [first] = base.events;
  if (first === undefined) throw new Error('The small briefing has an event.');
  return first;
})();

/** The calendar entries of a briefing with this one event, by property. */
function entryOf(over: Partial<Event>, more: Partial<Briefing> = {}): Readonly<Record<string, string>> {
  const text = icsOf({ ...base, events: [{ ...event, ...over }], ...more }, DAY);
  const inside = /BEGIN:VEVENT\r\n(.*?)END:VEVENT/s.exec(text.replaceAll('\r\n ', ''))?.[1] ?? '';
  return Object.fromEntries(
    inside.split('\r\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

describe('a calendar', () => {
  it.each([
    ['2031-05-14', '20310514', '20310515', ''],
    ['2031-05', '20310501', '20310601', ' (day not known: May 2031)'],
    ['2031', '20310101', '20320101', ' (day not known: 2031)'],
    ['2031-05-30/2031-06-02', '20310530', '20310603', ' (30 May – 2 June 2031)'],
    ['../2031-12-31', '20311231', '20320101', ' (by 31 December 2031)'],
    ['2032-02-28', '20320228', '20320229', ''],
  ])('shows %s as well as it is known', (date, from, to, says) => {
    const entry = entryOf({ date: when(date), status: 'happened', what: 'They meet.' });
    expect([entry['DTSTART;VALUE=DATE'], entry['DTEND;VALUE=DATE']]).toEqual([from, to]);
    expect(entry['SUMMARY']).toBe(`They meet${says.replaceAll(',', '\\,')}`);
  });

  it('leaves out what has no date, and says how much that is', () => {
    const text = icsOf({ ...base, events: [{ ...event, date: when('undated') }] }, DAY).replaceAll(
      '\r\n ',
      '',
    );
    expect(text).not.toContain('BEGIN:VEVENT');
    expect(text).toContain('Not in here\\, because no date is known: 1.');
  });

  it.each([
    [{ status: 'expected', date: when('2031-06-01') }, 'TENTATIVE', 'Expected: '],
    [{ status: 'expected', date: when('2031-05-01') }, 'TENTATIVE', 'Not reported as having happened: '],
    [{ status: 'claimed' }, 'TENTATIVE', 'Claimed: '],
    [{ status: 'happened', provenance: 'denied' }, 'TENTATIVE', 'Claimed\\, and denied: '],
    [{ status: 'happened', provenance: 'official-statement' }, 'CONFIRMED', 'They meet'],
  ] as const)('never shows %j as certain where it is not', (over, status, begins) => {
    const entry = entryOf({ what: 'They meet.', ...over }, { conflicts: [] });
    expect(entry['STATUS']).toBe(status);
    expect(entry['SUMMARY']?.startsWith(begins)).toBe(true);
  });

  it('shows what an open dispute is about as tentative', () => {
    const [conflict] = base.conflicts;
    if (conflict === undefined) throw new Error('The small briefing has a conflict.');
    const over = { status: 'happened', provenance: 'official-statement', what: 'They meet.' } as const;
    const dispute = { ...conflict, type: 'fact', records: [`event:${event.id}`] } as const;
    expect(entryOf(over, { conflicts: [dispute] })).toMatchObject({
      STATUS: 'TENTATIVE',
      SUMMARY: 'Disputed: They meet',
    });
  });

  it.each([
    ['set', 'TENTATIVE', 'Due: '],
    ['met', 'CONFIRMED', 'Met: '],
    ['missed', 'TENTATIVE', 'Missed: '],
    ['dropped', 'CANCELLED', 'Dropped: '],
  ] as const)('shows a deadline that was %s as %s', (step, status, says) => {
    const common = {
      ...{ kind: 'step', deadline: 'answer', provenance: 'official-statement', materiality: 'material' },
      ...{ sources: event.sources, reported: '2031-05-01' },
    } as const;
    const set = {
      ...common,
      id: 'answer/set',
      step: 'set',
      date: when('2031-05-01'),
      due: when('2031-06-01'),
    } as const;
    const then = { ...common, id: `answer/${step}`, step, date: when('2031-05-10') } as const;
    const deadline: Deadline = {
      kind: 'deadline',
      ...{ id: 'answer', title: 'an answer', aliases: [], who: [], about: [] },
      steps: (step === 'set' ? [set] : [set, then]) as readonly DeadlineStep[],
    } as const;
    const text = icsOf({ ...base, events: [], conflicts: [], deadlines: [deadline] }, DAY);
    expect(text).toContain(`SUMMARY:${says}an answer`);
    expect(text).toContain(`STATUS:${status}`);
    expect(text).toContain('DTSTART;VALUE=DATE:20310601');
  });

  it('is stamped with the last review, or the day it is cut to, and never with the clock', () => {
    expect(entryOf({})['DTSTAMP']).toBe('20310520T000000Z');
    expect(entryOf({}, { asOf: '2031-05-10' })['DTSTAMP']).toBe('20310510T000000Z');
  });
});

describe('Markdown', () => {
  it('says of what is disputed that it is, where it stands, with the sources of the sides', () => {
    const [statement] = base.statements;
    const [conflict] = base.conflicts;
    if (statement === undefined || conflict === undefined) throw new Error('The small briefing has both.');
    const dispute = { ...conflict, type: 'attribution', title: 'Who said it' } as const;
    const about = (id: string) => mdOf({ ...base, conflicts: [{ ...dispute, records: [id] }] }, DAY);
    for (const id of [`statement:${statement.id}`, `event:${event.id}`]) {
      expect(about(id).match(/\*\*Disputed:\*\* Who said it\.\[\^\d+\]/g)).toHaveLength(1);
    }
    const settled = { ...dispute, type: 'superseded', records: [`event:${event.id}`] } as const;
    expect(mdOf({ ...base, conflicts: [settled] }, DAY)).not.toContain('**Disputed:**');
  });
});

describe('words that only a machine-reworded copy carries', () => {
  const [statement] = base.statements;
  if (statement === undefined) throw new Error('The small briefing has a statement.');
  const { words, ...rest } = statement;
  const weak = { ...base, statements: [{ ...rest, gist: 'They would not give way' }] };

  it('are never in quotation marks in Markdown', () => {
    const text = mdOf(weak, DAY);
    expect(text).toContain('Reported, not verbatim: They would not give way');
    expect(text).not.toMatch(/“They would not/);
  });

  it('are told apart from exact ones in JSON and in the table', () => {
    const { records } = JSON.parse(jsonOf(weak, DAY));
    const told = records.find(({ kind }: { readonly kind: string }) => kind === 'statement');
    expect([told.isVerbatim, told.words]).toEqual([false, undefined]);
    expect(csvOf(weak, DAY)).toMatch(/They would not give way,no,/);
  });
});

describe('what the desk took back', () => {
  const taken = { record: 'statement:gone', on: '2031-05-18', reason: 'The source corrected it' };

  it('is named with its reason and nothing else', () => {
    const briefing = { ...base, withdrawn: [taken] };
    expect(mdOf(briefing, DAY)).toContain('- statement:gone, on 18 May 2031: The source corrected it.');
    expect(JSON.parse(jsonOf(briefing, DAY)).withdrawn).toEqual([taken]);
    expect(csvOf(briefing, DAY)).not.toContain('statement:gone');
  });
});
