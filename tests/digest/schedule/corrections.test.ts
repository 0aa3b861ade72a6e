import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/answer/answer.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import type { Reading } from '../../../src/domain/provision.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { said } from '../../fixtures/asking.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { type Desk, HOUR, MINUTE, openDesk, placeNumber } from '../../fixtures/digest-desk.ts';

/** The lake story with one reading changed. */
function edited(over: Partial<Reading>): Briefing {
  const story = lakeBriefing();
  return {
    ...story,
    provisions: story.provisions.map((provision) => ({
      ...provision,
      readings: provision.readings.map((reading) =>
        reading.id === 'fleet/second' ? { ...reading, ...over } : reading,
      ),
    })),
  };
}

const POINT_2 = { all: [], any: [{ kind: 'point', provision: 'fleet' }], not: [] } as const;
const CAP = { name: 'cap', unit: 'boats', qualifier: 'in peacetime' };

async function postedDesk(): Promise<Desk> {
  const desk = await openDesk();
  await desk.subscribe({ format: 'full' });
  await desk.digests.start();
  await desk.clock.advance(10 * MINUTE);
  return desk;
}
const lead = (desk: Desk): Answer => {
  const [message] = desk.chat.messages;
  if (message === undefined) throw new Error('Nothing was posted.');
  return message.answer;
};

describe('a correction', () => {
  test('edits the post with what changed and answers in its thread', async () => {
    const desk = await postedDesk();
    desk.load(edited({ terms: [{ ...CAP, value: 90 }] }));
    await desk.clock.advance(10 * MINUTE);
    expect(desk.chat.messages.map(({ edits, destination }) => [edits, destination.thread])).toEqual([
      [1, undefined],
      [0, 'm1'],
    ]);
    expect(said(lead(desk)).split('\n').slice(1, 2)).toEqual([
      'Corrected Tue 08:08: Point 2 · Size of the patrol fleet',
    ]);
    expect(said(lead(desk))).toContain(
      'Was: Cap: 80 boats, in peacetime Now: Size of the patrol fleet, 6-point: Amended: What second says on fleet. Cap: 90 boats, in peacetime. (per unnamed sources) [2]',
    );
    const numbers = new Set(lead(desk).citations.map(({ index }) => index));
    expect(numbers.size).toBe(lead(desk).citations.length);
    const place = {
      platform: 'discord',
      tenant: tenantId('guild-1'),
      channel: 'channel-1',
      user: 'u',
      mayConfigure: false,
    };
    const [correction] = await desk.digests.service.corrections(place);
    expect(said(correction?.answer ?? lead(desk))).toContain('Was: Cap: 80 boats');
    await desk.digests.stop();
  });

  test('edits the detail where it is, in the thread of its lead', async () => {
    const desk = await openDesk();
    await desk.subscribe({ format: 'brief' });
    await desk.digests.start();
    await desk.clock.advance(10 * MINUTE);
    desk.load(edited({ terms: [{ ...CAP, value: 90 }] }));
    await desk.clock.advance(10 * MINUTE);
    expect(desk.chat.edited.toSorted()).toEqual(['m1 in the channel', 'm2 in m1']);
    expect(desk.chat.messages.map(({ destination }) => destination.thread)).toEqual([undefined, 'm1', 'm1']);
    await desk.digests.stop();
  });

  test('is made once, however long the process runs and however often it starts', async () => {
    const desk = await postedDesk();
    desk.load(edited({ terms: [{ ...CAP, value: 90 }] }));
    await desk.clock.advance(2 * HOUR);
    await desk.digests.stop();
    const later = desk.another();
    await later.start();
    await desk.clock.advance(HOUR);
    expect([desk.chat.calls.edit, desk.chat.messages.length]).toEqual([1, 2]);
    await later.stop();
  });

  test.each([
    ['formatting', { wording: 'what SECOND  says on “fleet”' }],
    ['a minor record', { wording: 'Quite another thing.', materiality: 'minor' }],
    ['its sources', { sources: [{ source: 'courier' }] }],
  ] as const)('is not made for a change of %s', async (_, over) => {
    const desk = await postedDesk();
    desk.load(edited(over));
    await desk.clock.advance(HOUR);
    expect([desk.chat.calls.edit, desk.chat.messages.length]).toEqual([0, 1]);
    await desk.digests.stop();
  });

  test('strikes what was withdrawn', async () => {
    const desk = await postedDesk();
    desk.load(lakeBriefing({ statements: [] }));
    await desk.clock.advance(10 * MINUTE);
    const struck = lead(desk).blocks.flatMap((block) => ('spans' in block ? block.spans : []));
    expect(struck.flatMap((span) => (span.kind === 'strike' ? [span.text] : []))).toEqual([
      'Doubted that the dam could be shared.',
      '“These are the words of calm.”',
    ]);
    await desk.digests.stop();
  });

  test('follows a correction of the correction', async () => {
    const desk = await postedDesk();
    desk.load(edited({ terms: [{ ...CAP, value: 90 }] }));
    await desk.clock.advance(10 * MINUTE);
    desk.load(edited({ terms: [{ ...CAP, value: 95 }] }));
    await desk.clock.advance(10 * MINUTE);
    expect(said(lead(desk))).toContain('Was: Cap: 90 boats, in peacetime Now: ');
    // The post twice, and what the first correction said of it.
    expect([desk.chat.calls.edit, desk.chat.messages.length]).toEqual([3, 3]);
    await desk.digests.stop();
  });

  test('reaches every one of five hundred earlier posts, each edited and answered once', async () => {
    const desk = await openDesk();
    const many = Array.from({ length: 500 }, (_, at) => ({
      id: `sub-${at}`,
      place: placeNumber(at),
      format: 'full' as const,
    }));
    await desk.subscribe(...many);
    await desk.digests.start();
    await desk.clock.advance(10 * MINUTE);
    expect(desk.chat.messages).toHaveLength(500);
    desk.load(edited({ terms: [{ ...CAP, value: 90 }] }));
    await desk.clock.advance(30 * MINUTE);
    expect(desk.chat.messages.slice(0, 500).every(({ edits }) => edits === 1)).toBe(true);
    const threads = desk.chat.messages.slice(500).map(({ destination }) => destination.thread);
    expect(new Set(threads).size).toBe(500);
    expect(threads).toHaveLength(500);
    await desk.digests.stop();
  });

  test.each([
    ['loud', { terms: [{ ...CAP, value: 90 }] }, ['aloud']],
    ['quiet', { terms: [{ ...CAP, value: 90 }] }, ['in a thread']],
    ['off', { terms: [{ ...CAP, value: 90 }] }, []],
    ['loud', { wording: 'Put quite differently.' }, ['in a thread']],
  ] as const)('with corrections %s and %j is said %j', async (corrections, over, said) => {
    const desk = await openDesk();
    await desk.subscribe({ format: 'full', corrections });
    await desk.digests.start();
    await desk.clock.advance(10 * MINUTE);
    desk.load(edited(over));
    await desk.clock.advance(10 * MINUTE);
    const [post, ...replies] = desk.chat.messages;
    expect(post?.edits).toBe(1);
    expect(replies.map(({ destination }) => (destination.aloud === true ? 'aloud' : 'in a thread'))).toEqual(
      said,
    );
    await desk.digests.stop();
  });

  test('is said once in a channel that had it in several posts, under the newest, whoever plans it again', async () => {
    const desk = await openDesk({ over: { alone: false } });
    await desk.subscribe({ id: 'one', format: 'full' }, { id: 'two', format: 'full', filter: POINT_2 });
    await desk.digests.start();
    await desk.clock.advance(10 * MINUTE);
    desk.load(edited({ terms: [{ ...CAP, value: 90 }] }));
    await desk.clock.advance(20 * MINUTE);
    const replies = desk.chat.messages
      .slice(2)
      .map(({ destination }) => [destination.thread, destination.aloud]);
    expect(replies.toSorted()).toEqual([
      ['m1', undefined],
      ['m2', true],
    ]);
    await desk.digests.stop();
  });

  test('names a subject once, with the time of its last change, and takes another account of a dispute for no error', async () => {
    const desk = await postedDesk();
    const notices = () =>
      said(lead(desk))
        .split('\n')
        .filter((line) => /^(?:Corrected|Updated) /.test(line));
    desk.load(edited({ terms: [{ ...CAP, value: 90 }] }));
    await desk.clock.advance(10 * MINUTE);
    desk.load(edited({ terms: [{ ...CAP, value: 95 }] }));
    await desk.clock.advance(10 * MINUTE);
    expect(notices()).toEqual(['Corrected Tue 08:18: Point 2 · Size of the patrol fleet']);
    const story = edited({ terms: [{ ...CAP, value: 95 }] });
    const [first] = story.conflicts;
    if (first === undefined) throw new Error('The story has no dispute.');
    desk.load({ ...story, conflicts: [{ ...first, assessment: 'A third account came.' }] });
    await desk.clock.advance(10 * MINUTE);
    expect(notices()).toEqual([
      expect.stringMatching(/^Updated Tue 08:28: /),
      'Corrected Tue 08:18: Point 2 · Size of the patrol fleet',
    ]);
    expect(said(desk.chat.messages.at(-1)?.answer ?? lead(desk))).toMatch(/^Updated Tue 08:28: /);
    await desk.digests.stop();
  });

  test('strikes its own line, and names what it was about, where the record is withdrawn later', async () => {
    const desk = await postedDesk();
    desk.load(edited({ terms: [{ ...CAP, value: 90 }] }));
    await desk.clock.advance(10 * MINUTE);
    const story = edited({});
    desk.load({
      ...story,
      provisions: story.provisions.map((one) => ({
        ...one,
        readings: one.readings.filter(({ id }) => id !== 'fleet/second'),
      })),
    });
    await desk.clock.advance(10 * MINUTE);
    const struck = desk.chat.messages
      .slice(0, 2)
      .map(({ answer }) =>
        answer.blocks.flatMap((block) =>
          'spans' in block
            ? block.spans.flatMap((span) =>
                span.kind === 'strike' && span.text.startsWith('Cap') ? [span.text] : [],
              )
            : [],
        ),
      );
    expect(struck).toEqual([['Cap: 90 boats, in peacetime'], ['Cap: 90 boats, in peacetime']]);
    expect(said(lead(desk))).toContain('Withdrawn: Point 2 · Size of the patrol fleet: ');
    await desk.digests.stop();
  });

  test('names the reason with what was withdrawn, where the pack gives one', async () => {
    const desk = await postedDesk();
    const before = lakeBriefing();
    desk.load({
      ...before,
      statements: [],
      withdrawn: before.statements.map(({ id }) => ({
        ...{ record: `statement:${id}`, on: '2025-11-25', reason: 'it was said a year before' },
      })),
    });
    await desk.clock.advance(10 * MINUTE);
    const told = desk.chat.messages.map(({ answer }) => said(answer)).join(' ');
    expect(told).toContain('Withdrawn: ');
    expect(told).toContain(' It was said a year before.');
    await desk.digests.stop();
  });
});
