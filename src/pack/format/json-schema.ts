import { z } from 'zod';
import { withoutUndefined } from '../../domain/mapping.ts';
import { KIND_NAMES, KINDS, type Kind } from './kinds.ts';
import { LISTS } from './lists.ts';
import { sharedSchema } from './shared-schema.ts';
import { storySchema } from './story-schema.ts';

/** A JSON Schema for each kind of file, which editors complete and validate with; by file name. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(KIND_NAMES.map((kind) => [`${kind}.schema.json`, jsonSchemaOf(kind)]));
}

function jsonSchemaOf(kind: Kind): string {
  const { description, ...schema } = z.toJSONSchema(fileSchema(kind), {
    // The newest version that the YAML language server knows in full.
    target: 'draft-7',
    io: 'input',
  });
  const title = `Readout pack: ${kind}.yaml`;
  return printed({ title, ...withoutUndefined({ description }), ...schema });
}

/** Longest line the project's formatter leaves alone. */
const LINE_WIDTH = 110;

/** JSON as the project formats it: lists of words on one line where they fit. */
function printed(schema: object): string {
  const spread = JSON.stringify(schema, null, 2);
  return `${spread.replace(/^(.*)\[\n((?: +"[^"\n]*",?\n)+) +\](,?)$/gm, (whole, head, entries, comma) => {
    const line = `${head}[${entries.trim().replace(/\n +/g, ' ')}]${comma}`;
    return line.length <= LINE_WIDTH ? line : whole;
  })}\n`;
}

function fileSchema(kind: Kind): z.ZodType {
  if (kind === 'story') return storySchema;
  const { lists } = KINDS[kind];
  const several = lists.length > 1;
  const entries = lists.map((list) => {
    const entry = z
      .array(
        list === 'parties' || list === 'persons' ? z.union([LISTS[list], sharedSchema(list)]) : LISTS[list],
      )
      .meta({ description: `The ${list} of the pack, in the order they are shown.` });
    return [list, several ? entry.optional() : entry] as const;
  });
  return z.strictObject(Object.fromEntries(entries));
}
