import type { Spans } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import { inSeries } from '../../answer/phrases.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { groupsOn, isGroup, membersOn } from '../../domain/lookups/members.ts';
import { type Ballot, CHOICES, type Choice, castCount, type Vote } from '../../domain/tracked/vote.ts';
import { formatWhen, latestDay } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import {
  castWords,
  countWords,
  inThousands,
  namesOf,
  resultWords,
  takenHow,
  voteLine,
} from '../../views/tracked/vote.ts';
import type { TrackedAsked } from '../reading/tracked/tracked-asked.ts';
import type { TrackedSaying, TrackedTold } from './tracked-told.ts';

type Of<Kind extends TrackedAsked['kind']> = Extract<TrackedAsked, { kind: Kind }>;

/** Votes told beside the one that leads. */
const MOST_OTHERS = 3;

/** How somebody voted: by their own ballot, else by that of whom they speak for, else by those of their members. */
export function castTold({ actor, choice, votes }: Of<'vote-of'>, saying: TrackedSaying): TrackedTold {
  const { briefing } = saying;
  const cast = votes.map((vote) => ({ vote, cast: castOf(actor, vote, briefing) }));
  const lead = cast.find((one) => one.cast !== null) ?? cast[0];
  if (lead === undefined) return noVoteTold({ kind: 'no-vote', on: 'that', votes: [] }, saying);
  const others = cast.filter((one) => one !== lead).slice(0, MOST_OTHERS);
  const line = (one: typeof lead): Spans =>
    one.cast === null
      ? [
          strong(`How ${actor.name} voted on ${one.vote.title} is not on record. `),
          ...voteLine(one.vote, briefing, saying.citer),
        ]
      : [strong(`${one.cast.words}. `), ...behind(one.vote, saying)];
  const verdict =
    choice !== null && lead.cast?.only !== undefined && lead.cast.only !== null
      ? [strong(lead.cast.only === choice ? 'Yes. ' : 'No. ')]
      : [];
  return {
    status: lead.cast === null ? 'not-reported' : 'answered',
    headline: [...verdict, ...line(lead)],
    rows: others.map(line),
    records: [lead.vote, ...others.map(({ vote }) => vote), actor],
  };
}

interface Cast {
  /** A whole sentence without its stop. */
  readonly words: string;
  /** Their one way of voting; null where a group went several ways, or only members are named. */
  readonly only: Choice | null;
}

function castOf(actor: Actor, vote: Vote, briefing: Briefing): Cast | null {
  const name = capital(actor.name);
  const own = ballotsOf([actor.id], vote);
  if (own.length > 0) return { words: sideWords(name, own, vote), only: onlyChoice(own) };
  const lookup = lookupOf(briefing);
  const day = latestDay(vote.date);
  const groups = [
    ...lookup.speaksFor(actor.id),
    ...groupsOn(actor.id, briefing, day).map(({ group }) => group.id),
  ];
  for (const id of groups) {
    const theirs = ballotsOf([id], vote);
    const group = capital(lookup.actor(id)?.name ?? id);
    // Where a group split, nobody knows on which side a member of it was.
    if (theirs.length > 0)
      return { words: `${name} is not named; ${sideWords(group, theirs, vote, false)}`, only: null };
  }
  const members = isGroup(actor) ? membersOn(actor, day).map(({ joined }) => joined.who) : [];
  const named = ballotsOf([...lookup.voicesOf(actor.id), ...members], vote);
  if (named.length === 0) return null;
  const sides = CHOICES.flatMap((choice) => {
    const names = named.flatMap((one) =>
      one.choice === choice ? [lookup.actor(one.who)?.name ?? one.who] : [],
    );
    return names.length === 0 ? [] : [`${choice}: ${inSeries(names)}`];
  });
  return { words: `Of ${actor.name} on ${vote.title}: ${sides.join('; ')}`, only: null };
}

function ballotsOf(ids: readonly string[], { named }: Vote): readonly Ballot[] {
  return named.filter(({ who }) => ids.includes(who));
}

function onlyChoice(ballots: readonly Ballot[]): Choice | null {
  const [first, ...others] = ballots;
  return first === undefined || others.length > 0 ? null : first.choice;
}

/** "Harbour List voted against the compromise (6)", "Green Shore split on the compromise: 1 for and 3 against". */
function sideWords(name: string, ballots: readonly Ballot[], vote: Vote, counts = true): string {
  const [first, ...others] = ballots;
  if (first !== undefined && others.length === 0) {
    const votes = !counts || first.votes === undefined ? '' : ` (${inThousands(first.votes)})`;
    return `${name} ${castWords(first.choice)} ${vote.title}${votes}`;
  }
  return `${name} split on ${vote.title}: ${inSeries(ballots.map(({ choice, votes }) => `${inThousands(votes ?? 1)} ${choice}`))}`;
}

/** The day, the result and how it is known, behind what was asked of a vote. */
function behind(vote: Vote, { briefing, citer }: TrackedSaying): Spans {
  return [
    text(`${capital(resultWords(vote))} (${formatWhen(vote.date)}, ${takenHow(vote, briefing)}) `),
    ...citer.cite(vote.sources),
  ];
}

/** Who voted one way, by name. */
export function votersTold({ choice, votes }: Of<'voters'>, saying: TrackedSaying): TrackedTold {
  const { briefing } = saying;
  const [vote, ...others] = votes;
  if (vote === undefined) return noVoteTold({ kind: 'no-vote', on: 'that', votes: [] }, saying);
  const { words, known } = votersWords(vote, choice, briefing);
  return {
    status: known ? 'answered' : 'not-reported',
    headline: [strong(`${words}. `), ...behind(vote, saying)],
    rows: otherVotes(others, saying),
    records: [vote, ...others.slice(0, MOST_OTHERS)],
  };
}

/** Who voted one way in words, without the stop, and whether that is known. */
function votersWords(vote: Vote, choice: Choice, briefing: Briefing) {
  const names = namesOf(vote, choice, briefing);
  const all = vote.counts[choice];
  const named = vote.named.reduce(
    (sum, ballot) => sum + (ballot.choice === choice ? (ballot.votes ?? 1) : 0),
    0,
  );
  const more =
    all !== undefined && all > named ? `; of ${inThousands(all)} in all, the others are not named` : '';
  const words =
    all === 0
      ? `Nobody ${castWords(choice)} ${vote.title}`
      : names.length > 0
        ? `${capital(inSeries(names))} ${castWords(choice)} ${vote.title}${more}`
        : `Who ${castWords(choice)} ${vote.title} is not on record${all === undefined ? '' : `; ${inThousands(all)} did`}`;
  return { words, known: all === 0 || names.length > 0 };
}

/** Who did not vote for it: against, abstained or absent, each where something of it is on record. */
export function notForTold({ votes }: Of<'not-for'>, saying: TrackedSaying): TrackedTold {
  const { briefing } = saying;
  const [vote, ...others] = votes;
  if (vote === undefined) return noVoteTold({ kind: 'no-vote', on: 'that', votes: [] }, saying);
  const ways = CHOICES.filter((choice) => choice !== 'for' && (castCount(vote, choice)?.count ?? 0) > 0);
  const told = ways.map((choice) => votersWords(vote, choice, briefing));
  const [first] = told;
  return {
    status: told.some(({ known }) => known) ? 'answered' : 'not-reported',
    headline: [
      strong(
        first === undefined
          ? `Who did not vote for ${vote.title} is not on record. `
          : `${told.map(({ words }) => words).join('; ')}. `,
      ),
      ...behind(vote, saying),
    ],
    rows: otherVotes(others, saying),
    records: [vote, ...others.slice(0, MOST_OTHERS)],
  };
}

/** How many voted one way, or each way. */
export function countTold({ choice, votes }: Of<'count'>, saying: TrackedSaying): TrackedTold {
  const [vote, ...others] = votes;
  if (vote === undefined) return noVoteTold({ kind: 'no-vote', on: 'that', votes: [] }, saying);
  const cast = choice === null ? null : castCount(vote, choice);
  const counts = countWords(vote);
  const words =
    choice === null
      ? `${capital(vote.title)}: ${counts === '' ? 'how many voted is not on record' : counts}`
      : cast === null
        ? `How many ${castWords(choice)} ${vote.title} is not on record`
        : `${cast.least ? 'At least ' : ''}${inThousands(cast.count)} ${castWords(choice)} ${vote.title}`;
  return {
    status: (choice === null ? counts === '' : cast === null) ? 'not-reported' : 'answered',
    headline: [strong(`${words}. `), ...behind(vote, saying)],
    rows: otherVotes(others, saying),
    records: [vote, ...others.slice(0, MOST_OTHERS)],
  };
}

/** How a vote went. */
export function resultTold({ verdict, votes }: Of<'result'>, saying: TrackedSaying): TrackedTold {
  const [vote, ...others] = votes;
  if (vote === undefined) return noVoteTold({ kind: 'no-vote', on: 'that', votes: [] }, saying);
  const yes = vote.outcome === 'passed' ? 'Yes. ' : vote.outcome === 'failed' ? 'No. ' : '';
  return {
    status: 'answered',
    headline: [
      ...(verdict && yes !== '' ? [strong(yes)] : []),
      ...voteLine(vote, saying.briefing, saying.citer),
    ],
    rows: otherVotes(others, saying),
    records: [vote, ...others.slice(0, MOST_OTHERS)],
  };
}

/** No vote on that is on record; those that are. */
export function noVoteTold({ on, votes }: Of<'no-vote'>, saying: TrackedSaying): TrackedTold {
  return {
    status: 'not-reported',
    headline: [strong(`No vote on ${on} is on record. `)],
    rows: otherVotes(votes, saying),
    records: votes.slice(0, MOST_OTHERS),
  };
}

function otherVotes(votes: readonly Vote[], { briefing, citer }: TrackedSaying): readonly Spans[] {
  return votes.slice(0, MOST_OTHERS).map((vote) => voteLine(vote, briefing, citer));
}
