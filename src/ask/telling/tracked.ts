import type { Answer, Block, Spans } from '../../answer/answer.ts';
import { type Citer, createCiter, strong, text } from '../../answer/compose.ts';
import { counted, inSeries, sentence } from '../../answer/phrases.ts';
import type { Party } from '../../domain/actor.ts';
import { type Briefing, recordId } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { membersOn, stretchesOf } from '../../domain/lookups/members.ts';
import type { Membership } from '../../domain/tracked/membership.ts';
import { formatDay } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { conflictLine, conflictsOn } from '../../views/conflict.ts';
import { memberLine } from '../../views/tracked/member.ts';
import type { TrackedAsked } from '../reading/tracked/tracked-asked.ts';
import { figureTold } from './figure-told.ts';
import type { TrackedSaying, TrackedTold } from './tracked-told.ts';
import { castTold, countTold, notForTold, noVoteTold, resultTold, votersTold } from './vote-told.ts';

/** The answer of members, votes and figures to a question that asks for them; a dispute over them is told with it. */
export function tellTracked(
  asked: Exclude<TrackedAsked, { kind: 'command' }>,
  { briefing, asOf }: Omit<TrackedSaying, 'citer'>,
): Answer {
  const citer = createCiter(briefing);
  const told = tellOf(asked, { briefing, asOf, citer });
  const open = conflictsOn(told.records, briefing);
  const disputes = open.map((conflict): Block => ({ kind: 'item', spans: conflictLine(conflict, citer) }));
  return {
    status: told.status === 'answered' && open.some(({ type }) => type === 'fact') ? 'conflict' : told.status,
    headline: told.headline,
    blocks: [...told.rows.map((spans): Block => ({ kind: 'item', spans })), ...disputes],
    citations: citer.citations(),
    records: [...new Set([...told.records, ...open].map(recordId))],
    actions: [],
    asOf,
    command: 'ask',
    audience: 'default',
  };
}

/** Each kind of question by its own telling. */
function tellOf(asked: Exclude<TrackedAsked, { kind: 'command' }>, saying: TrackedSaying): TrackedTold {
  switch (asked.kind) {
    case 'members':
      return asked.who === 'left' ? leftTold(asked, saying) : membersTold(asked, saying);
    case 'member':
      return memberTold(asked, saying);
    case 'vote-of':
      return castTold(asked, saying);
    case 'voters':
      return votersTold(asked, saying);
    case 'not-for':
      return notForTold(asked, saying);
    case 'count':
      return countTold(asked, saying);
    case 'result':
      return resultTold(asked, saying);
    case 'no-vote':
      return noVoteTold(asked, saying);
    case 'figure':
      return figureTold(asked, saying);
    default:
      return unreachable(asked);
  }
}

/** Sources named for one line that sums up several records. */
const MOST_CITED = 4;
/** Names in one line. */
const MOST_NAMED = 8;

/** One source of each, for a line that sums up many. */
function citeFirst(members: readonly Membership[], citer: Citer): Spans {
  return citer.cite(members.flatMap(({ sources }) => sources.slice(0, 1)).slice(0, MOST_CITED));
}

/**
 * Who was a member on that day; those who had left by then are told below. Where nobody lists the members, what the
 * party is made up of.
 */
function membersTold(
  { group, day }: Extract<TrackedAsked, { kind: 'members' }>,
  { briefing, citer }: TrackedSaying,
): TrackedTold {
  if (stretchesOf(group).length === 0) return madeUpOfTold(group, briefing);
  const members = membersOn(group, day);
  const joined = members.map((stretch) => stretch.joined);
  const names = joined.map(({ who }) => nameOf(who, briefing));
  const ended = stretchesOf(group).flatMap(({ left }) =>
    left?.day !== undefined && left.day < day ? [left] : [],
  );
  return {
    status: members.length === 0 ? 'not-reported' : 'answered',
    headline:
      members.length === 0
        ? [strong(`No member of ${group.name} on ${formatDay(day)} is on record. `)]
        : [
            strong(
              `${counted(members.length, 'member')} of ${group.name} on ${formatDay(day)}: ${inSeries(names)}. `,
            ),
            ...citeFirst(joined, citer),
          ],
    rows: [...joined, ...ended].map((member) => memberLine(member, briefing, citer)),
    records: [group, ...joined, ...ended],
  };
}

/** Of a party whose members nobody lists: what it is, and who is on record for it. */
function madeUpOfTold(group: Party, { actors }: Briefing): TrackedTold {
  const parts = actors.filter((one) => (one.kind === 'person' ? one.party : one.partOf) === group.id);
  const names = parts.map(({ name }) => name).slice(0, MOST_NAMED);
  const more = parts.length > names.length ? [`${parts.length - names.length} more`] : [];
  const description = group.description === undefined ? '' : ` ${sentence(group.description)}`;
  const who = names.length === 0 ? '' : ` On record for it: ${inSeries([...names, ...more])}.`;
  return {
    status: 'answered',
    headline: [strong(`${capital(group.name)}:`), text(`${description}${who} `)],
    rows: [],
    records: [group, ...parts.slice(0, MOST_NAMED)],
  };
}

/** Who had left before that day. A day that is not known counts as past. */
function leftTold(
  { group, day }: Extract<TrackedAsked, { kind: 'members' }>,
  { briefing, citer }: TrackedSaying,
): TrackedTold {
  const left = stretchesOf(group).flatMap(({ left: end }) => end ?? []);
  const over = left.filter((end) => end.day === undefined || end.day < day);
  const names = over.map(({ who }) => nameOf(who, briefing));
  return {
    status: over.length === 0 ? 'not-reported' : 'answered',
    headline:
      over.length === 0
        ? [strong(`Nobody is on record as having left ${group.name}. `)]
        : [strong(`${capital(inSeries(names))} left ${group.name}. `), ...citeFirst(over, citer)],
    rows: left.map((member) => memberLine(member, briefing, citer)),
    records: [...left, group],
  };
}

/**
 * Whether somebody was a member on that day. Who once was is told as such; only of those never listed is it not on
 * record.
 */
function memberTold(
  { actor, group, day, verdict }: Extract<TrackedAsked, { kind: 'member' }>,
  { briefing, citer }: TrackedSaying,
): TrackedTold {
  const own = stretchesOf(group).filter(({ joined }) => joined.who === actor.id);
  const now = membersOn(group, day).find(({ joined }) => joined.who === actor.id);
  const records = own.flatMap(({ joined, left }) => [...(left === undefined ? [] : [left]), joined]);
  if (now !== undefined)
    return {
      status: 'answered',
      headline: [
        ...(verdict ? [strong('Yes. ')] : []),
        ...memberLine(now.joined, briefing, citer),
        ...(now.left === undefined ? [] : memberLine(now.left, briefing, citer)),
      ],
      rows: [],
      records: [...records, group],
    };
  const [last] = records;
  if (last !== undefined)
    return {
      status: 'answered',
      headline: [strong(`Not on ${formatDay(day)}. `), ...memberLine(last, briefing, citer)],
      rows: records.slice(1).map((member) => memberLine(member, briefing, citer)),
      records: [...records, group],
    };
  return {
    status: 'not-reported',
    headline: [strong(`${capital(actor.name)} is not on record as a member of ${group.name}. `)],
    rows: membersOn(group, day).map(({ joined }) => memberLine(joined, briefing, citer)),
    records: [group],
  };
}

/** The id where no such actor is on record. */
function nameOf(id: string, briefing: Briefing): string {
  return lookupOf(briefing).actor(id)?.name ?? id;
}
