/** The 1-based line of a place in a text. */
export function lineAt(text: string, place: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < place; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** `lineAt` for places that are asked for from first to last, without looking at anything twice. */
export function createLineFinder(text: string): (place: number) => number {
  let line = 1;
  let start = 0;
  let end = endFrom(0);
  function endFrom(at: number): number {
    const newline = text.indexOf('\n', at);
    return newline < 0 ? text.length : newline;
  }
  return (place) => {
    if (place < start) return lineAt(text, place);
    while (place > end && end < text.length) {
      line += 1;
      start = end + 1;
      end = endFrom(start);
    }
    return line;
  };
}
