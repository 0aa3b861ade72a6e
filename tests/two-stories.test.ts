import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Answer } from '../src/answer/answer.ts';
import { COMMANDS } from '../src/commands/registry.ts';
import type { Story } from '../src/core/stories.ts';
import { createCore } from '../src/dispatch/dispatch.ts';
import { diskFolder } from '../src/pack/read/disk-folder.ts';
import { loadPack } from '../src/pack/read/load.ts';
import { ASKER, askable } from './fixtures/asking.ts';

/*
 * Questions about one story, asked where another is loaded beside it and where either is the default: they have to be
 * answered as with that one pack alone. Plain ones are asked as they are; "/who-said …" also as "who said …".
 */

const askSchema = z.array(z.looseObject({ ask: z.string() }));

function questionsIn(folder: string): readonly string[] {
  const at = new URL(folder, import.meta.url);
  return readdirSync(at)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => askSchema.parse(load(readFileSync(new URL(name, at), 'utf8'))))
    .map(({ ask }) => ask);
}

/** As somebody types it who knows no command; null for a command that has no such form. */
function inWords(question: string): string | null {
  if (!question.startsWith('/')) return question;
  return /^\/who-said (?!.*\b(?:speaker|as-of):)/.test(question)
    ? question.replace('/who-said', 'who said')
    : null;
}

function storyIn(folder: string): Story {
  const loaded = loadPack(diskFolder(new URL(folder, import.meta.url).pathname));
  if (loaded.kind !== 'pack') throw new Error(`${folder} does not load; \`readout check\` says why.`);
  return askable(loaded.briefing);
}

const [first] = readdirSync(new URL('../briefings/', import.meta.url), { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && entry.name !== 'schema' && !entry.name.startsWith('_'),
);
const bundled = storyIn(`../briefings/${first?.name}`);
const minsk = storyIn('./fixtures/minsk-2015');

function coreOver(...stories: readonly Story[]) {
  const clock = () => Temporal.Instant.from('2025-11-27T12:00:00Z');
  const core = createCore({ stories: () => stories, commands: COMMANDS, clock });
  return (line: string) => core.respond({ kind: 'line', line, asker: ASKER });
}

type Verdict = 'same' | 'side by side' | 'other';

/** A denial is a denial, whatever comes nearest; side by side, the right head is one of them. */
function verdict(alone: Answer, among: Answer): Verdict {
  if (alone.status === 'not-found' && among.status === 'not-found') return 'same';
  const same = alone.status === among.status && alone.records.join() === among.records.join();
  if (same) return 'same';
  const [record = ''] = alone.records;
  return among.story === undefined && among.records.includes(record) ? 'side by side' : 'other';
}

const CASES = [
  { about: 'the bundled story', story: bundled, questions: questionsIn('./questions/'), least: 0.96 },
  { about: 'the other story', story: minsk, questions: questionsIn('./questions/two-stories/'), least: 0.8 },
] as const;
const ORDERS = [
  { order: 'it is the default', of: (own: Story, other: Story) => [own, other] },
  { order: 'the other is the default', of: (own: Story, other: Story) => [other, own] },
] as const;

/** Asks each line once: a line alone is answered the same beside whichever test asks it. */
function askingOnce(answer: (line: string) => Promise<Answer>): (line: string) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (line) => {
    const found = known.get(line) ?? answer(line);
    known.set(line, found);
    return found;
  };
}

describe('with two stories loaded', () => {
  const figures: string[] = [];
  afterAll(() => {
    for (const line of figures) process.stdout.write(`${line}\n`);
  });

  for (const { about, story, questions, least } of CASES) {
    const alone = askingOnce(coreOver(story));
    for (const { order, of } of ORDERS) {
      it(`plain questions about ${about} are answered as with its pack alone where ${order}`, async () => {
        const among = coreOver(...of(story, story === bundled ? minsk : bundled));
        const counts: Record<Verdict, number> = { same: 0, 'side by side': 0, other: 0 };
        const others: string[] = [];
        for (const question of questions) {
          const words = inWords(question);
          if (words === null) continue;
          const found = verdict(await alone(words), await among(words));
          counts[found] += 1;
          if (found === 'other') others.push(words);
        }
        const asked = counts.same + counts['side by side'] + counts.other;
        figures.push(
          `${about}, ${order}: ${counts.same} of ${asked} as alone, ${counts['side by side']} side by side, ${counts.other} otherwise`,
        );
        expect(counts.same / asked, `otherwise: ${others.join(' | ')}`).toBeGreaterThanOrEqual(least);
        expect(counts.other / asked, `otherwise: ${others.join(' | ')}`).toBeLessThanOrEqual(
          story === bundled ? 0.01 : 0.08,
        );
      });
    }

    it(`commands about ${about} are answered as with its pack alone where it is the default`, async () => {
      const among = coreOver(story, story === bundled ? minsk : bundled);
      const differ: string[] = [];
      for (const question of questions.filter((each) => each.startsWith('/')))
        if (verdict(await alone(question), await among(question)) !== 'same') differ.push(question);
      expect(differ.length, differ.join(' | ')).toBeLessThanOrEqual(2);
    });
  }
});
