import { describe, expect, it } from 'vitest';
import { compare } from '../../src/commands/compare.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';
import { linesOf, written } from '../fixtures/written.ts';

const core = coreOver(smallBriefing(), [compare]);
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('/compare', () => {
  it.each([
    ['first-to-latest', '/compare'],
    ['draft-to-counter-draft', '/compare 8-point to:harbour text'],
    ['drafts-without-change-record', '/compare harbour text to:revision'],
    ['one-point', '/compare 8-point to:counter-draft point:boats'],
    ['one-point-unreported', '/compare point:patrols'],
    ['days', '/compare 2031-05-13 to:2031-05-15'],
    ['days-without-news', '/compare 2031-05-17 to:2031-05-19'],
  ])('answers as written in golden/compare/%s.txt to %s', async (name, line) => {
    await expect(written(await ask(line))).toMatchFileSnapshot(`golden/compare/${name}.txt`);
  });

  it('says first that a draft is unpublished, and how much of it is reported', async () => {
    const [headline] = said(await ask('/compare')).split('\n');
    expect(headline).toMatch(
      /^The five-point revision is unpublished: what it does is reported for 5 of 6 subjects\./,
    );
  });

  it.each([
    '/compare 8-point 5-point',
    '/compare 8-point vs the revision',
    '/compare from:revision to:8-point',
    '/compare to:revised draft',
    '/compare revision',
  ])('reads %s as the League draft against the revision', async (line) => {
    expect((await ask(line)).records.slice(0, 2)).toEqual(['text:league-8', 'text:revised-5']);
  });

  it.each([
    ['/compare 14 May to:15 May', '2031-05-14', '2031-05-15'],
    ['/compare 13 to 15 may', '2031-05-13', '2031-05-15'],
    ['/compare yesterday', '2031-05-19', '2031-05-20'],
  ])('reads the days of %s', async (line, from, to) => {
    expect(linesOf(await ask(line))[0]).toBe(`/timeline from:${from} to:${to}`);
  });

  it('marks nothing where two readings differ in formatting alone', async () => {
    const plain = smallBriefing();
    const dressed = smallBriefing({
      provisions: plain.provisions.map((provision) => ({
        ...provision,
        readings: provision.readings.map((reading) =>
          reading.id === 'fleet-size/south-counter'
            ? { ...reading, wording: '“Northmark” keeps no more than 40  boats', terms: [] }
            : reading,
        ),
      })),
    });
    const answer = await coreOver(dressed, [compare]).respond({
      kind: 'line',
      line: '/compare 8-point to:counter-draft point:boats',
      asker: ASKER,
    });
    expect(written(answer)).not.toContain('~~');
  });

  it.each([
    ['/compare 8-point to:8-point', 'Both sides are the League 8-point draft'],
    ['/compare 8-point to:2031-05-14', 'not a draft with a day'],
    ['/compare volcano', '“volcano” is neither a draft nor a day nor a point'],
  ])('refuses %s in one sentence', async (line, sentence) => {
    const answer = await ask(line);
    expect(answer.status).toBe('refused');
    expect(said(answer)).toContain(sentence);
  });
});
