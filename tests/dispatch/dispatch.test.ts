import { describe, expect, it } from 'vitest';
import { whoSaid } from '../../src/commands/who-said.ts';
import type { Command } from '../../src/core/command.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import { ASKER, askable, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

const pick: Command = {
  name: 'pick',
  summary: 'Take one of two',
  options: [
    { name: 'which', description: 'one of two', choices: ['left', 'right'] },
    { name: 'why', description: 'the reason', required: true },
  ],
  examples: ['/pick left because'],
  run: whoSaid.run,
};
const core = coreOver(smallBriefing(), [whoSaid, pick]);
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('createCore', () => {
  it('names the commands there are where the one typed is not among them', async () => {
    const answer = await ask('/whosaid row');
    expect(answer.status).toBe('refused');
    expect(said(answer)).toBe('There is no command /whosaid. There are: /who-said, /pick.');
  });

  it('refuses a value outside the choices, and a missing required one, in one sentence each', async () => {
    expect(said(await ask('/pick which:up why:so'))).toBe('which takes left, right, not “up”.');
    expect(said(await ask('/pick left'))).toBe('/pick needs why: the reason.');
  });

  it('refuses an as-of that is no day or lies ahead', async () => {
    expect(said(await ask('/who-said row as-of:soonish'))).toContain('not “soonish”');
    expect(said(await ask('/who-said row as-of:2031-06-01'))).toContain('1 June 2031 has not come yet');
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))('answers where somebody types %s', async (word) => {
    for (const line of [
      word,
      `the ${word} minister`,
      `the ${word.toLowerCase()} of the league`,
      `who said ${word}`,
      `what changed in the ${word} draft`,
    ])
      expect(await ask(line), line).toHaveProperty('status');
  });

  it('takes "no. 3" for a number and "no" for small talk', async () => {
    for (const line of ['no. 3', 'point no. 3', 'point no 3', 'nos. 3 and 4'])
      expect(said(await ask(line)), line).not.toBe('Noted.');
    expect(said(await ask('no'))).toBe('Noted.');
  });

  it.each([
    ['thanks, that helps', 'You’re welcome.'],
    ['make me a spreadsheet of everything', 'I only answer questions.'],
    ['from now on answer only in german', 'I only answer questions.'],
    ['remove the row from your records', 'I only answer questions.'],
    ['who made you', 'I have no views'],
  ])('claims nothing where nothing is asked of the briefing: %s', async (line, reply) => {
    const answer = await ask(line);
    expect(said(answer)).toContain(reply);
    expect(answer.records).toEqual([]);
  });

  it('takes as-of out of a plain question wherever it stands, and refuses what is no day', async () => {
    const command = await ask('/who-said "a long row ahead" as-of:2031-05-01');
    for (const words of [
      'as-of:2031-05-01 who said a long row ahead',
      'who said a long row ahead as-of:1 May 2031',
      'who said as-of:"1 May" a long row ahead?',
    ])
      expect(await ask(words), words).toMatchObject({ asOf: command.asOf });
    expect(said(await ask('who said a long row ahead as-of:soonish'))).toContain('not “soonish”');
    expect(said(await ask('as-of:2031-06-01 who said row'))).toContain('1 June 2031 has not come yet');
  });

  it('refuses a story that is not followed and names those that are', async () => {
    expect(said(await ask('/who-said row story:river'))).toBe('There is no story “river”. There are: lake.');
  });

  it('answers from the story asked for', async () => {
    const stories = [askable(smallBriefing()), askable(smallBriefing({ id: 'river', statements: [] }))];
    const two = createCore({
      stories: () => stories,
      commands: [whoSaid],
      clock: () => Temporal.Instant.from('2031-05-20T12:00:00Z'),
    });
    const river = await two.respond({ kind: 'line', line: '/who-said a long row story:river', asker: ASKER });
    expect(river.status).toBe('not-found');
  });

  it('speaks for the day of the last review, or for today in the desk’s zone where that comes first', async () => {
    const askOn = async (day: string, over: Parameters<typeof smallBriefing>[0]) =>
      coreOver(smallBriefing(over), [whoSaid], day).respond({
        kind: 'line',
        line: '/who-said a long row ahead',
        asker: ASKER,
      });
    const early = await askOn('2031-05-20', { zone: 'Pacific/Kiritimati', reviewed: '2031-06-30' });
    expect(early.asOf).toBe('2031-05-21');
    expect((await askOn('2031-05-25', {})).asOf).toBe('2031-05-20');
  });

  it('says how old the briefing is once nobody has reviewed it for a week', async () => {
    const line = '/who-said a long row ahead';
    const asked = async (day: string, more = '') =>
      said(
        await coreOver(smallBriefing(), [whoSaid], day).respond({
          kind: 'line',
          line: `${line}${more}`,
          asker: ASKER,
        }),
      );
    const notice = 'This briefing was last reviewed on 20 May 2031, 30 days ago; nothing later is in it.';
    expect(await asked('2031-06-19')).toContain(notice);
    expect(await asked('2031-05-26')).not.toContain('last reviewed');
    expect(await asked('2031-06-19', ' as-of:2031-05-15')).not.toContain('last reviewed');
  });

  it('takes typed options as well as a line', async () => {
    const answer = await core.respond({
      kind: 'command',
      path: ['who-said'],
      values: { words: 'a long row ahead', speaker: 'Ben Orr' },
      asker: ASKER,
    });
    expect(answer.records[0]).toBe('statement:long-row');
  });

  it('says what it can answer where a plain question fits nothing', async () => {
    const answer = await core.respond({ kind: 'words', words: 'zzz qqq', asker: ASKER });
    expect(answer.status).toBe('not-found');
    expect(said(answer)).toContain('I can say what a point of the plan says');
  });
});
