import {
  COMMON_OPTIONS,
  type Command,
  type CommandGroup,
  isGroup,
  type OptionSpec,
} from '../../../core/command.ts';
import { commandReading } from '../../../core/line/find-command.ts';
import { LIMITS } from '../render/limits.ts';
import { clip } from '../render/text.ts';

/** Application command and option types. https://docs.discord.com/developers/interactions/application-commands */
const CHAT_INPUT = 1;
const MESSAGE = 3;
const SUBCOMMAND = 1;
const STRING = 3;

/** An option, or a subcommand with options of its own, in Discord's names. */
export interface RegisteredOption {
  readonly type: number;
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly description: string;
  readonly description_localizations?: Localizations;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  readonly options?: readonly RegisteredOption[];
}

/** One application command as it is registered. `contexts` and `integration_types` exist for global commands only. */
export interface RegisteredCommand {
  readonly type: number;
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly description?: string;
  readonly description_localizations?: Localizations;
  readonly options?: readonly RegisteredOption[];
  readonly contexts?: readonly number[];
  readonly integration_types?: readonly number[];
}

/** By Discord's locale. */
type Localizations = Readonly<Record<string, string>>;

/** Servers and direct messages with the bot; installed to a server. */
const CONTEXTS = [0, 1] as const;
const INTEGRATION_TYPES = [0] as const;

/** The message command by locale; answers themselves are in English. https://docs.discord.com/developers/reference#locales */
const WHO_SAID_THIS: Localizations & { readonly 'en-US': string } = {
  'en-US': 'Who said this?',
  'en-GB': 'Who said this?',
  cs: 'Kdo to řekl?',
  da: 'Hvem sagde det?',
  de: 'Wer hat das gesagt?',
  el: 'Ποιος το είπε αυτό;',
  'es-ES': '¿Quién dijo esto?',
  'es-419': '¿Quién dijo esto?',
  fi: 'Kuka sanoi tämän?',
  fr: 'Qui a dit cela ?',
  hu: 'Ki mondta ezt?',
  it: 'Chi l’ha detto?',
  lt: 'Kas tai pasakė?',
  nl: 'Wie heeft dit gezegd?',
  no: 'Hvem sa dette?',
  pl: 'Kto to powiedział?',
  'pt-BR': 'Quem disse isso?',
  ro: 'Cine a spus asta?',
  ru: 'Кто это сказал?',
  'sv-SE': 'Vem sa det här?',
  tr: 'Bunu kim söyledi?',
  uk: 'Хто це сказав?',
};

/** Likewise the one that hands a message to the desk. */
const PROPOSE: Localizations & { readonly 'en-US': string } = {
  'en-US': 'Propose as source',
  'en-GB': 'Propose as source',
  de: 'Als Quelle vorschlagen',
  'es-ES': 'Proponer como fuente',
  'es-419': 'Proponer como fuente',
  fr: 'Proposer comme source',
  pl: 'Zaproponuj jako źródło',
  ru: 'Предложить как источник',
  uk: 'Запропонувати як джерело',
};

/** What the menu of a message offers, by what a command has to read for it. */
const MESSAGE_COMMANDS = [
  { reads: 'message', names: WHO_SAID_THIS },
  { reads: 'source', names: PROPOSE },
] as const;

/** What a message command of that name reads: who said its words, unless it is the other one. */
export function readsOf(name: string): 'message' | 'source' {
  return MESSAGE_COMMANDS.find(({ names }) => names['en-US'] === name)?.reads ?? 'message';
}

/**
 * Everything to register, derived from the commands' own declarations. For a guild the parts that only global commands
 * have are left out.
 */
export function registrationOf(
  commands: readonly (Command | CommandGroup)[],
  scope: 'global' | 'guild',
): readonly RegisteredCommand[] {
  const everywhere = scope === 'global' ? { contexts: CONTEXTS, integration_types: INTEGRATION_TYPES } : {};
  const typed = commands.map((entry) => ({
    type: CHAT_INPUT,
    ...named(entry.name, entry.summary),
    ...optionsOf(entry),
    ...everywhere,
  }));
  const pointed = MESSAGE_COMMANDS.filter(({ reads }) => commandReading(reads, commands) !== undefined).map(
    ({ names }) => ({ type: MESSAGE, name: names['en-US'], name_localizations: names, ...everywhere }),
  );
  return [...typed, ...pointed];
}

/** A group's subcommands stand where a command's options do; Discord takes as many of either. */
function optionsOf(entry: Command | CommandGroup): { readonly options?: readonly RegisteredOption[] } {
  const options = isGroup(entry)
    ? entry.subcommands.slice(0, LIMITS.commandOptions).map(
        (command): RegisteredOption => ({
          type: SUBCOMMAND,
          ...named(command.name, command.summary),
          ...optionsOf(command),
        }),
      )
    : registeredOptions(entry);
  return options.length === 0 ? {} : { options };
}

/** Required options first, as Discord demands; otherwise in the declared order, the common ones last. */
function registeredOptions(command: Command): readonly RegisteredOption[] {
  const own = new Set(command.options.map((option) => option.name));
  const all = [...command.options, ...COMMON_OPTIONS.filter((option) => !own.has(option.name))];
  const required = all.filter((option) => option.required === true);
  return [...required, ...all.filter((option) => option.required !== true)]
    .slice(0, LIMITS.commandOptions)
    .map(registeredOption);
}

/** A list that Discord can show whole is shown as choices; a longer one completes what is typed. */
function registeredOption(option: OptionSpec): RegisteredOption {
  const closed = option.choices !== undefined && option.choices.length <= LIMITS.choices;
  return {
    type: STRING,
    ...named(option.name, option.description),
    ...(option.required === true ? { required: true } : {}),
    ...(closed ? { choices: option.choices.map((value) => ({ name: value, value })) } : {}),
    ...(!closed && (option.suggest !== undefined || option.choices !== undefined)
      ? { autocomplete: true }
      : {}),
  };
}

/** The default under its own locales too, so that Discord never falls back across languages. */
function named(name: string, summary: string) {
  const description = clip(summary, LIMITS.commandDescription);
  return {
    name,
    name_localizations: { 'en-US': name, 'en-GB': name },
    description,
    description_localizations: { 'en-US': description, 'en-GB': description },
  };
}
