import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { type JSONRPCMessage, parseJSONRPCMessage, type Transport } from '@modelcontextprotocol/server';
import { isMapping } from '../domain/mapping.ts';

/** Longest message taken, in characters; no tool takes nearly as much. */
const LONGEST = 1_000_000;
/** Requests answered at once: a flood waits in the pipe and not in the memory. */
const MOST_AT_ONCE = 32;
/** Errors of JSON-RPC (https://www.jsonrpc.org/specification#error_object). */
const [PARSE_ERROR, INVALID_REQUEST] = [-32_700, -32_600];

/** A transport that ends by itself: `ended` resolves when the input is over and all that it asked was answered. */
export interface LineTransport extends Transport {
  readonly ended: Promise<void>;
}

/**
 * JSON-RPC messages, one a line, over two streams. The library's own goes silent on a line that is no message, ends on one
 * that is too long, and drops what is still being answered when the input ends; here each such line has its error, the
 * next is read, and what was asked is answered.
 */
export function createLineTransport(input: Readable, output: Writable): LineTransport {
  const open = new Set<string>();
  let settled = () => {};
  let isClosed = false;
  const ended = Promise.withResolvers<void>();
  const write = async (message: object) => {
    if (output.destroyed || output.write(`${JSON.stringify(message)}\n`)) return;
    const gone = new AbortController();
    const events = ['drain', 'close', 'error'].map((event) => once(output, event, { signal: gone.signal }));
    await Promise.race(events).catch(() => {});
    gone.abort();
  };
  const fail = (id: unknown, code: number, message: string) =>
    write({ jsonrpc: '2.0', id: isId(id) ? id : null, error: { code, message } });
  const fewerThan = async (most: number) => {
    while (open.size >= most && !isClosed) {
      await new Promise<void>((resolve) => {
        settled = resolve;
      });
    }
  };
  const close = (id: unknown) => {
    open.delete(JSON.stringify(id));
    settled();
  };

  const take = async (line: string | null) => {
    if (line === null) return fail(null, INVALID_REQUEST, `A message has at most ${LONGEST} characters.`);
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return fail(null, PARSE_ERROR, 'This line is not JSON.');
    }
    const id = isMapping(value) ? value['id'] : null;
    let message: JSONRPCMessage;
    try {
      message = parseJSONRPCMessage(value);
    } catch {
      return fail(id, INVALID_REQUEST, 'This is no message of JSON-RPC 2.0: one object a line, no batch.');
    }
    if ('method' in message && 'id' in message) {
      if (open.has(JSON.stringify(message.id)))
        return fail(null, INVALID_REQUEST, 'A request with this id is still being answered.');
      await fewerThan(MOST_AT_ONCE);
      // A subscription is open for as long as the connection is.
      if (message.method !== 'subscriptions/listen') open.add(JSON.stringify(message.id));
    }
    transport.onmessage?.(message);
    // What was taken back is not answered.
    if ('method' in message && message.method === 'notifications/cancelled')
      close(message.params?.['requestId']);
  };
  const read = async () => {
    try {
      for await (const line of messagesOf(input)) {
        if (isClosed) return;
        await take(line);
      }
      await fewerThan(1);
    } catch (error) {
      transport.onerror?.(error instanceof Error ? error : new Error(String(error)));
    } finally {
      await transport.close();
    }
  };
  const transport: LineTransport = {
    ended: ended.promise,
    async start() {
      void read();
    },
    async send(message) {
      await write(message);
      if (!('method' in message) && 'id' in message) close(message.id);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      settled();
      transport.onclose?.();
      ended.resolve();
    },
  };
  return transport;
}

function isId(id: unknown): id is string | number {
  return typeof id === 'string' || typeof id === 'number';
}

/** The lines of a stream, blank ones left out; null for one that is too long, whose rest is passed over. */
async function* messagesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string | null> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isLong = false;
  const add = (piece: string) => {
    if (rest.length + piece.length > LONGEST) isLong = true;
    rest = isLong ? '' : rest + piece;
  };
  const whole = (): string | null => {
    const line = isLong ? null : rest.trim();
    rest = '';
    isLong = false;
    return line;
  };
  for await (const chunk of input) {
    const pieces = (typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk))).split('\n');
    for (const [at, piece] of pieces.entries()) {
      add(piece);
      if (at === pieces.length - 1) continue;
      const line = whole();
      if (line !== '') yield line;
    }
  }
  add(decoder.end());
  const line = whole();
  if (line !== '') yield line;
}
