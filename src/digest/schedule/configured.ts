import type { Briefing } from '../../domain/briefing.ts';
import { Refusal } from '../../domain/errors.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import { refusedWords } from '../../domain/schedule/reading.ts';
import {
  type Corrections,
  EVERYTHING,
  type Filter,
  type Format,
  type QuietDays,
  type Subscription,
} from '../../domain/schedule/subscription.ts';
import type { TenantId } from '../../domain/schedule/tenant.ts';
import { readTime } from '../../domain/schedule/time-of-day.ts';
import { readDays } from '../../domain/schedule/weekdays.ts';
import { readZone } from '../../domain/schedule/zones.ts';
import type { AuditEntry } from '../../store/ports/audit.ts';
import type { SubscriptionStore } from '../../store/ports/subscriptions.ts';
import { parseFilter } from '../filter/filter.ts';

/** A subscription as the configuration file declares it. */
export interface Declared {
  /** Unique in the file; what it is known by from one start to the next. */
  readonly name: string;
  readonly platform: string;
  readonly tenant: TenantId;
  readonly channel: string;
  readonly thread?: string | undefined;
  /** The channel's or the default story where it is left out. */
  readonly story?: string | undefined;
  readonly time: string;
  readonly days: string;
  readonly zone?: string | undefined;
  readonly filter?: string | undefined;
  readonly format: Format;
  readonly quiet: QuietDays;
  readonly threads: boolean;
  readonly corrections?: Corrections | undefined;
}

/**
 * Makes the store's declared subscriptions those of the file: new ones are added, changed ones changed, others removed,
 * and what a channel was told is kept. Returns one sentence for each that cannot be used; those are left as they were.
 */
export async function reconcileDeclared(
  store: SubscriptionStore,
  declared: readonly Declared[],
  briefings: ReadonlyMap<string, Briefing>,
  now: number,
  markOf: (story: string) => Promise<number> = async () => 0,
): Promise<readonly string[]> {
  const before = new Map(
    (await store.declaredSubscriptions()).map(({ subscription }) => [subscription.declared, subscription]),
  );
  const problems: string[] = [];
  for (const wish of declared) {
    const known = before.get(wish.name);
    before.delete(wish.name);
    const wanted = subscriptionFor(wish, briefings, known, now);
    if (typeof wanted === 'string') problems.push(`digest.subscriptions "${wish.name}": ${wanted}`);
    else if (JSON.stringify(wanted) !== JSON.stringify(known))
      await store.saveSubscription(
        wanted,
        why(wanted, known === undefined ? 'subscribe' : 'change', now),
        'any',
        await markOf(wanted.story),
      );
  }
  for (const gone of before.values()) await store.removeSubscription(gone.id, why(gone, 'remove', now));
  return problems;
}

function subscriptionFor(
  wish: Declared,
  briefings: ReadonlyMap<string, Briefing>,
  known: Subscription | undefined,
  now: number,
): Subscription | string {
  const briefing = wish.story === undefined ? [...briefings.values()][0] : briefings.get(wish.story);
  if (briefing === undefined)
    return `story "${wish.story ?? ''}" is not one of ${[...briefings.keys()].join(', ')}.`;
  const time = readTime(wish.time);
  if (time.kind === 'refused') return `time must be ${refusedWords(time)}.`;
  const days = readDays(wish.days);
  if (days.kind === 'refused') return `days must be ${refusedWords(days)}.`;
  const zone = readZone(wish.zone ?? briefing.zone);
  if (zone.kind === 'refused') return `zone must be ${refusedWords(zone)}.`;
  const filter = readFilter(wish.filter, briefing);
  if (typeof filter === 'string') return filter;
  const schedule = { time: time.value, days: days.value, zone: zone.value };
  const sameTime = known !== undefined && JSON.stringify(known.schedule) === JSON.stringify(schedule);
  // In the order the store gives them back, so that an unchanged one is seen to be unchanged.
  return {
    schedule,
    filter,
    format: wish.format,
    quiet: wish.quiet,
    threads: wish.threads,
    ...withoutUndefined({ corrections: wish.corrections }),
    id: `config-${wish.name}`,
    place: { platform: wish.platform, tenant: wish.tenant, channel: wish.channel, thread: wish.thread ?? '' },
    story: briefing.id,
    state: 'active',
    owner: 'config',
    declared: wish.name,
    createdAt: known?.createdAt ?? now,
    since: sameTime ? known.since : now,
  };
}

function readFilter(typed: string | undefined, briefing: Briefing): Filter | string {
  if (typed === undefined) return EVERYTHING;
  try {
    return parseFilter(typed, briefing);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function why({ id, place }: Subscription, action: string, at: number): AuditEntry {
  const { platform, tenant, channel } = place;
  return { ...{ at, platform, tenant, channel }, actor: 'config', action, subject: id, detail: '' };
}
