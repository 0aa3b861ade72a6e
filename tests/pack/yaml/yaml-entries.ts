import { createHash } from 'node:crypto';

/** Where the value at a path stands, as a reader of YAML says it. */
type LineOf = (path: readonly (string | number)[]) => number;

/**
 * A file of the format cut into its records (or, where a key holds no list, its keys): for each the hash of its text,
 * and the hash of the value a reader makes of it together with the line of every node, counted from its first.
 */
export function entriesOf(
  text: string,
  value: unknown,
  lineOf: LineOf,
): readonly (readonly [text: string, read: string])[] {
  const paths = Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([key, content]) =>
    Array.isArray(content) && content.length > 0 ? content.map((_, index) => [key, index]) : [[key]],
  );
  const rows = text.split('\n');
  return paths.map((path, index) => {
    const first = lineOf(path);
    const following = paths[index + 1];
    // The line before the next one may be a key; a key is part of no record.
    const end = following === undefined ? rows.length + 1 : lineOf(following);
    const own = rows
      .slice(first - 1, end - 1)
      .filter((row) => !/^\S|^\s*(?:#|$)/.test(row) || path.length === 1);
    const content = valueAt(value, path);
    const lines = nodes(content, path).map((node) => lineOf(node) - first);
    return [hash(own.join('\n')), hash(JSON.stringify([content, lines]))];
  });
}

function nodes(
  value: unknown,
  path: readonly (string | number)[],
): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...steps.flatMap((step) => nodes(valueAt(value, [step]), [...path, step]))];
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, step) => (at as Readonly<Record<string | number, unknown>>)[step], value);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
