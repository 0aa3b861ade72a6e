import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { keyLines, keysInOrder, type RawRecord } from '../../../desk/write/record-lines.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { readYaml } from '../../../pack/yaml/read-yaml.ts';
import type { Keys } from './keys.ts';
import type { Shown } from './waiting.ts';

export type InEditor =
  /** The keys that are other than before; null where one was taken out. */
  | { readonly kind: 'edited'; readonly record: RawRecord }
  | { readonly kind: 'same' | 'no-editor' }
  /** Nothing was taken over. */
  | { readonly kind: 'unread'; readonly why: string };

/** The record in the person's own editor, as it would stand in its file. */
export function editedInEditor(
  { record, list, missing }: Shown,
  env: NodeJS.ProcessEnv,
  keys: Pick<Keys, 'lend'>,
): InEditor {
  // As git has it: what is for a screen first.
  const editor = (env['VISUAL'] ?? '').trim() || (env['EDITOR'] ?? '').trim();
  if (editor === '') return { kind: 'no-editor' };
  const folder = mkdtempSync(join(tmpdir(), 'readout-edit-'));
  try {
    const file = join(folder, 'record.yaml');
    const names = list === null ? Object.keys(record) : keysInOrder(list, record);
    const lines = names.flatMap((key) => keyLines(key, record[key]));
    const lacks = missing.map((key) => `${key}: ""`);
    writeFileSync(file, `${[...lines, ...lacks].join('\n')}\n`);
    const [program = '', ...words] = editor.split(/ +/);
    const { status, error } = keys.lend(() => spawnSync(program, [...words, file], { stdio: 'inherit' }));
    if (error !== undefined) return { kind: 'unread', why: `${program} cannot be started: ${error.message}` };
    if (status !== 0)
      return { kind: 'unread', why: `${program} ended with ${status}; nothing was taken over.` };
    return changesIn(readYaml(readFileSync(file)), record);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function changesIn({ value, problems }: ReturnType<typeof readYaml>, before: RawRecord): InEditor {
  const [problem] = problems;
  if (problem !== undefined) {
    return {
      kind: 'unread',
      why: `Line ${problem.line}: expected ${problem.expected}, found ${problem.found}. Nothing was taken over.`,
    };
  }
  if (!isMapping(value)) return { kind: 'unread', why: 'There are no keys in it; nothing was taken over.' };
  const names = new Set([...Object.keys(before), ...Object.keys(value)]);
  const changed = [...names].flatMap((key): readonly [string, unknown][] => {
    const after = value[key] === '' ? undefined : value[key];
    return isDeepStrictEqual(after, before[key]) ? [] : [[key, after ?? null]];
  });
  return changed.length === 0 ? { kind: 'same' } : { kind: 'edited', record: Object.fromEntries(changed) };
}
