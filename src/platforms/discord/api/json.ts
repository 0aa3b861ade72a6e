import { isMapping } from '../../../domain/mapping.ts';

/** Reading what came over the wire without trusting its shape. */

export type JsonRecord = Readonly<Record<string, unknown>>;

/** The text, or an empty one for anything else. */
export function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The objects of a list; empty for anything else. */
export function records(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}
