import type { EventEmitter } from 'node:events';
import type { ClientRequestArgs } from 'node:http';
import { createRequire } from 'node:module';

/** What is used of one WebSocket of the package ws (https://github.com/websockets/ws/blob/8.23.0/doc/ws.md). */
export interface PackagedWebSocket extends EventEmitter {
  readonly readyState: number;
  readonly send: (text: string) => void;
  readonly ping: () => void;
  readonly close: (code?: number) => void;
  /** Cuts the line without a word. */
  readonly terminate: () => void;
}

/** The class that opens a WebSocket. */
export type WebSocketClass = new (
  address: string,
  protocols: readonly string[],
  options: ClientRequestArgs & Readonly<Record<string, unknown>>,
) => PackagedWebSocket;

/**
 * The package ws as discord.js has it, whatever others are installed: the class itself, which carries what may be put in its
 * place for discord.js alone. The bundle has a file of its own for this one.
 */
export function websocketPackage(): WebSocketClass & { WebSocket: WebSocketClass } {
  const library = createRequire(createRequire(import.meta.url).resolve('discord.js'));
  return createRequire(library.resolve('@discordjs/ws'))('ws');
}
