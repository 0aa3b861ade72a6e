import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import type { Subscription } from '../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { lakeBriefing } from '../fixtures/briefing.ts';
import { type Desk, HOUR, MINUTE, openDesk } from '../fixtures/digest-desk.ts';

const DAY = 24 * HOUR;
const HERE = { platform: 'discord', tenant: tenantId('guild-1'), channel: 'channel-1' };

/** The lake story with other words of one statement, or other boats. */
function edited(over: {
  readonly boats?: number;
  readonly wording?: string;
  readonly calm?: string;
}): Briefing {
  const story = lakeBriefing();
  return {
    ...story,
    provisions: story.provisions.map((provision) => ({
      ...provision,
      readings: provision.readings.map((reading) =>
        reading.id === 'fleet/second'
          ? {
              ...reading,
              wording: over.wording ?? reading.wording,
              terms: reading.terms.map((term) => ({ ...term, value: over.boats ?? term.value })),
            }
          : reading,
      ),
    })),
    statements: story.statements.map((one) =>
      one.id === 'calm' && over.calm !== undefined ? { ...one, words: over.calm } : one,
    ),
  };
}

describe('an answer that somebody shared', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.digests.start();
  });
  afterEach(() => desk.digests.stop());

  /** Asks, posts the answer as a platform would, and tells of it. */
  const share = async (line: string, asOf = '2025-11-25') => {
    const answer: Answer = await coreOver(lakeBriefing(), COMMANDS, asOf).respond({
      ...{ kind: 'line', line, asker: { ...ASKER, ...HERE } },
    });
    const posted = desk.chat.delivery.post(HERE, answer, `share-${desk.chat.messages.length}`);
    await desk.clock.advance(MINUTE);
    const result = await posted;
    if (result.kind !== 'sent') throw new Error('It was not posted.');
    await desk.digests.shared({ ...HERE, message: result.message, answer, card: 'chat' });
    return answer;
  };
  const seen = () =>
    desk.chat.messages.map(({ answer, edits, destination }) => ({
      ...{ edits, thread: destination.thread, aloud: destination.aloud === true },
      words: said(answer),
    }));

  test('is corrected where it stands, and said in the channel once, when its figures change', async () => {
    await share('/plan-point fleet');
    await share('/plan-point fleet');
    desk.load(edited({ boats: 90 }));
    await desk.clock.advance(2 * HOUR);
    const [first, second, ...replies] = seen();
    const aloud = replies.find((one) => one.aloud);
    for (const one of [first, second]) {
      expect(one).toMatchObject({ edits: 1, words: expect.stringContaining('Corrected Tue ') });
      expect(one?.words).toContain('Was: Cap: 80 boats');
      expect(one?.words).toContain('90 boats');
    }
    // Under the newest of them; the older one is answered in its thread.
    expect(aloud).toMatchObject({ aloud: true, thread: 'm2', words: expect.stringContaining('90 boats') });
    expect(replies.filter((one) => one !== aloud)).toMatchObject([{ aloud: false, thread: 'm1' }]);
    await desk.clock.advance(2 * HOUR);
    expect(desk.chat.calls.edit).toBe(2);
    expect(seen()).toHaveLength(4);
  });

  test('is corrected in its thread alone where only our wording changed, and not at all for what it does not tell', async () => {
    await share('/plan-point fleet');
    desk.load(edited({ calm: 'Other words altogether, and many of them.' }));
    await desk.clock.advance(HOUR);
    expect(seen()).toMatchObject([{ edits: 0 }]);
    desk.load(
      edited({ calm: 'Other words altogether, and many of them.', wording: 'Boats are counted anew.' }),
    );
    await desk.clock.advance(HOUR);
    expect(seen()).toMatchObject([{ edits: 1 }, { aloud: false, thread: 'm1' }]);
  });

  test('strikes what was withdrawn, with its subject and the reason', async () => {
    await share('/who-said these are the words of calm');
    const record = 'statement:calm';
    const withdrawn = [{ record, on: '2025-11-25', reason: 'the recording was of another day' }];
    desk.load(
      lakeBriefing({
        statements: lakeBriefing().statements.filter(({ id }) => id !== 'calm'),
        withdrawn,
      }),
    );
    await desk.clock.advance(HOUR);
    const struck = desk.chat.messages.flatMap(({ answer }) =>
      answer.blocks.flatMap((block) => ('spans' in block ? block.spans : [])),
    );
    expect(struck.filter(({ kind }) => kind === 'strike').map((span) => 'text' in span && span.text)).toEqual(
      ['“These are the words of calm.”', '“These are the words of calm.”'],
    );
    const aloud = seen()[1];
    expect(aloud).toMatchObject({ aloud: true });
    expect(aloud?.words).toContain('Mira Holm');
    expect(aloud?.words).toContain('The recording was of another day.');
  });

  test('is left as it is after thirty days, and where it spoke for an earlier day', async () => {
    await share('/plan-point fleet');
    await share('/plan-point fleet as-of:2025-11-24');
    // Nobody beats meanwhile: a month of minutes would take its time.
    await desk.digests.stop();
    await desk.clock.advance(31 * DAY);
    desk.load(edited({ boats: 90 }));
    const later = desk.another();
    await later.start();
    await desk.clock.advance(10 * MINUTE);
    await later.stop();
    expect(seen()).toMatchObject([{ edits: 0 }, { edits: 0 }]);
  });

  test.each([
    ['quiet', 1],
    ['off', 0],
  ] as const)('follows the channel’s own wish, corrections:%s', async (corrections, replies) => {
    await desk.subscribe({ corrections, schedule: later() });
    await share('/plan-point fleet');
    desk.load(edited({ boats: 90 }));
    await desk.clock.advance(HOUR);
    expect(seen()).toMatchObject([
      { edits: 1 },
      ...Array.from({ length: replies }, () => ({ aloud: false, thread: 'm1' })),
    ]);
  });

  test('counts as told: the next digest does not say again what was said aloud under it', async () => {
    await desk.subscribe({ format: 'full', schedule: later() });
    await desk.clock.advance(6 * HOUR);
    await share('/plan-point fleet');
    const before = desk.chat.messages.length;
    desk.load(edited({ boats: 90 }));
    await desk.clock.advance(DAY);
    const after = seen().slice(before);
    const told = after.filter(({ words, thread }) => words.includes('90 boats') && thread !== 'm1');
    expect(told).toMatchObject([{ aloud: true, thread: 'm2' }]);
  });
});

function later(): Subscription['schedule'] {
  return { time: '13:00', days: [1, 2, 3, 4, 5, 6, 7], zone: 'Europe/Kyiv' };
}
