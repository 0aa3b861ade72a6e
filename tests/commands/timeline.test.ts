import { describe, expect, it } from 'vitest';
import { timeline } from '../../src/commands/timeline.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';
import { written } from '../fixtures/written.ts';

const core = coreOver(smallBriefing(), [timeline]);
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('/timeline', () => {
  it.each([
    ['whole', '/timeline'],
    ['period', '/timeline from:14 May to:15 May'],
    ['nobody-together', '/timeline when did Ada Holm meet Mira Lind'],
    ['only-expected', '/timeline when did Ada Holm meet Ben Orr'],
    ['overdue', '/timeline did Lind visit the Harbour'],
    ['about-a-point', '/timeline the buoys'],
    ['next', "/timeline what's next"],
    ['empty-period', '/timeline 2020'],
    ['nothing-fits', '/timeline volcano'],
  ])('answers as written in golden/timeline/%s.txt to %s', async (name, line) => {
    await expect(written(await ask(line))).toMatchFileSnapshot(`golden/timeline/${name}.txt`);
  });

  it('keeps what was only expected apart from what happened', async () => {
    const lines = said(await ask('/timeline')).split('\n');
    expect(lines.indexOf('Happened')).toBeLessThan(lines.indexOf('Expected'));
    const happened = lines.slice(lines.indexOf('Happened'), lines.indexOf('Expected')).join(' ');
    expect(happened).toContain('met for two days');
    expect(happened).not.toContain('are to meet');
  });

  it('says of an expected event whose day is past that nobody reported it', async () => {
    expect(said(await ask('/timeline visit'))).toContain(
      'Lind is to visit Southmark. Not reported as having happened.',
    );
    expect(said(await ask('/timeline visit as-of:2031-05-15'))).not.toContain(
      'Not reported as having happened.',
    );
  });

  it.each([
    ['/timeline since 15 may', ['event:boats-seen', 'event:envoy-visit', 'event:premiers-meet']],
    ['/timeline on 13 May', ['event:geneva-round']],
    ['/timeline until 13 May', ['event:geneva-round']],
  ])('reads the period of %s', async (line, records) => {
    expect((await ask(line)).records).toEqual(records);
  });

  it('refuses a day it cannot read', async () => {
    const answer = await ask('/timeline from:soonish');
    expect(answer.status).toBe('refused');
    expect(said(answer)).toContain('from takes a day such as');
  });
});
