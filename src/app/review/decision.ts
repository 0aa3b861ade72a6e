import type { RawRecord } from '../../desk/write/record-lines.ts';
import type { TenantId } from '../../domain/schedule/tenant.ts';
import type { AuditStore } from '../../store/ports/audit.ts';
import type { ProposalStore } from '../../store/ports/proposals.ts';
import type { DeskRules } from './rules.ts';

export type Decision =
  /** `until`: not to go live before, in epoch milliseconds. */
  | { readonly kind: 'approve'; readonly until?: number }
  /** `was`: the record as whoever decided has seen it; as it is now where left out. */
  | { readonly kind: 'merge'; readonly into: string; readonly was?: RawRecord }
  | { readonly kind: 'reject'; readonly reason: string }
  /** Keys to put into the draft's record; null takes one out. `known: null`: not one more printing, but a record of its own. */
  | { readonly kind: 'edit'; readonly record: RawRecord };

export type Outcome =
  /** `record` is what it became or was merged into. */
  | {
      readonly kind: 'approved' | 'merged';
      readonly record: string;
      readonly files: readonly string[];
      /** What did not work besides, a sentence. */
      readonly note?: string;
    }
  /** Approved, and to go live then. */
  | { readonly kind: 'held'; readonly until: string }
  | { readonly kind: 'rejected' | 'edited' }
  /** Somebody has changed the pack's record meanwhile; nothing was written. */
  | { readonly kind: 'conflict'; readonly problems: readonly string[]; readonly now?: RawRecord }
  /** Nothing was written, and the proposal is as it was; a sentence each. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** What deciding on the proposals of one story needs. */
export interface Desk {
  readonly store: ProposalStore & Pick<AuditStore, 'recordAudit'>;
  readonly story: string;
  /** The pack's own folder. */
  readonly folder: string;
  /** Who decides, as `platform:id`. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly rules?: DeskRules;
  /** Where it is decided, for the audit. */
  readonly place?: { readonly tenant: TenantId; readonly channel: string };
}

/** Nothing was written, for that reason: a sentence. */
export function refused(problem: string): Extract<Outcome, { kind: 'refused' }> {
  return { kind: 'refused', problems: [problem] };
}
