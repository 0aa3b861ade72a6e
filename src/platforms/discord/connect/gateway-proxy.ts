import https from 'node:https';
import { proxyFor } from '../../proxy-way.ts';
import { websocketPackage } from '../../websocket-package.ts';

/**
 * Makes discord.js open the gateway through the proxy that the environment names. It takes no agent and asks no
 * environment for its WebSocket, which it gets from the package ws when it is loaded; so this must be called before.
 */
export function gatewayThroughProxy(env: NodeJS.ProcessEnv): void {
  if (proxyFor('wss://gateway.discord.gg', env) === null) return;
  const ws = websocketPackage();
  const { WebSocket } = ws;
  // Node's agent decides host by host, as NO_PROXY wants it.
  const agent = new https.Agent({ proxyEnv: env });
  ws.WebSocket = class extends WebSocket {
    constructor(...[address, protocols, options]: ConstructorParameters<typeof WebSocket>) {
      super(address, protocols, address.startsWith('wss:') ? { ...options, agent } : options);
    }
  };
}
