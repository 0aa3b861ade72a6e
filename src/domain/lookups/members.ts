import type { Actor, Party } from '../actor.ts';
import type { Briefing } from '../briefing.ts';
import type { Stretch } from '../tracked/membership.ts';

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
