import { codeOf } from '../domain/errors.ts';

/** What a platform's address answered, or why nothing can be read there and what to do about that. */
export type Reply =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly body: Readonly<Record<string, unknown>>;
      readonly headers: Headers;
    }
  | { readonly kind: 'no-reply'; readonly says: string; readonly mend: string };

/** Whose address is asked. */
export interface Asked {
  /** As people call it: Slack. */
  readonly name: string;
  /** The key that names its address. */
  readonly key: string;
  /** Its address, for sentences. */
  readonly address: string;
  /** Where it says how it is. */
  readonly statusPage: string;
}

const TIMEOUT_MS = 5_000;

/**
 * One request for JSON. What is no answer of the platform itself (a network, a proxy, an outage) is told apart, because
 * no token mends it.
 */
export async function askAddress(
  ask: typeof fetch,
  asked: Asked,
  path: string,
  init: RequestInit,
): Promise<Reply> {
  let response: Response;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    response = await ask(`${asked.address}${path}`, { ...init, redirect: 'error', signal });
  } catch (error) {
    return unreachable(error, asked);
  }
  const body: unknown = await response.json().catch(() => null);
  const { status, headers } = response;
  if (status === 429) {
    const mend = 'Nothing is wrong with the token: try again in a few minutes.';
    return { kind: 'no-reply', says: `${asked.name} asks for fewer requests (status 429)`, mend };
  }
  if (status >= 500) {
    const mend = `Try again later; see ${asked.statusPage}.`;
    return { kind: 'no-reply', says: `${asked.name} answers with status ${status}`, mend };
  }
  if (typeof body !== 'object' || body === null) {
    const mend = `Check ${asked.key}, and whether a proxy or a sign-in page answers in its place.`;
    return {
      kind: 'no-reply',
      says: `what answers at ${asked.address} is not ${asked.name} (status ${status})`,
      mend,
    };
  }
  return { kind: 'reply', status, headers, body: { ...body } };
}

function unreachable(error: unknown, { key, address }: Asked): Reply {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = codeOf(cause);
  // An error for several addresses at once has no words of its own; nor has what a proxy refuses.
  const own = cause instanceof Error ? cause.message : String(cause);
  const words = own || code || (error instanceof Error ? error.message : 'no reason given');
  return {
    kind: 'no-reply',
    says: `${address} cannot be reached: ${words}`,
    mend: mendFor(code, words, key),
  };
}

function mendFor(code: string, words: string, key: string): string {
  if (/^(?:ENOTFOUND|EAI_AGAIN|ENODATA)$/.test(code)) {
    return `No such host is known here: check ${key}, the network and its name service.`;
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(code)) {
    return 'Its certificate is not trusted: where a proxy reads along, set NODE_EXTRA_CA_CERTS to the file with its certificate.';
  }
  if (/redirect/.test(words)) return `It sends on to another address: check ${key}.`;
  return `Check the network and ${key}; where a proxy is needed, the process must be told of it.`;
}
