import type { Block, Spans } from '../../answer/answer.ts';
import { type Citer, text } from '../../answer/compose.ts';
import type { CommandContext } from '../../core/command.ts';
import type { Actor, Party } from '../../domain/actor.ts';
import { newestFirst } from '../../domain/lookups/about-index.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { holdsOn, isGroup, stretchesOf } from '../../domain/lookups/members.ts';
import type { Position } from '../../domain/position.ts';
import type { Stretch } from '../../domain/tracked/membership.ts';
import { CHOICES, type Vote } from '../../domain/tracked/vote.ts';
import { capital } from '../../domain/words/capital.ts';
import { presentDay } from '../../search/dates/find-date.ts';
import { positionLine, stanceWord } from '../../views/position.ts';
import { memberLine } from '../../views/tracked/member.ts';
import { voteLine } from '../../views/tracked/vote.ts';

/** What holds for a member because its group holds it. */
export interface GroupStand {
  readonly group: Party;
  readonly stretch: Stretch;
  /** Newest first: the group's positions on subjects on which the member has none of its own. */
  readonly holds: readonly Position[];
  /** Those on which it has. */
  readonly apart: readonly Position[];
  /** Those of a group it has left, which hold for it no more. */
  readonly former: readonly Position[];
}

/**
 * The groups that an actor, or whom it speaks for, is a member of on the day asked for, with their positions that are
 * `on` the subject. `own` are the positions of the actor and those who speak for it.
 */
export function groupStands(
  actor: Actor,
  own: readonly Position[],
  on: (position: Position) => boolean,
  { briefing, asOf }: CommandContext,
): readonly GroupStand[] {
  const members = [actor.id, ...lookupOf(briefing).speaksFor(actor.id)];
  const day = presentDay(briefing, asOf);
  const isOwn = (one: Position) => own.some((mine) => isSameSubject(mine, one));
  return briefing.actors.filter(isGroup).flatMap((group): readonly GroupStand[] => {
    if (members.includes(group.id)) return [];
    const theirs = stretchesOf(group).filter(({ joined }) => members.includes(joined.who));
    const now = theirs.find((stretch) => holdsOn(stretch, day));
    const stretch = now ?? theirs.findLast(({ left }) => left !== undefined);
    if (stretch === undefined) return [];
    const held = newestFirst(briefing.positions.filter((one) => one.party === group.id && on(one)));
    return now === undefined
      ? [{ group, stretch, holds: [], apart: [], former: held }]
      : [{ group, stretch, holds: held.filter((one) => !isOwn(one)), apart: held.filter(isOwn), former: [] }];
  });
}

function isSameSubject(one: Position, other: Position): boolean {
  return one.topic === other.topic || one.about.some((id) => other.about.includes(id));
}

/** The group's newest position as the member's: "Vessa, as a member of the Guarantors, on the accord (supports): …". */
export function memberLead(
  actor: Actor,
  { group, holds }: GroupStand,
  { briefing }: CommandContext,
  citer: Citer,
): Spans {
  const [latest] = holds;
  if (latest === undefined) return [];
  return positionLine(
    latest,
    briefing,
    citer,
    `${capital(actor.name)}, as a member of ${group.name}, on ${latest.topic} (${stanceWord(latest.stance)}):`,
  );
}

/** What else the groups hold, since when the actor is in them, and where it stands apart. */
export function groupBlocks(
  actor: Actor,
  stands: readonly GroupStand[],
  told: Position | undefined,
  { briefing }: CommandContext,
  citer: Citer,
): readonly Block[] {
  return stands.flatMap(({ group, stretch, holds, apart, former }): readonly Block[] => {
    if (holds.length + apart.length + former.length === 0) return [];
    const item = (one: Position): Block => ({ kind: 'item', spans: positionLine(one, briefing, citer) });
    const rest = holds.filter((one) => one !== told);
    return [
      ...(rest.length === 0
        ? []
        : [heading(`Held by ${group.name}, of which it is a member`), ...rest.map(item)]),
      ...(apart.length === 0
        ? []
        : [
            heading(`${capital(group.name)} otherwise; ${actor.name} has a position of its own`),
            ...apart.map(item),
          ]),
      ...(former.length === 0
        ? []
        : [heading(`Held by ${group.name}, which it has left`), ...former.map(item)]),
      { kind: 'context', spans: memberLine(stretch.left ?? stretch.joined, briefing, citer) },
    ];
  });
}

function heading(words: string): Block {
  return { kind: 'heading', text: words };
}

/** Votes on a subject in which the actor, or whom it speaks for, is named, newest first; all of them for everybody. */
export function votesOf(
  actor: Actor | null,
  about: ReadonlySet<string> | null,
  { briefing }: CommandContext,
): readonly Vote[] {
  const on = briefing.votes.filter((vote) => about === null || vote.about.some((id) => about.has(id)));
  if (actor === null) return newestFirst(on);
  const names = new Set([
    ...lookupOf(briefing).voicesOf(actor.id),
    ...lookupOf(briefing).speaksFor(actor.id),
  ]);
  return newestFirst(on.filter((vote) => vote.named.some(({ who }) => names.has(who))));
}

/** Those votes under a heading; with an actor, how it cast leads each line. */
export function voteBlocks(
  actor: Actor | null,
  votes: readonly Vote[],
  { briefing }: CommandContext,
  citer: Citer,
): readonly Block[] {
  if (votes.length === 0) return [];
  return [
    heading('Votes'),
    ...votes.map((vote): Block => {
      const own =
        actor === null
          ? []
          : CHOICES.filter((choice) =>
              vote.named.some((one) => one.who === actor.id && one.choice === choice),
            );
      const cast = own.length === 1 && actor !== null ? [text(`${capital(actor.name)}: ${own[0]}. `)] : [];
      return { kind: 'item', spans: [...cast, ...voteLine(vote, briefing, citer)] };
    }),
  ];
}
