import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startFakeSlack } from '../../../fakes/slack/slack.ts';
import { addressUrl } from '../../../fixtures/postgres/address-url.ts';
import { addressOn, postgresHost } from '../../../fixtures/postgres/postgres.ts';
import { type Served, serveIt } from '../../../fixtures/served.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

describe('packs that are pushed', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it('are what every process answers from, those that run and those that come, and bad ones never', async () => {
    const slack = await startFakeSlack();
    closing.push(slack.stop);
    const url = addressUrl(addressOn(await postgresHost()));
    const serve = async (role: string) => {
      const served = await serveIt({ DATABASE_URL: url }, { slack, words: ['--role', role] });
      closing.push(served.stop);
      await served.seen(/"msg":"Started\."/);
      return served;
    };
    const packOf = async (served: Served) => JSON.parse((await served.ready()).body).pack;
    const folder = mkdtempSync(join(tmpdir(), 'readout-pushed-'));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    cpSync(join(root, 'tests/fixtures/harbour-budget'), join(folder, 'harbour'), { recursive: true });
    const push = () =>
      spawnSync(process.execPath, ['bin/readout.js', 'pack', 'push', folder], {
        cwd: root,
        env: { PATH: process.env.PATH ?? '', DATABASE_URL: url },
        encoding: 'utf8',
      });

    const first = await serve('lead');
    expect(await packOf(first)).toMatchObject({ version: 'folder' });
    const pushed = push();
    expect([pushed.status, pushed.stderr]).toEqual([0, '']);
    const version = pushed.stdout.slice(0, 16);
    await first.seen(/Answers come from the packs that were pushed/);
    const second = await serve('deliver');
    for (const served of [first, second]) {
      const { version: there, stories } = await packOf(served);
      expect([there, stories.map(({ id }: { id: string }) => id)]).toEqual([version, ['harbour-budget']]);
    }
    expect(push().stdout).toBe(`${version}: these are the present packs already.\n`);

    const file = join(folder, 'harbour', 'story.yaml');
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, `${good}\nnonsense: 1\n`);
    const refused = push();
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('Nothing was pushed')]);
    expect(await packOf(first)).toMatchObject({ version });
  }, 90_000);
});
