import { type TenantId, tenantId } from '../../domain/schedule/tenant.ts';

/**
 * Whose something is by what Slack says of it: team id, or that of the organisation which installed the app as a whole. The
 * first of several places in a payload that says so counts; empty where none does.
 */
export function workspaceIn(...said: readonly (string | null | undefined)[]): TenantId {
  return tenantId(said.find((id) => typeof id === 'string') ?? '');
}
