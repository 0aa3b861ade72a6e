import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { renderPlain } from '../src/answer/plain.ts';
import { COMMANDS } from '../src/commands/registry.ts';
import { diskFolder } from '../src/pack/read/disk-folder.ts';
import { loadPacks } from '../src/pack/read/load.ts';
import { ASKER, coreOver } from './fixtures/asking.ts';
import { STATUSES } from './questions/statuses.ts';

/** What a right answer has; the notation is explained at the top of each file. */
const questionSchema = z.strictObject({
  ask: z.string(),
  tags: z.array(z.enum(['typo', 'unknown'])).default([]),
  command: z.string().optional(),
  status: z.union([z.enum(STATUSES), z.array(z.enum(STATUSES))]),
  first: z.string().optional(),
  records: z.array(z.string()).default([]),
  says: z.array(z.union([z.string(), z.number()])).default([]),
  never: z.array(z.union([z.string(), z.number()])).default([]),
});

const folder = new URL('./questions/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const questions = files.flatMap((file) =>
  z
    .array(questionSchema)
    .parse(load(readFileSync(new URL(file, folder), 'utf8')))
    .map((question) => ({ file, ...question })),
);

const { packs } = loadPacks(diskFolder(new URL('../briefings', import.meta.url).pathname));
const [pack] = packs;
if (pack === undefined) throw new Error('The bundled pack does not load; `readout check` says why.');
/** The day after the newest source: everything is known, nothing later has happened. */
const core = coreOver(pack.briefing, COMMANDS, '2025-11-27');

describe('questions over the bundled pack', () => {
  it('are many, a third badly typed and a fifth about what nobody said or reported', () => {
    const share = (tag: 'typo' | 'unknown') =>
      questions.filter((question) => question.tags.includes(tag)).length / questions.length;
    expect(questions.length).toBeGreaterThanOrEqual(150);
    expect(share('typo')).toBeGreaterThanOrEqual(1 / 3);
    expect(share('unknown')).toBeGreaterThanOrEqual(1 / 5);
  });

  it.each(questions)('$file: $ask', async (question) => {
    const answer = await core.respond({ kind: 'line', line: question.ask, asker: ASKER });
    const text = renderPlain(answer, { width: Number.POSITIVE_INFINITY }).toLowerCase();
    const has = (words: string | number) => text.includes(String(words).toLowerCase());
    expect
      .soft([question.status].flat(), `status ${answer.status}, read as ${answer.readAs ?? 'typed'}`)
      .toContain(answer.status);
    if (question.command !== undefined) expect.soft(answer.command).toBe(question.command);
    if (question.first !== undefined) expect.soft(answer.records[0]).toBe(question.first);
    for (const record of question.records) expect.soft(answer.records).toContain(record);
    expect
      .soft(
        question.says.filter((words) => !has(words)),
        'words it lacks',
      )
      .toEqual([]);
    expect.soft(question.never.filter(has), 'words it must not have').toEqual([]);
  });
});
