import https from 'node:https';
import { proxyFor } from '../../proxy-way.ts';
import { websocketPackage } from '../../websocket-package.ts';

/** One open WebSocket. */
export interface Connection {
  /** False where it can no longer carry anything. */
  readonly send: (text: string) => boolean;
  readonly ping: () => void;
  /** Says goodbye; the end is told through `closed`. */
  readonly close: () => void;
  /** Cuts the line without a word: the only way to be rid of a peer that no longer answers. */
  readonly cut: () => void;
}

export interface ConnectionEvents {
  /** A whole text message. */
  readonly message: (text: string) => void;
  /** A ping or pong: the line lives. */
  readonly pulse: () => void;
  /** Told once, also where it never opened. */
  readonly closed: (reason: string) => void;
}

/** https://websockets.spec.whatwg.org/#dom-websocket-readystate */
const OPEN = 1;
/** A goodbye that nobody answers ends by itself, and by `cut` before that. */
const GOODBYE_MS = 10_000;

/**
 * Opens one WebSocket. Node's own WebSocket can neither ping nor cut a silent line, and a half-open line is how Socket
 * Mode goes deaf; that of the package ws, which both SDKs bring along, can.
 */
export function openConnection(url: string, events: ConnectionEvents): Connection {
  const WebSocket = websocketPackage();
  const socket = new WebSocket(url, [], {
    perMessageDeflate: false,
    closeTimeout: GOODBYE_MS,
    ...wayTo(url),
  });
  let over = false;
  const end = (reason: string) => {
    if (over) return;
    over = true;
    events.closed(reason);
  };
  const pulse = () => {
    if (!over) events.pulse();
  };
  socket.on('ping', pulse);
  socket.on('pong', pulse);
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary && !over) events.message(data.toString('utf8'));
  });
  socket.on('error', () => {
    end('the connection failed');
    socket.terminate();
  });
  socket.on('close', (code: number) => end(`closed with code ${code}`));
  const isOpen = () => !over && socket.readyState === OPEN;
  return {
    send(text) {
      if (!isOpen()) return false;
      socket.send(text);
      return true;
    },
    ping() {
      if (isOpen()) socket.ping();
    },
    close() {
      if (socket.readyState <= OPEN) socket.close(1_000);
    },
    cut() {
      end('cut');
      socket.terminate();
    },
  };
}

/** Directly where nothing is said here, or through the proxy of the environment. */
function wayTo(url: string): { readonly agent?: https.Agent } {
  // Node's agent decides host by host, as NO_PROXY wants it.
  const isDirect = !url.startsWith('wss:') || proxyFor(url, process.env) === null;
  return isDirect ? {} : { agent: new https.Agent({ proxyEnv: process.env }) };
}
