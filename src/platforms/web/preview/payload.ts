/** Any JSON, looked into with care: a preview shows what there is and stumbles over nothing. */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The text of a text object, or of a string. */
export function textOf(value: unknown): string {
  return isObject(value) ? stringOf(value['text']) : stringOf(value);
}
