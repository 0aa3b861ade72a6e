import { describe, expect, it } from 'vitest';
import { position } from '../../src/commands/position.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';
import { written } from '../fixtures/written.ts';

const core = coreOver(smallBriefing(), [position]);
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('/position', () => {
  it.each([
    ['moved', '/position Southmark about:8-point plan'],
    ['by-metonym', '/position the Keep about:fleet'],
    ['person-speaking-for-a-party', '/position Ben Orr about:league-8'],
    ['person-without-own', '/position Ada Holm about:fleet'],
    ['party', '/position Southmark'],
    ['only-statements', '/position Northmark about:border'],
    ['none', '/position League about:ferry'],
    ['everybody-on-a-text', '/position about:8-point'],
    ['everybody', '/position'],
    ['nobody-on-a-point', '/position about:ferry'],
    ['unknown-party', '/position Zebulon'],
    ['unknown-subject', '/position about:volcano'],
  ])('answers as written in golden/position/%s.txt to %s', async (name, line) => {
    await expect(written(await ask(line))).toMatchFileSnapshot(`golden/position/${name}.txt`);
  });

  it('takes the newest position as the answer and tells the earlier one below', async () => {
    const lines = said(await ask('/position Southmark about:league-8')).split('\n');
    expect(lines[0]).toContain('Would take the draft with more boats for itself.');
    expect(lines.slice(lines.indexOf('Before')).join(' ')).toContain('Calls the draft unworkable.');
  });

  it('answers from what was known on the day asked for', async () => {
    const [headline] = said(await ask('/position Southmark about:league-8 as-of:2031-05-10')).split('\n');
    expect(headline).toContain('Calls the draft unworkable.');
  });

  it('reads a lone topic as a question about everybody', async () => {
    expect((await ask('/position fleet')).records).toEqual(['position:north-fleet']);
  });
});
