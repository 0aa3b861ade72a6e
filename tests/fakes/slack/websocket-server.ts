import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's end of one WebSocket: text messages, pings answered, and the ways a line can go bad. */
export interface ServerSocket {
  readonly send: (text: string) => void;
  readonly ping: () => void;
  readonly close: (code: number) => void;
  /** Ends the line without a word. */
  readonly drop: () => void;
  /** From now on neither hears nor says anything, and does not close: a line that died on the way. */
  readonly blackHole: () => void;
  readonly isOpen: () => boolean;
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Accepts an upgrade request (RFC 6455, server side, unfragmented frames below 64 kB and above). */
export function acceptWebSocket(
  request: IncomingMessage,
  line: Duplex,
  events: { readonly message: (text: string) => void; readonly closed: () => void },
): ServerSocket {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1')
    .update(key + GUID)
    .digest('base64');
  line.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let open = true;
  let deaf = false;
  let pending = Buffer.alloc(0);
  const write = (opcode: number, payload: Buffer) => {
    if (open && !deaf && line.writable) line.write(frame(opcode, payload));
  };
  const end = () => {
    if (!open) return;
    open = false;
    events.closed();
  };
  line.on('data', (chunk: Buffer) => {
    if (deaf) return;
    pending = Buffer.concat([pending, chunk]);
    for (let next = readFrame(pending); next !== null; next = readFrame(pending)) {
      pending = pending.subarray(next.length);
      if (next.opcode === 0x1) events.message(next.payload.toString('utf8'));
      if (next.opcode === 0x9) write(0xa, next.payload);
      if (next.opcode === 0x8) {
        write(0x8, next.payload);
        line.end();
        end();
      }
    }
  });
  line.on('close', end);
  line.on('error', end);
  return {
    send: (text) => write(0x1, Buffer.from(text)),
    ping: () => write(0x9, Buffer.from('are you there')),
    close(code) {
      const payload = Buffer.alloc(2);
      payload.writeUInt16BE(code);
      write(0x8, payload);
    },
    drop: () => line.destroy(),
    blackHole() {
      deaf = true;
    },
    isOpen: () => open,
  };
}

function frame(opcode: number, payload: Buffer): Buffer {
  const length = payload.length;
  const head =
    length < 126
      ? Buffer.from([0x80 | opcode, length])
      : length < 65_536
        ? Buffer.from([0x80 | opcode, 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([0x80 | opcode, 127]), eightBytes(length)]);
  return Buffer.concat([head, payload]);
}

function eightBytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function readFrame(data: Buffer): { opcode: number; payload: Buffer; length: number } | null {
  const [first, second] = data;
  if (first === undefined || second === undefined) return null;
  let length = second & 0x7f;
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
  const masked = (second & 0x80) !== 0;
  const start = at + (masked ? 4 : 0);
  if (data.length < start + length) return null;
  const payload = Buffer.from(data.subarray(start, start + length));
  if (masked) {
    const mask = data.subarray(at, at + 4);
    payload.forEach((byte, index) => {
      payload[index] = byte ^ (mask[index % 4] ?? 0);
    });
  }
  return { opcode: first & 0x0f, payload, length: start + length };
}
