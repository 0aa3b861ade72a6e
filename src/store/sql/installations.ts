import type { InstallationStore, StoredInstallation } from '../ports/installations.ts';
import { numberOf, type Row, type SqlDriver, tenantOf, textOf } from './driver.ts';

export function installationStore(driver: SqlDriver): InstallationStore {
  return {
    async saveInstallation({ platform, tenant, keyId, sealed, savedAt }) {
      await driver.all(
        `insert into installation (platform, tenant, key_id, sealed, saved_at) values ($1, $2, $3, $4, $5)
        on conflict (platform, tenant) do update set key_id = $3, sealed = $4, saved_at = $5`,
        ...[platform, tenant, keyId, sealed, savedAt],
      );
    },
    async installation(platform, tenant) {
      const [row] = await driver.all(
        'select * from installation where platform = $1 and tenant = $2',
        ...[platform, tenant],
      );
      return row === undefined ? null : installationFrom(row);
    },
    installations: async (platform) =>
      (
        await driver.all('select * from installation where platform = $1 order by saved_at, tenant', platform)
      ).map(installationFrom),
    closeAnew: async ({ platform, tenant, keyId, sealed }, after) =>
      (
        await driver.all(
          `update installation set key_id = $5, sealed = $6
          where platform = $1 and tenant = $2 and key_id = $3 and sealed = $4 returning tenant`,
          ...[platform, tenant, keyId, sealed, after.keyId, after.sealed],
        )
      ).length > 0,
    removeInstallation: async (platform, tenant) =>
      (
        await driver.all(
          'delete from installation where platform = $1 and tenant = $2 returning tenant',
          ...[platform, tenant],
        )
      ).length > 0,
  };
}

function installationFrom(row: Row): StoredInstallation {
  return {
    platform: textOf(row, 'platform'),
    tenant: tenantOf(row),
    keyId: textOf(row, 'key_id'),
    sealed: textOf(row, 'sealed'),
    savedAt: numberOf(row, 'saved_at'),
  };
}
