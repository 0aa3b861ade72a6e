/** Longest word the distance is computed on; longer ones are compared by their first units. */
const LONGEST = 64;

const width = LONGEST + 1;
const rows = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)] as const;
const left = new Uint16Array(LONGEST);
const right = new Uint16Array(LONGEST);

/**
 * Edits between two words: insert, delete, replace, or swap two neighbours (optimal string alignment).
 * Gives `max + 1` as soon as the distance is known to be larger than `max`.
 */
export function editDistance(a: string, b: string, max: number): number {
  const aLength = Math.min(a.length, LONGEST);
  const bLength = Math.min(b.length, LONGEST);
  for (let i = 0; i < aLength; i++) left[i] = a.charCodeAt(i);
  for (let i = 0; i < bLength; i++) right[i] = b.charCodeAt(i);
  return editDistanceOf(left, 0, aLength, right, 0, bLength, max);
}

/** `editDistance` on words held as UTF-16 units in larger arrays; no allocation. Lengths are at most 64. */
export function editDistanceOf(
  a: Uint16Array,
  aStart: number,
  aLength: number,
  b: Uint16Array,
  bStart: number,
  bLength: number,
  max: number,
): number {
  const tooFar = max + 1;
  if (aLength - bLength > max || bLength - aLength > max) return tooFar;
  let [older, above, current]: readonly Uint8Array[] = rows as unknown as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  if (older === undefined || above === undefined || current === undefined) return tooFar;
  for (let j = 0; j <= bLength; j++) above[j] = j;
  for (let i = 1; i <= aLength; i++) {
    const unit = a[aStart + i - 1];
    const unitBefore = i > 1 ? a[aStart + i - 2] : -1;
    // Cells farther than `max` from the diagonal cannot lie on a path that is short enough.
    const from = i > max ? i - max : 1;
    const to = Math.min(i + max, bLength);
    current[from - 1] = from === 1 ? i : tooFar;
    let least = current[from - 1] as number;
    for (let j = from; j <= to; j++) {
      const other = b[bStart + j - 1];
      let cost = (above[j - 1] as number) + (unit === other ? 0 : 1);
      const inserted = (current[j - 1] as number) + 1;
      if (inserted < cost) cost = inserted;
      if (j < i + max) {
        const deleted = (above[j] as number) + 1;
        if (deleted < cost) cost = deleted;
      }
      if (i > 1 && j > 1 && unit === b[bStart + j - 2] && unitBefore === other) {
        const swapped = (older[j - 2] as number) + 1;
        if (swapped < cost) cost = swapped;
      }
      current[j] = cost;
      if (cost < least) least = cost;
    }
    if (to < bLength) current[to + 1] = tooFar;
    if (least > max) return tooFar;
    const spare: Uint8Array = older;
    older = above;
    above = current;
    current = spare;
  }
  const distance = above[bLength] as number;
  return distance > max ? tooFar : distance;
}
