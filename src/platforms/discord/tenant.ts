import { type TenantId, tenantId } from '../../domain/schedule/tenant.ts';

/** Whose what happened in a channel is: the server's, or where Discord names none the conversation's. */
export function tenantIn(guild: string, channel: string): TenantId {
  return guild === '' ? directTenant(channel) : tenantId(guild);
}

/** A conversation with one person is a tenant of its own: what is kept for it is nobody else's. */
export function directTenant(channel: string): TenantId {
  return tenantId(`dm-${channel}`);
}
