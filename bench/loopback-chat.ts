import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What becomes of one post on its way. */
export type Fate =
  | 'ok'
  | 'lost-before'
  | 'lost-after'
  | '502-before'
  | '502-after'
  | 'hang-before'
  | 'hang-after'
  | 'late';

export interface LoopbackChatOptions {
  /** Decides each post's fate; deterministic where its randomness is. */
  readonly fate: () => Fate;
  /** How long after the request a late message is stored. */
  readonly lateMs: () => number;
}

export interface LoopbackChat {
  readonly url: string;
  /** Every stored message's key, by platform kind, in order; a key that is there twice was doubled. */
  readonly stored: Readonly<Record<ChatKind, readonly string[]>>;
  readonly faults: () => number;
  readonly posts: () => number;
  readonly close: () => Promise<void>;
}

export const CHAT_KINDS = ['nonce', 'history'] as const;
/** `nonce` stores a key once; `history` stores every post and can be searched for a key. */
export type ChatKind = (typeof CHAT_KINDS)[number];

/** A chat service on loopback with the two kinds of idempotency the real ones have, and a network that fails. */
export async function startLoopbackChat(options: LoopbackChatOptions): Promise<LoopbackChat> {
  const stored: Record<ChatKind, string[]> = { nonce: [], history: [] };
  const seen: Record<ChatKind, Map<string, number>> = { nonce: new Map(), history: new Map() };
  let [faults, posts] = [0, 0];
  const store = (kind: ChatKind, key: string): number => {
    const known = seen[kind].get(key);
    if (known !== undefined && kind === 'nonce') return known;
    stored[kind].push(key);
    seen[kind].set(key, known ?? stored[kind].length);
    return stored[kind].length;
  };
  const post = async (kind: ChatKind, key: string, response: ServerResponse) => {
    posts += 1;
    const fate = options.fate();
    if (fate !== 'ok') faults += 1;
    if (fate === 'ok') return reply(response, 200, { id: `m${store(kind, key)}` });
    if (fate === 'late') {
      void wait(options.lateMs()).then(() => store(kind, key));
      return;
    }
    if (fate.endsWith('after')) store(kind, key);
    // A hanging request is left open until the client has had enough.
    if (fate.startsWith('502')) reply(response, 502, {});
    else if (fate.startsWith('lost')) response.destroy();
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    const [, kindText, action] = url.pathname.split('/');
    const kind = CHAT_KINDS.find((candidate) => candidate === kindText) ?? 'nonce';
    void bodyOf(request).then((body) => {
      if (action === 'post') void post(kind, String(JSON.parse(body).key), response);
      else {
        const id = seen[kind].get(url.searchParams.get('key') ?? '');
        reply(response, 200, id === undefined ? {} : { id: `m${id}` });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, stored, faults: () => faults, posts: () => posts },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Numbers in [0, 1) that are the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body;
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
