import type { Answer } from '../../src/answer/answer.ts';
import { commandsWith } from '../../src/commands/every-command.ts';
import { createStory } from '../../src/core/stories.ts';
import { parseFilter } from '../../src/digest/filter/filter.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';
import { openDesk } from '../../tests/fixtures/digest-desk.ts';

const PLACE = { platform: 'discord', tenant: tenantId('newsroom'), channel: 'desk', thread: '' } as const;
const WEEKDAYS = [1, 2, 3, 4, 5] as const;

/** What somebody who may manage a channel with two digests reads at `/digest list`. */
export async function digestList(briefing: Briefing, now: Temporal.Instant): Promise<Answer> {
  const names: Readonly<Record<string, string>> = { anna: 'Anna Berg', desk: '#desk' };
  const desk = await openDesk({
    ...{ briefing, start: now.toString() },
    chat: { nameOf: async (_tenant, _kind, id) => names[id] ?? null },
  });
  const shared = { place: PLACE, story: briefing.id, owner: 'anna' } as const;
  await desk.subscribe(
    { ...shared, format: 'brief', schedule: { time: '08:00', days: WEEKDAYS, zone: briefing.zone } },
    {
      ...{
        ...shared,
        format: 'full',
        state: 'paused',
        filter: parseFilter('zelenskyy or lavrov, not denied', briefing),
      },
      schedule: { time: '18:30', days: [5], zone: 'Europe/London' },
    },
  );
  const story = createStory(briefing, () => indexStatements(briefing));
  const core = createCore({
    stories: () => [story],
    commands: await commandsWith({ digest: desk.digests.service }),
    clock: () => now,
  });
  const asker = { ...PLACE, thread: undefined, user: 'anna', mayConfigure: true };
  const { thread: _, ...person } = asker;
  const answer = await core.respond({ kind: 'line', line: '/digest list', asker: person });
  await desk.store.close();
  return answer;
}
