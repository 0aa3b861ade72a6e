import type { Slot } from '../../domain/schedule/slot.ts';
import type { Content, NewDelivery } from './deliveries.ts';
import type { KnownSubscription, LookedAt } from './subscriptions.ts';

/** A slot with what its digest needs. */
export interface PlannedSlot {
  readonly slot: Slot;
  readonly known: KnownSubscription;
}

/** A slot to be planned, with what it becomes where that is known. */
export type NewSlot = Slot & { readonly decided?: ComposedSlot | undefined };

export interface SlotStore {
  /**
   * Writes those that are new and returns how many: a slot that exists is left as it is. `looked` are the subscriptions
   * that this look is done with, together with their slots or not at all: of one that was changed or removed since it was
   * read nothing is written. Contents and deliveries of those that are decided are written with them.
   */
  readonly planSlots: (
    slots: readonly NewSlot[],
    now: number,
    looked?: readonly LookedAt[],
  ) => Promise<number>;
  /** Slots that were planned and not yet composed, oldest first; those behind `after` where it is given. */
  readonly slotsToCompose: (limit: number, after?: Slot) => Promise<readonly PlannedSlot[]>;
  /** Slots of one subscription, newest first. */
  readonly slotsOf: (
    subscription: string,
    limit: number,
  ) => Promise<readonly (Slot & { readonly state: SlotState })[]>;
  /** Each slot becomes what was decided, with its content and deliveries, or stays as it was. */
  readonly composeSlots: (composed: readonly ComposedSlot[], now: number) => Promise<void>;
}

/** `quiet`: nothing to say and nothing said; `dropped`: its story or channel is gone. */
export type SlotState = 'planned' | 'composed' | 'quiet' | 'dropped';

export interface ComposedSlot {
  readonly subscription: string;
  readonly day: string;
  readonly state: 'composed' | 'quiet' | 'dropped';
  readonly contents: readonly Content[];
  readonly deliveries: readonly NewDelivery[];
}
