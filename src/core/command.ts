import type { Answer } from '../answer/answer.ts';
import type { Ask } from '../domain/ask.ts';
import type { Briefing } from '../domain/briefing.ts';
import type { TenantId } from '../domain/schedule/tenant.ts';
import type { QuoteIndex } from '../search/statements/quote-index.ts';

/** What an option's value names: drives autocomplete on every platform and completion in the terminal. */
export type Suggest =
  | 'point'
  | 'party'
  | 'speaker'
  | 'text'
  | 'text-or-date'
  | 'date'
  | 'source'
  | 'story'
  | 'zone'
  | 'statement'
  | 'digest'
  | 'watch';

/** One option, declared once; Discord registration, the Slack grammar, help and completion derive from it. */
export interface OptionSpec {
  /** Lower-case, at most 32 characters: `as-of`. Typed as `as-of:2025-11-25` where it is not positional. */
  readonly name: string;
  /** At most 100 characters. */
  readonly description: string;
  readonly required?: boolean;
  readonly suggest?: Suggest;
  /** What the running process knows that could be meant, for who asks where they ask; goes before `suggest`. */
  readonly complete?: (
    asker: Asker,
  ) => Promise<readonly { readonly label: string; readonly value: string }[]>;
  /** What a form lets people pick; what is picked is given as if it had been typed: `08:00`, `mon,thu`. */
  readonly picks?: 'time' | 'weekdays';
  /** It may have several lines: a form gives it room. */
  readonly lines?: true;
  /** Closed set of values; any other is refused. */
  readonly choices?: readonly string[];
  /** The option takes every word that no other option claims. At most one per command, and the first positional one otherwise. */
  readonly rest?: boolean;
}

/** Option values as given, by option name; absent and empty are the same. Always text: commands parse it themselves. */
export type OptionValues = Readonly<Record<string, string>>;

/** Who asks and where, as far as a command may care. All ids are the platform's own and opaque here. */
export interface Asker {
  /** `terminal`, `discord`, `slack`. */
  readonly platform: string;
  /** Discord guild or Slack team. */
  readonly tenant: TenantId;
  readonly channel: string;
  readonly user: string;
  readonly thread?: string;
  /** Ids of what they are by the platform's own word, such as roles of a server; absent where it has none. */
  readonly roles?: readonly string[];
  /** May change what is posted in this channel; re-derived by the platform on every request. */
  readonly mayConfigure: boolean;
}

/** Everything a command reads. A briefing is already cut to `asOf`. */
export interface CommandContext {
  readonly briefing: Briefing;
  /** Over the uncut briefing's statements; filter by what `briefing` still has. */
  readonly index: QuoteIndex;
  /** ISO day the answer speaks for. */
  readonly asOf: string;
  /** True where the asker named `asOf`. */
  readonly asOfGiven: boolean;
  readonly now: Temporal.Instant;
  readonly asker: Asker;
  /** Stories that can be asked about, the current one first. */
  readonly stories: readonly { readonly id: string; readonly title: string }[];
  /** Why the current one is asked, as the end of a sentence: `named in the question`. */
  readonly storyBecause: string;
  /** See `Request`. */
  readonly cardOnly?: true;
}

/** What a form of a command shows, where that is not simply all its options. */
export interface FormShape {
  /** Options that say what the form was opened about: it carries them and does not show them. */
  readonly about?: readonly string[];
  /** What has to be filled in, though whoever types the command may leave it out. */
  readonly needs?: readonly string[];
  /** Left out where a platform's form has no room for all: what is not there stays as it is. */
  readonly aside?: readonly string[];
}

/** One thing a user can ask. */
export interface Command {
  readonly name: string;
  /** At most 100 characters, a verb first. */
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /** Names of options that its own offers carry and nobody has to type, so that no platform lists them: `page`. */
  readonly carried?: readonly string[];
  /** Typed examples that hold for any story, most useful first. */
  readonly examples: readonly string[];
  /** Examples with names of the loaded story, shown before the others; empty where it has none to show. */
  readonly storyExamples?: (briefing: Briefing) => readonly Ask[];
  /** Other words people call it by where it is a subcommand: `unsubscribe` for `remove`. */
  readonly alsoCalled?: readonly string[];
  /** It changes something that outlives the answer: whether the asker may is found out before it runs. */
  readonly changes?: true;
  /** It changes nothing, but shows something only to those who may: their standing is found out likewise. */
  readonly standing?: true;
  /**
   * It answers what a platform has no words for: who said a message somebody points at, what that message is a source of (it
   * goes into the option that leads), how things stand, or what is posted in all channels, for a page of its own.
   */
  readonly reads?: 'message' | 'source' | 'lead' | 'posts';
  /** Typed or pressed without any option but those it is `about`, it opens a form, on platforms that have forms. */
  readonly form?: true | FormShape;
  /** What its form shows as it is now, for what the form was opened about. */
  readonly prefill?: (values: OptionValues, asker: Asker) => Promise<OptionValues>;
  readonly run: (values: OptionValues, context: CommandContext) => Answer | Promise<Answer>;
}

/** A command whose first word chooses among several: `/digest list`. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly subcommands: readonly Command[];
  /** Used where the first word names none. */
  readonly fallback?: string;
  /** They concern the place they are asked in, and the one story it means: never put to other stories. */
  readonly ofPlace?: true;
}

export function isGroup(entry: object): entry is CommandGroup {
  return 'subcommands' in entry;
}

/** Whether the asker may change things here has to be found out before the command runs. */
export function needsStanding({ changes, standing }: Command): boolean {
  return changes === true || standing === true;
}

/** Every command takes these besides its own. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  { name: 'as-of', description: 'Answer from what was known then: 2025-11-24, yesterday', suggest: 'date' },
  { name: 'story', description: 'Which briefing to ask, where several are followed', suggest: 'story' },
];

/** A command that looks things up for whoever asks, without standing and without a form: what programs may be given. */
export function looksUp(command: Command | CommandGroup): command is Command {
  return !isGroup(command) && !needsStanding(command) && command.form === undefined;
}

/** The name that a command line begins with, slash or not; empty where it begins with none of these. */
export function commandNamed(line: string, commands: readonly (Command | CommandGroup)[]): string {
  const first = line.trimStart().split(/\s/, 1)[0]?.toLowerCase() ?? '';
  const name = first.replace(/^\//, '');
  return commands.some((command) => command.name === name) ? name : '';
}
