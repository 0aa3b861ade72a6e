import type { Answer } from '../answer/answer.ts';
import type { StoryPlace } from '../core/channel-stories.ts';
import type { Clock } from '../core/clock.ts';
import type { Command, CommandGroup } from '../core/command.ts';
import type { Memory } from '../core/memory.ts';
import type { SharedTurns } from '../core/post-rate.ts';
import type { Story } from '../core/stories.ts';
import type { Log } from '../domain/log.ts';
import type { InstallationStore } from '../store/ports/installations.ts';
import type { Finding } from './finding.ts';
import type { HttpRoute } from './http-route.ts';
import type { Platform } from './platform.ts';
import type { Role } from './role.ts';
import type { Rule } from './setting-rules.ts';
import type { PlatformTally } from './tally.ts';

/**
 * All that the process knows of a chat platform before it serves it: what it is told by the environment and by the
 * configuration file, how the doctor looks at it, what sets it up. Whoever answers one question loads every module too,
 * so one holds data, and imports what does the work only when it is asked for.
 */
export interface PlatformModule {
  /** One word in small letters, as in the configuration file and on the command line. */
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  /** Its keys of the environment, in the order of `.env.example`. */
  readonly keys: Readonly<Record<string, PlatformKey>>;
  /** What to set to connect it, in words, a line each. */
  readonly connectedBy: readonly string[];
  /** What the doctor says to somebody who has not connected it; one sentence. */
  readonly toConnect: string;
  /** The lists of its own ids that the configuration file may have, by the group they stand in. */
  readonly idLists?: Readonly<Partial<Record<IdListGroup, readonly string[]>>>;
  /** What its credentials look like in running text; the first group of each is kept. All are global. */
  readonly secretForms?: readonly RegExp[];
  /** Reads its settings; undefined where it is not set up. Every problem is reported. */
  readonly connect: (reading: SettingsReading) => ConnectedPlatform | undefined;
  /** What a scheduled answer would be on the wire, as data for JSON. */
  readonly preview?: (answer: Answer) => Promise<unknown>;
  /** The message that a typed line gets, card first, as data for JSON; its buttons are not signed. */
  readonly message?: MessagePreview['message'];
  /** Commands below `readout <name>`. */
  readonly setUp?: readonly SetUpCommand[];
}

/** Who may change what is posted, and who may install. */
export type IdListGroup = 'approvers' | 'installs';

/** One key of the environment. */
export interface PlatformKey {
  /** Never shown, not even in an error. */
  readonly secret: boolean;
  /** Names that people write for it instead, in capitals with `_`: none sets anything, but what is meant is then said. */
  readonly alsoWritten?: readonly string[];
  /** What a whole value of it looks like, to find one that stands under another key. */
  readonly form?: RegExp;
  /** Set where `TOKEN` alone, or `CLIENT_ID` alone, may mean this one. */
  readonly shortFor?: 'token' | 'id';
}

/** A value with the place it came from, for messages: `environment`, `.env:3`, `/run/secrets/token (.env:4)`. */
export interface GivenSetting {
  readonly key: string;
  readonly value: string;
  readonly place: string;
}

/** What a module reads its settings from; `Key` are the keys it declares. */
export interface SettingsReading<Key extends string = string> {
  /** As it is given, unchecked. */
  readonly given: (key: Key) => GivenSetting | undefined;
  /** The value of a key that is set and right; a wrong one is reported. */
  readonly value: (key: Key, rule: Rule) => string | undefined;
  readonly report: (sentence: string) => void;
  /** Which keys are needed depends on it. */
  readonly role: Role;
  /** True: answers are visible to the channel and offer "only me"; false: private, with a share button. */
  readonly publicAnswers: boolean;
  /** The header in which a proxy before the pages says who has signed in, in small letters; absent where none does. */
  readonly userHeader?: string;
  /** Where pages are served to others, as it is given, unchecked: `https://readout.example`. */
  readonly pages?: string;
  /** A list of ids in the configuration file; empty where it is not there. */
  readonly ids: (group: IdListGroup, list: string) => readonly string[];
}

/** A platform that is set up, not yet started. */
export interface ConnectedPlatform {
  readonly name: string;
  /** What it was told. */
  readonly settings: object;
  /** Everything in there that must never be logged. */
  readonly secrets: readonly string[];
  /** True where it holds a connection of its own to the platform, which one process does at a time. */
  readonly holdsConnection: boolean;
  /** True where it needs the HTTP server of the process. */
  readonly needsPort: boolean;
  /** Where its requests go; absent where it makes none. */
  readonly address?: string;
  /** Where people reach the pages that chat links to, without a slash at the end; absent where this serves none. */
  readonly pages?: string;
  /** Asks the platform whether the settings work. Opens no connection and sends nothing to a channel. */
  readonly examine: (ask: typeof fetch) => Promise<readonly Finding[]>;
  /** Closes what the store keeps under an old secret under the present one; absent where it keeps nothing so. */
  readonly rotate?: (parts: Pick<PlatformParts, 'store' | 'log'>) => Promise<Rotated>;
  /** Loads and makes it. */
  readonly create: (parts: PlatformParts) => Promise<ServedPlatform>;
}

/** What became of everything that is kept under a secret, counted. */
export interface Rotated {
  readonly rotated: number;
  /** Under the present secret already. */
  readonly current: number;
  /** Under a secret that is not known any more. */
  readonly lost: number;
}

/** What a platform is made of. */
export interface PlatformParts {
  readonly log: Log;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly commands: readonly (Command | CommandGroup)[];
  readonly store: InstallationStore;
  /** Where other processes send with the same tokens. */
  readonly turns?: SharedTurns;
  /** Told what it counts of itself. */
  readonly tally?: PlatformTally;
  /** False: it is made without its connection, to send and to look things up. */
  readonly connects?: boolean;
  readonly reading: Reading;
}

/** What pages are made of, beside answers: the records themselves, as far as a place may see them. */
export interface Reading {
  /** The stories loaded now, the default first. */
  readonly stories: () => readonly Story[];
  /** Ids of the only stories a place may see; null for all of them. */
  readonly sees: (place: StoryPlace) => readonly string[] | null;
  /** An answer as the chat platforms would be sent it, by platform. */
  readonly messages: () => readonly MessagePreview[];
  readonly now: () => Temporal.Instant;
}

/** How one chat platform shows an answer. */
export interface MessagePreview {
  readonly name: string;
  readonly title: string;
  /** The payload of the message that a typed line gets, as data for JSON. */
  readonly message: (answer: Answer, line: string, commands: PlatformParts['commands']) => Promise<unknown>;
}

/** A platform with the paths it wants served; the process has one HTTP server for all of them. */
export type ServedPlatform = Platform & { readonly routes?: readonly HttpRoute[] };

/** One command below `readout <platform>`. */
export interface SetUpCommand {
  readonly name: string;
  readonly description: string;
  /** Flags as on the command line (`--guild <id>`), and what each does. */
  readonly options?: readonly (readonly [flags: string, says: string])[];
  /** The exit code. `options` by their names in camel case: text, or true where a flag takes no value. */
  readonly run: (host: SetUpHost, options: Readonly<Record<string, string | true>>) => Promise<0 | 1>;
}

/** What a set-up command may touch of the process. */
export interface SetUpHost {
  /** The value of a key of the environment, unchecked. */
  readonly given: (key: string) => string | undefined;
  /**
   * The settings, every one of them checked. Requests go through the configured proxy from then on.
   * @throws ConfigError where anything is wrong with the configuration
   */
  readonly reading: () => Promise<SettingsReading>;
  /** To standard output, as it is. */
  readonly print: (text: string) => void;
  /** To standard error. */
  readonly say: (text: string) => void;
  /** A sentence on what went wrong, to standard error. */
  readonly complain: (sentence: string) => void;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly commands: readonly (Command | CommandGroup)[];
}
