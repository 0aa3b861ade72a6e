import { grown } from './vocabulary.ts';

/**
 * Which rows hold a key. The bulk lies in one array ordered by key; rows added later go to short lists behind it
 * and are folded in when they outgrow a quarter of the bulk, so an addition costs constant time on average.
 */
export type Postings = {
  readonly add: (key: number, row: number) => void;
  /** Replaces everything by the given pairs: `fill` is called twice and has to give the same pairs in row order. */
  readonly load: (keys: number, fill: (put: (key: number, row: number) => void) => void) => void;
  readonly count: (key: number) => number;
  /** Rows added since `load`, all keys together. */
  readonly late: () => number;
  readonly bulk: () => number;
  /** Visits the rows that hold the key, ascending. */
  readonly each: (key: number, visit: (row: number) => void) => void;
  /** The bulk as numbers, its own arrays; nothing was added since `load`. */
  readonly parts: () => PostingsParts;
  /** Adds `weight` to each row that holds the key; a row touched for the first time is appended to `touched`. */
  readonly spread: (key: number, weight: number, mass: Float32Array, touched: RowList) => void;
};

/** A list of rows that keeps its storage between uses. */
export type RowList = { rows: Uint32Array; length: number };

export type PostingsParts = { readonly starts: Uint32Array; readonly rows: Uint32Array };

/** `from` is taken over, not copied. */
export function createPostings(from?: PostingsParts): Postings {
  let starts = from?.starts ?? new Uint32Array(1);
  let rows = from?.rows ?? new Uint32Array(0);
  let tail = new Map<number, number[]>();
  let late = 0;

  const bulkCount = (key: number): number =>
    key + 1 < starts.length ? (starts[key + 1] as number) - (starts[key] as number) : 0;

  return {
    add: (key, row) => {
      const list = tail.get(key);
      if (list === undefined) tail.set(key, [row]);
      else list.push(row);
      late++;
    },
    load: (keys, fill) => {
      starts = new Uint32Array(keys + 1);
      fill((key) => {
        starts[key + 1] = (starts[key + 1] as number) + 1;
      });
      for (let key = 0; key < keys; key++)
        starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
      rows = new Uint32Array(starts[keys] as number);
      const next = starts.slice(0, keys);
      fill((key, row) => {
        const at = next[key] as number;
        rows[at] = row;
        next[key] = at + 1;
      });
      tail = new Map();
      late = 0;
    },
    count: (key) => bulkCount(key) + (tail.get(key)?.length ?? 0),
    each: (key, visit) => {
      const count = bulkCount(key);
      const from = count > 0 ? (starts[key] as number) : 0;
      for (let at = from; at < from + count; at++) visit(rows[at] as number);
      for (const row of tail.get(key) ?? []) visit(row);
    },
    parts: () => ({ starts, rows }),
    late: () => late,
    bulk: () => rows.length,
    spread: (key, weight, mass, touched) => {
      const count = bulkCount(key);
      const from = count > 0 ? (starts[key] as number) : 0;
      for (let at = from; at < from + count; at++) touch(rows[at] as number, weight, mass, touched);
      const added = tail.get(key);
      if (added !== undefined) for (const row of added) touch(row, weight, mass, touched);
    },
  };
}

function touch(row: number, weight: number, mass: Float32Array, touched: RowList): void {
  const before = mass[row] as number;
  if (before === 0) {
    touched.rows = grown(touched.rows, touched.length);
    touched.rows[touched.length++] = row;
  }
  mass[row] = before + weight;
}
