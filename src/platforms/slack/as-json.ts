const written = new WeakMap<object, string>();

/** A body as JSON, written once for each object: an answer asked for again is the same object. */
export function asJson(body: object): string {
  const known = written.get(body);
  if (known !== undefined) return known;
  const json = JSON.stringify(body);
  written.set(body, json);
  return json;
}
