import { createServer } from 'node:net';
import type { Finding } from '../../platforms/finding.ts';
import type { Config } from '../config/config.ts';
import { portTrouble } from '../serve/port-trouble.ts';

const ASK_WITHIN_MS = 3_000;

/** True where `readout serve` would open the HTTP server. */
export function needsPort({ http, platforms }: Config): boolean {
  return http.always || platforms.some((platform) => platform.needsPort);
}

/** Tries the port, where one is needed; one that is taken may be taken by the very Readout that is looked after. */
export async function examinePort(config: Config, ask: typeof fetch): Promise<readonly Finding[]> {
  if (!needsPort(config)) return [];
  const part = 'port';
  const { host, port } = config.http;
  const error = await listenOnce(host, port);
  if (error === null) return [{ part, state: 'ok', says: `${host}:${port} is free` }];
  const trouble = portTrouble(error, config.http);
  if (trouble === null) {
    const mend = 'Set HOST and PORT to an address of this machine and a free port.';
    return [{ part, state: 'wrong', says: `${host}:${port} cannot be opened: ${error.message}`, mend }];
  }
  const running = await runningAt(host, port, ask);
  return running === null
    ? [{ part, state: 'wrong', ...trouble }]
    : [{ part, state: 'ok', says: `${host}:${port} is served by a running Readout, which says: ${running}` }];
}

function listenOnce(host: string, port: number): Promise<Error | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

/** What a Readout that listens there says of itself; null where it is something else. */
async function runningAt(host: string, port: number, ask: typeof fetch): Promise<string | null> {
  const own = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const address = `http://${own.includes(':') ? `[${own}]` : own}:${port}/readyz`;
  try {
    const response = await ask(address, { redirect: 'error', signal: AbortSignal.timeout(ASK_WITHIN_MS) });
    const state: unknown = await response.json();
    if (typeof state !== 'object' || state === null || !('ready' in state) || !('pack' in state)) return null;
    if (state.ready === true) return 'ready';
    return 'store' in state && state.store !== 'ok' ? `not ready: ${String(state.store)}` : 'not ready';
  } catch {
    return null;
  }
}
