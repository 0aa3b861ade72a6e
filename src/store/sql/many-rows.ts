import type { SqlValue, Statement } from './driver.ts';

/** Most rows written by one statement, and the other numbers of them: few sizes, so that a database prepares few texts. */
export const MOST_ROWS = 256;
const SIZES = [MOST_ROWS, 64, 8, 1] as const;

/** The SQL of a statement over several rows. */
export interface ManyRows {
  /** One row of a list of values; `of(1)` is its first value. */
  readonly row: (of: (place: number) => string) => string;
  /** The whole statement around the list. */
  readonly whole: (list: string) => string;
}

/** Makes statements that write any number of rows, in their order: a statement for each row takes twice the time. */
export function manyRows({
  row,
  whole,
}: ManyRows): (rows: readonly (readonly SqlValue[])[]) => readonly Statement[] {
  const texts = new Map<number, string>();
  const textFor = (size: number, width: number) => {
    const known = texts.get(size);
    if (known !== undefined) return known;
    const list = Array.from({ length: size }, (_, at) => row((place) => `$${at * width + place}`)).join(', ');
    const made = whole(list);
    texts.set(size, made);
    return made;
  };
  return (rows) => {
    const statements: Statement[] = [];
    for (let from = 0; from < rows.length; ) {
      const size = SIZES.find((each) => each <= rows.length - from) ?? 1;
      const some = rows.slice(from, from + size);
      statements.push({ sql: textFor(size, some[0]?.length ?? 0), values: some.flat(), isKept: true });
      from += size;
    }
    return statements;
  };
}
