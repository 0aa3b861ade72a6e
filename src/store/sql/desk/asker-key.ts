import { sha256 } from '../../../domain/words/sha256.ts';

/** Who somebody is, so that nobody who reads the store learns it from there. */
export function askerKey(name: string): string {
  return sha256(name, 'base64url');
}
