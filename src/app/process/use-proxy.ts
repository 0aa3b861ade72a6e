import { setGlobalProxyFromEnv } from 'node:http';
import type { FetchRules } from '../../ingest/fetch/fetch-rules.ts';
import type { Finding } from '../../platforms/finding.ts';
import type { ConnectedPlatform } from '../../platforms/module.ts';
import { proxyFor } from '../../platforms/proxy-way.ts';
import type { Config } from '../config/config.ts';
import type { ProxySettings } from './proxy.ts';

/** The proxy on the way to an address, as it may be shown: without user and password. Null where the way is direct. */
export function proxyOnTheWayTo(address: string, proxy: ProxySettings | undefined): string | null {
  return proxy === undefined ? null : (proxyFor(address, variables(proxy))?.origin ?? null);
}

/**
 * Makes every request of this process go through the proxies: those of Node's fetch and of its global agents from now
 * on, and those of whoever reads the environment (the platforms' own connections do). One that cannot be used is taken
 * out of there.
 */
export function useProxy(proxy: ProxySettings | undefined, env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(variables(proxy))) {
    for (const key of [name, name.toUpperCase()]) {
      if (value === undefined) delete env[key];
      else env[key] = value;
    }
  }
  if (proxy !== undefined) setGlobalProxyFromEnv(env);
}

/** How pages are fetched here: the limits of the configuration, and the way through its proxies. */
export function fetchRules({ fetch, proxy }: Pick<Config, 'fetch' | 'proxy'>): FetchRules {
  return proxy === undefined
    ? fetch
    : { ...fetch, proxyFor: (address) => proxyFor(address, variables(proxy)) };
}

function variables(proxy: ProxySettings | undefined) {
  return { https_proxy: proxy?.https, http_proxy: proxy?.http, no_proxy: proxy?.no };
}

/** What the doctor says about the way to each platform that is set up; nothing where there is no proxy. */
export function examineProxy({
  proxy,
  platforms,
}: {
  readonly proxy: ProxySettings | undefined;
  readonly platforms: readonly Pick<ConnectedPlatform, 'address'>[];
}): readonly Finding[] {
  if (proxy === undefined) return [];
  const ways = platforms
    .flatMap(({ address }) => address ?? [])
    .map((address) => `${new URL(address).host} ${wayWords(proxyOnTheWayTo(address, proxy))}`);
  const says = ways.length > 0 ? ways.join(', ') : 'set, and no platform is connected';
  return [{ part: 'proxy', state: 'ok', says }];
}

function wayWords(proxy: string | null): string {
  return proxy === null ? 'directly' : `through ${proxy}`;
}
