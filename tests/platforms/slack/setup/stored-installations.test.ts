import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SILENT } from '../../../../src/domain/log.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import {
  closeInstallationsAnew,
  storedInstallations,
} from '../../../../src/platforms/slack/setup/stored-installations.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../../src/store/store.ts';

const OAUTH = { clientId: 'client', clientSecret: 'client-secret', stateSecret: 'state-secret' };
const WORKSPACE = {
  ...{ tenant: tenantId('T0DESK'), botToken: 'xoxb-very-secret', botId: 'B1', botUserId: 'U1' },
  ...{ name: 'The desk', scopes: ['chat:write'] },
};

describe('Slack installations in the store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readout-installations-'));
  const opened: Store[] = [];
  let lines: string[] = [];

  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    lines = [];
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (oauth: typeof OAUTH & { readonly oldStateSecret?: string } = OAUTH) => {
    const store = await openSqliteStore({ file: join(folder, 'readout.db'), exclusive: true });
    opened.push(store);
    const write = (sentence: string) => void lines.push(sentence);
    const log = { debug: write, info: write, warn: write, error: write };
    return { store, installations: storedInstallations({ store, oauth, now: () => 1, log }) };
  };
  const restart = async (oauth?: Parameters<typeof open>[0]) => {
    await opened.pop()?.close();
    return open(oauth);
  };
  /** Every byte that the database has on the disk, its log and its shared memory among them. */
  const onDisk = () =>
    Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file)))).toString('latin1');

  it('outlive the process', async () => {
    await (await open()).installations.save(WORKSPACE);
    const { installations } = await restart();
    const { name: _, scopes: __, ...saved } = WORKSPACE;
    const known = { ...saved, installedAt: 1 };
    expect(await installations.find(tenantId('T0DESK'))).toEqual(known);
    expect(await installations.all()).toEqual([known]);
    expect(await installations.find(tenantId('T0OTHER'))).toBeUndefined();
  });

  it('survive a new client secret, which is Slack’s to change', async () => {
    await (await open()).installations.save(WORKSPACE);
    const { installations } = await restart({ ...OAUTH, clientSecret: 'another' });
    expect(await installations.find(tenantId('T0DESK'))).toMatchObject({ botToken: 'xoxb-very-secret' });
  });

  it('show no token in any file of the database, saved once or over and over, or after removal', async () => {
    const { installations } = await open();
    for (let at = 0; at < 20; at += 1) await installations.save(WORKSPACE);
    expect(onDisk()).toContain('T0DESK');
    expect(onDisk()).not.toMatch(/xoxb-|The desk|botUserId/);
    await installations.remove(tenantId('T0DESK'));
    await restart();
    expect(onDisk()).not.toMatch(/xoxb-/);
  });

  it('are not served under another state secret, which is said once and in one sentence', async () => {
    const { installations: first } = await open();
    await first.save(WORKSPACE);
    await first.save({ ...WORKSPACE, tenant: tenantId('T0OTHER') });
    const { installations } = await restart({ ...OAUTH, stateSecret: 'changed' });
    expect(await installations.all()).toEqual([]);
    expect(await installations.find(tenantId('T0DESK'))).toBeUndefined();
    expect(lines).toEqual([
      'Slack workspaces in the store were saved under another SLACK_STATE_SECRET and cannot be served: set that one as SLACK_OLD_STATE_SECRET, or install anew at /slack/install.',
    ]);
    const { installations: cured } = await restart();
    expect(await cured.all()).toHaveLength(2);
  });

  it('are closed under a new secret while they are served under both, and the old one opens nothing then', async () => {
    const { installations: first } = await open();
    for (const tenant of ['T0DESK', 'T0OTHER', 'T0NEW'])
      await first.save({ ...WORKSPACE, tenant: tenantId(tenant) });
    const both = { ...OAUTH, stateSecret: 'changed', oldStateSecret: OAUTH.stateSecret };
    const { store, installations } = await restart(both);
    expect(await installations.all()).toHaveLength(3);
    // Installed anew meanwhile: its newer token must not be overwritten by the older one.
    await installations.save({ ...WORKSPACE, tenant: tenantId('T0NEW'), botToken: 'xoxb-newer' });
    const rotate = () => closeInstallationsAnew({ store, oauth: both, log: SILENT });
    const stale = await store.installation('slack', tenantId('T0OTHER'));
    expect(await rotate()).toEqual({ rotated: 2, current: 1, lost: 0 });
    expect(await rotate()).toEqual({ rotated: 0, current: 3, lost: 0 });
    if (stale === null) throw new Error('nothing was saved');
    expect(await store.closeAnew(stale, { keyId: 'x', sealed: 'y' })).toBe(false);
    const { installations: after } = await restart({ ...OAUTH, stateSecret: 'changed' });
    expect(
      (await after.all()).map(({ tenant, botToken, installedAt }) => [tenant, botToken, installedAt]),
    ).toEqual(
      expect.arrayContaining([
        ['T0DESK', 'xoxb-very-secret', 1],
        ['T0OTHER', 'xoxb-very-secret', 1],
        ['T0NEW', 'xoxb-newer', 1],
      ]),
    );
    expect(await (await restart()).installations.all()).toEqual([]);
  });

  it('that no known secret opens are counted and left as they are', async () => {
    const { store, installations } = await open();
    await installations.save(WORKSPACE);
    const oauth = { ...OAUTH, stateSecret: 'third', oldStateSecret: 'second' };
    expect(await closeInstallationsAnew({ store, oauth, log: SILENT })).toEqual({
      ...{ rotated: 0, current: 0, lost: 1 },
    });
    expect(await installations.all()).toHaveLength(1);
  });

  it('refuse a row whose token was put there from another workspace', async () => {
    const { store, installations } = await open();
    await installations.save(WORKSPACE);
    const row = await store.installation('slack', tenantId('T0DESK'));
    if (row === null) throw new Error('nothing was saved');
    await store.saveInstallation({ ...row, tenant: tenantId('T0THIEF') });
    expect(await installations.find(tenantId('T0THIEF'))).toBeUndefined();
    expect(lines).toEqual([
      'What the store holds about the Slack workspace T0THIEF was changed: install it anew at /slack/install.',
    ]);
  });
});
