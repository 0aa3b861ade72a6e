import type { TenantId } from './tenant.ts';

/** Somebody as a platform knows them in one of its tenants. */
export function askerName(platform: string, tenant: TenantId, user: string): string {
  return `${platform}\n${tenant}\n${user}`;
}
