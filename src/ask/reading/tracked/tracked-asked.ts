import type { Actor, Party } from '../../../domain/actor.ts';
import type { Figure, FigureValue } from '../../../domain/tracked/figure.ts';
import type { Choice, Vote } from '../../../domain/tracked/vote.ts';
import type { Period } from '../../../search/dates/find-date.ts';
import type { WholeCommand } from '../../telling/whole.ts';

/** A question about members, votes, figures or deadlines, which those records answer by themselves. */
export type TrackedAsked =
  | { readonly kind: 'command'; readonly command: WholeCommand }
  | { readonly kind: 'members'; readonly group: Party; readonly day: string; readonly who: 'are' | 'left' }
  /** `verdict`: whether it is one, and not since when or of which. */
  | {
      readonly kind: 'member';
      readonly actor: Actor;
      readonly group: Party;
      readonly day: string;
      readonly verdict: boolean;
    }
  /** How one actor voted; `choice` where that is what is asked of it. Votes newest first. */
  | {
      readonly kind: 'vote-of';
      readonly actor: Actor;
      readonly choice: Choice | null;
      readonly votes: readonly Vote[];
    }
  | { readonly kind: 'voters'; readonly choice: Choice; readonly votes: readonly Vote[] }
  /** Who voted any other way than for it. */
  | { readonly kind: 'not-for'; readonly votes: readonly Vote[] }
  | { readonly kind: 'count'; readonly choice: Choice | null; readonly votes: readonly Vote[] }
  | { readonly kind: 'result'; readonly verdict: boolean; readonly votes: readonly Vote[] }
  /** Votes are on record, and none on that. */
  | { readonly kind: 'no-vote'; readonly on: string; readonly votes: readonly Vote[] }
  | {
      readonly kind: 'figure';
      readonly figure: Figure;
      readonly period: Period | null;
      readonly asked: readonly number[];
      /** The one of its values that is asked for by its condition. */
      readonly value: FigureValue | null;
    };

export interface TrackedGround {
  /** ISO day the answer speaks for. */
  readonly asOf: string;
  /** What was asked before in this thread. */
  readonly previous?: string | undefined;
}
