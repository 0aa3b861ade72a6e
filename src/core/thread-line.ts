import type { Answer } from '../answer/answer.ts';

/**
 * What a thread keeps of a question that was answered: for a typed command its line; for plain words the words, and the
 * record that led the answer. A command line that shows the record would not tell which of many was meant.
 */
export function threadLine(typed: string, { records, readAs, story }: Answer): string {
  const [lead] = records;
  if (lead === undefined || /^\s*\//.test(typed)) return readAs ?? typed;
  const of = story?.title === undefined ? '' : ` story:${story.id}`;
  return `${LEAD}${lead} ${typed}${of}`;
}

const LEAD = 're:';

/** A line that was kept, taken apart again; `lead` is null where none was kept. */
export function readThreadLine(line: string): { readonly lead: string | null; readonly words: string } {
  const [, lead, words] = /^re:(\S+) (.*)$/s.exec(line) ?? [];
  return lead === undefined || words === undefined ? { lead: null, words: line } : { lead, words };
}
