import { describe, expect, it } from 'vitest';
import type { Citation, Spans } from '../../src/answer/answer.ts';
import { createCiter } from '../../src/answer/compose.ts';
import { type Briefing, datedRecords, recordId } from '../../src/domain/briefing.ts';
import { briefRecord } from '../../src/views/brief/record.ts';
import { asBriefRow, asChoice, asLead, type Brief } from '../../src/views/brief/told.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

const TODAY = '2031-05-20';
const ROOMS = [40, 90, 180];

interface Told {
  readonly spans: Spans;
  readonly cited: readonly Citation[];
}

/** Every record in every room, with the sources it was given; each over the briefing that `served` gives. */
function everyLine(served: () => Briefing): Readonly<Record<string, Told>> {
  const lines = datedRecords(served()).flatMap((record) =>
    ROOMS.flatMap((room) =>
      WAYS.map((way) => {
        const brief = way.of(served(), room);
        const spans = briefRecord(record, brief);
        return [`${recordId(record)} ${way.name} ${room}`, { spans, cited: brief.citer.citations() }];
      }),
    ),
  );
  return Object.fromEntries(lines);
}

const WAYS: readonly { readonly name: string; readonly of: (over: Briefing, room: number) => Brief }[] = [
  { name: 'lead', of: (over, room) => ({ ...asLead(over, createCiter(over), TODAY), room }) },
  {
    name: 'lead of one sentence',
    of: (over, room) => ({ ...asLead(over, createCiter(over), TODAY), room, sentences: 1 }),
  },
  { name: 'row', of: (over, room) => ({ ...asBriefRow(over, createCiter(over), TODAY), room }) },
  {
    name: 'whole row',
    of: (over, room) => ({ ...asBriefRow(over, createCiter(over), TODAY), room, whole: true }),
  },
  { name: 'choice', of: (over, room) => asChoice(over, createCiter(over), TODAY, room) },
];

/** What is said of what stands in a text or where somebody stands, by line. */
function claimsIn(lines: ReturnType<typeof everyLine>): readonly string[] {
  return Object.entries(lines).flatMap(([name, { spans }]) =>
    /^(?:reading|position):/.test(name) ? [JSON.stringify(spans)] : [],
  );
}

/** The same records under the same ids, reported by others and less surely. */
function otherwise(briefing: Briefing): Briefing {
  return {
    ...structuredClone(briefing),
    sources: briefing.sources.map((source) => ({
      ...source,
      publisher: `New ${source.publisher}`,
      quality: 'repost',
    })),
  };
}

describe('what is kept of a record that was told', () => {
  it('is what would be told anew, however often and of whatever other briefing it was told before', () => {
    const [one, other] = [smallBriefing(), otherwise(smallBriefing())];
    const [first, others] = [everyLine(() => one), everyLine(() => other)];
    // Nothing is kept for a briefing that was never asked before.
    const anew = (briefing: Briefing) => everyLine(() => ({ ...briefing }));
    expect(first).toEqual(anew(one));
    expect(others).toEqual(anew(other));
    expect(everyLine(() => one)).toEqual(first);
    // Who reports it is said in the words themselves where that is not certain.
    const differ = claimsIn(others).filter((words, at) => words !== claimsIn(first)[at]);
    expect(differ.some((words) => words.includes('New '))).toBe(true);
  });
});
