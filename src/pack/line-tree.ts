/** The 1-based lines of a YAML document's nodes, in the shape of the document: by key in a mapping, by index in a list. */
export interface LineTree {
  readonly line: number;
  readonly children: Map<string | number, LineTree>;
}

/** A node without children. */
export function lineTree(line: number): LineTree {
  return { line, children: new Map() };
}

/** The line of the node a path leads to, or of the nearest one above it that exists; an entry's line is that of its key. */
export function lineOf(tree: LineTree, path: readonly (string | number)[]): number {
  let node = tree;
  for (const step of path) {
    const child = node.children.get(step);
    if (child === undefined) break;
    node = child;
  }
  return node.line;
}
