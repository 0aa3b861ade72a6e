export const ROLES = ['all', 'ingress', 'deliver', 'lead'] as const;

/**
 * What a process does where several share one store. `all`: everything. `ingress`: takes requests over HTTP. `deliver`: sends
 * what is planned. `lead`: holds connections and plans, one process at a time, while others stand by.
 */
export type Role = (typeof ROLES)[number];
