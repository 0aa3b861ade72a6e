import type { Answer } from '../answer/answer.ts';
import type { CardSurface } from '../answer/card-limits.ts';
import type { TenantId } from '../domain/schedule/tenant.ts';
import type { StoryPlace } from './channel-stories.ts';
import type { Asker, Command, OptionSpec, OptionValues } from './command.ts';

/**
 * One question, whatever surface it came from.
 * `command`: typed options (a Discord interaction, a Slack modal); `line`: text that starts with a command name, with
 * or without its slash ("/who-said long row speaker:Orr"; Slack command text, buttons, `readout ask`); `words`: a plain
 * question, a mention or a message to look up.
 */
export type Request = Asking &
  (
    | { readonly kind: 'command'; readonly path: readonly string[]; readonly values: OptionValues }
    | { readonly kind: 'line'; readonly line: string }
    | {
        readonly kind: 'words';
        readonly words: string;
        /** What was last answered in this thread, as `threadLine` keeps it: lets "and Southmark?" keep the point. */
        readonly previous?: string;
      }
  );

interface Asking {
  readonly asker: Asker;
  /**
   * Finds out whether the asker may change things here, where that means asking the platform. Called only for a command
   * that declares `changes` or `standing`, and then in place of `asker.mayConfigure`. Never rejects.
   */
  readonly standing?: () => Promise<boolean>;
  /**
   * Only the card is looked at, now: of an answer that has one, what stands in the whole alone (its headline, blocks, their
   * sources and records) may be left out.
   */
  readonly cardOnly?: true;
}

/** The core, as a platform sees it. Never rejects for anything a user can type. */
export type Respond = (request: Request) => Promise<Answer>;

/** One entry offered while an option is typed. `label` at most 100 characters, `value` is what the command is given. */
export interface Suggestion {
  readonly label: string;
  readonly value: string;
}

/** What could complete a partly typed option value, best first, at most `limit` (25 on Discord). */
export type SuggestOptions = (query: {
  readonly path: readonly string[];
  readonly option: string;
  readonly typed: string;
  readonly values: OptionValues;
  readonly limit: number;
  /** Where it is typed; the default story is meant where that is not known. */
  readonly place?: StoryPlace;
}) => readonly Suggestion[];

/** A form to be filled in instead of an answer: sent in, it is the command with what it carries and what was filled in. */
export interface OpenForm {
  readonly path: readonly string[];
  readonly command: Command;
  /** What it was opened about, and the story. */
  readonly carried: OptionValues;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly option: OptionSpec;
  readonly needed: boolean;
  /** It may be left out where there is no room for all. */
  readonly aside?: boolean;
  /** What stands in it before somebody fills it in; empty where nothing does. */
  readonly shown: string;
}

/** An answer that somebody put before a channel. Who it was is of no account. */
export interface SharedAnswer {
  readonly platform: string;
  readonly tenant: TenantId;
  readonly channel: string;
  readonly thread?: string;
  /** The message it stands in, as the platform's own delivery knows its messages. */
  readonly message: string;
  /** The whole answer. */
  readonly answer: Answer;
  /** What of it is shown: its card on that kind of surface; absent for a page of the whole. */
  readonly card?: CardSurface;
}

/** The whole of the core a platform is given. */
export interface Core {
  readonly respond: Respond;
  readonly suggest: SuggestOptions;
  /**
   * The form that a typed or pressed command opens; null where it is answered at once. What it shows may be secret: it is for
   * who asks alone. Absent where no command has a form.
   */
  readonly form?: (
    asked: Extract<Request, { readonly kind: 'line' | 'command' }>,
  ) => Promise<OpenForm | null>;
  /**
   * Told of an answer that was put before a channel, so that it is corrected there when a record it tells changes. Never
   * rejects. Absent where nothing is posted unasked.
   */
  readonly shared?: (shared: SharedAnswer) => Promise<void>;
  /**
   * What the page at an address of ours says, in short; null where it is none, or of a story the asker's place may not see.
   * Absent where no pages are served to others.
   */
  readonly answerAt?: (address: string, asker: Asker) => Promise<Answer | null>;
  /**
   * What `suggest` gives and, for the asker's own channel, what the running process knows: the digests there. Absent
   * where there is no more than `suggest` has.
   */
  readonly complete?: (
    query: Parameters<SuggestOptions>[0] & { readonly asker: Asker },
  ) => Promise<readonly Suggestion[]>;
}
