import { describe, expect, it } from 'vitest';
import { sources } from '../../src/commands/sources.ts';
import { ASKER, coreOver } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';
import { written } from '../fixtures/written.ts';

const core = coreOver(smallBriefing(), [sources]);
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('/sources', () => {
  it.each([
    ['all', '/sources'],
    ['one', '/sources wire'],
    ['machine-reworded', '/sources Spin Daily'],
    ['by-kind', '/sources reposts'],
    ['by-topic', '/sources boats'],
    ['not-found', '/sources Volcano Times'],
  ])('answers as written in golden/sources/%s.txt to %s', async (name, line) => {
    await expect(written(await ask(line))).toMatchFileSnapshot(`golden/sources/${name}.txt`);
  });

  it.each(['gazette', 'the gazette', 'gazete', 'thegazette'])('finds the Gazette as %s', async (typed) => {
    expect((await ask(`/sources ${typed}`)).records[0]).toBe('source:gazette');
  });
});
