import type { TenantId } from '../domain/schedule/tenant.ts';
/** How fast a platform lets us post; the outbox keeps to it, so that a limit is the exception. */
export interface PostLimits {
  /** Posts a second over everything. */
  readonly perSecond: number;
  /** Posts a second in one tenant. */
  readonly perTenantPerSecond: number;
  /** Least milliseconds between two posts to one channel. */
  readonly perChannelMs: number;
}

/** What keeps turns of the same kind apart, such as posts to one channel. All times are epoch milliseconds. */
export interface Spacing {
  /** When the next turn may be had; `now` or earlier where at once. */
  readonly freeAt: (key: string) => number;
  /** Somebody takes the turn at `at`: the next one is that much later. */
  readonly take: (key: string, at: number, now: number) => void;
  /** No turn before `until`, not even one that was taken already: the platform said so. */
  readonly hold: (key: string, until: number, now: number) => void;
  /** The end of the last such hold; 0 where there is none. */
  readonly heldUntil: (key: string) => number;
}

const MOST_REMEMBERED = 20_000;

/** Turns of one key are `spacingMs` apart; keys do not wait for one another. */
export function createSpacing(spacingMs: number): Spacing {
  const free = new Map<string, number>();
  const held = new Map<string, number>();
  const freeAt = (key: string) => Math.max(free.get(key) ?? 0, held.get(key) ?? 0);
  return {
    freeAt,
    take(key, at, now) {
      remember(free, key, at + spacingMs, now);
    },
    hold(key, until, now) {
      remember(held, key, Math.max(until, held.get(key) ?? 0), now);
    },
    heldUntil: (key) => held.get(key) ?? 0,
  };
}

/** What is over is forgotten once there is much of it. */
function remember(times: Map<string, number>, key: string, next: number, now: number): void {
  times.delete(key);
  times.set(key, next);
  if (times.size <= MOST_REMEMBERED) return;
  for (const [old, until] of times) if (until <= now) times.delete(old);
}

interface Channel {
  readonly tenant: TenantId;
  readonly channel: string;
}

/** Keeps one platform's posts under its limits. */
export interface PostRate {
  /** When a post to this channel may go out as far as channel and tenant go; that moment is then taken. Whole milliseconds. */
  readonly reserve: (place: Channel, now: number) => number;
  /** When the platform as a whole takes the next post; that moment is then taken. */
  readonly turn: (now: number) => number;
  /** Nothing goes to this channel before `until`: the platform said so. */
  readonly hold: (place: Channel, until: number, now: number) => void;
}

export function createPostRate(limits: PostLimits): PostRate {
  const channels = createSpacing(limits.perChannelMs);
  const tenants = createSpacing(1_000 / limits.perTenantPerSecond);
  const platform = createSpacing(1_000 / limits.perSecond);
  return {
    reserve(place, now) {
      const key = channelKey(place);
      const at = Math.max(now, channels.freeAt(key), tenants.freeAt(place.tenant));
      channels.take(key, at, now);
      tenants.take(place.tenant, at, now);
      return Math.ceil(at);
    },
    turn(now) {
      const at = Math.max(now, platform.freeAt(''));
      platform.take('', at, now);
      return Math.ceil(at);
    },
    hold(place, until, now) {
      channels.hold(channelKey(place), until, now);
    },
  };
}

/** One channel among those of all tenants. */
export function channelKey({ tenant, channel }: Channel): string {
  return `${tenant} ${channel}`;
}
/** A wish for turns of a limit that several processes share. */
export interface TurnWish {
  /** Names the limit: what counts together. */
  readonly name: string;
  readonly spacingMs: number;
  readonly count: number;
  /** Nothing is taken where the first turn would be later than this from now. */
  readonly patienceMs: number;
  /** Where a limit is so many within any time, and what one misses another may have. */
  readonly window?: TurnWindow;
  /** Turns by this wish's name that were taken and not used, as `taken` named them. */
  readonly unused?: readonly number[];
}

/** A limit over any time of this length, wherever it begins. All in milliseconds. */
export interface TurnWindow {
  readonly ms: number;
  /** Most turns within it. */
  readonly most: number;
  /** Least between two turns, where what was missed is caught up with. */
  readonly apartMs: number;
  /** What was missed longer ago is missed. */
  readonly behindMs: number;
}

/**
 * `given`: the first turn is so many milliseconds from now, the others follow by their spacing. `later`: nothing is taken.
 * Turns within a window are named in `taken`: their times by the store's clock, from which their distances can be had.
 */
export interface TurnsGiven {
  readonly kind: 'given' | 'later';
  readonly afterMs: number;
  readonly taken?: readonly number[];
}

/** Turns that every process on one store takes from one queue, by the store's clock. Rejects where the store is away. */
export interface SharedTurns {
  readonly take: (wish: TurnWish) => Promise<TurnsGiven>;
  /** No turn of this limit for so long: the platform said so. */
  readonly hold: (name: string, forMs: number) => Promise<void>;
}
