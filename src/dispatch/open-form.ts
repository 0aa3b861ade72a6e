import { COMMON_OPTIONS, type FormShape, needsStanding, type OptionValues } from '../core/command.ts';
import { findCommand } from '../core/line/find-command.ts';
import { parseLine } from '../core/line/parse-line.ts';
import type { Core, OpenForm } from '../core/request.ts';
import type { Story } from '../core/stories.ts';
import { takeStory } from '../core/story-names.ts';
import { Refusal } from '../domain/errors.ts';
import type { CoreParts } from './asking.ts';

type Asked = Parameters<NonNullable<Core['form']>>[0];

/**
 * The form of a command that was asked for without anything that belongs into one. Null where the command is to answer,
 * also to say why it refuses: what may not be done has no form either.
 */
export async function openForm(
  asked: Asked,
  parts: Pick<CoreParts, 'commands'> & { readonly stories: readonly Story[] },
): Promise<OpenForm | null> {
  try {
    const found = read(asked, parts);
    if (found === null) return null;
    const { path, command } = found;
    const {
      about = [],
      needs = [],
      aside = [],
    }: FormShape = command.form === true || command.form === undefined ? {} : command.form;
    const common = new Set([...COMMON_OPTIONS.map(({ name }) => name), ...(command.carried ?? []), ...about]);
    const given = Object.entries(found.values).filter(([, value]) => value.trim() !== '');
    if (command.form === undefined || given.some(([name]) => !common.has(name))) return null;
    const asker =
      command.prefill !== undefined && needsStanding(command) && asked.standing !== undefined
        ? { ...asked.asker, mayConfigure: await asked.standing() }
        : asked.asker;
    const shown = (await command.prefill?.(Object.fromEntries(given), asker)) ?? {};
    const carried: OptionValues = Object.fromEntries([
      ...about.flatMap((name) => (shown[name] === undefined ? [] : [[name, shown[name]] as const])),
      ...given,
    ]);
    const fields = command.options
      .filter(({ name }) => carried[name] === undefined)
      .map((option) => ({
        option,
        needed: option.required === true || needs.includes(option.name),
        aside: aside.includes(option.name),
        shown: shown[option.name] ?? '',
      }));
    return { path, command, carried, fields };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function read(
  asked: Asked,
  { commands, stories }: Parameters<typeof openForm>[1],
): {
  readonly path: readonly string[];
  readonly command: OpenForm['command'];
  readonly values: OptionValues;
} | null {
  const [own] = stories;
  if (own === undefined) return null;
  if (asked.kind === 'command') {
    const found = findCommand(asked.path, commands);
    return found === null ? null : { ...found, values: asked.values };
  }
  const { rest, named } = takeStory(asked.line, stories);
  const parsed = parseLine(rest, commands, own.briefing);
  if (parsed === null) return null;
  return { ...parsed, values: named === null ? parsed.values : { ...parsed.values, story: named } };
}
