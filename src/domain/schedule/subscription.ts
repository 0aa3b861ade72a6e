import type { Provenance } from '../source.ts';
import type { TenantId } from './tenant.ts';

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** When a digest is due: wall time in a zone, never a UTC offset, so that clock changes move the instant and not the hour. */
export interface Schedule {
  /** `08:00`, 24 hours. */
  readonly time: string;
  /** At least one, ascending. */
  readonly days: readonly Weekday[];
  /** IANA name. */
  readonly zone: string;
}

export const FORMATS = ['brief', 'standard', 'full'] as const;
/** `brief`: a lead of at most four lines, detail in one thread; `standard`: one message; `full`: nothing left out. */
export type Format = (typeof FORMATS)[number];

export const QUIET_DAYS = ['skip', 'line'] as const;
/** What happens on a day without a change: nothing, or one line that says so. */
export type QuietDays = (typeof QUIET_DAYS)[number];

export const CORRECTIONS = ['loud', 'quiet', 'off'] as const;
/**
 * How a channel is told that a post was wrong: in the channel where it matters, in the post's thread, or not at all. The
 * post itself is always made right.
 */
export type Corrections = (typeof CORRECTIONS)[number];

/** One thing a record can be about. Ids are resolved when the filter is saved. */
export type Condition =
  | { readonly kind: 'point'; readonly provision: string }
  | { readonly kind: 'party'; readonly actor: string }
  | { readonly kind: 'speaker'; readonly actor: string }
  | { readonly kind: 'provenance'; readonly provenance: Provenance }
  | { readonly kind: 'material' };

/** A change passes when it meets every `all`, at least one `any` (where there are any) and no `not`. */
export interface Filter {
  readonly all: readonly Condition[];
  readonly any: readonly Condition[];
  readonly not: readonly Condition[];
}

export const EVERYTHING: Filter = { all: [], any: [], not: [] };

/** Where a subscription posts. Ids are the platform's own; `thread` is empty for the channel itself. */
export interface Place {
  readonly platform: string;
  readonly tenant: TenantId;
  readonly channel: string;
  readonly thread: string;
}

/** What an owner can choose about a subscription. */
export interface SubscriptionSettings {
  readonly story: string;
  readonly schedule: Schedule;
  readonly filter: Filter;
  readonly format: Format;
  readonly quiet: QuietDays;
  /** False: everything in one message, never a thread. */
  readonly threads: boolean;
  /** `loud` where it is absent. */
  readonly corrections?: Corrections;
}

/** One channel's standing order for one story. */
export interface Subscription extends SubscriptionSettings {
  readonly id: string;
  readonly place: Place;
  readonly state: 'active' | 'paused';
  /** Platform id of whoever set it up; `config` for one declared in a file. */
  readonly owner: string;
  /** Name in the configuration file; empty for one set up in chat. */
  readonly declared: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds of the last change to when it runs: slots before it are never due. */
  readonly since: number;
}

/** Stands for an owner who asked to be forgotten. */
export const SOMEONE = 'someone';
