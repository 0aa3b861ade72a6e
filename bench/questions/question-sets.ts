import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { z } from 'zod';
import type { Briefing } from '../../src/domain/briefing.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SETS = join(ROOT, 'tests/questions');

const words = z.union([z.string(), z.number()]).transform(String);
const questionSchema = z.strictObject({
  ask: words,
  after: words.optional(),
  kind: z.string(),
  records: z.array(z.string()).default([]),
  first: z.array(z.array(words)).default([]),
  as: z.array(z.string()).default([]),
  never: z.array(words).default([]),
  note: words.optional(),
});
const setSchema = z.object({ questions: z.array(questionSchema) });

/** One question with what is right, as its writer has it. */
export type SetQuestion = z.infer<typeof questionSchema> & {
  readonly story: string;
  /** The writer's tag: the name of the file. */
  readonly set: string;
};

/** Every set under `tests/questions/<story>/`; files of another form are passed over. */
export function questionSets(): readonly SetQuestion[] {
  return readdirSync(SETS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: story }) =>
      readdirSync(join(SETS, story))
        .filter((file) => file.endsWith('.yaml'))
        .flatMap((file) => {
          const parsed = setSchema.safeParse(load(readFileSync(join(SETS, story, file), 'utf8')));
          if (!parsed.success) {
            if (story !== 'two-stories')
              console.error(`bench: ${story}/${file}: ${parsed.error.message.slice(0, 300)}`);
            return [];
          }
          return parsed.data.questions.map((question) => ({
            ...question,
            story,
            set: file.replace('.yaml', ''),
          }));
        }),
    );
}

const oldSchema = z.array(
  z.looseObject({
    ask: z.string(),
    first: z.string().optional(),
    records: z.array(z.string()).default([]),
    status: z.union([z.string(), z.array(z.string())]),
  }),
);

/** The well-formed questions over the bundled pack that are plain words, as far as they name a record. */
export function wellFormed(): readonly SetQuestion[] {
  return readdirSync(SETS)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) =>
      oldSchema.parse(load(readFileSync(join(SETS, file), 'utf8'))).map((question) => ({
        ...question,
        file,
      })),
    )
    .filter(({ ask, records, first }) => !ask.startsWith('/') && (records.length > 0 || first !== undefined))
    .map(({ ask, records, first, file, status }) => ({
      ask,
      kind: 'well-formed',
      records: first === undefined ? records : [first],
      first: [],
      as: [status].flat(),
      never: [],
      story: 'us-ukraine-peace-plan',
      set: `well-formed-${file.replace('.yaml', '')}`,
    }));
}

/** Every pack that questions are asked over, by id. */
export function storyPacks(): ReadonlyMap<string, Briefing> {
  const folders = [
    join(ROOT, 'briefings'),
    ...readdirSync(join(ROOT, 'tests/fixtures'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(ROOT, 'tests/fixtures', name))
      .filter((folder) => existsSync(join(folder, 'story.yaml'))),
  ];
  return new Map(
    folders.flatMap((folder) => {
      const { packs, problems } = loadPacks(diskFolder(folder));
      if (packs.length === 0) console.error(`bench: ${folder} does not load: ${JSON.stringify(problems[0])}`);
      return packs.map(({ briefing }): [string, Briefing] => [briefing.id, briefing]);
    }),
  );
}

/** True where a record is one of those that are right; a provision is right by any of its readings. */
export function isRight(id: string, wanted: readonly string[]): boolean {
  if (wanted.includes(id)) return true;
  const [kind = '', rest = ''] = id.split(/:(.*)/s);
  if (kind === 'reading') return wanted.includes(`provision:${rest.split('/')[0]}`);
  return false;
}
