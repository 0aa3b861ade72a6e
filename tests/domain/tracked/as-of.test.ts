import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { briefingAsOf } from '../../../src/domain/as-of.ts';
import { type Briefing, datedRecords, recordId } from '../../../src/domain/briefing.ts';
import { isGroup, membersOn } from '../../../src/domain/lookups/members.ts';
import type { Source } from '../../../src/domain/source.ts';
import { STEPS, standingOf } from '../../../src/domain/tracked/deadline.ts';
import { valuesOn } from '../../../src/domain/tracked/figure.ts';
import type { When } from '../../../src/domain/when.ts';
import { deadlineOf, figureOf, membersOf, voteOf } from '../../../src/pack/read/tracked.ts';
import { briefing, source } from '../../fixtures/briefing.ts';

const dayOf = (day: number) => `2025-11-${String(day).padStart(2, '0')}`;
const on = (day: number): When => ({ precision: 'day', from: dayOf(day), to: dayOf(day) });
/** Few, so that what happens on the very day that is asked for is tried often. */
const anyDay = fc.integer({ min: 1, max: 7 });
/** The days on which the sources of one claim came out. */
const anySources = fc.uniqueArray(anyDay, { minLength: 1, maxLength: 3 });
const refs = (days: readonly number[]) => days.map((day) => ({ source: `s${day}` }));
const SOURCES: readonly Source[] = Array.from({ length: 30 }, (_, at) => source(`s${at + 1}`, dayOf(at + 1)));
const BY_ID = new Map(SOURCES.map((one) => [one.id, one]));
const isKnown = (days: readonly number[], day: number) => Math.min(...days) <= day;
const CLAIM = { provenance: 'named-source', materiality: 'material' } as const;

const anyMembers = fc.array(
  fc.record({
    who: fc.constantFrom('north', 'south', 'mira', 'tomas'),
    from: fc.option(anyDay),
    sources: anySources,
    end: fc.option(fc.record({ to: fc.option(anyDay), sources: anySources })),
  }),
  { maxLength: 6 },
);
const anyValues = fc.uniqueArray(fc.record({ date: anyDay, value: fc.nat(100), sources: anySources }), {
  minLength: 1,
  maxLength: 6,
  selector: ({ date }) => date,
});
const anySteps = fc.array(fc.record({ step: fc.constantFrom(...STEPS), due: anyDay, sources: anySources }), {
  minLength: 1,
  maxLength: 5,
});
const anyVotes = fc.array(fc.record({ date: anyDay, sources: anySources }), { maxLength: 4 });

interface Drawn {
  readonly members: typeof anyMembers extends fc.Arbitrary<infer T> ? T : never;
  readonly values: typeof anyValues extends fc.Arbitrary<infer T> ? T : never;
  readonly steps: typeof anySteps extends fc.Arbitrary<infer T> ? T : never;
  readonly votes: typeof anyVotes extends fc.Arbitrary<infer T> ? T : never;
}
const anything: fc.Arbitrary<Drawn> = fc.record({
  members: anyMembers,
  values: anyValues,
  steps: anySteps,
  votes: anyVotes,
});

/** The briefing that a pack with these entries makes. */
function briefingOf({ members, values, steps, votes }: Drawn): Briefing {
  const group = membersOf(
    'union',
    members.map(({ who, from, sources, end }, at) => ({
      ...{ id: `m${at}`, who, sources: refs(sources), note: undefined, materiality: 'material' as const },
      ...{ from: from === null ? undefined : dayOf(from) },
      ...{ to: end === null || end.to === null ? undefined : dayOf(end.to) },
      ...{ left: end === null ? undefined : refs(end.sources) },
    })),
    BY_ID,
  );
  const base = briefing({ sources: SOURCES });
  return {
    ...base,
    lead: [],
    actors: [
      ...base.actors,
      { kind: 'party', id: 'union', name: 'the Shore Union', aliases: [], members: group },
    ],
    figures: [
      figureOf(
        {
          ...{ id: 'level', title: 'level of the lake', aliases: [], unit: 'metres', about: [] },
          values: values.map(({ date, value, sources }) => ({
            ...{ date: on(date), value, sources: refs(sources), ...CLAIM },
          })),
        },
        BY_ID,
      ),
    ],
    deadlines: [
      deadlineOf(
        {
          ...{ id: 'reply', title: 'a reply', aliases: [], who: [], about: [] },
          steps: steps.map(({ step, due, sources }, at) => ({
            ...{ id: `t${at}`, step, date: on(1), sources: refs(sources), ...CLAIM },
            ...(step === 'set' || step === 'moved' ? { due: on(due) } : {}),
          })),
        },
        BY_ID,
      ),
    ],
    votes: votes.map(({ date, sources }, at) =>
      voteOf(
        {
          ...{ id: `v${at}`, title: `vote ${at}`, aliases: [], date: on(date), about: [], counts: {} },
          ...{ named: { for: [], against: [], abstained: [], absent: [] }, sources: refs(sources), ...CLAIM },
        },
        BY_ID,
      ),
    ),
  };
}

/** What was known on a day by what the pack says, told without the code that is tested. */
describe('what is shown on any day', () => {
  const onAnyDay = (check: (cut: Briefing, drawn: Drawn, day: number) => void) =>
    fc.assert(
      fc.property(anything, anyDay, (drawn, day) => {
        check(briefingAsOf(briefingOf(drawn), dayOf(day)), drawn, day);
      }),
    );

  it('is of members who was known to have joined by then, and not to have left', () => {
    onAnyDay((cut, { members }, day) => {
      const group = cut.actors.find(isGroup);
      const shown = group === undefined ? [] : membersOn(group, dayOf(day)).map(({ joined }) => joined.who);
      const inIt = members.filter(
        ({ from, sources, end }) =>
          isKnown(sources, day) &&
          (from === null || from <= day) &&
          (end === null || !isKnown(end.sources, day) || (end.to !== null && end.to >= day)),
      );
      expect(new Set(shown)).toEqual(new Set(inIt.map(({ who }) => who)));
      expect(shown.length).toBe(new Set(shown).size);
    });
  });

  it('is of votes those that were known by then', () => {
    onAnyDay((cut, { votes }, day) => {
      const known = votes.flatMap(({ sources }, at) => (isKnown(sources, day) ? [`v${at}`] : []));
      expect(cut.votes.map(({ id }) => id)).toEqual(known);
    });
  });

  it('is of a figure the newest value that had come and was known by then', () => {
    onAnyDay((cut, { values }, day) => {
      const [figure] = cut.figures;
      const come = values.filter(({ date, sources }) => isKnown(sources, day) && date <= day);
      const newest = come.toSorted((a, b) => b.date - a.date).slice(0, 1);
      const shown = figure === undefined ? [] : valuesOn(figure, dayOf(day));
      expect(shown.map(({ value }) => value)).toEqual(newest.map(({ value }) => value));
    });
  });

  it('is of a deadline its last step and the last day it had that were known by then', () => {
    onAnyDay((cut, { steps }, day) => {
      const known = steps.filter(({ sources }) => isKnown(sources, day));
      const last = known.at(-1);
      const due = known.findLast(({ step }) => step === 'set' || step === 'moved')?.due;
      const [deadline] = cut.deadlines;
      if (last === undefined) {
        expect(deadline).toBeUndefined();
        return;
      }
      const isDated = last.step === 'set' || last.step === 'moved';
      const kind = isDated ? (last.due < day ? 'overdue' : 'open') : last.step;
      const standing = deadline === undefined ? null : standingOf(deadline, dayOf(day));
      expect(standing?.kind).toBe(kind);
      expect(standing?.due.to ?? null).toBe(due === undefined ? null : dayOf(due));
    });
  });

  it('cites nothing that was not out, and is the same whether cut at once or in two steps', () => {
    fc.assert(
      fc.property(anything, anyDay, anyDay, (drawn, one, other) => {
        const [early, late] = [dayOf(Math.min(one, other)), dayOf(Math.max(one, other))];
        const whole = briefingOf(drawn);
        const cut = briefingAsOf(whole, early);
        expect(briefingAsOf(briefingAsOf(whole, late), early)).toEqual(cut);
        for (const record of datedRecords(cut)) {
          const cited = record.kind === 'conflict' ? [] : record.sources.map(({ source: id }) => id);
          expect(cited.length).toBeGreaterThan(0);
          expect(cited.every((id) => dayOf(Number(id.slice(1))) <= early)).toBe(true);
        }
        const ids = (of: Briefing) => new Set(datedRecords(of).map(recordId));
        expect(ids(cut).isSubsetOf(ids(briefingAsOf(whole, late)))).toBe(true);
      }),
    );
  });
});
