import { createHash } from 'node:crypto';
import { type Clock, orLate } from '../../../core/clock.ts';
import type { SharedTurns, TurnsGiven, TurnWish } from '../../../core/post-rate.ts';

/** How often a minute Slack answers a method of each tier, for one workspace: nine tenths of it. */
const TIERS = { two: 18, three: 45, four: 90 } as const;

/**
 * The tier of each method that we call (https://docs.slack.dev/apis/web-api/rate-limits, tiers by method; read 2026-11-28).
 * Slack gives `auth.test` hundreds a minute and no number.
 */
const A_MINUTE: Readonly<Record<string, number>> = {
  'auth.test': TIERS.four,
  'chat.postEphemeral': TIERS.four,
  'chat.unfurl': TIERS.three,
  'conversations.history': TIERS.three,
  'conversations.info': TIERS.three,
  'conversations.replies': TIERS.three,
  'files.completeUploadExternal': TIERS.four,
  'files.getUploadURLExternal': TIERS.four,
  'users.info': TIERS.four,
  'views.open': TIERS.four,
  'views.publish': TIERS.four,
};
/** What a method that is not named is taken for: it counts all the same. */
const UNNAMED = TIERS.two;
/** One process at a time opens connections, with pauses of its own; the next one that leads must not wait for a minute. */
const NOT_COUNTED: ReadonlySet<string> = new Set(['apps.connections.open']);
const MINUTE_MS = 60_000;
/** Somebody waits for what is asked; later than this, what needs it does without or comes back. */
const PATIENCE_MS = 2_000;
/** A store that does not answer holds no call up for longer. */
const STORE_PATIENCE_MS = 1_000;

/** Posts and edits, which are not counted by the minute. In milliseconds. */
export interface PostSpacing {
  /** Between two posts to one channel. */
  readonly posts: number;
  /** Between two edits in one workspace. */
  readonly edits: number;
  /** One that would have to wait for longer is given back. */
  readonly patience: number;
}

/** A call that was not made: its turn would have been too late. */
export class OutOfTurn extends Error {
  readonly afterMs: number;

  constructor(afterMs: number) {
    super('Slack limits how often');
    this.afterMs = afterMs;
  }
}

/** Turns of one token's calls; `channel` is where a post goes. */
export interface TokenTurns {
  /** @throws OutOfTurn */
  readonly turn: (method: string, channel: string) => Promise<void>;
  /** Slack said so. */
  readonly hold: (method: string, channel: string, forMs: number) => Promise<void>;
}

/**
 * Calls of every process with the token stand in one line a method, posts in one a channel. Where the store is away each
 * goes on by itself.
 */
export function createTokenTurns({
  token,
  turns,
  clock,
  spacing,
}: {
  readonly token: string;
  readonly turns: SharedTurns;
  readonly clock: Pick<Clock, 'sleep' | 'after'>;
  readonly spacing: PostSpacing;
}): TokenTurns {
  // The store never holds a token, nor anything it could be had from.
  const whose = createHash('sha256').update(`reads ${token}`).digest('hex').slice(0, 16);
  const wishFor = (method: string, channel: string): TurnWish => {
    const { patience: patienceMs } = spacing;
    const name = `slack ${method} ${whose}`;
    if (method === 'chat.postMessage')
      return { name: `${name} ${channel}`, spacingMs: spacing.posts, count: 1, patienceMs };
    if (method === 'chat.update') return { name, spacingMs: spacing.edits, count: 1, patienceMs };
    const most = A_MINUTE[method] ?? UNNAMED;
    return {
      ...{ name, spacingMs: 0, count: 1, patienceMs: PATIENCE_MS },
      window: { ms: MINUTE_MS, most, apartMs: 0, behindMs: 0 },
    };
  };
  return {
    async turn(method, channel) {
      if (NOT_COUNTED.has(method)) return;
      const taking: Promise<TurnsGiven | undefined> = turns.take(wishFor(method, channel));
      const given = await orLate(
        taking.catch(() => undefined),
        STORE_PATIENCE_MS,
        undefined,
        clock,
      );
      if (given?.kind === 'later') throw new OutOfTurn(given.afterMs);
      if (given !== undefined && given.afterMs > 0) await clock.sleep(given.afterMs);
    },
    async hold(method, channel, forMs) {
      if (NOT_COUNTED.has(method)) return;
      await turns.hold(wishFor(method, channel).name, forMs).catch(() => {});
    },
  };
}
