import type { Filter, Place } from './subscription.ts';
import type { TenantId } from './tenant.ts';

/** What somebody wants to be told of at once. A record is meant that passes the filter and says all the words. */
export interface WatchSubject {
  /** For display: `Size of the army`, `Tomás Vey`, the words as they were typed. */
  readonly title: string;
  readonly filter: Filter;
  /** Stems of words, lower-case; empty where the filter says it all. */
  readonly words: readonly string[];
}

/** A standing wish to be told at once when matching records change. */
export interface Watch extends WatchSubject {
  readonly id: string;
  readonly story: string;
  /** Where alerts go; a direct conversation for a private one. */
  readonly place: Place;
  /** Guild or workspace it was asked in: where its owner may list it. */
  readonly home: TenantId;
  /** Platform id of whoever set it up. */
  readonly owner: string;
  /** Only the owner sees it. */
  readonly private: boolean;
  /** IANA zone whose night is quiet. */
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The story's revision mark up to which it was told; what changes after it is news. */
  readonly toldMark: number;
  /** ISO day of the newest alerts and how many went out on it. */
  readonly alertDay: string;
  readonly alertCount: number;
}
