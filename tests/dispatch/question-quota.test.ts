import { expect, test } from 'vitest';
import { createCore } from '../../src/dispatch/dispatch.ts';
import { limitQuestions } from '../../src/dispatch/limits/question-quota.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { askable, said } from '../fixtures/asking.ts';
import { lakeBriefing } from '../fixtures/briefing.ts';

test('one tenant asks so many questions in an hour and is told when it may go on; another asks on', async () => {
  let now = Date.parse('2025-11-25T10:00:00Z');
  const story = askable(lakeBriefing());
  const core = createCore({
    stories: () => [story],
    commands: [],
    clock: () => Temporal.Instant.fromEpochMilliseconds(now),
  });
  const limited = limitQuestions(core, { most: 3, now: () => now });
  const ask = async (tenant: string, platform = 'slack') => {
    const asker = { platform, tenant: tenantId(tenant), channel: 'c', user: 'u', mayConfigure: false };
    return limited.respond({ kind: 'line', line: 'help', asker });
  };
  const isTold = async (tenant: string, platform = 'slack') =>
    said(await ask(tenant, platform)).includes('it may ask in an hour');
  for (let at = 0; at < 3; at += 1) expect(await isTold('T1')).toBe(false);
  now += 600_000;
  expect(await ask('T1')).toMatchObject({ status: 'refused', audience: 'asker' });
  expect(said(await ask('T1'))).toBe(
    'This server or workspace has asked the 3 questions it may ask in an hour; the next can be asked in 50 minutes.',
  );
  expect(await isTold('T2')).toBe(false);
  expect(await isTold('T1', 'discord')).toBe(false);
  now += 3_000_000;
  expect(await isTold('T1')).toBe(false);
  expect(limitQuestions(core, { most: undefined, now: () => now })).toBe(core);
});
