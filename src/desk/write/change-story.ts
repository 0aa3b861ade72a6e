import { isDeepStrictEqual } from 'node:util';
import { isMapping } from '../../domain/mapping.ts';
import { readYaml } from '../../pack/yaml/read-yaml.ts';
import type { ChangedFile, RecordChange } from './change-file.ts';
import { keyLines } from './record-lines.ts';

/** A key of the story itself that gets another value on its one line: which text is the latest, the day of a review. */
export interface StoryChange {
  readonly kind: 'story';
  readonly key: 'latest_text' | 'reviewed';
  readonly value: string;
}

/** What may be done to a pack. */
export type PackChange = RecordChange | StoryChange;

/** A story's text with one of its keys set; every other byte stays. */
export function changeStory(
  text: string,
  { key, value }: StoryChange,
): Exclude<ChangedFile, { kind: 'conflict' }> {
  const before = readYaml(Buffer.from(text));
  const byHand = {
    kind: 'by-hand',
    why: `expected "${key}:" with its value on one line of its own`,
  } as const;
  if (before.problems.length > 0 || !isMapping(before.value)) return byHand;
  const line = new RegExp(`^${key}:[^\\r\\n]*`, 'm');
  const written = text.replace(line, () => keyLines(key, value).join('\n'));
  const after = readYaml(Buffer.from(written));
  const isRight =
    after.problems.length === 0 && isDeepStrictEqual(after.value, { ...before.value, [key]: value });
  return isRight ? { kind: 'changed', text: written } : byHand;
}
