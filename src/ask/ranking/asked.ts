import type { Actor } from '../../domain/actor.ts';
import type { Briefing } from '../../domain/briefing.ts';
import type { Term } from '../../search/evidence/evidence-index.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { Mentions } from '../reading/mentions.ts';
import type { WantedWeights } from '../reading/wanted.ts';

/** A question as it is laid beside the records. */
export interface Asked {
  readonly briefing: Briefing;
  readonly mentions: Mentions;
  readonly wanted: WantedWeights;
  /** Whose words or stance is asked for. */
  readonly subject: Actor | null;
  /** In the order `Candidate.held` has them. */
  readonly terms: readonly AskedTerm[];
  /** By statement id, as the quote index scores them, 0 to 1. */
  readonly quoted: ReadonlyMap<string, number>;
  /** The record that was answered with before in this thread, if any. */
  readonly thread: Unit | null;
  /** Words of the question before in this thread; in `Candidate.held` they come behind the terms. */
  readonly context: readonly Term[];
}

export interface AskedTerm extends Term {
  readonly part: Mentions['telling'][number]['part'];
}
