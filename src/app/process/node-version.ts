import type { Finding } from '../../platforms/finding.ts';

/**
 * The oldest Node without a known hole that matters here: 26.12.1 has the security release of October 2026 (Brotli, two
 * TLS host name checks, DNS). To be raised with each such release (https://nodejs.org/en/blog/vulnerability), together
 * with the packages in `optionalDependencies`.
 */
export const NODE_FLOOR = '26.12.1';

/** What the doctor says about the Node in use: a version like `26.12.1` and the path of its program. */
export function examineNode(version: string, program: string): Finding {
  const part = 'node';
  const says = `${version} (${program})`;
  if (atLeast(version, NODE_FLOOR)) return { part, state: 'ok', says };
  return {
    part,
    state: 'warn',
    says: `${says} lacks the security fixes of ${NODE_FLOOR}`,
    mend: `Run "npm ci", or install Node ${NODE_FLOOR} or later on this machine: Readout then runs on that.`,
  };
}

/** Whether a version `1.2.3` is that of `other` or later. */
export function atLeast(version: string, other: string): boolean {
  const ours = version.split('.').map((part) => Number.parseInt(part, 10));
  const theirs = other.split('.').map((part) => Number.parseInt(part, 10));
  const differs = ours.findIndex((part, at) => part !== theirs[at]);
  return differs < 0 || (ours[differs] ?? 0) > (theirs[differs] ?? 0);
}
