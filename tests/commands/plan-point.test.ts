import { describe, expect, it } from 'vitest';
import { planPoint, planPointWith } from '../../src/commands/plan-point.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';
import { written } from '../fixtures/written.ts';

const core = coreOver(smallBriefing(), [planPoint]);
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('/plan-point', () => {
  it.each([
    ['one-number', '/plan-point 5'],
    ['shared-number', '/plan-point 3'],
    ['topic', '/plan-point boats'],
    ['disputed-in-named-text', '/plan-point point 4 of the harbour text'],
    ['unreported-in-named-text', '/plan-point patrols in the revision'],
    ['new-in-latest', '/plan-point final word'],
    ['weak-sources', '/plan-point the sixth'],
    ['list', '/plan-point'],
    ['list-of-text', '/plan-point the revision'],
    ['several-numbers', '/plan-point 4 and 5'],
    ['no-such-number', '/plan-point 29'],
    ['number-of-unpublished-text', '/plan-point 3 revision'],
    ['gap', '/plan-point what was cut'],
    ['nothing-fits', '/plan-point volcano'],
  ])('answers as written in golden/plan-point/%s.txt to %s', async (name, line) => {
    await expect(written(await ask(line))).toMatchFileSnapshot(`golden/plan-point/${name}.txt`);
  });

  it.each(['0', '29', 'twenty-nine', '-1', '3.5', 'minus two', 'point 9', 'the 12th point'])(
    'says that there is no point %s',
    async (typed) => {
      const answer = await ask(`/plan-point ${typed}`);
      expect(answer.status).toBe('not-found');
      expect(said(answer)).toContain('has points 1 to 8; there is no point');
    },
  );

  it.each(['5', 'five', 'fifth', 'the fifth', '#5', 'point 5', 'no. 5', 'Point five of the plan', 'fith'])(
    'reads %s as the fifth point',
    async (typed) => {
      expect((await ask(`/plan-point ${typed}`)).records[0]).toBe('provision:ferry');
    },
  );

  it.each([
    ['fleat', 'fleet-size'],
    ['who pays for the ferry', 'ferry'],
    ['the buoys', 'border'],
    ['customs duties', 'tariff'],
    ['what happened to the boat limit', 'fleet-size'],
    ['fleet-size', 'fleet-size'],
    ['100 days', 'tariff'],
  ])('takes the words %s for %s', async (typed, id) => {
    expect((await ask(`/plan-point ${typed}`)).records[0]).toBe(`provision:${id}`);
  });

  it('never shows a term without its condition', async () => {
    const answer = await ask('/plan-point boats');
    expect(said(answer)).toContain('60 boats, in winter');
    expect(said(answer)).not.toMatch(/Limit: 60 boats(?!, in winter)/);
  });

  it('answers from what was known on the day asked for', async () => {
    const answer = await ask('/plan-point 3 as-of:2031-05-04');
    expect(said(answer)).not.toContain('revision');
    expect(answer.citations.map((citation) => citation.id)).toEqual(['gazette']);
  });

  it('says that no draft was on record where the day is too early', async () => {
    expect((await ask('/plan-point 3 as-of:2031-05-01')).status).toBe('not-reported');
  });

  it('draws the board for the list of all points where pictures can be shown, and nowhere else', async () => {
    const { planBoard } = await import('../../src/digest/board/board.ts');
    const drawing = coreOver(smallBriefing(), [planPointWith(planBoard)]);
    const picture = async (line: string) =>
      (await drawing.respond({ kind: 'line', line, asker: ASKER })).picture;
    expect((await picture('/plan-point'))?.alt).toContain('Fish tariff');
    expect(await picture('/plan-point 3')).toBeUndefined();
    expect((await ask('/plan-point')).picture).toBeUndefined();
  });
});
