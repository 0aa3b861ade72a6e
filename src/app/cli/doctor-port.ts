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
  return [
    ...(needsPort(config) ? await examineAt('port', config.http, (at) => runningAt(at, ask)) : []),
    ...(config.metrics === null
      ? []
      : await examineAt('metrics', config.metrics, (at) => measuredAt(at, ask))),
  ];
}

type Address = Config['http'] | NonNullable<Config['metrics']>;

/** `running` tells what a Readout that has the address already says; null where it is another program. */
async function examineAt(
  part: string,
  address: Address,
  running: (address: Address) => Promise<string | null>,
): Promise<readonly Finding[]> {
  const { host, port } = address;
  const error = await listenOnce(host, port);
  if (error === null) return [{ part, state: 'ok', says: `${host}:${port} is free` }];
  const trouble = portTrouble(error, address, part === 'metrics' ? 'METRICS_' : '');
  if (trouble === null) {
    const keys = part === 'metrics' ? 'METRICS_' : '';
    const mend = `Set ${keys}HOST and ${keys}PORT to an address of this machine and a free port.`;
    return [{ part, state: 'wrong', says: `${host}:${port} cannot be opened: ${error.message}`, mend }];
  }
  const says = await running(address);
  return says === null
    ? [{ part, state: 'wrong', ...trouble }]
    : [{ part, state: 'ok', says: `${host}:${port} is served by a running Readout, which says: ${says}` }];
}

function listenOnce(host: string, port: number): Promise<Error | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

/** What a Readout that listens there says of itself; null where it is something else. */
async function runningAt(address: Address, ask: typeof fetch): Promise<string | null> {
  try {
    const response = await ask(`${urlOf(address)}/readyz`, {
      redirect: 'error',
      signal: AbortSignal.timeout(ASK_WITHIN_MS),
    });
    const state: unknown = await response.json();
    if (typeof state !== 'object' || state === null || !('ready' in state) || !('pack' in state)) return null;
    if (state.ready === true) return 'ready';
    return 'store' in state && state.store !== 'ok' ? `not ready: ${String(state.store)}` : 'not ready';
  } catch {
    return null;
  }
}

/** The same of an address for figures alone. */
async function measuredAt(address: Address, ask: typeof fetch): Promise<string | null> {
  try {
    const response = await ask(`${urlOf(address)}/metrics`, {
      ...{ redirect: 'error', signal: AbortSignal.timeout(ASK_WITHIN_MS) },
    });
    return (await response.text()).includes('readout_build_info') ? 'its figures' : null;
  } catch {
    return null;
  }
}

function urlOf({ host, port }: Address): string {
  const own = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${own.includes(':') ? `[${own}]` : own}:${port}`;
}
