import type { Resolve } from './guarded-agent.ts';

/** How pages are fetched here. */
export interface FetchRules {
  /** `host:port`s that may be fetched although they are private, exactly as they must be written. */
  readonly allow: readonly string[];
  /** Limit in milliseconds of a whole fetch: robots.txt, redirects and body. */
  readonly timeoutMs: number;
  /** How names become numbers; the system's name servers where left out. */
  readonly resolve?: Resolve;
  /** The proxy on the way to an address; null where the way is direct. */
  readonly proxyFor?: (address: string) => URL | null;
}
