import type { HttpResponse } from '../http-route.ts';

/** Nothing of it is kept on the way, runs in a browser or is read by another page. */
export const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};

export function success(value: unknown): HttpResponse {
  const body = `${JSON.stringify(value)}\n`;
  return { status: 200, headers: { ...HEADERS, 'content-type': 'application/json' }, body };
}

/** One sentence that says what to do. */
export function failure(status: number, sentence: string): HttpResponse {
  return { ...success({ error: sentence }), status };
}
