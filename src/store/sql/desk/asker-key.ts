import { createHash } from 'node:crypto';

/** Who somebody is, so that nobody who reads the store learns it from there. */
export function askerKey(name: string): string {
  return createHash('sha256').update(name).digest('base64url');
}
