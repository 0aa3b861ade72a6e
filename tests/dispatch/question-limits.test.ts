import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Asker } from '../../src/core/command.ts';
import type { Request } from '../../src/core/request.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { ASKER, askable, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

const START = Temporal.Instant.from('2031-05-20T12:00:00Z');
const MEMBER: Asker = {
  platform: 'slack',
  tenant: tenantId('T1'),
  channel: 'C1',
  user: 'U1',
  mayConfigure: false,
};

/** A core whose clock stands until it is moved, and which counts how often anything looks at a story. */
function desk() {
  const story = askable(smallBriefing());
  let now = START;
  let looked = 0;
  const core = createCore({
    stories: () => {
      looked += 1;
      return [story];
    },
    commands: COMMANDS,
    clock: () => now,
  });
  const ask = (line: string, asker: Asker = MEMBER) => core.respond({ kind: 'line', line, asker });
  return {
    core,
    ask,
    looked: () => looked,
    wait: (seconds: number) => {
      now = now.add({ milliseconds: Math.round(seconds * 1_000) });
    },
  };
}

const asked = (kind: Request['kind'], text: string): Request => {
  switch (kind) {
    case 'line':
      return { kind, line: text, asker: ASKER };
    case 'words':
      return { kind, words: text, asker: ASKER };
    case 'command':
      return {
        kind,
        path: ['who-said'],
        values: { words: text.slice(0, 700), speaker: text.slice(700) },
        asker: ASKER,
      };
  }
};
const KINDS = ['line', 'words', 'command'] as const;

describe('a question that is too long', () => {
  it.each(KINDS)('is refused in one sentence with both lengths, as a %s', async (kind) => {
    const answer = await desk().core.respond(asked(kind, 'boats '.repeat(6_667)));
    expect(answer.status).toBe('refused');
    expect(said(answer)).toBe(
      'A question can have 1,500 characters, and this one has 40,002: ask with the few words that matter.',
    );
  });

  it.each(KINDS)('is answered up to the last character that is allowed, as a %s', async (kind) => {
    const { core } = desk();
    const fits = `a long row ahead ${'x'.repeat(1_483)}`;
    expect(said(await core.respond(asked(kind, fits)))).not.toContain('characters');
    expect(said(await core.respond(asked(kind, `${fits}x`)))).toContain('1,501');
  });

  it('is measured in characters, not in what they take to store', async () => {
    const { core } = desk();
    expect(said(await core.respond(asked('line', `/who-said ${'🚤'.repeat(1_490)}`)))).not.toContain(
      'characters',
    );
    expect(said(await core.respond(asked('line', `/who-said ${'🚤'.repeat(1_491)}`)))).toContain('1,501');
  });

  it('is not looked at any further, whatever is in it', async () => {
    const { core, looked } = desk();
    const usual = looked();
    await core.respond(asked('words', '<@'.repeat(20_000)));
    // The day of a refusal is that of the story's zone.
    expect(looked() - usual).toBe(1);
  });

  it('is measured as people see it, and pasted markup itself up to ten times as much', async () => {
    const { core } = desk();
    const pasted = (tags: number) => asked('line', `/who-said ${'<b></b>'.repeat(tags)}a long row ahead`);
    expect((await core.respond(pasted(300))).status).toBe('conflict');
    expect(said(await core.respond(pasted(2_200)))).toContain('this one has 15,426');
  });

  it('completes to nothing', () => {
    const { core } = desk();
    const typed = (text: string) =>
      core.suggest({ path: ['who-said'], option: 'words', typed: text, values: {}, limit: 25 });
    expect(typed('boats').length).toBeGreaterThan(0);
    expect(typed(`boats ${'w'.repeat(1_500)}`)).toEqual([]);
  });
});

describe('the questions of one person', () => {
  it('are answered thirty to a minute; the next is told when to ask again', async () => {
    const { ask, wait } = desk();
    for (let at = 0; at < 30; at += 1) {
      expect((await ask(`/plan-point ${(at % 8) + 1}`)).status).not.toBe('refused');
      wait(1);
    }
    const refused = await ask('/plan-point 3');
    expect(refused.status).toBe('refused');
    expect(refused.audience).toBe('asker');
    expect(said(refused)).toBe(
      'You have asked 30 questions within a minute; please ask again in 30 seconds.',
    );
    wait(29.5);
    expect(said(await ask('/plan-point 3'))).toContain('in 1 second.');
    wait(0.5);
    expect((await ask('/plan-point 3')).status).not.toBe('refused');
    expect((await ask('/plan-point 3')).status).toBe('refused');
  });

  it('do not use up those of anybody else: another person, workspace or platform', async () => {
    const { ask } = desk();
    for (let at = 0; at < 31; at += 1) await ask('/plan-point 3');
    expect((await ask('/plan-point 3')).status).toBe('refused');
    for (const other of [{ user: 'U2' }, { tenant: tenantId('T2') }, { platform: 'discord' }])
      expect((await ask('/plan-point 3', { ...MEMBER, ...other })).status).not.toBe('refused');
    expect((await ask('/plan-point 3', { ...MEMBER, channel: 'C2' })).status).toBe('refused');
  });

  it('are not counted at the terminal', async () => {
    const { ask } = desk();
    for (let at = 0; at < 100; at += 1)
      expect((await ask('/plan-point 3', ASKER)).status).not.toBe('refused');
  });

  it('never number more than thirty answered within any minute, however they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 8_000 }), { minLength: 40, maxLength: 90 }),
        async (pauses) => {
          const { ask, wait } = desk();
          const answered: number[] = [];
          let at = 0;
          for (const pause of pauses) {
            wait(pause / 1_000);
            at += pause;
            if ((await ask('/readout status')).status !== 'refused') answered.push(at);
          }
          for (const [index, time] of answered.entries())
            expect((answered[index + 30] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(60_000);
        },
      ),
      { numRuns: 30 },
    );
  });
});
