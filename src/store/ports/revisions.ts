import type { Place } from '../../domain/schedule/subscription.ts';
import type { StoredDelivery } from './deliveries.ts';

/** A record as this installation saw it from a mark on. An empty hash: it is gone. */
export interface Revision {
  readonly record: string;
  readonly hash: string;
  /** Serialised claim; opaque to the store. */
  readonly content: string;
  readonly material: boolean;
}

export interface SeenRevision extends Revision {
  /** Counts the states of a story's records: 1 is the first. */
  readonly mark: number;
  readonly seenAt: number;
}

/** A post that used a record which reads differently now. */
export interface OutdatedPost {
  readonly delivery: StoredDelivery;
  readonly record: string;
  readonly told: Revision | null;
  readonly current: SeenRevision;
}

export interface RevisionStore {
  /** 0 where the story was never seen. */
  readonly currentMark: (story: string) => Promise<number>;
  /** The newest revision of each record with a mark of at most `mark`, gone ones included. */
  readonly revisionsAt: (story: string, mark: number) => Promise<readonly SeenRevision[]>;
  /** Adds them under one mark; nothing is ever changed or removed. False, and nothing written, where the mark is taken. */
  readonly addRevisions: (
    story: string,
    mark: number,
    revisions: readonly Revision[],
    now: number,
  ) => Promise<boolean>;
  /** Posts since `since` that used a record whose newest revision is material and differs, by post and record. */
  readonly outdatedPosts: (story: string, since: number) => Promise<readonly OutdatedPost[]>;
  /** The corrections posted in a place, newest first. */
  readonly correctionsIn: (place: Place, limit: number) => Promise<readonly StoredDelivery[]>;
  /** Channels with corrections told aloud, each once and without a thread: so that not every place has to be asked for them. */
  readonly correctedAloud: (limit: number) => Promise<readonly Omit<Place, 'thread'>[]>;
}
