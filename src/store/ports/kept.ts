import type { TenantId } from '../../domain/schedule/tenant.ts';
/** Somebody as a platform knows them. `tenant` is empty where every server or workspace of the platform is meant. */
export interface PersonScope {
  readonly platform: string;
  readonly tenant: TenantId;
  /** Platform id of the person. */
  readonly user: string;
}

/** One server or workspace. */
export interface TenantScope {
  readonly platform: string;
  readonly tenant: TenantId;
}

/** Rows by table, as they are kept; no table without rows. Secrets of an installation are left out. */
export type Kept = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Moments in epoch milliseconds: what is older goes. */
export interface KeptSince {
  /** What was posted, and the scheduled days it was posted for. */
  readonly deliveries: number;
  /** Answers that somebody shared; as other deliveries where that is sooner. */
  readonly shared: number;
  readonly audit: number;
  readonly questions: number;
  /** Articles of whose drafts none waits for a decision; that one was rejected stays known. */
  readonly articles: number;
  /** What items of feeds are known by: those not seen since are kept in short, and known all the same. */
  readonly feedKeys: number;
}

/** What is kept of whom, and its end. */
export interface KeptStore {
  /** Everything that names this person. */
  readonly keptOf: (person: PersonScope) => Promise<Kept>;
  /**
   * Takes the person out of everything: what they keep for themselves goes, what serves others stays and names `SOMEONE`.
   * How many rows.
   */
  readonly forgetPerson: (person: PersonScope) => Promise<number>;
  /** Everything of a server or workspace. */
  readonly keptOfTenant: (tenant: TenantScope) => Promise<Kept>;
  /** Deletes all of it, its installation included. How many rows. */
  readonly forgetTenant: (tenant: TenantScope) => Promise<number>;
  /**
   * Deletes at most `most` rows of each kind that are older, never one that something younger or unfinished hangs on. How
   * many: 0 where nothing is left to delete.
   */
  readonly dropOld: (since: KeptSince, most: number) => Promise<number>;
}

/** What is not done yet, and where nothing can be posted: what waits there is not told again as waiting. */
export interface Queue {
  readonly waiting: readonly {
    readonly platform: string;
    /** `planned`, `claimed`, `sending` or `in-doubt`. */
    readonly state: string;
    readonly count: number;
    /** Epoch milliseconds. */
    readonly oldestDueAt: number;
  }[];
  readonly parked: readonly { readonly platform: string; readonly reason: string; readonly count: number }[];
}

export interface QueueStore {
  readonly queue: () => Promise<Queue>;
}
