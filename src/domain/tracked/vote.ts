import type { Materiality } from '../provision.ts';
import type { Provenance, SourceRef } from '../source.ts';
import type { When } from '../when.ts';

/** What can be done with a vote; whoever is `absent` did not take part. */
export const CHOICES = ['for', 'against', 'abstained', 'absent'] as const;
export type Choice = (typeof CHOICES)[number];

/** `tied`: as many for as against, and the sources do not say which way it went. */
export const OUTCOMES = ['passed', 'failed', 'tied'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How one voter or one group of voters cast. */
export interface Ballot {
  /** Actor id. */
  readonly who: string;
  readonly choice: Choice;
  /** How many votes of a group were cast so; absent for one voter, and where it is not known. */
  readonly votes?: number;
}

/** One vote that was taken. */
export interface Vote {
  readonly kind: 'vote';
  readonly id: string;
  /** What was voted on, as a noun phrase: "the committee's version". */
  readonly title: string;
  readonly aliases: readonly string[];
  readonly date: When;
  /** Id of the party that voted: a council, a parliament, a union. */
  readonly body?: string;
  /** Ids of provisions and texts it was on. */
  readonly about: readonly string[];
  /** How many cast each way; only what the sources give. */
  readonly counts: Readonly<Partial<Record<Choice, number>>>;
  /** Who is known by name, in the pack's order. */
  readonly named: readonly Ballot[];
  readonly outcome?: Outcome;
  /** How it was taken: "by roll call". */
  readonly how?: string;
  readonly place?: string;
  readonly provenance: Provenance;
  readonly sources: readonly SourceRef[];
  readonly note?: string;
  readonly materiality: Materiality;
  readonly reported: string;
}

/** How many cast one way: as counted, or else as many as are named with their numbers. `least` where there may be more. */
export function castCount(
  vote: Vote,
  choice: Choice,
): { readonly count: number; readonly least: boolean } | null {
  const counted = vote.counts[choice];
  if (counted !== undefined) return { count: counted, least: false };
  const named = vote.named.filter((ballot) => ballot.choice === choice);
  return named.length === 0
    ? null
    : { count: named.reduce((sum, { votes = 1 }) => sum + votes, 0), least: true };
}
