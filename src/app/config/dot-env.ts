/** One assignment of a `.env` file. */
export interface DotEnvEntry {
  readonly name: string;
  /** Without quotation marks and trimmed; empty where nothing is set. */
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** What a `.env` file says, in order, and the lines that say nothing. A problem never repeats what stands on its line. */
export interface DotEnv {
  readonly entries: readonly DotEnvEntry[];
  readonly problems: readonly { readonly line: number; readonly says: string }[];
}

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=[^\S\n]*/;

/**
 * Reads lines of `KEY=value`, `export KEY=value` or `KEY="value"`, and comments. A value in quotation marks may go over
 * several lines; in double ones `\n` is a line feed. Outside of them a `#` begins a comment only after white space, as in
 * a shell: a password may have one.
 */
export function parseDotEnv(text: string): DotEnv {
  const entries: DotEnvEntry[] = [];
  const problems: { readonly line: number; readonly says: string }[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at += 1) {
    const here = lines[at] ?? '';
    const line = at + 1;
    if (/^\s*(?:#|$)/.test(here)) continue;
    const found = ASSIGNMENT.exec(here);
    if (found === null) {
      problems.push({ line, says: 'is neither a comment nor KEY=value, so it sets nothing' });
      continue;
    }
    const [whole, name = ''] = found;
    const rest = here.slice(whole.length);
    const mark = /^["'`]/.exec(rest)?.[0];
    if (mark === undefined) {
      const comment = rest.search(/(?:^|\s)#/);
      entries.push({ name, value: (comment < 0 ? rest : rest.slice(0, comment)).trim(), line });
      continue;
    }
    let quoted = rest.slice(1);
    while (!quoted.includes(mark) && at + 1 < lines.length) {
      at += 1;
      quoted += `\n${lines[at]}`;
    }
    const close = quoted.indexOf(mark);
    if (close < 0) {
      problems.push({ line, says: 'begins a value with a quotation mark that is not closed' });
      at = line - 1;
      continue;
    }
    if (!/^\s*(?:#|$)/.test(quoted.slice(close + 1))) {
      problems.push({ line, says: 'has something after the closing quotation mark' });
      continue;
    }
    const inside = quoted.slice(0, close);
    entries.push({ name, value: (mark === '"' ? inside.replaceAll('\\n', '\n') : inside).trim(), line });
  }
  return { entries, problems };
}

/** The value without quotation marks around the whole of it: containers and services hand them over as they stand. */
export function unquoted(value: string): string {
  const trimmed = value.trim();
  const inside = /^(["'`])(.*)\1$/s.exec(trimmed)?.[2] ?? /^[“„‘‚«](.*)[”“’‘»]$/s.exec(trimmed)?.[1];
  return inside === undefined ? trimmed : inside.trim();
}
