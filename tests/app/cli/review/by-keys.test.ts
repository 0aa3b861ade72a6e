import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { add } from '../../../../src/app/cli/add.ts';
import { ask } from '../../../../src/app/cli/ask.ts';
import { check } from '../../../../src/app/cli/check.ts';
import { startStory } from '../../../../src/app/cli/desk/new.ts';
import { proposeFrom } from '../../../../src/app/cli/desk/text.ts';
import { review } from '../../../../src/app/cli/review/review.ts';
import type { ExitCode, Terminal } from '../../../../src/app/process/process.ts';

const SUBJECTS =
  'levy lock ferry quay crane pilot dredger buoy warehouse tariff slipway mooring lighthouse breakwater dock railway fishery customs library insurance'.split(
    ' ',
  );
const SPEAKERS = ['Ada Berg', 'Corwin Hale'];

/** Two drafts of twenty points; the second changes, drops and adds some. */
const FIRST = SUBJECTS.map((one, at) => `${at + 1}. The ${one} of the harbour costs ${at + 3} euros a day.`);
const SECOND = [
  ...SUBJECTS.slice(0, 18).map(
    (one, at) => `${at + 1}. The ${one} of the harbour costs ${at % 3 === 0 ? at + 9 : at + 3} euros a day.`,
  ),
  '19. Pleasure boats pay nothing in winter.',
  '20. Disputes go to the magistrate of Saltmere.',
];
/** An article with thirty statements of two people. */
const ARTICLE = `Boatmen answer the second draft\n\n${Array.from(
  { length: 28 },
  (_, at) =>
    `"The ${SUBJECTS[at % 20]} ${at < 20 ? 'must be paid for by those who use it' : 'belongs to the whole town'}," said ${SPEAKERS[at % 2]} on Monday.`,
).join('\n\n')}\n`;

describe('reviewing by keys', () => {
  let home: string;
  /** Keys pressed so far: commands and answers letter by letter, a paste as the two that paste it. */
  let pressed = 0;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'readout-keys-'));
    pressed = 0;
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  async function run(
    command: string,
    action: (terminal: Terminal) => Promise<ExitCode>,
    { keys = '', paste = '', env = {} }: { keys?: string; paste?: string; env?: NodeJS.ProcessEnv } = {},
  ) {
    pressed += command.length + 1 + keys.length + (paste === '' ? 0 : 4);
    const raw: boolean[] = [];
    const input = Object.assign(Readable.from([Buffer.from(paste === '' ? keys : `${paste}\n.\n`)]), {
      isTTY: true,
      setRawMode: (on: boolean) => raw.push(on),
    });
    const output = Object.assign(new PassThrough(), { isTTY: true });
    const errors = new PassThrough();
    const printed = textOf(output);
    const clock = () => Temporal.Instant.from('2026-03-04T12:00:00Z');
    const home_ = { READOUT_HOME: home, DATABASE_URL: `file://${join(home, 'readout.db')}`, NO_COLOR: '1' };
    const code = await action({ env: { ...home_, ...env }, input, output, errors, clock });
    output.end();
    return { code, printed: await printed, raw };
  }
  const started = () => {
    const options = {
      ...{ title: 'Harbour levy', zone: 'UTC', text: 'First draft', by: 'Harbour Board', points: '20' },
      ...{ address: 'https://harbour.example/draft', folder: join(home, 'briefings') },
    };
    const command =
      'readout new levy --title "Harbour levy" --zone UTC --text "First draft" --by "Harbour Board" --points 20 --address https://harbour.example/draft';
    return run(command, (terminal) => startStory(terminal, 'levy', options));
  };
  const draft = (words: string, more: object = {}) =>
    run(
      `readout text - --story levy --write${'name' in more ? ' --name "Second draft" --date 2026-03-01' : ''}`,
      (terminal) => proposeFrom(terminal, '-', { story: 'levy', write: true, ...more }),
      { paste: words },
    );
  const reviewed = (keys: string, env: NodeJS.ProcessEnv = {}) =>
    run('readout review', (terminal) => review(terminal, undefined, {}), { keys, env });
  const asked = async (question: string) => {
    const { printed } = await run('', (terminal) => ask(terminal, [question], { json: true }));
    return JSON.parse(printed);
  };
  const file = (name: string) => readFileSync(join(home, 'briefings/levy', name), 'utf8');

  it('needs fewer than 500 keys from nothing to a pack of a hundred records that answers', async () => {
    await started();
    await draft(FIRST.join('\n'));
    await draft(SECOND.join('\n'), { name: 'Second draft', date: '2026-03-01' });
    await run('readout add -', (terminal) =>
      add({ ...terminal, input: Readable.from([Buffer.from(ARTICLE)]) }, ['-'], {}),
    );
    pressed += 4;
    const { printed, raw } = await reviewed('a'.repeat(73));
    expect(raw).toEqual([true, false]);
    expect(printed).toContain(', 0 drafts still open.');
    const keys = pressed;
    expect((await run('', (terminal) => check(terminal, undefined, {}))).code).toBe(0);
    const records = (list: string) => file(list).match(/^ {2}- id: /gm)?.length ?? 0;
    const written = ['sources.yaml', 'actors.yaml', 'texts.yaml', 'provisions.yaml', 'statements.yaml'].map(
      records,
    );
    const readings = file('provisions.yaml').match(/^ {6}- text: /gm)?.length ?? 0;
    expect(written.reduce((sum, count) => sum + count) + readings).toBeGreaterThanOrEqual(100);
    expect(keys).toBeLessThan(500);
    expect(await asked('/plan-point 6')).toMatchObject({
      status: 'answered',
      records: expect.arrayContaining(['reading:the-pilot-of-the-harbour-costs/first-text']),
    });
    expect((await asked('/who-said the crane must be paid for by those who use it')).text).toContain(
      'Ada Berg',
    );
    expect((await asked('/compare the levy of the harbour')).records).toEqual(
      expect.arrayContaining([
        'reading:the-levy-of-the-harbour-costs/first-text',
        'reading:the-levy-of-the-harbour-costs/second-draft',
      ]),
    );
    // With the last reading of it the second text is whole and the latest.
    expect(file('texts.yaml')).toContain('status: full\n    points: 20\n    parents: [first-text]');
    expect(file('story.yaml')).toContain('latest_text: second-draft');
  });

  it('keeps what is left for the next time, wherever somebody leaves', async () => {
    await started();
    await draft('1. The levy is three euros.\n2. Ferries pay half.\n3. The lock opens at six.');
    expect((await reviewed('alq')).printed).toMatch(
      /3 drafts to review\..*1 approved, 2 drafts still open\.\n$/s,
    );
    const next = await reviewed('\u0003');
    expect(next.printed).toMatch(
      /2 drafts to review\.[\s\S]*1\/2 First draft, 2: Ferries pay half[\s\S]*2 drafts still open\.\n$/,
    );
    expect((await reviewed('baa')).printed).toContain('2 approved, 0 drafts still open.');
    expect((await reviewed('')).printed).toBe('Nothing waits for review.\n');
  });

  it('edits a line in place, asks for the reason of a rejection, and explains its keys', async () => {
    await started();
    await draft('1. The levy is three euros.\n2. Ferries pay half.');
    const { printed } = await reviewed('?i\u0015wording: A levy of EUR 3.\raraToo small a thing.\r');
    expect(printed).toContain('a approve · e edit');
    expect(printed).toContain('1 approved, 1 rejected, 0 drafts still open.');
    expect(file('provisions.yaml')).toContain('wording: A levy of EUR 3.');
    expect(file('provisions.yaml')).not.toContain('Ferries');
  });

  it('moves a reading to the subject that a person merges it into', async () => {
    await started();
    await draft('1. The levy is three euros.');
    await reviewed('a');
    await draft('1. Every tonne costs a fortune.', { name: 'Second draft', date: '2026-03-01' });
    expect(file('provisions.yaml')).toMatch(/id: every-tonne[\s\S]*change: new/);
    const { printed } = await reviewed('lm\u0015the-levy-is-three-euros\r');
    expect(printed).toContain('merged: the-levy-is-three-euros/second-draft (provisions.yaml)');
    expect(file('provisions.yaml')).not.toContain('every-tonne');
    expect(file('provisions.yaml')).toMatch(/wording: “Every tonne costs a fortune.”\n {8}change: amended/);
    expect((await run('', (terminal) => check(terminal, undefined, {}))).code).toBe(0);
  });

  it('makes a subject of its own of what was taken for another', async () => {
    await started();
    await draft('1. Rules. Congress must approve major regulations.');
    await reviewed('a');
    await draft('1. Pipeline. The pipeline in the mountains is approved.', {
      name: 'Second draft',
      date: '2026-03-01',
    });
    const { printed } = await reviewed('m\u0015+ The pipeline\raa');
    expect(printed).toContain('merged: the-pipeline/second-draft (provisions.yaml)');
    expect(file('provisions.yaml')).toMatch(/id: the-pipeline\n[\s\S]*change: new/);
    expect((await run('', (terminal) => check(terminal, undefined, {}))).code).toBe(0);
  });

  it('takes what a person wrote in their editor, and nothing of what is no YAML', async () => {
    await started();
    await draft('1. The levy is three euros.');
    const script = join(home, 'editor.mjs');
    const write = (to: string) =>
      writeFileSync(
        script,
        `import { readFileSync, writeFileSync } from 'node:fs';\nconst f = process.argv[2];\nwriteFileSync(f, ${to});\n`,
      );
    const env = { EDITOR: `${process.execPath} ${script}` };
    write(
      `readFileSync(f, 'utf8').replace(/^wording: .*$/m, 'wording: Three euros.').replace('aliases:', 'aliases: [toll]\\n#')`,
    );
    const edited = await reviewed('eq', env);
    expect(edited.raw).toEqual([true, false, true, false]);
    expect(file('provisions.yaml')).toContain('wording: Three euros.');
    expect(file('provisions.yaml')).toContain('aliases: [toll]');
    const before = file('provisions.yaml');
    write(`'wording: [\\n'`);
    expect((await reviewed('eq', env)).printed).toMatch(/! Line \d+: expected .*Nothing was taken over\./);
    expect(file('provisions.yaml')).toBe(before);
  });
});
