import { expect, test } from 'vitest';
import { nextEvents } from '../../../src/digest/compose/due.ts';
import { isCalledOff } from '../../../src/domain/lookups/called-off.ts';
import type { Deadline, DeadlineStep } from '../../../src/domain/tracked/deadline.ts';
import { briefing, conflict, event, when } from '../../fixtures/briefing.ts';

const DAY = '2025-11-26';
const answerBy = event('answer', { date: when('2025-11-27'), about: ['reply'], reported: '2025-11-24' });
const visit = event('visit', { date: when('2025-11-27'), reported: '2025-11-24' });

type Step = readonly [DeadlineStep['step'], string?];

function deadline(...steps: readonly Step[]): Deadline {
  return {
    ...{ kind: 'deadline', id: 'reply', title: 'a reply', aliases: [], who: ['north'], about: ['reply'] },
    steps: steps.map(([step, due], at) => ({
      ...{ kind: 'step', id: `reply/${at}`, deadline: 'reply', step, date: when(`2025-11-2${at}`) },
      ...(due === undefined ? {} : { due: when(due) }),
      ...{ provenance: 'official-statement', sources: [{ source: 'gazette' }] },
      ...{ materiality: 'material', reported: `2025-11-2${at}` },
    })),
  };
}

test('an expected day whose claim was superseded later is not what comes next', () => {
  const told = (type: 'superseded' | 'fact', reported: string) =>
    briefing({
      events: [answerBy, visit],
      conflicts: [conflict('day', { type, reported, records: ['event:answer'] })],
    });
  const next = (story: ReturnType<typeof briefing>) => nextEvents(story, DAY).map(({ id }) => id);
  expect(next(told('superseded', '2025-11-25'))).toEqual(['visit']);
  expect(next(told('fact', '2025-11-25'))).toEqual(['answer', 'visit']);
  // The event is the claim that took the other's place.
  expect(next(told('superseded', '2025-11-24'))).toEqual(['answer', 'visit']);
});

test('the day of a deadline that was dropped or moved is called off, one that stands is not', () => {
  const off = (...steps: readonly Step[]) =>
    isCalledOff(answerBy, briefing({ events: [answerBy], deadlines: [deadline(...steps)] }), DAY);
  expect(off(['set', '2025-11-27'])).toBe(false);
  expect(off(['set', '2025-11-27'], ['dropped'])).toBe(true);
  expect(off(['set', '2025-11-27'], ['moved', '2025-12-05'])).toBe(true);
  expect(off(['set', '2025-11-20'], ['moved', '2025-11-27'])).toBe(false);
  expect(off(['set', '2025-11-20'], ['dropped'])).toBe(false);
});

test('what somebody else does on the day of a dropped deadline still comes next', () => {
  const story = briefing({
    events: [visit],
    deadlines: [deadline(['set', '2025-11-27'], ['dropped'])],
  });
  expect(isCalledOff(visit, story, DAY)).toBe(false);
});
