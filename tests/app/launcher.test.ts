import { execFile } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'readout-launcher-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A project with our launcher, a main that tells what it was given, and optionally a Node of its own. */
function project(name: string, ownNode: boolean): string {
  const folder = join(scratch, name);
  for (const part of ['bin', 'src', 'node_modules/node/bin'])
    mkdirSync(join(folder, part), { recursive: true });
  cpSync(join(root, 'bin/readout.js'), join(folder, 'bin/readout.js'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'src/main.ts'),
    'const words: string[] = process.argv.slice(2);\nconsole.log(JSON.stringify(words));\nprocess.exitCode = 7;\n',
  );
  if (ownNode) symlinkSync(process.execPath, join(folder, 'node_modules/node/bin/node'));
  return join(folder, 'bin/readout.js');
}

/** Preloaded, it makes the running Node say that it is an old one. */
const pretendOld = join(scratch, 'pretend-old.mjs');
writeFileSync(
  pretendOld,
  "Object.defineProperty(process.versions, 'node', { value: '20.20.0' });\nObject.defineProperty(process, 'version', { value: 'v20.20.0' });\n",
);

async function launch(launcher: string, node: readonly string[] = []) {
  const result = await promisify(execFile)(process.execPath, [...node, launcher, 'ask', 'two words'], {
    env: { PATH: process.env.PATH ?? '' },
  }).catch((error: { code: number; stdout: string; stderr: string }) => error);
  return { code: 'code' in result ? result.code : 0, output: result.stdout, errors: result.stderr };
}

describe('bin/readout.js', () => {
  it('runs main itself where Node is new enough', async () => {
    expect(await launch(project('new', false))).toEqual({
      code: 7,
      output: '["ask","two words"]\n',
      errors: '',
    });
  });

  it('runs the Node of node_modules where it is started by an older one, and passes words and exit code on', async () => {
    const run = await launch(project('old', true), ['--import', pretendOld]);
    expect(run).toEqual({ code: 7, output: '["ask","two words"]\n', errors: '' });
  });

  it('says what to do where an older Node finds no other', async () => {
    const run = await launch(project('bare', false), ['--import', pretendOld]);
    expect(run.code).toBe(2);
    expect(run.errors).toMatch(/needs Node 26 and this is v20\.20\.0\. Run "npm ci"/);
  });

  it('can be executed', () => {
    expect(() => accessSync(join(root, 'bin/readout.js'), constants.X_OK)).not.toThrow();
  });
});
