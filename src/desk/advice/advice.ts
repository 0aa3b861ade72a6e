import type { Briefing } from '../../domain/briefing.ts';
import { findingIn, type Located, type PackRecords } from '../../pack/format/records.ts';
import type { Finding } from '../../pack/read/problem.ts';

/** What advice is given on: a pack without a problem, and the day it is looked at. */
export interface Looked {
  readonly briefing: Briefing;
  readonly records: PackRecords;
  /** ISO day. */
  readonly today: string;
}

/** One kind of advice. What it finds is no problem: the pack may be right as it is. */
export interface Advice {
  /** What a pack does well, one clause. */
  readonly rule: string;
  readonly find: (looked: Looked) => Iterable<Finding>;
}

/** What is found at a place of a record, and what to do about it, a sentence. */
export function advised(
  record: Located<unknown>,
  path: readonly (string | number)[],
  { expected, found, hint }: { readonly expected: string; readonly found: string; readonly hint: string },
): Finding {
  return findingIn(record, path, { rule: 'advice', expected, found, hint });
}
