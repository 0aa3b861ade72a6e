import { type Briefing, type BriefingRecord, recordId } from '../domain/briefing.ts';
import type { Provenance, SourceRef } from '../domain/source.ts';
import { type When, whenNotation } from '../domain/when.ts';
import { knownHow } from '../views/reading.ts';

/** What somebody is known to have said or done, and how. */
export interface Claim {
  readonly provenance: Provenance;
  readonly sources: readonly SourceRef[];
}

/** How a claim is known: the pack's word, and in words with a warning where only weak copies carry it. */
export function knowledgeJson(claim: Claim, briefing: Briefing): object {
  return { kind: claim.provenance, words: knownHow(claim, briefing) };
}

/** A record's own id and its sources under the names of their records. */
export function named(record: BriefingRecord & { readonly sources: readonly SourceRef[] }) {
  return { id: recordId(record), sources: refsJson(record.sources) };
}

export function refsJson(refs: readonly SourceRef[]): readonly SourceRef[] {
  return refs.map(({ source, ...rest }) => ({ source: `source:${source}`, ...rest }));
}

/** A date as well as it is known: the pack's notation, and the first and last day it can mean (null where it has none). */
export function dateJson(when: When): object {
  return { notation: whenNotation(when), ...when };
}
