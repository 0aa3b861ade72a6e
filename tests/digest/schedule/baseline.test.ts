import { describe, expect, test } from 'vitest';
import { EVERY_DAY, EVERYTHING } from '../../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { said } from '../../fixtures/asking.ts';
import { lakeBriefing, statement } from '../../fixtures/briefing.ts';
import { HOUR, MINUTE, openDesk } from '../../fixtures/digest-desk.ts';

const PERSON = {
  platform: 'discord',
  tenant: tenantId('guild-1'),
  channel: 'channel-1',
  user: 'u',
  mayConfigure: true,
};
const WISH = {
  ...{ story: 'lake', schedule: { time: '08:00', days: EVERY_DAY, zone: 'Europe/Kyiv' }, filter: EVERYTHING },
  ...({ format: 'brief', quiet: 'skip', threads: false, here: false } as const),
};

describe('the first digest of a channel', () => {
  test.each([
    ['added', lakeBriefing({ statements: [...lakeBriefing().statements, statement('fresh')] }), 'fresh'],
    ['withdrawn', lakeBriefing({ statements: [] }), 'Withdrawn: '],
  ])('tells what was %s after it subscribed', async (_, changed, words) => {
    const desk = await openDesk({ start: '2025-11-24T12:00:00Z', beatMs: HOUR });
    await desk.digests.start();
    await desk.digests.service.subscribe(PERSON, WISH, lakeBriefing());
    await desk.clock.advance(HOUR);
    desk.load(changed);
    await desk.clock.advance(18 * HOUR);
    const [first, ...others] = desk.chat.messages.map(({ answer }) => said(answer));
    expect(others).toEqual([]);
    expect(first).toContain('The Lake Accord: where it stands, ');
    expect(first).toContain('Since this channel subscribed');
    expect(first).toContain(words);
    await desk.clock.advance(24 * HOUR);
    expect(desk.chat.messages).toHaveLength(1);
    await desk.digests.stop();
  });

  test('says where the story stands where nothing changed since it subscribed', async () => {
    const desk = await openDesk();
    await desk.digests.start();
    await desk.digests.service.subscribe(PERSON, WISH, lakeBriefing());
    await desk.clock.advance(10 * MINUTE);
    expect(desk.chat.messages.map(({ answer }) => said(answer).split('\n')[0])).toEqual([
      'The Lake Accord: where it stands',
    ]);
    await desk.digests.stop();
  });
});
