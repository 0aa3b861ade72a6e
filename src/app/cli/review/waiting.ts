import type { RawRecord } from '../../../desk/write/record-lines.ts';
import type { ListName } from '../../../pack/format/lists.ts';
import type { Decision, Outcome } from '../../review/decision.ts';

/** Something that waits for a person: a proposal out of the store, or a draft that stands in the pack's own files. */
export interface Waiting {
  /** Null where somebody has decided on it meanwhile. `place` is "3/12". */
  readonly show: (place: string, colour: boolean) => Promise<Shown | null>;
  readonly decide: (decision: Decision) => Promise<Outcome>;
}

/** What is shown of it, and what an answer may lean on. */
export interface Shown {
  /** Lines for a terminal, ending in a line feed. */
  readonly words: string;
  /** What can be edited, as it would stand in the pack. */
  readonly record: RawRecord;
  readonly list: ListName | null;
  /** Keys it needs and lacks. */
  readonly missing: readonly string[];
  /** Its words are on record: approved, it is one more printing of them. */
  readonly onRecord?: boolean;
  /** Id of the record that it may be merged into, where one is near. */
  readonly nearest: string | null;
}
