declare const tenant: unique symbol;

/**
 * Whose something is: a Discord guild, a conversation with one person, a Slack workspace or organisation, the terminal, the
 * pages. A type of its own, so that a channel, a person or any other text in its place does not compile: rows of one tenant
 * are never read for another by mistake.
 */
export type TenantId = string & { readonly [tenant]: true };

/**
 * Takes an id from outside at its word. Only where a tenant comes in: each platform has one place for that, the store
 * one for its rows, the process one for what a person wrote (`tests/architecture.test.ts` has the list).
 */
export function tenantId(id: string): TenantId {
  return id as TenantId;
}

/** Of no tenant: what a person at the machine did, or the process by itself. Where a person is looked for: every tenant. */
export const NO_TENANT = tenantId('');
