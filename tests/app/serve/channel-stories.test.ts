import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createChannelStories, keptInMemory } from '../../../src/app/serve/channel-stories.ts';
import { SILENT } from '../../../src/domain/log.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import { watchSqliteStore } from '../../../src/store/watch.ts';

describe('the stories of channels', () => {
  const home = mkdtempSync(join(tmpdir(), 'readout-channels-'));
  afterAll(() => rmSync(home, { recursive: true }));

  it('are read once the store is there, and not asked for before', async () => {
    const file = join(home, 'readout.db');
    const place = { platform: 'slack', tenant: tenantId('t'), channel: 'c' };
    const first = await openSqliteStore({ file, exclusive: true });
    const why = { ...place, at: 1, actor: 'u', action: 'story', subject: 'other', detail: '' };
    await first.setChannelStory({ ...place, story: 'other', setBy: 'u', setAt: 1 }, why);
    await first.close();
    mkdirSync(`${file}-journal`);
    const { store, look, trouble, onWell } = await watchSqliteStore({ file, exclusive: true, log: SILENT });
    expect(trouble()).not.toBeNull();
    const channels = await createChannelStories({ store, configured: [], now: () => 1, onWell });
    expect(channels.settingOf(place).story).toBeNull();
    rmdirSync(`${file}-journal`);
    await look();
    await store.channelStories();
    expect(channels.settingOf(place).story).toBe('other');
    await store.close();
  });

  it('keep from the pages what is kept from any place, unless the pages have an entry of their own', async () => {
    const pages = { platform: 'web', tenant: tenantId('web'), channel: 'pages' };
    const seen = async (configured: Parameters<typeof createChannelStories>[0]['configured']) =>
      (await createChannelStories({ store: keptInMemory(), configured, now: () => 1 })).settingOf(pages).sees;
    const one = { platform: 'slack', tenant: tenantId('T1'), sees: ['a', 'b'] };
    const other = { platform: 'discord', tenant: tenantId('G1'), sees: ['b', 'c'] };
    expect(await seen([])).toBeNull();
    expect(await seen([one])).toEqual(['a', 'b']);
    expect(await seen([one, other])).toEqual(['b']);
    expect(await seen([one, { ...other, sees: ['c'] }])).toEqual([]);
    expect(await seen([one, { platform: 'web', tenant: tenantId('web'), sees: ['c'] }])).toEqual(['c']);
  });
});
