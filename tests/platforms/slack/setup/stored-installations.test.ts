import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { storedInstallations } from '../../../../src/platforms/slack/setup/stored-installations.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../../src/store/store.ts';

const OAUTH = { clientId: 'client', clientSecret: 'client-secret', stateSecret: 'state-secret' };
const WORKSPACE = {
  ...{ tenant: 'T0DESK', botToken: 'xoxb-very-secret', botId: 'B1', botUserId: 'U1' },
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

  const open = async (oauth = OAUTH) => {
    const store = await openSqliteStore({ file: join(folder, 'readout.db'), exclusive: true });
    opened.push(store);
    const write = (sentence: string) => void lines.push(sentence);
    const log = { debug: write, info: write, warn: write, error: write };
    return { store, installations: storedInstallations({ store, oauth, now: () => 1, log }) };
  };
  const restart = async (oauth = OAUTH) => {
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
    expect(await installations.find('T0DESK')).toEqual(known);
    expect(await installations.all()).toEqual([known]);
    expect(await installations.find('T0OTHER')).toBeUndefined();
  });

  it('survive a new client secret, which is Slack’s to change', async () => {
    await (await open()).installations.save(WORKSPACE);
    const { installations } = await restart({ ...OAUTH, clientSecret: 'another' });
    expect(await installations.find('T0DESK')).toMatchObject({ botToken: 'xoxb-very-secret' });
  });

  it('show no token in any file of the database, saved once or over and over, or after removal', async () => {
    const { installations } = await open();
    for (let at = 0; at < 20; at += 1) await installations.save(WORKSPACE);
    expect(onDisk()).toContain('T0DESK');
    expect(onDisk()).not.toMatch(/xoxb-|The desk|botUserId/);
    await installations.remove('T0DESK');
    await restart();
    expect(onDisk()).not.toMatch(/xoxb-/);
  });

  it('are not served under another state secret, which is said once and in one sentence', async () => {
    const { installations: first } = await open();
    await first.save(WORKSPACE);
    await first.save({ ...WORKSPACE, tenant: 'T0OTHER' });
    const { installations } = await restart({ ...OAUTH, stateSecret: 'changed' });
    expect(await installations.all()).toEqual([]);
    expect(await installations.find('T0DESK')).toBeUndefined();
    expect(lines).toEqual([
      'Slack workspaces in the store were saved under another SLACK_STATE_SECRET and cannot be served: set that one again, or install anew at /slack/install.',
    ]);
    const { installations: cured } = await restart();
    expect(await cured.all()).toHaveLength(2);
  });

  it('refuse a row whose token was put there from another workspace', async () => {
    const { store, installations } = await open();
    await installations.save(WORKSPACE);
    const row = await store.installation('slack', 'T0DESK');
    if (row === null) throw new Error('nothing was saved');
    await store.saveInstallation({ ...row, tenant: 'T0THIEF' });
    expect(await installations.find('T0THIEF')).toBeUndefined();
    expect(lines).toEqual([
      'What the store holds about the Slack workspace T0THIEF was changed: install it anew at /slack/install.',
    ]);
  });
});
