import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { Agent, buildConnector, ping, WebSocket } from 'undici';
import { openTunnel, proxyFor } from '../../proxy-way.ts';

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

const PULSES = [channel('undici:websocket:ping'), channel('undici:websocket:pong')];

/**
 * Opens one WebSocket. Node's own WebSocket can neither ping nor cut a silent line, and a half-open line is how Socket
 * Mode goes deaf; undici's, which the Slack SDK brings along, can (https://undici.nodejs.org/#/docs/api/WebSocket).
 */
export function openConnection(url: string, events: ConnectionEvents): Connection {
  let line: Socket | undefined;
  const connect = connector();
  const dispatcher = new Agent({
    connect: (options, callback) =>
      connect(options, (...result) => {
        line = result[1] ?? undefined;
        callback(...result);
      }),
  });
  const socket = new WebSocket(url, { dispatcher });
  const onPulse = (data: unknown) => {
    if (typeof data === 'object' && data !== null && 'websocket' in data && data.websocket === socket)
      events.pulse();
  };
  let over = false;
  const end = (reason: string) => {
    if (over) return;
    over = true;
    for (const pulse of PULSES) pulse.unsubscribe(onPulse);
    events.closed(reason);
  };
  for (const pulse of PULSES) pulse.subscribe(onPulse);
  socket.addEventListener('message', (event) => {
    if (typeof event.data === 'string') events.message(event.data);
  });
  socket.addEventListener('error', () => {
    line?.destroy();
    end('the connection failed');
  });
  socket.addEventListener('close', (event) => end(`closed with code ${event.code}`));
  return {
    send(text) {
      if (over || socket.readyState !== WebSocket.OPEN || line?.destroyed === true) return false;
      socket.send(text);
      return true;
    },
    ping() {
      if (socket.readyState === WebSocket.OPEN) ping(socket);
    },
    close() {
      if (socket.readyState <= WebSocket.OPEN) socket.close(1_000);
    },
    cut() {
      line?.destroy();
      end('cut');
    },
  };
}

/** Connects directly, or through the proxy of the environment: undici's own proxy agent would keep the line to itself. */
function connector(): buildConnector.connector {
  const direct = buildConnector({ allowH2: false });
  return (options, callback) => {
    const { protocol, hostname, port } = options;
    const to = { host: hostname, port: Number(port || 443) };
    const proxy = protocol === 'https:' ? proxyFor(`https://${to.host}:${to.port}`, process.env) : null;
    if (proxy === null) return direct(options, callback);
    openTunnel(proxy, to).then(
      (httpSocket) => direct({ ...options, httpSocket }, callback),
      (error: Error) => callback(error, null),
    );
  };
}
