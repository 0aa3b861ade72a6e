import { proxyFor } from '../../platforms/proxy-way.ts';
import type { Finding } from '../cli/doctor-platforms.ts';
import type { Config } from '../config/config.ts';
import { unquoted } from '../config/dot-env.ts';
import type { EnvironmentKey, Setting } from '../config/environment.ts';

/** The proxies that requests go through: whole addresses with a scheme, perhaps with a password. */
export interface ProxySettings {
  /** For https and wss; absent where those go directly. */
  readonly https?: string;
  /** For http and ws. */
  readonly http?: string;
  /** Hosts that are reached directly, separated by commas: `example.org`, `.example.org`, `host:port` or `*`. */
  readonly no: string;
}

/** This machine itself is never behind the proxy. */
const LOOPBACK = 'localhost,127.0.0.1,::1';

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY as curl does: `proxy:3128` is an http proxy. One that cannot be used (SOCKS)
 * may be meant for other programs: it is told and left out. Undefined where nothing is left.
 */
export function proxySettings(
  settings: ReadonlyMap<EnvironmentKey, Setting>,
  note: (sentence: string) => void,
): ProxySettings | undefined {
  const proxy = (key: 'HTTPS_PROXY' | 'HTTP_PROXY') => {
    const setting = settings.get(key);
    if (setting === undefined) return undefined;
    const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(setting.value)
      ? setting.value
      : `http://${setting.value}`;
    const url = URL.parse(address);
    if (url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '') return url.href;
    note(
      `${setting.place}: ${key} is not used: it must be an http or https address, as http://proxy.example.org:3128.`,
    );
    return undefined;
  };
  const [https, http] = [proxy('HTTPS_PROXY'), proxy('HTTP_PROXY')];
  if (https === undefined && http === undefined) return undefined;
  const no = settings.get('NO_PROXY')?.value;
  return {
    ...(https === undefined ? {} : { https }),
    ...(http === undefined ? {} : { http }),
    no: no === undefined ? LOOPBACK : `${unquoted(no)},${LOOPBACK}`,
  };
}

/** The proxy on the way to an address, as it may be shown: without user and password. Null where the way is direct. */
export function proxyOnTheWayTo(address: string, proxy: ProxySettings | undefined): string | null {
  return proxy === undefined ? null : (proxyFor(address, variables(proxy))?.origin ?? null);
}

/**
 * Makes every request of this process go through the proxies: those of Node's fetch and of its global agents from now
 * on, and those of whoever reads the environment (the platforms' own connections do). One that cannot be used is taken
 * out of there.
 */
export async function useProxy(proxy: ProxySettings | undefined, env: NodeJS.ProcessEnv): Promise<void> {
  for (const [name, value] of Object.entries(variables(proxy))) {
    for (const key of [name, name.toUpperCase()]) {
      if (value === undefined) delete env[key];
      else env[key] = value;
    }
  }
  if (proxy === undefined) return;
  const { setGlobalProxyFromEnv } = await import('node:http');
  setGlobalProxyFromEnv(env);
}

function variables(proxy: ProxySettings | undefined) {
  return { https_proxy: proxy?.https, http_proxy: proxy?.http, no_proxy: proxy?.no };
}

/** What the doctor says about the way to each platform that is set up; nothing where there is no proxy. */
export function examineProxy({
  proxy,
  discord,
  slack,
}: Pick<Config, 'proxy' | 'discord' | 'slack'>): readonly Finding[] {
  if (proxy === undefined) return [];
  const ways = [discord, slack]
    .filter((platform) => platform !== undefined)
    .map(({ apiUrl }) => `${new URL(apiUrl).host} ${wayWords(proxyOnTheWayTo(apiUrl, proxy))}`);
  const says = ways.length > 0 ? ways.join(', ') : 'set, and no platform is connected';
  return [{ part: 'proxy', state: 'ok', says }];
}

function wayWords(proxy: string | null): string {
  return proxy === null ? 'directly' : `through ${proxy}`;
}
