import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { parseAst } from 'vitest/node';

/** A regular expression as it stands in the source. */
export interface Found {
  /** Path below `src/`, with the line: `search/text/fold.ts:12`. */
  readonly at: string;
  readonly source: string;
  readonly flags: string;
}

/** Every expression written out under a folder, and the places where one is put together at run time. */
export function expressionsUnder(folder: URL): {
  readonly written: readonly Found[];
  /** Files that call `RegExp`, once for each call. */
  readonly made: readonly string[];
} {
  const written: Found[] = [];
  const made: string[] = [];
  for (const file of filesUnder(folder)) {
    const code = readFileSync(new URL(file, folder), 'utf8');
    // Stripping leaves every line where it was.
    eachNode(parseAst(stripTypeScriptTypes(code)), (node) => {
      if (node.type === 'Literal' && isRegex(node.regex)) {
        const line = code.slice(0, Number(node.start)).split('\n').length;
        written.push({ at: `${file}:${line}`, source: node.regex.pattern, flags: node.regex.flags });
      }
      if ((node.type === 'NewExpression' || node.type === 'CallExpression') && isRegExpCall(node.callee))
        made.push(file);
    });
  }
  return { written, made };
}

function filesUnder(folder: URL): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

type Node = Readonly<Record<string, unknown>>;

function eachNode(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) eachNode(item, visit);
    return;
  }
  if (!isNode(value)) return;
  visit(value);
  for (const child of Object.values(value)) eachNode(child, visit);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !(value instanceof RegExp);
}

function isRegex(value: unknown): value is { readonly pattern: string; readonly flags: string } {
  return isNode(value) && typeof value.pattern === 'string' && typeof value.flags === 'string';
}

function isRegExpCall(callee: unknown): boolean {
  return isNode(callee) && callee.type === 'Identifier' && callee.name === 'RegExp';
}
