import type { Materiality } from './provision.ts';
import type { Provenance, SourceRef } from './source.ts';
import type { When } from './when.ts';

/** `expected` events were announced and are not reported as having happened; `claimed` ones rest on one side's word. */
export type EventStatus = 'happened' | 'expected' | 'claimed';

/** Something that happened or is scheduled. */
export interface Event {
  readonly kind: 'event';
  readonly id: string;
  readonly date: When;
  readonly status: EventStatus;
  /** What happened, one sentence in our words. */
  readonly what: string;
  /** Actor ids. */
  readonly who: readonly string[];
  readonly place?: string;
  /** Ids of provisions and texts. */
  readonly about: readonly string[];
  readonly provenance: Provenance;
  readonly sources: readonly SourceRef[];
  readonly note?: string;
  readonly materiality: Materiality;
  readonly reported: string;
}
