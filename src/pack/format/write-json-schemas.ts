/**
 * Writes the JSON Schemas beside the briefings, where editors find them. They are committed: a test says so where they
 * are not those the zod schemas give.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jsonSchemas } from './json-schema.ts';

const folder = new URL('../../../briefings/schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of jsonSchemas()) writeFileSync(new URL(name, folder), schema);
process.stdout.write(`Wrote ${jsonSchemas().size} schemas to ${fileURLToPath(folder)}\n`);
