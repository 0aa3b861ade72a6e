import type { ListName, RecordData } from '../format/lists.ts';
import { findingIn, type Located, type PackRecords } from '../format/records.ts';
import type { Finding } from '../read/problem.ts';

/** One rule over the records of a pack. */
export interface Check {
  /** Kebab-case; the rule of the problems it finds. */
  readonly name: string;
  /** What holds for a good pack, one clause. */
  readonly rule: string;
  readonly check: (context: CheckContext) => Iterable<Finding>;
}

/** What checks read: the records, and those of them that others point to, by id. */
export interface CheckContext {
  readonly records: PackRecords;
  readonly sources: ReadonlyMap<string, RecordData['sources']>;
  readonly texts: ReadonlyMap<string, RecordData['texts']>;
  readonly occasions: ReadonlyMap<string, RecordData['occasions']>;
  readonly statements: ReadonlyMap<string, RecordData['statements']>;
}

/** Prepares the records for checks. */
export function checkContext(records: PackRecords): CheckContext {
  const { sources, texts, occasions, statements } = records.lists;
  return {
    records,
    sources: byId(sources),
    texts: byId(texts),
    occasions: byId(occasions),
    statements: byId(statements),
  };
}

function byId<Data extends { readonly id: string }>(
  list: readonly Located<Data>[],
): ReadonlyMap<string, Data> {
  return new Map(list.map(({ data }) => [data.id, data]));
}

/** A check that looks at each record of one list by itself. */
export function checkEach<List extends ListName>(
  list: List,
  { name, rule }: { readonly name: string; readonly rule: string },
  find: (record: RecordData[List], context: CheckContext) => readonly RecordFinding[],
): Check {
  return {
    name,
    rule,
    *check(context) {
      for (const record of context.records.lists[list]) {
        for (const { path, ...problem } of find(record.data, context)) {
          yield findingIn(record, path, { rule: name, ...problem });
        }
      }
    },
  };
}

/** What such a check finds, at a path inside the record. */
export type RecordFinding = Omit<Finding, 'file' | 'line' | 'rule'>;
