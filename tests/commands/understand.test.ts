import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/commands/command.ts';
import { disputed } from '../../src/commands/disputed.ts';
import { planPoint } from '../../src/commands/plan-point.ts';
import { understand } from '../../src/commands/understand.ts';
import { whoSaid } from '../../src/commands/who-said.ts';
import { askable } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

const TAKE_ALL: ReadonlySet<string> = new Set(['timeline', 'sources', 'briefing']);
const named = (name: string, ...options: readonly string[]): Command => ({
  name,
  summary: name,
  options: options.map((option, at) => ({
    ...{ name: option, description: option, rest: at === 0 && TAKE_ALL.has(name) },
  })),
  examples: [],
  run: whoSaid.run,
});
const commands = [
  planPoint,
  whoSaid,
  disputed,
  named('compare', 'from', 'to', 'point'),
  named('position', 'party', 'about'),
  named('timeline', 'about', 'from', 'to'),
  named('sources', 'source'),
  named('briefing', 'since'),
];
const story = askable(smallBriefing());
const read = (question: string, previous?: string) =>
  understand(question, {
    briefing: story.briefing,
    index: story.index,
    commands,
    today: '2031-05-20',
    ...(previous === undefined ? {} : { previous }),
  });
const line = (question: string, previous?: string) => read(question, previous)[0]?.line;

describe('understand', () => {
  it.each([
    ['what happened to the boat limit?', '/plan-point Size of the Northmark fleet'],
    ['what does point 3 say', '/plan-point 3'],
    ['point three please', '/plan-point 3'],
    ['who said a long row ahead?', '/who-said a long row ahead'],
    ['what did Ben Orr say?', '/who-said speaker:Ben Orr'],
    ['what did ben orr say about boats in winter', '/who-said boats in winter speaker:Ben Orr'],
    ['did Zebulon say anything', '/who-said speaker:Zebulon'],
    ['where does the Harbour stand on the League draft', '/position Southmark about:league-8'],
    ['did Northmark agree to it?', '/position Northmark'],
    ['does southmark accept the fish tariff', '/position Southmark about:Fish tariff'],
    ['what is different in the revision', '/compare to:revised-5'],
    ['what changed between the 8-point plan and the revision', '/compare league-8 to:revised-5'],
    ['when did the envoys meet at Lakeside', '/timeline when did the envoys meet at Lakeside'],
    ['do the buoys move? any contradictions?', '/disputed Do the buoys move?'],
    ['what are your sources', '/sources'],
    ['what’s the latest?', '/briefing'],
    ['hey, can you tell me where things stand', '/briefing'],
    ['“a long row ahead”', '/who-said a long row ahead'],
  ])('reads %j as %s', (question, expected) => {
    expect(line(question.replace('’', "'"))).toBe(expected);
  });

  it('takes the day out of an as-of question', () => {
    const [first] = read('what was known on 4 May 2031 about the boats');
    expect(first?.values['as-of']).toBe('2031-05-04');
    expect(first?.command.name).toBe('plan-point');
  });

  it('keeps the point of the answer before for "and …?"', () => {
    expect(line('and Southmark?', '/plan-point Fish tariff')).toBe('/position Southmark about:Fish tariff');
    expect(line('what about the ferry?', '/position Southmark about:Fish tariff')).toBe(
      '/position Southmark about:The ferry',
    );
    expect(line('and Ben Orr?', '/who-said a long row')).toBe('/who-said a long row speaker:Ben Orr');
  });

  it('reads nothing out of what names nothing', () => {
    expect(read('')).toEqual([]);
    expect(read('zzz qqq')).toEqual([]);
  });

  it('never throws and keeps every reading within 0 and 1, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (question) => {
        for (const reading of read(question, '/plan-point 3')) {
          expect(reading.sure).toBeGreaterThan(0);
          expect(reading.sure).toBeLessThanOrEqual(1);
          expect([...reading.label].length).toBeLessThanOrEqual(75);
        }
      }),
    );
  });
});
