import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../../src/app/cli/command-line.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'readout-export-'));
for (const story of ['harbour-budget', 'minsk-2015'])
  cpSync(join(fixtures, story), join(scratch, 'briefings', story), { recursive: true });
const config = join(scratch, 'readout.yaml');
writeFileSync(config, `briefings: ${join(scratch, 'briefings')}\n`);
afterAll(() => rmSync(scratch, { recursive: true }));

/** The command line in this process, on a day after both stories. */
async function run(...words: readonly string[]) {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const taken = { output: '', errors: '' };
  output.on('data', (chunk) => {
    taken.output += String(chunk);
  });
  errors.on('data', (chunk) => {
    taken.errors += String(chunk);
  });
  const code = await runCommandLine(['export', ...words], {
    ...{ env: { READOUT_CONFIG: config, READOUT_HOME: scratch }, input: Readable.from([]), output, errors },
    clock: () => Temporal.Instant.from('2040-01-01T12:00:00Z'),
  });
  return { code, ...taken };
}

describe('readout export', () => {
  it('writes a form to standard output or into a file, with the same bytes', async () => {
    const shown = await run('--format', 'md', '--story', 'harbour');
    expect([shown.code, shown.errors]).toEqual([0, '']);
    expect(shown.output).toMatch(/^# /);
    const file = join(scratch, 'briefing.md');
    expect(await run('--format', 'md', '--story', 'harbour', '--out', file)).toEqual({
      ...{ code: 0, output: '', errors: '' },
    });
    expect(readFileSync(file, 'utf8')).toBe(shown.output);
    expect(readdirSync(scratch).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('tells a briefing as it was known on a day', async () => {
    const then = JSON.parse(
      (await run('--format', 'json', '--story', 'minsk', '--as-of', '2015-02-12')).output,
    );
    expect(then.asOf).toBe('2015-02-12');
    const reported = then.records.flatMap((each: { readonly reported?: string }) => each.reported ?? []);
    expect(reported.length).toBeGreaterThan(0);
    expect(reported.filter((day: string) => day > '2015-02-12')).toEqual([]);
  });

  it.each([
    [['--format', 'pdf'], '--format must be one of md, csv, json, csl, ics, not "pdf".'],
    [['--format', 'md', '--story', 'moon'], '--story must be one of harbour-budget, minsk-2015, not "moon".'],
    [['--format', 'md', '--as-of', 'soon'], '--as-of must be a day like 2025-11-24, not "soon".'],
    [
      ['--format', 'md', '--as-of', '2040-02-01'],
      '--as-of must be a past day, and 2040-02-01 has not come yet.',
    ],
  ])('answers %j with one sentence and 2', async (words, sentence) => {
    expect(await run(...words)).toEqual({ code: 2, output: '', errors: `readout: ${sentence}\n` });
  });

  it('wants a format, and says so', async () => {
    const { code, errors } = await run();
    expect(code).toBe(2);
    expect(errors).toContain("required option '--format <format>' not specified");
  });

  it('names a file that cannot be written and ends with 1', async () => {
    const file = join(scratch, 'no-such-folder', 'briefing.md');
    expect(await run('--format', 'md', '--out', file)).toMatchObject({
      ...{ code: 1, errors: expect.stringMatching(/^readout: \S+ cannot be written: .*\.\n$/) },
    });
  });
});
