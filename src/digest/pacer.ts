import type { Place } from '../domain/subscription.ts';
import type { PostLimits } from '../platforms/platform.ts';

/** Keeps one platform's posts under its limits. */
export interface Pacer {
  /** When a post to this place may go out as far as its own channel and tenant go; that moment is then taken. Whole milliseconds. */
  readonly reserve: (place: Place, now: number) => number;
  /** When the platform as a whole takes the next post; that moment is then taken. */
  readonly turn: (now: number) => number;
  /** Nothing goes to this channel before `until`: the platform said so. */
  readonly hold: (place: Place, until: number) => void;
}

const MOST_REMEMBERED = 20_000;

export function createPacer(limits: PostLimits): Pacer {
  const channels = new Map<string, number>();
  const tenants = new Map<string, number>();
  let platform = 0;
  const channelKey = (place: Place) => `${place.tenant} ${place.channel}`;
  const remember = (map: Map<string, number>, key: string, next: number, now: number) => {
    map.delete(key);
    map.set(key, next);
    if (map.size <= MOST_REMEMBERED) return;
    for (const [old, until] of map) if (until <= now) map.delete(old);
  };
  return {
    reserve(place, now) {
      const key = channelKey(place);
      const at = Math.max(now, channels.get(key) ?? 0, tenants.get(place.tenant) ?? 0);
      remember(channels, key, at + limits.perChannelMs, now);
      remember(tenants, place.tenant, at + 1_000 / limits.perTenantPerSecond, now);
      return Math.ceil(at);
    },
    turn(now) {
      const at = Math.max(now, platform);
      platform = at + 1_000 / limits.perSecond;
      return Math.ceil(at);
    },
    hold(place, until) {
      const key = channelKey(place);
      channels.set(key, Math.max(until, channels.get(key) ?? 0));
    },
  };
}
