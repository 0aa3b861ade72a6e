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

/**
 * What a thread keeps of a question that was answered: for a typed command its line; for plain words the words, and the
 * record that led the answer. A command line that shows the record would not tell which of many was meant.
 */
export function threadLine(
  typed: string,
  {
    records,
    readAs,
    story,
  }: {
    readonly records: readonly string[];
    readonly readAs?: string;
    /** `title` where several stories are followed. */
    readonly story?: { readonly id: string; readonly title?: string };
  },
): string {
  const [lead] = records;
  if (lead === undefined || /^\s*\//.test(typed)) return readAs ?? typed;
  const of = story?.title === undefined ? '' : ` story:${story.id}`;
  return `re:${lead} ${typed}${of}`;
}

/** A line that was kept, taken apart again; `lead` is null where no record was kept. */
export function readThreadLine(line: string): { readonly lead: string | null; readonly words: string } {
  const [, lead, words] = /^re:(\S+) (.*)$/s.exec(line) ?? [];
  return lead === undefined || words === undefined ? { lead: null, words: line } : { lead, words };
}
