import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Plugin } from 'rolldown';

type Table = Readonly<Record<string, number>>;

/** Objects with fewer entries are left as they are. */
const FEWEST = 500;

/**
 * Writes large tables of fitted weights (`weights.json`) shorter: names in order, each without what it begins with like
 * the one before, and the weights apart from them, a letter each. Modules that import them get the very same tables, in
 * the order of their names.
 * @throws Error where a table would not come back as it is
 */
export function packedWeights(): Plugin {
  return {
    name: 'packed-weights',
    load: {
      filter: { id: /[\\/]weights\.json$/ },
      handler(id) {
        const values: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(id, 'utf8'));
        const members = Object.entries(values).map(([key, value]) => {
          const written = isTable(value) ? packed(value, `${id}: ${key}`) : JSON.stringify(value);
          return `${JSON.stringify(key)}:${written}`;
        });
        return {
          code: `const table = ${unpack};\nexport default {${members.join(',')}};\n`,
          moduleType: 'js',
        };
      },
    },
  };
}

function isTable(value: unknown): value is Table {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries: readonly unknown[] = Object.values(value);
  return entries.length >= FEWEST && entries.every((entry) => typeof entry === 'number');
}

/** How a table is written: `table(names, weights, parts)`. */
function packed(table: Table, where: string): string {
  const names = Object.keys(table).toSorted((a, b) => (a < b ? -1 : 1));
  const parts = [1, 10, 100, 1_000, 10_000].find((scale) =>
    names.every((name) => Math.round((table[name] ?? 0) * scale) / scale === table[name]),
  );
  if (parts === undefined || names.some((name) => name.includes('\n')))
    throw new Error(`${where}: expected weights of at most four decimals by names of one line.`);
  const [written, weights] = [
    shortened(names),
    lettered(names.map((name) => Math.round((table[name] ?? 0) * parts))),
  ];
  if (!isDeepStrictEqual(unpack(written, weights, parts), { ...table }))
    throw new Error(`${where}: expected the same table back.`);
  return `table(${JSON.stringify(written)},${JSON.stringify(weights)},${parts})`;
}

/** Whole numbers as letters from "#" on, the smallest ones first, below and above zero in turn. */
function lettered(numbers: readonly number[]): string {
  return numbers.map((one) => String.fromCharCode(35 + (one < 0 ? -2 * one - 1 : 2 * one))).join('');
}

/** Each name by how much it has of the one before, one letter from "0" on, and the rest. */
function shortened(names: readonly string[]): string {
  return names
    .map((name, at) => {
      const before = names[at - 1] ?? '';
      let same = 0;
      while (same < MOST_SAME && same < name.length && name[same] === before[same]) same += 1;
      return String.fromCharCode(FIRST + same) + name.slice(same);
    })
    .join('\n');
}

const FIRST = 48;
/** So that each of the letters is one of ASCII, none of them a backslash. */
const MOST_SAME = 43;

/** Is written into the bundle as it is, and so uses nothing of this file. */
function unpack(names: string, weights: string, parts: number): Record<string, number> {
  const found: Record<string, number> = {};
  let name = '';
  for (const [at, written] of names.split('\n').entries()) {
    name = name.slice(0, written.charCodeAt(0) - 48) + written.slice(1);
    const letter = weights.charCodeAt(at) - 35;
    found[name] = (letter % 2 === 1 ? -(letter + 1) / 2 : letter / 2) / parts;
  }
  return found;
}
