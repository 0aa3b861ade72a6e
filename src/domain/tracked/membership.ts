import type { Actor, Party } from '../actor.ts';
import type { Briefing } from '../briefing.ts';
import type { Materiality } from '../provision.ts';
import type { SourceRef } from '../source.ts';

/** Somebody joined a group or left it. Two records, because the one is known long before the other. */
export interface Membership {
  readonly kind: 'member';
  /** `<group>/<who>`, with `/left` for the end of the membership of that id. */
  readonly id: string;
  /** Party id. */
  readonly group: string;
  /** Actor id. */
  readonly who: string;
  readonly change: 'joined' | 'left';
  /** ISO day of the first or last day as a member, inclusive; absent where the sources do not give it. */
  readonly day?: string;
  readonly note?: string;
  readonly sources: readonly SourceRef[];
  readonly materiality: Materiality;
  readonly reported: string;
}

/** One stretch of somebody's membership; `left` is absent where no end is known. */
export interface Stretch {
  readonly joined: Membership;
  readonly left: Membership | undefined;
}

/** Every membership of a group that the briefing has, in the pack's order. */
export function stretchesOf(group: Party): readonly Stretch[] {
  const all = group.members ?? [];
  const ends = new Map(all.flatMap((one) => (one.change === 'left' ? [[one.id, one]] : [])));
  return all.flatMap((joined) =>
    joined.change === 'joined' ? [{ joined, left: ends.get(`${joined.id}/left`) }] : [],
  );
}

/** Whether it holds on an ISO day. One without a first day has always held, one that ended without a day is over. */
export function holdsOn({ joined, left }: Stretch, day: string): boolean {
  if (joined.day !== undefined && joined.day > day) return false;
  return left === undefined || (left.day !== undefined && left.day >= day);
}

/** The group's members on an ISO day, each once, in the pack's order. */
export function membersOn(group: Party, day: string): readonly Stretch[] {
  const seen = new Set<string>();
  return stretchesOf(group).filter((stretch) => {
    if (!holdsOn(stretch, day) || seen.has(stretch.joined.who)) return false;
    seen.add(stretch.joined.who);
    return true;
  });
}

/** The groups an actor is a member of on an ISO day, in the pack's order, with what says so. */
export function groupsOn(
  actor: string,
  { actors }: Pick<Briefing, 'actors'>,
  day: string,
): readonly { readonly group: Party; readonly stretch: Stretch }[] {
  return actors.filter(isGroup).flatMap((group) => {
    const stretch = membersOn(group, day).find(({ joined }) => joined.who === actor);
    return stretch === undefined ? [] : [{ group, stretch }];
  });
}

/** A party whose members are on record. */
export function isGroup(actor: Actor): actor is Party {
  return actor.kind === 'party' && actor.members !== undefined && actor.members.length > 0;
}
