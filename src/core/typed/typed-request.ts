import type { Asker, Command, CommandGroup } from '../command.ts';
import type { Request } from '../request.ts';

/** How a line was typed, and what was given beside it. */
interface Beside {
  readonly asker: Asker;
  /** What may be typed without its slash. */
  readonly commands: readonly (Command | CommandGroup)[];
  /** What was last answered in this thread. */
  readonly previous?: string | undefined;
  /** The day the answer is to speak for, where the line names none. */
  readonly asOf?: string | undefined;
  /** The story's id, where the line names none. */
  readonly story?: string | undefined;
}

/** A command line where it starts with a slash or a command's name, a plain question otherwise. */
export function typedRequest(
  line: string,
  { asker, commands, previous, asOf, story }: Beside,
): Exclude<Request, { readonly kind: 'command' }> {
  const first = line.trimStart().split(/\s/, 1)[0]?.toLowerCase() ?? '';
  const isLine = first.startsWith('/') || commands.some(({ name }) => name === first);
  const day =
    asOf === undefined || /\bas-of:/.test(line)
      ? ''
      : isLine
        ? ` as-of:${JSON.stringify(asOf)}`
        : ` as of ${asOf}`;
  const inStory = story === undefined || /\bstory:/.test(line) ? '' : ` story:${JSON.stringify(story)}`;
  const whole = `${line}${day}${inStory}`;
  return isLine
    ? { kind: 'line', line: whole, asker }
    : { kind: 'words', words: whole, ...(previous === undefined ? {} : { previous }), asker };
}
