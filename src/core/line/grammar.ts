import { COMMON_OPTIONS, type Command, type OptionSpec } from '../command.ts';

/** As much of a command as tells how its line is written. */
export type Grammar = Pick<Command, 'name'> & {
  readonly options: readonly Pick<OptionSpec, 'name' | 'rest' | 'suggest' | 'picks' | 'choices'>[];
};

/** The option that takes words without its name before them. */
export function leadingOption<Option extends Pick<OptionSpec, 'rest'>>(command: {
  readonly options: readonly Option[];
}): Option | undefined {
  return command.options.find((option) => option.rest === true) ?? command.options[0];
}

/** What a command takes: its own options, then those that all take. */
export function optionsOf(command: Command): readonly OptionSpec[] {
  return [...command.options, ...COMMON_OPTIONS];
}

/** Whether a value says by itself that it is of this kind. */
export function hasGrammar(option: Grammar['options'][number]): boolean {
  return option.picks !== undefined || option.suggest === 'zone' || option.choices !== undefined;
}
