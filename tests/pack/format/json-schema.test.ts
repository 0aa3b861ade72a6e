import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '../../../src/pack/format/json-schema.ts';

const folder = new URL('../../../briefings/schema/', import.meta.url);

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly additionalProperties?: boolean;
}

/** Every mapping of a schema with the path it stands at. */
function mappings(node: Node, path = ''): readonly (readonly [string, Node])[] {
  const below = [
    ...Object.entries(node.properties ?? {}).map(([key, child]) => [`${path}.${key}`, child] as const),
    ...(node.items === undefined ? [] : [[`${path}[]`, node.items] as const]),
    ...(node.anyOf ?? []).map((child) => [path, child] as const),
  ].flatMap(([at, child]) => mappings(child, at));
  return node.properties === undefined ? below : [[path, node], ...below];
}

describe.each([...jsonSchemas()])('%s', (name, schema) => {
  it('is committed as it is made; write it anew with the schema script', () => {
    expect(readFileSync(new URL(name, folder), 'utf8')).toBe(schema);
  });

  it('describes every key, so that an editor can say what it is for', () => {
    const bare = mappings(JSON.parse(schema) as Node).flatMap(([path, { properties = {} }]) =>
      Object.entries(properties).flatMap(([key, child]) => (child.description ? [] : [`${path}.${key}`])),
    );
    expect(bare).toEqual([]);
  });

  it('allows no other keys, as loading does', () => {
    const open = mappings(JSON.parse(schema) as Node).filter(
      ([, node]) => node.additionalProperties !== false,
    );
    expect(open).toEqual([]);
  });
});

describe('the schema folder', () => {
  it('holds a schema for every kind and nothing else', () => {
    expect(readdirSync(folder).sort()).toEqual([...jsonSchemas().keys()].sort());
  });
});
