import { describe, expect, it } from 'vitest';
import { deadlines } from '../../src/commands/deadlines.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import type { Deadline, StepKind } from '../../src/domain/tracked/deadline.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { briefing, event, when } from '../fixtures/briefing.ts';

const step = (deadline: string, kind: StepKind, date: string, due?: string): Deadline['steps'][number] => ({
  ...{ kind: 'step', id: `${deadline}/${kind}`, deadline, step: kind, date: when(date) },
  ...(due === undefined ? {} : { due: when(due) }),
  ...{ provenance: 'official-statement', sources: [{ source: 'gazette' }], materiality: 'material' },
  reported: '2025-11-20',
});
const deadline = (id: string, title: string, over: Partial<Deadline> = {}): Deadline => ({
  ...{ kind: 'deadline', id, title, aliases: [], who: ['north'], about: [], steps: [] },
  ...over,
});

const DEADLINES: readonly Deadline[] = [
  deadline('reply', 'a reply to the draft', {
    phase: 'Talks',
    steps: [
      step('reply', 'set', '2025-11-01', '2025-11-20'),
      step('reply', 'missed', '2025-11-20'),
      step('reply', 'moved', '2025-11-21', '2025-12-10'),
    ],
  }),
  deadline('map', 'a map of the border', { steps: [step('map', 'set', '2025-11-01', '2025-11-15')] }),
  deadline('list', 'a list of the boats', {
    who: ['south'],
    steps: [step('list', 'set', '2025-11-01', '2025-11-18'), step('list', 'met', '2025-11-17')],
  }),
  deadline('dam', 'plans for the dam', {
    steps: [step('dam', 'set', '2025-11-01', '2025-12-24'), step('dam', 'dropped', '2025-11-19')],
  }),
];

const story = (over: Partial<Briefing> = {}) =>
  briefing({ reviewed: '2025-12-30', deadlines: DEADLINES, ...over });

async function asked(line: string, over: Partial<Briefing> = {}, day = '2025-11-25') {
  const answer = await coreOver(story(over), [deadlines], day).respond({ kind: 'line', line, asker: ASKER });
  return { answer, text: said(answer) };
}

describe('/deadlines', () => {
  it('leads with what is due next, and tells every other deadline under what became of it', async () => {
    const { answer, text } = await asked('/deadlines');
    expect(answer.status).toBe('answered');
    expect(text).toMatch(
      /^Next: A reply to the draft, by Northland: due 10 December 2025, moved from 20 November 2025/,
    );
    expect(text).toContain('was due 15 November 2025, and no report says that it was met');
    expect(text).toContain('met on 17 November 2025; it was due 18 November 2025');
    expect(text).toContain('dropped on 19 November 2025; it was due 24 December 2025');
    expect(answer.records[0]).toBe('deadline:reply');
    expect(new Set(answer.records).size).toBe(DEADLINES.length);
  });

  it.each([
    ['missed', ['map', 'reply']],
    ['what slipped', ['map', 'reply']],
    ['met', ['list']],
    ['dropped', ['dam']],
    ['next', ['reply']],
  ])('tells only those that are asked for: %s', async (words, ids) => {
    const { answer } = await asked(`/deadlines ${words}`);
    expect(answer.records).toEqual(ids.map((id) => `deadline:${id}`));
  });

  it('tells every step of the one that is meant, by its words, its phase or whose it is', async () => {
    for (const words of ['reply', 'a reply to the draft', 'talks']) {
      const { answer, text } = await asked(`/deadlines ${words}`);
      expect(answer.records[0]).toBe('deadline:reply');
      for (const said of [
        'Set for 20 November 2025',
        'Missed',
        'Moved from 20 November 2025 to 10 December 2025',
      ])
        expect(text).toContain(said);
    }
    expect((await asked('/deadlines Southland')).answer.records[0]).toBe('deadline:list');
  });

  it('is past without a report on the day after its last day, and not on that day', async () => {
    expect((await asked('/deadlines reply', {}, '2025-12-10')).text).toContain('due 10 December 2025');
    expect((await asked('/deadlines reply', {}, '2025-12-11')).text).toContain('was due 10 December 2025');
  });

  it('tells what is expected where no deadline is on record', async () => {
    const events = [
      event('summit', { date: when('2025-12-01') }),
      event('past', { date: when('2025-11-22') }),
    ];
    const { answer, text } = await asked('/deadlines', { deadlines: [], events });
    expect(answer.records).toEqual(['event:summit', 'event:past']);
    expect(text).toMatch(/^Expected next: /);
    expect(text).toContain('Not reported as having happened');
  });

  it('says so where nothing fits, where nothing is in that state, and where there is nothing', async () => {
    expect((await asked('/deadlines volcano')).answer.status).toBe('not-found');
    const all = { deadlines: DEADLINES.slice(0, 1) };
    expect((await asked('/deadlines met', all)).text).toContain('No deadline is on record as met');
    expect((await asked('/deadlines', { deadlines: [] })).text).toContain('No deadline');
  });
});
