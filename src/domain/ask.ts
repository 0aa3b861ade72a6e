/**
 * A question that can be asked: a command by its path and the values of its options. An empty path is what somebody would
 * type, in `words`: a plain question, or a line as it stands; other values are options added to it.
 */
export interface Ask {
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** `command` is its path with spaces: `digest list`. */
export function asking(command: string, values: Ask['values'] = {}): Ask {
  return { path: command.split(' '), values };
}

/** What somebody would type, kept as it is. */
export function typing(words: string): Ask {
  return { path: [], values: { words } };
}
