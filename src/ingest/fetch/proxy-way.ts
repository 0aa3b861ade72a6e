import { type Dispatcher, ProxyAgent } from 'undici';
import { codeOf } from '../../domain/errors.ts';
import type { FetchRules } from './fetch-rules.ts';
import { FetchTrouble } from './fetch-trouble.ts';
import { checkedAddress, type Resolve } from './guarded-agent.ts';
import type { WebAddress } from './web-address.ts';

/** So long a name is asked for here before the proxy alone knows it, as where it is all that sees the internet. */
const LOOKUP_MS = 2_000;

/** The proxies of one fetch. */
interface ProxyWay {
  /** Null where the way is direct. @throws FetchTrouble (`refused`) where the address is private */
  readonly agentFor: (address: WebAddress) => Promise<Dispatcher | null>;
  readonly end: () => void;
}

/**
 * The way through proxies, for the addresses that have one. A proxy connects by itself: what is guarded here is the
 * address as written and the numbers that its name has here. A name that is not known here is the proxy's to look up, and
 * so is every other one once more, so that what a proxy may reach has to be bounded in the proxy.
 */
export function proxyWay(
  { proxyFor, timeoutMs, resolve }: FetchRules & { readonly resolve: Resolve },
  make: (uri: string) => Dispatcher = (uri) =>
    new ProxyAgent({ uri, connectTimeout: timeoutMs, allowH2: false, connections: 2 }),
): ProxyWay {
  const agents = new Map<string, Dispatcher>();
  const checked = new Map<string, Promise<void>>();
  return {
    async agentFor({ url, allowed }) {
      const proxy = proxyFor?.(url.href) ?? null;
      if (proxy === null) return null;
      const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
      const check = checked.get(host) ?? checkTarget(host, allowed, resolve);
      checked.set(host, check);
      await check;
      const agent = agents.get(proxy.href) ?? make(proxy.href);
      agents.set(proxy.href, agent);
      return agent;
    },
    end() {
      for (const agent of agents.values()) agent.destroy().catch(() => {});
    },
  };
}

async function checkTarget(host: string, allowed: boolean, resolve: Resolve): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const unknown = new Promise<void>((known) => {
    timer = setTimeout(known, LOOKUP_MS);
  });
  const check = checkedAddress(host, allowed, resolve).then(
    () => {},
    (error: unknown) => {
      if (error instanceof FetchTrouble && error.code === 'refused') throw error;
    },
  );
  // One that is refused too late is no trouble of anybody.
  check.catch(() => {});
  try {
    await Promise.race([check, unknown]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a proxy said or failed to say, as the end of a sentence; null where no proxy was in the way. */
export function proxyTrouble(error: unknown): string | null {
  const message = error instanceof Error ? error.message : '';
  const [, status] = /^Proxy response \((\d{3})\)/.exec(message) ?? [];
  if (status !== undefined) return `the proxy answered ${status} to the wish for a connection`;
  if (message === 'Proxy Authentication Required (407)') return 'the proxy wants a login';
  return /^UND_ERR_PRX/.test(codeOf(error)) ? 'the proxy makes no connection' : null;
}
