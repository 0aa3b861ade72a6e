/** The 1-based line of a place in a text. */
export function lineAt(text: string, place: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < place; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** `lineAt` for places that are asked for from first to last, without counting from the beginning each time. */
export function createLineFinder(text: string): (place: number) => number {
  let start = 0;
  let line = 1;
  return (place) => {
    if (place < start) return lineAt(text, place);
    for (let end = text.indexOf('\n', start); end >= 0 && end < place; end = text.indexOf('\n', start)) {
      line += 1;
      start = end + 1;
    }
    return line;
  };
}
