import { createHash, timingSafeEqual } from 'node:crypto';

/** A request as it came over the wire; `body` is the raw bytes, because signatures are over them. Header names are lower-case. */
export interface HttpRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** In place of it: what was made small before. */
  readonly bytes?: Uint8Array;
}

/** One path of the process's HTTP server. The server caps bodies at 1 MB and gives a client 10 s to send one. */
export interface HttpRoute {
  readonly method: 'GET' | 'POST';
  /** `*`: every path that no other route has. */
  readonly path: string;
  /** True: for this machine and private networks alone, and not for what a proxy passes on. */
  readonly isNear?: boolean;
  readonly handle: (request: HttpRequest) => Promise<HttpResponse>;
}

/** Alike in the same time, however much of it is right. */
export function sameWords(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** The token of a header such as `Authorization: Bearer …`; undefined where it has none. */
export function bearerIn(header: string): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header)?.[1];
}
