import type { TenantId } from '../../domain/schedule/tenant.ts';
/** The right to speak in one workspace, as its administrator gave it. */
export interface StoredInstallation {
  readonly platform: string;
  readonly tenant: TenantId;
  /** Names the key under which `sealed` was closed. */
  readonly keyId: string;
  /** Opaque to the store, and unreadable in it: tokens are in here. */
  readonly sealed: string;
  readonly savedAt: number;
}

export interface InstallationStore {
  /** Takes the place of an earlier one of the same workspace. */
  readonly saveInstallation: (installation: StoredInstallation) => Promise<void>;
  readonly installation: (platform: string, tenant: TenantId) => Promise<StoredInstallation | null>;
  /** Oldest first. */
  readonly installations: (platform: string) => Promise<readonly StoredInstallation[]>;
  /** In the place of exactly `before`, kept since the same time; false where that is another by now. */
  readonly closeAnew: (
    before: StoredInstallation,
    after: Pick<StoredInstallation, 'keyId' | 'sealed'>,
  ) => Promise<boolean>;
  /** False where there was none. */
  readonly removeInstallation: (platform: string, tenant: TenantId) => Promise<boolean>;
}
