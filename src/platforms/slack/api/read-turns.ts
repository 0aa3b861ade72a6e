import { createHash } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';
import type { SharedTurns } from '../../../core/post-rate.ts';

/**
 * How often a minute Slack answers each method that we read with, for one workspace: nine tenths of its tier
 * (https://docs.slack.dev/apis/web-api/rate-limits, tiers by method; read 2026-11-28). Posts and edits have lines of their own.
 */
const A_MINUTE: Readonly<Record<string, number>> = {
  'conversations.history': 45,
  'conversations.info': 45,
  'conversations.replies': 45,
  'users.info': 90,
};
const MINUTE_MS = 60_000;
/** Somebody waits for what is read; later than this, what needs it does without or comes back. */
const PATIENCE_MS = 2_000;

/** A read that was not asked: its turn would have been too late. */
export class OutOfTurn extends Error {
  readonly afterMs: number;

  constructor(afterMs: number) {
    super('Slack limits how often');
    this.afterMs = afterMs;
  }
}

/** Turns of one token's reads. What is not a read has its turn at once. */
export interface ReadTurns {
  /** @throws OutOfTurn */
  readonly turn: (method: string) => Promise<void>;
  /** Slack said so. */
  readonly hold: (method: string, forMs: number) => Promise<void>;
}

/** Reads of every process with the token stand in one line a method. Where the store is away each goes on by itself. */
export function createReadTurns({
  token,
  turns,
  sleep,
}: {
  readonly token: string;
  readonly turns: SharedTurns;
  readonly sleep: Clock['sleep'];
}): ReadTurns {
  // The store never holds a token, nor anything it could be had from.
  const whose = createHash('sha256').update(`reads ${token}`).digest('hex').slice(0, 16);
  const nameOf = (method: string) => `slack ${method} ${whose}`;
  return {
    async turn(method) {
      const most = A_MINUTE[method];
      if (most === undefined) return;
      const given = await turns
        .take({
          ...{ name: nameOf(method), spacingMs: 0, count: 1, patienceMs: PATIENCE_MS },
          window: { ms: MINUTE_MS, most, apartMs: 0, behindMs: 0 },
        })
        .catch(() => undefined);
      if (given?.kind === 'later') throw new OutOfTurn(given.afterMs);
      if (given !== undefined && given.afterMs > 0) await sleep(given.afterMs);
    },
    async hold(method, forMs) {
      if (A_MINUTE[method] !== undefined) await turns.hold(nameOf(method), forMs).catch(() => {});
    },
  };
}
