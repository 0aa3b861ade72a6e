import { describe, expect, it } from 'vitest';
import { createMyData } from '../../../src/app/serve/kept/my-data.ts';
import { commandsWith } from '../../../src/commands/every-command.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import { ASKER, coreOver, said } from '../../fixtures/asking.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';
import { subscription } from '../../fixtures/subscription.ts';

describe('/readout mydata', () => {
  it('tells anybody what names them, and forgets them alone', async () => {
    const store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const place = { platform: ASKER.platform, tenant: ASKER.tenant, channel: 'c', thread: '' };
    const entry = (actor: string) => ({
      at: 1,
      ...place,
      actor,
      action: 'subscribe',
      subject: 'x',
      detail: '',
    });
    for (const [id, owner] of [
      ['a', ASKER.user],
      ['b', ASKER.user],
      ['c', 'somebody-else'],
    ] as const)
      await store.saveSubscription(subscription({ id, place, owner }), entry(owner));
    const core = coreOver(smallBriefing(), await commandsWith({ myData: createMyData(store) }));
    const ask = async (line: string) =>
      said(await core.respond({ kind: 'line', line, asker: { ...ASKER, mayConfigure: false } }));
    expect(await ask('/readout mydata')).toContain(
      'Kept with your id: 2 digests you set up and 2 lines in the record of changes.',
    );
    expect(await ask('/readout mydata forget')).toContain(
      'You are taken out of all 4 entries that named you.',
    );
    expect(await ask('/readout mydata show')).toContain('Nothing here names you.');
    expect(await ask('/readout mydata forget')).toContain('Nothing here named you.');
    expect((await store.subscription('c'))?.subscription.owner).toBe('somebody-else');
    await store.close();
  });

  it('says where there is no store', async () => {
    const core = coreOver(smallBriefing(), COMMANDS);
    const answer = await core.respond({ kind: 'line', line: '/readout mydata', asker: ASKER });
    expect([answer.status, said(answer)]).toEqual([
      'refused',
      expect.stringContaining('here nothing is kept'),
    ]);
  });
});
