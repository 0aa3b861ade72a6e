import { describe, expect, it } from 'vitest';
import { disputed } from '../../src/commands/disputed.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

const core = coreOver(smallBriefing(), [disputed]);
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('/disputed', () => {
  it('lists every contradiction with its sources', async () => {
    const answer = await ask('/disputed');
    expect(answer.status).toBe('conflict');
    expect(answer.records).toEqual(['conflict:who-rows', 'conflict:buoys-moved']);
    expect(said(answer)).toContain('2 contradictions are on record.');
  });

  it('shows both sides and how to read them for the one asked about', async () => {
    const answer = await ask('/disputed do the buoys move');
    expect(answer.records[0]).toBe('conflict:buoys-moved');
    expect(said(answer)).toContain('The draft leaves the buoys in place. [1]');
    expect(said(answer)).toContain('A reworded copy says they move south. [2]');
    expect(said(answer)).toContain('How to read it: The published draft counts. [1][2]');
  });

  it('finds those on a point and those around a person', async () => {
    expect((await ask('/disputed border')).records).toContain('conflict:buoys-moved');
    expect((await ask('/disputed Ben Orr')).records).toContain('conflict:who-rows');
  });

  it('says so where nothing is in dispute', async () => {
    expect((await ask('/disputed ferry')).status).toBe('not-found');
    expect(said(await ask('/disputed as-of:2031-05-04'))).toContain('No contradiction is on record');
  });
});
