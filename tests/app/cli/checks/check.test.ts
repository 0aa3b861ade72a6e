import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckOptions, check } from '../../../../src/app/cli/check.ts';
import { gapAdvice } from '../../../../src/app/cli/checks/gap-advice.ts';
import { loadPack } from '../../../../src/pack/read/load.ts';
import { brokenPack, memoryFolder, SMALL_PACK } from '../../../pack/small-pack.ts';

const clock = () => Temporal.Instant.from('2024-05-20T12:00:00Z');

const QUESTIONS = `questions:
  - id: level
    question: /plan-point water-level
    records: ["provision:water-level", "reading:water-level/first-draft"]
  - id: then-the-third
    after: [/plan-point 2]
    question: and point 3?
    records: ["provision:water-level"]
  - id: mars
    question: what do the Martians want
    records: none
`;

describe('readout check', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'readout-check-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  let packs = 0;
  async function run(files: Readonly<Record<string, string>>, options: CheckOptions) {
    packs += 1;
    const pack = join(folder, String(packs));
    mkdirSync(pack);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(pack, name), content);
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const printed = text(output);
    const terminal = { env: { READOUT_HOME: folder }, input: Readable.from([]), output, errors, clock };
    const code = await check(terminal, pack, options);
    output.end();
    return { code, printed: (await printed).replaceAll(`${pack}/`, '') };
  }

  it('asks a pack its own questions where that is wanted, and ends with 0 where all are answered right', async () => {
    const files = { ...SMALL_PACK, 'questions.yaml': QUESTIONS };
    const { code, printed } = await run(files, { ask: true });
    expect(printed).toContain('3 questions asked: 3 answered right, 0 not.');
    expect(code).toBe(0);
    expect((await run(files, {})).printed).not.toContain('asked');
  });

  it('tells what was asked, wanted and found of each that is answered wrong, and ends with 1', async () => {
    const wrong = QUESTIONS.replace(
      '"reading:water-level/first-draft"]',
      '"statement:open-to-talks", "gap:fish"]',
    ).replace('what do the Martians want', '/plan-point water-level');
    const { code, printed } = await run({ ...SMALL_PACK, 'questions.yaml': wrong }, { ask: true });
    expect(code).toBe(1);
    expect(printed).toMatch(
      /^questions\.yaml:3: question: expected "\/plan-point water-level" to show provision:water-level, statement:open-to-talks, gap:fish, found conflict: provision:water-level, /m,
    );
    expect(printed).toMatch(
      /^questions\.yaml:10: question: expected "\/plan-point water-level" to show nothing as an answer, found /m,
    );
    expect(printed).toContain('3 questions asked: 1 answered right, 2 not.');
  });

  it('prints every question, right or wrong, as an object on a line', async () => {
    const { code, printed } = await run(
      { ...SMALL_PACK, 'questions.yaml': QUESTIONS },
      { ask: true, json: true },
    );
    expect(code).toBe(0);
    const objects = printed
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(objects).toMatchObject([
      {
        kind: 'question',
        id: 'level',
        line: 3,
        wanted: ['provision:water-level', expect.any(String)],
        right: true,
      },
      { id: 'then-the-third', after: ['/plan-point 2'], right: true },
      { id: 'mars', wanted: [], status: 'not-found', right: true },
    ]);
  });

  it('refuses a question that wants what is not there, or says nothing of what it wants', async () => {
    const bad = `questions:
  - id: level
    question: depth?
    records: ["reading:water-level/first-darft", "person:northland", "meal:fish"]
  - id: nothing
    question: depth?
`;
    const { code, printed } = await run({ ...SMALL_PACK, 'questions.yaml': bad }, {});
    expect(code).toBe(1);
    expect(printed).toContain('questions.yaml:4: bad-format:');
    expect(printed).toMatch(/questions\.yaml:5: missing-key: .*records/);
    const pointers = bad.replace(', "meal:fish"', '').split('  - id: nothing')[0] ?? '';
    expect((await run({ ...SMALL_PACK, 'questions.yaml': pointers }, {})).printed).toMatch(
      /questions\.yaml:4: unknown-reference: .*"reading:water-level\/first-darft"\n.*Did you mean "reading:water-level\/first-draft"\?\nquestions\.yaml:4: unknown-reference: expected the id of a person after "person:", found "person:northland"/,
    );
  });

  it('gives all advice on a line each where it is wanted, and else says how much there is', async () => {
    const files = brokenPack('sources.yaml', '    origin: courier\n', '');
    expect((await run(files, {})).printed).toContain('1 piece of advice: readout check --advice\n');
    const { code, printed } = await run(files, { advice: true });
    expect(code).toBe(0);
    expect(printed).toMatch(
      /^sources\.yaml:19: advice: expected an origin, found .*\. Name the first report .*\.$/m,
    );
    const json = (await run(files, { advice: true, json: true })).printed;
    expect(JSON.parse(json)).toMatchObject({ kind: 'advice', file: 'sources.yaml', line: 19 });
  });
});

describe('advice on gaps', () => {
  const advice = async (files: Readonly<Record<string, string>>) => {
    const pack = loadPack(memoryFolder(files));
    if (pack.kind === 'broken') throw new Error(JSON.stringify(pack.problems));
    return (await gapAdvice(pack, clock)).map(({ line, found }) => `${line}: ${found}`);
  };

  it('is given where a name of one is answered with something else, and not where the gap is found', async () => {
    expect(await advice(SMALL_PACK)).toEqual([]);
    const topic = 'topic: what becomes of the fish';
    const shared = brokenPack(
      'gaps.yaml',
      topic,
      `${topic}\n    aliases: [where does Northland stand on the level]`,
    );
    expect(await advice(shared)).toEqual([
      '4: "where does Northland stand on the level", which is answered with position:northland-on-level',
    ]);
  });
});
