import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Briefing, datedRecords } from '../../src/domain/briefing.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';
import { STATUSES } from './statuses.ts';

const KINDS = [
  ...(['who-said', 'topic', 'timeline', 'versions', 'position', 'sources', 'people', 'votes'] as const),
  ...(['figure', 'state', 'premise', 'unanswerable', 'chat', 'follow-up'] as const),
] as const;
/** Questions as people type them, one folder a story and one file a writer: `<story>/<writer>.yaml`. */
const setSchema = z.strictObject({
  questions: z.array(
    z.strictObject({
      ask: z.string().min(1),
      after: z.string().min(1).optional(),
      kind: z.enum(KINDS),
      records: z.array(z.string()),
      first: z.array(z.array(z.string().min(1)).min(1)),
      as: z.array(z.enum(STATUSES)).min(1),
      never: z.array(z.string().min(1)).optional(),
    }),
  ),
});

/** Folders of questions that are in another form. */
const OTHER_FORM = ['two-stories'];

const here = new URL('./', import.meta.url);
const briefings = ['../../briefings', '../fixtures'].flatMap((path) =>
  loadPacks(diskFolder(new URL(path, import.meta.url).pathname)).packs.map((pack) => pack.briefing),
);
const stories = new Map(briefings.map((briefing) => [briefing.id, briefing]));

const sets = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !OTHER_FORM.includes(entry.name))
  .flatMap(({ name: story }) =>
    readdirSync(new URL(`${story}/`, here))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => ({ story, file, text: readFileSync(new URL(`${story}/${file}`, here), 'utf8') })),
  );

/** Every id a question may name, as answers write it. */
function idsOf(briefing: Briefing): ReadonlySet<string> {
  const records = [
    ...[briefing.sources, briefing.actors, briefing.texts, briefing.provisions, briefing.statements],
    ...[briefing.events, briefing.positions, briefing.conflicts, briefing.gaps],
    briefing.provisions.flatMap((provision) => provision.readings),
    ...[briefing.figures, briefing.deadlines, datedRecords(briefing)],
  ].flat();
  return new Set(records.map((record) => `${record.kind}:${record.id}`));
}

const tokens = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** Shared words among all words of two questions, 0 to 1. A question of signs alone is like none. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((token) => other.has(token)).length;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}

const questionsOf = (text: string) => setSchema.parse(load(text)).questions;

describe('the sets of questions', () => {
  it.each(sets)('$story/$file has the form of a set, and follow-ups name what they follow', ({ text }) => {
    const questions = questionsOf(text);
    expect(questions.length).toBeGreaterThan(0);
    const orphans = questions.filter(({ kind, after }) => kind === 'follow-up' && after === undefined);
    expect(orphans.map(({ ask }) => ask)).toEqual([]);
  });

  it.each(sets)('$story/$file names records that its story has', ({ story, text }) => {
    const briefing = stories.get(story);
    expect(briefing, `no story is called ${story}`).toBeDefined();
    const known = briefing === undefined ? new Set<string>() : idsOf(briefing);
    const strangers = questionsOf(text).flatMap(({ ask, records }) =>
      records.filter((id) => !known.has(id)).map((id) => `${ask} names ${id}`),
    );
    expect(strangers).toEqual([]);
  });

  it('repeat nothing, a follow-up together with the question before it', () => {
    const asked = sets.flatMap(({ story, file, text }) =>
      questionsOf(text).map(({ ask, after }) => ({
        ...{ name: `${story}/${file}: ${ask}`, words: tokens(`${after ?? ''} ${ask}`) },
      })),
    );
    const twins = asked.flatMap((one, at) =>
      asked
        .slice(at + 1)
        .filter((other) => likeness(one.words, other.words) > 0.85)
        .map((other) => `${one.name} | ${other.name}`),
    );
    expect(twins).toEqual([]);
  });
});
