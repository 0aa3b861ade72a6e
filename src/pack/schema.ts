import { z } from 'zod';
import { CONFLICT_KINDS } from '../domain/conflict.ts';
import { STANCES } from '../domain/position.ts';
import { CHANGES } from '../domain/provision.ts';
import { PROVENANCES, SOURCE_QUALITIES } from '../domain/source.ts';
import { isDay, parseWhen } from '../domain/when.ts';

const id = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'an id in lower-case words joined by hyphens')
  .meta({ description: 'Lower-case words joined by hyphens; unique among records of its kind.' });
const words = z.string().trim().min(1).max(2000);
const line = z.string().trim().min(1).max(600);
const aliases = z.array(z.string().trim().min(1).max(120)).default([]);

const day = z.string().refine(isDay, 'a calendar day like 2025-11-25');
const dateText = z
  .union([z.string(), z.number().int()])
  .transform(String)
  .refine(
    (text) => parseWhen(text) !== null,
    'a date like 2025-11-25, 2025-11, 2025, 2025-11-17/2025-11-23, ../2025-11-30 or undated',
  );
/** `2025-11-25`, or `{ on: 2025-11-25, inferred: why }` where the source does not state it. */
const when = z.union([dateText, z.strictObject({ on: dateText, inferred: line })]);

const ref = z.union([id, z.strictObject({ source: id, words: z.string().min(1).max(400) })]);
const refs = z.array(ref).min(1);
const materiality = z.enum(['material', 'minor']).default('material');
const provenance = z.enum(PROVENANCES);
const url = z.url({ protocol: /^https?$/ });

export const storySchema = z.strictObject({
  id,
  title: line,
  main_text: id,
  latest_text: id,
  zone: z.string(),
  reviewed: day,
  lead: z
    .array(z.strictObject({ text: line, sources: refs }))
    .min(1)
    .max(8),
});

export const sourcesSchema = z.strictObject({
  sources: z.array(
    z.strictObject({
      id,
      publisher: line,
      title: line.optional(),
      url: url.optional(),
      published: when,
      quality: z.enum(SOURCE_QUALITIES),
      origin: id.optional(),
      archive: z
        .strictObject({
          file: z.string().regex(/^[^/\\]+$/, 'a file name without a folder'),
          sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits'),
        })
        .optional(),
      note: line.optional(),
    }),
  ),
});

export const actorsSchema = z.strictObject({
  parties: z
    .array(z.strictObject({ id, name: line, aliases, part_of: id.optional(), description: line.optional() }))
    .default([]),
  persons: z
    .array(
      z.strictObject({
        id,
        name: line,
        aliases,
        party: id.optional(),
        unnamed: z.boolean().default(false),
        roles: z.array(z.strictObject({ title: line, from: day.optional(), to: day.optional() })).default([]),
        sources: z.array(ref).default([]),
      }),
    )
    .default([]),
});

export const textsSchema = z.strictObject({
  texts: z.array(
    z.strictObject({
      id,
      name: line,
      label: z.string().min(1).max(24),
      aliases,
      authors: z.array(id).min(1),
      status: z.enum(['full', 'partial', 'reported', 'not-public']),
      points: z.number().int().min(1).max(999).optional(),
      parents: z.array(id).default([]),
      known: when,
      published: when.optional(),
      context: z.boolean().default(false),
      summary: words,
      sources: refs,
    }),
  ),
});

export const provisionsSchema = z.strictObject({
  provisions: z.array(
    z.strictObject({
      id,
      title: line,
      aliases,
      readings: z
        .array(
          z.strictObject({
            text: id,
            points: z.array(z.number().int()).default([]),
            wording: words,
            change: z.enum(CHANGES).default('none'),
            provenance,
            terms: z
              .array(
                z.strictObject({
                  name: line,
                  value: z.union([z.number(), line]),
                  unit: line.optional(),
                  qualifier: line.optional(),
                }),
              )
              .default([]),
            sources: refs,
            note: words.optional(),
            materiality,
          }),
        )
        .min(1),
    }),
  ),
});

export const statementsSchema = z.strictObject({
  statements: z.array(
    z.strictObject({
      id,
      speaker: id,
      form: z.enum(['direct', 'partial', 'indirect']),
      words: words.optional(),
      gist: words,
      likely: z.strictObject({ words, basis: line }).optional(),
      occasion: line,
      date: when,
      provenance,
      about: z.array(id).default([]),
      sources: z
        .array(
          z.strictObject({
            source: id,
            words: z.string().min(1).max(400),
            quoted: z.boolean().default(false),
            credits: id.optional(),
          }),
        )
        .min(1),
      note: words.optional(),
      materiality,
    }),
  ),
});

export const eventsSchema = z.strictObject({
  events: z.array(
    z.strictObject({
      id,
      date: when,
      status: z.enum(['happened', 'expected', 'claimed']),
      what: line,
      who: z.array(id).default([]),
      place: line.optional(),
      about: z.array(id).default([]),
      provenance,
      sources: refs,
      note: words.optional(),
      materiality,
    }),
  ),
});

export const positionsSchema = z.strictObject({
  positions: z.array(
    z.strictObject({
      id,
      party: id,
      about: z.array(id).default([]),
      topic: line,
      stance: z.enum(STANCES),
      wording: words,
      per: id.optional(),
      date: when,
      standing: z.boolean().default(false),
      provenance,
      sources: refs,
      note: words.optional(),
      materiality,
    }),
  ),
});

export const conflictsSchema = z.strictObject({
  conflicts: z.array(
    z.strictObject({
      id,
      title: line,
      type: z.enum(CONFLICT_KINDS),
      sides: z.array(z.strictObject({ claim: words, sources: refs })),
      assessment: words,
      records: z
        .array(
          z
            .string()
            .regex(
              /^(statement|reading|event|position|provision|text):[a-z0-9/-]+$/,
              'a record like statement:its-id',
            ),
        )
        .default([]),
      materiality,
    }),
  ),
});

export const gapsSchema = z.strictObject({
  gaps: z.array(z.strictObject({ id, topic: line, aliases, note: words, about: z.array(id).default([]) })),
});

/** Every file a pack may have, by file name. All but `gaps.yaml` and `conflicts.yaml` are required. */
export const PACK_FILES = {
  'story.yaml': storySchema,
  'sources.yaml': sourcesSchema,
  'actors.yaml': actorsSchema,
  'texts.yaml': textsSchema,
  'provisions.yaml': provisionsSchema,
  'statements.yaml': statementsSchema,
  'events.yaml': eventsSchema,
  'positions.yaml': positionsSchema,
  'conflicts.yaml': conflictsSchema,
  'gaps.yaml': gapsSchema,
} as const;
export type PackFile = keyof typeof PACK_FILES;
