import type { Withdrawn } from '../../domain/briefing.ts';
import type { Finding, Place } from '../read/problem.ts';
import type { Kind } from './kinds.ts';
import type { ListName, RecordData, StoryData } from './lists.ts';

/** A record and where it stands. */
export interface Located<Data> extends Place {
  readonly data: Data;
}

/** Every record of a pack that is well formed, in the order of files and lines. */
export interface PackRecords {
  /** Absent where it is missing or malformed: the rest is checked all the same. */
  readonly story: Located<StoryData> | undefined;
  readonly lists: { readonly [List in ListName]: readonly Located<RecordData[List]>[] };
  /**
   * Where each id first stands, malformed records included: what points to a record with a mistake in it is not itself
   * a mistake.
   */
  readonly ids: { readonly [List in ListName]: ReadonlyMap<string, Place> };
  /** Where each draft stands, by its id: a reading's is `provision/text`. Drafts are in none of the lists. */
  readonly drafts: { readonly [List in ListName]: ReadonlyMap<string, Place> };
  /** What was published and taken back, readings too; in none of the lists. */
  readonly withdrawn: readonly Withdrawn[];
  /** Why published records were changed last. */
  readonly amended: readonly Withdrawn[];
  /** Records whose id another record of their list had before. */
  readonly repeated: readonly { readonly id: string; readonly again: Place; readonly first: Place }[];
  /** Kinds with a file that is missing or could not be read: nothing can be said about pointers into them. */
  readonly unread: ReadonlySet<Kind>;
}

/** A finding inside a record, at a path from the record's own root. */
export function findingIn(
  record: Located<unknown>,
  path: readonly (string | number)[],
  problem: Omit<Finding, 'file' | 'path'>,
): Finding {
  return { file: record.file, path: [...record.path, ...path], ...problem };
}
