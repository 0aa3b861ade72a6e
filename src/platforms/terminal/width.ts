const UNKNOWN = 80;
/** Longer lines are hard to read. */
const WIDEST = 100;

/** Columns to write for: those of the terminal where it tells, which some report as 0. */
export function readableWidth(output: { readonly columns?: number }): number {
  const { columns = 0 } = output;
  return columns > 0 ? Math.min(columns, WIDEST) : UNKNOWN;
}
