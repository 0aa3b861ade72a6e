import type { Span } from '../../answer/answer.ts';
import { type Citer, text } from '../../answer/compose.ts';
import { sentence } from '../../answer/phrases.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Membership } from '../../domain/tracked/membership.ts';
import { formatDay } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';

/** One line: "Spain joined the Guarantors on 1 May 2024. [1]". */
export function memberLine(member: Membership, briefing: Briefing, citer: Citer): readonly Span[] {
  const note = member.note === undefined ? '' : ` ${sentence(member.note)}`;
  return [text(`${memberSentence(member, briefing)}${note} `), ...citer.cite(member.sources)];
}

/** "Spain joined the Guarantors on 1 May 2024."; the last day is the last one as a member. */
export function memberSentence({ who, group, change, day }: Membership, briefing: Briefing): string {
  const { actor } = lookupOf(briefing);
  const [member, of] = [capital(actor(who)?.name ?? who), actor(group)?.name ?? group];
  if (change === 'joined')
    return day === undefined
      ? `${member} is a member of ${of}.`
      : `${member} joined ${of} on ${formatDay(day)}.`;
  return day === undefined
    ? `${member} has left ${of}.`
    : `${member} is a member of ${of} until ${formatDay(day)}.`;
}

/** "Spain in the Guarantors". */
export function memberTitle({ who, group }: Membership, briefing: Briefing): string {
  const { actor } = lookupOf(briefing);
  return `${capital(actor(who)?.name ?? who)} in ${actor(group)?.name ?? group}`;
}
