import { asking, typing } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import { editDistance } from '../../search/text/edit-distance.ts';
import { COMMON_OPTIONS, type Command, type CommandGroup } from '../command.ts';

/**
 * The subcommand meant by words behind a group's name of which the first is none: by another word for it, or the group's
 * fallback where they can be its options. Null where the group has no fallback. Throws a `Refusal` that offers the
 * likeliest where nothing can be meant: a misspelt subcommand is never an option's value.
 */
export function subcommandMeant(
  group: CommandGroup,
  words: readonly string[],
): { readonly command: Command; readonly used: number } | null {
  const [word = '', ...rest] = words;
  const typed = word.toLowerCase();
  const called = group.subcommands.find((command) => command.alsoCalled?.includes(typed) === true);
  if (called !== undefined) return { command: called, used: 2 };
  const fallback = group.subcommands.find((command) => command.name === group.fallback);
  if (fallback !== undefined && mayFollow(typed, fallback)) return { command: fallback, used: 1 };
  const near = nearest(typed, group.subcommands);
  if (near.length > 0) {
    const lines = near.map((command) => [`/${group.name}`, command.name, ...rest].join(' '));
    throw new Refusal(
      'unknown-option',
      `There is no /${group.name} ${shown(word)}. Did you mean ${lines.map(shown).join(' or ')}?`,
      [...new Set([...lines, ...(fallback === undefined ? [] : [`/${group.name} ${fallback.name}`])])].map(
        typing,
      ),
    );
  }
  // A fallback without options shows what there is, whatever was typed.
  if (fallback === undefined) return null;
  if (fallback.options.length === 0) return { command: fallback, used: 1 };
  const names = group.subcommands.map((command) => command.name);
  const what = HELP.has(typed) ? '' : `There is no /${group.name} ${shown(word)}. `;
  throw new Refusal(
    'unknown-option',
    `${what}With /${group.name} goes ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.`,
    [asking(`${group.name} ${fallback.name}`), asking('readout help')],
  );
}

const HELP: ReadonlySet<string> = new Set(['help', '?', 'usage']);

/** Whether a word can stand first behind a command: none at all, one of its options by name, or one of its choices. */
function mayFollow(word: string, command: Command): boolean {
  if (word === '') return true;
  const name = /^[\w-]+(?=:)/.exec(word)?.[0];
  if (name !== undefined)
    return [...command.options, ...COMMON_OPTIONS].some((option) => option.name === name);
  const [first] = command.options;
  return first !== undefined && (first.choices === undefined || first.choices.includes(word));
}

/** Least letters that may stand for the whole word. */
const SHORTEST_BEGINNING = 3;

/** Those whose name, or another word for them, was begun or misspelt: the fewest slips first, equal ones together. */
function nearest(typed: string, commands: readonly Command[]): readonly Command[] {
  const slips = (name: string) => {
    if (typed.length >= SHORTEST_BEGINNING && (name.startsWith(typed) || typed.startsWith(name))) return 0.5;
    const allowed = name.length < 5 ? 1 : 2;
    const distance = editDistance(typed, name, allowed);
    return distance > allowed ? Number.POSITIVE_INFINITY : distance;
  };
  const counted = commands.map((command) => ({
    command,
    // Its own name is what people begin to type; another word for it counts a little less.
    least: Math.min(
      slips(command.name),
      ...(command.alsoCalled ?? []).map((name) => slips(name) + ANOTHER_WORD),
    ),
  }));
  const least = Math.min(...counted.map((each) => each.least));
  return Number.isFinite(least)
    ? counted.filter((each) => each.least === least).map(({ command }) => command)
    : [];
}

const ANOTHER_WORD = 0.1;

function shown(words: string): string {
  const characters = [...words];
  return characters.length <= 80 ? words : `${characters.slice(0, 80).join('')}…`;
}
