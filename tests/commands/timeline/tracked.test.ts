import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { timeline } from '../../../src/commands/timeline.ts';
import { briefingAsOf } from '../../../src/domain/as-of.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../../src/pack/read/load.ts';
import { entriesOf, isExpected, whenOf } from '../../../src/views/tracked/entry.ts';
import { ASKER, coreOver, said } from '../../fixtures/asking.ts';

const packOf = (name: string): Briefing => {
  const folder = fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
  const [pack] = loadPacks(diskFolder(folder)).packs;
  if (pack === undefined) throw new Error(`${name} has problems.`);
  return pack.briefing;
};
const kinds = packOf('every-kind');
const core = coreOver(kinds, [timeline], '2041-07-01');
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('a timeline of a story with votes and deadlines', () => {
  it('lists each vote and each turn of a deadline on its day, and a deadline on the day it is due', async () => {
    const answer = await ask('/timeline as-of:2041-06-20');
    const lines = said(answer).split('\n');
    const at = (start: string) => lines.findIndex((line) => line.includes(start));
    expect(lines[0]).toContain('1 event, 2 votes and 6 turns of deadlines on record, 2 more only expected.');
    const order = [
      'Happened',
      "2 June 2041: Approval by Vessa's senate: set for 15 June 2041",
      '10 June 2041: Vote on the accord among the ferry crews: failed, 412 for',
      "15 June 2041: Approval by Vessa's senate: missed",
      "18 June 2041: Approval by Vessa's senate: moved from 15 June 2041 to 30 June 2041",
      'Expected',
      "30 June 2041: Due: approval by Vessa's senate",
      'Expected, the day is past, no report',
      '16 June 2041: Due: a list of winter crews',
    ].map(at);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(answer.records).toEqual(
      expect.arrayContaining(['vote:union-ballot', 'step:fare-table/met', 'deadline:winter-crews']),
    );
    expect(answer.card?.rows.length).toBeGreaterThan(2);
  });

  it('says what is still to come with what is due, and what passed its day without a report', async () => {
    const answer = await ask('/timeline next as-of:2041-06-20');
    expect(said(answer)).toContain('Still to come: 1. Past its day without a report: 1.');
    expect(answer.records).toEqual(['deadline:senate-approval', 'deadline:winter-crews']);
  });

  it.each([
    ['/timeline from:2041-06-16 to:2041-06-17', ['vote:committee-vote', 'deadline:winter-crews']],
    ['/timeline when did the crews vote', ['vote:union-ballot']],
    ['/timeline when did the committee vote', ['vote:committee-vote']],
    ['/timeline when is the list of winter crews due', ['deadline:winter-crews']],
    ["/timeline Ferry Crews' Union", ['vote:union-ballot']],
  ])('answers %s with %j', async (line, records) => {
    expect((await ask(line)).records).toEqual(expect.arrayContaining(records));
    expect((await ask(line)).records[0]).toBe(records[0]);
  });

  it.each(['every-kind', 'iran-nuclear-2015'])('of %s has on any day what was known by then', (name) => {
    const whole = packOf(name);
    const dated = [...whole.events, ...whole.votes, ...whole.deadlines.flatMap(({ steps }) => steps)];
    const days = new Set(dated.map(({ reported }) => reported));
    expect(days.size).toBeGreaterThan(3);
    for (const day of days) {
      const entries = entriesOf(briefingAsOf(whole, day));
      const known = dated.filter(({ reported }) => reported <= day).map(({ id }) => id);
      const shown = entries.filter(({ kind }) => kind !== 'deadline').map(({ id }) => id);
      expect(shown.toSorted()).toEqual(known.toSorted());
      // What is due is due by the last turn known, and is not once it was met, missed or dropped.
      for (const deadline of whole.deadlines) {
        const steps = deadline.steps.filter(({ reported }) => reported <= day);
        const due = entries.find(({ kind, id }) => kind === 'deadline' && id === deadline.id);
        const isOpen = ['set', 'moved'].includes(steps.at(-1)?.step ?? '');
        expect(due !== undefined && isExpected(due)).toBe(isOpen);
        if (due !== undefined) expect(whenOf(due)).toEqual(steps.findLast((step) => step.due)?.due);
      }
    }
  });
});
