import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/app/cli/command-line.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';

const docs = new URL('../../docs/', import.meta.url);
const page = readFileSync(new URL('operate.md', docs), 'utf8');
const commands = [...page.matchAll(/```sh\n([^`]*)```/g)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .filter((line) => !line.includes('# not run'));
/** What a command ends with in a home with a store that nobody serves, where that is not 0. */
const ENDS: Readonly<Record<string, number>> = {
  'npx readout health': 1,
  'npx readout status': 1,
};

describe('docs/operate.md', () => {
  const home = mkdtempSync(join(tmpdir(), 'readout-operate-'));
  const file = join(home, 'readout.db');
  afterAll(() => rmSync(home, { recursive: true }));

  it('has only commands that do what it says, in its order', async () => {
    await (await openSqliteStore({ file, exclusive: true })).close();
    expect(commands.length).toBeGreaterThan(4);
    for (const line of commands) {
      const words = line.split(' ').map((word) => word.replace(/^copies\//, `${home}/copies/`));
      expect(words.slice(0, 2)).toEqual(['npx', 'readout']);
      const [output, errors] = [new PassThrough(), new PassThrough()];
      const code = await runCommandLine(words.slice(2), {
        ...{ input: new PassThrough(), output, errors },
        clock: () => Temporal.Instant.fromEpochMilliseconds(1_764_100_000_000),
        env: { DATABASE_URL: `file:${file}`, READOUT_HOME: home },
      });
      output.end();
      errors.end();
      const printed = `${await text(output)}${await text(errors)}`;
      expect([line, code, printed]).toEqual([line, ENDS[line] ?? 0, expect.any(String)]);
    }
  });

  it('names only files that are there, and so does the index', () => {
    const index = readFileSync(new URL('README.md', docs), 'utf8');
    for (const [, path = ''] of index.matchAll(/\]\(([^)#]+)\)/g)) {
      expect([path, existsSync(new URL(path, docs))]).toEqual([path, true]);
    }
    for (const [path] of page.matchAll(/\bops\/[\w.-]+\w/g)) {
      expect([path, existsSync(new URL(`../${path}`, docs))]).toEqual([path, true]);
    }
  });
});
