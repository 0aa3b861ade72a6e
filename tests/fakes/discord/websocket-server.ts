import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** One accepted WebSocket. Only what a test server needs: whole text messages, close, pings. */
export interface ServerSocket {
  readonly send: (text: string) => void;
  /** The closing handshake with a code. */
  readonly close: (code: number) => void;
  /** Cuts the connection without a word. */
  readonly drop: () => void;
  onMessage: (text: string) => void;
  onClose: () => void;
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** Accepts WebSocket upgrades on a server. */
export function acceptWebSockets(
  server: Server,
  onSocket: (socket: ServerSocket, request: IncomingMessage) => void,
): void {
  server.on('upgrade', (request: IncomingMessage, stream: Duplex) => {
    const key = request.headers['sec-websocket-key'];
    if (typeof key !== 'string') {
      stream.destroy();
      return;
    }
    const accept = createHash('sha1').update(`${key}${HANDSHAKE_GUID}`).digest('base64');
    stream.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    onSocket(serverSocket(stream), request);
  });
}

function serverSocket(stream: Duplex): ServerSocket {
  let pending: Buffer = Buffer.alloc(0);
  const socket: ServerSocket = {
    send: (text) => write(OPCODE.text, Buffer.from(text)),
    close(code) {
      const body = Buffer.alloc(2);
      body.writeUInt16BE(code);
      write(OPCODE.close, body);
    },
    drop: () => stream.destroy(),
    onMessage: () => undefined,
    onClose: () => undefined,
  };
  const write = (opcode: number, body: Buffer) => {
    if (!stream.destroyed) stream.write(frame(opcode, body));
  };
  stream.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let next = unframe(pending); next !== null; next = unframe(pending)) {
      pending = pending.subarray(next.used);
      if (next.opcode === OPCODE.text) socket.onMessage(next.body.toString('utf8'));
      if (next.opcode === OPCODE.ping) write(OPCODE.pong, next.body);
      if (next.opcode === OPCODE.close) {
        write(OPCODE.close, next.body);
        stream.end();
      }
    }
  });
  stream.on('error', () => stream.destroy());
  stream.on('close', () => socket.onClose());
  return socket;
}

function frame(opcode: number, body: Buffer): Buffer {
  const first = 0x80 | opcode;
  if (body.length < 126) return Buffer.concat([Buffer.from([first, body.length]), body]);
  if (body.length < 65_536) {
    const head = Buffer.from([first, 126, 0, 0]);
    head.writeUInt16BE(body.length, 2);
    return Buffer.concat([head, body]);
  }
  const head = Buffer.alloc(10);
  head[0] = first;
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(body.length), 2);
  return Buffer.concat([head, body]);
}

/** The first whole frame of what a client sent; null while it is incomplete. Clients mask every frame. */
function unframe(
  data: Buffer,
): { readonly opcode: number; readonly body: Buffer; readonly used: number } | null {
  if (data.length < 2) return null;
  const opcode = data.readUInt8(0) & 0x0f;
  let length = data.readUInt8(1) & 0x7f;
  let at = 2;
  if (length === 126) {
    if (data.length < 4) return null;
    length = data.readUInt16BE(2);
    at = 4;
  } else if (length === 127) {
    if (data.length < 10) return null;
    length = Number(data.readBigUInt64BE(2));
    at = 10;
  }
  if (data.length < at + 4 + length) return null;
  const mask = data.subarray(at, at + 4);
  const body = Buffer.from(data.subarray(at + 4, at + 4 + length));
  for (let i = 0; i < body.length; i += 1) body[i] = (body[i] ?? 0) ^ (mask[i % 4] ?? 0);
  return { opcode, body, used: at + 4 + length };
}
