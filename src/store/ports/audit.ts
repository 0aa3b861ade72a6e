import type { TenantId } from '../../domain/schedule/tenant.ts';
/** Who changed what, never overwritten. */
export interface AuditEntry {
  /** Epoch milliseconds, as everywhere in the store. */
  readonly at: number;
  readonly platform: string;
  readonly tenant: TenantId;
  readonly channel: string;
  /** Platform id of the person; `config` or `readout` where nobody asked in chat. */
  readonly actor: string;
  /** `subscribe`, `pause`, `park` … */
  readonly action: string;
  /** What it was done to: a subscription id. */
  readonly subject: string;
  readonly detail: string;
}

export interface AuditStore {
  readonly recordAudit: (entry: AuditEntry) => Promise<void>;
  /** Newest first; without `channel` the whole tenant. */
  readonly auditOf: (where: AuditScope, limit: number) => Promise<readonly AuditEntry[]>;
}

export interface AuditScope {
  readonly platform: string;
  readonly tenant: TenantId;
  readonly channel?: string;
}
