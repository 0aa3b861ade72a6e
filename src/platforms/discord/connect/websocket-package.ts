import { createRequire } from 'node:module';

/** The class that opens a WebSocket. */
export type WebSocketClass = new (address: string, protocols: readonly string[], options: object) => object;

/** The package ws as discord.js has it, whatever others are installed. The bundle has a file of its own for this one. */
export function websocketPackage(): { WebSocket: WebSocketClass } {
  const library = createRequire(createRequire(import.meta.url).resolve('discord.js'));
  return createRequire(library.resolve('@discordjs/ws'))('ws');
}
