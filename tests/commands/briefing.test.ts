import { describe, expect, it } from 'vitest';
import { briefing } from '../../src/commands/briefing.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';
import { written } from '../fixtures/written.ts';

const core = coreOver(smallBriefing(), [briefing]);
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('/briefing', () => {
  it.each([
    ['now', '/briefing'],
    ['since', '/briefing since:14 May'],
    ['since-without-news', '/briefing yesterday'],
    ['before-the-lead', '/briefing as-of:2031-05-04'],
    ['before-everything', '/briefing as-of:2031-01-01'],
  ])('answers as written in golden/briefing/%s.txt to %s', async (name, line) => {
    await expect(written(await ask(line))).toMatchFileSnapshot(`golden/briefing/${name}.txt`);
  });

  it('leads with four lines at most', async () => {
    const line = { text: 'One more line.', sources: [{ source: 'wire' }], reported: '2031-05-14' };
    const long = coreOver(smallBriefing({ lead: Array.from({ length: 8 }, () => line) }), [briefing]);
    const answer = await long.respond({ kind: 'line', line: '/briefing', asker: ASKER });
    expect(said(answer).match(/One more line\./g)).toHaveLength(4);
  });

  it('refuses a day it cannot read', async () => {
    expect((await ask('/briefing since:soonish')).status).toBe('refused');
  });
});
