import type { Span } from '../../answer/answer.ts';
import { type Citer, date, strong, text } from '../../answer/compose.ts';
import { inSeries, sentence } from '../../answer/phrases.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { type Ballot, CHOICES, type Choice, type Outcome, type Vote } from '../../domain/tracked/vote.ts';
import { capital } from '../../domain/words/capital.ts';
import { knownHow } from '../reading.ts';

/**
 * One line: "11 December 2034: Vote on the compromise: passed, 12 for, 6 against and 3 abstained. Named: … (by roll call,
 * official statement) [1]".
 */
export function voteLine(vote: Vote, briefing: Briefing, citer: Citer): readonly Span[] {
  const named = namedWords(vote, briefing);
  const note = vote.note === undefined ? '' : ` ${sentence(vote.note)}`;
  return [
    date(vote.date),
    text(': '),
    strong(`Vote on ${vote.title}: ${resultWords(vote)}.`),
    text(`${named === '' ? '' : ` ${named}`}${note} (${takenHow(vote, briefing)}) `),
    ...citer.cite(vote.sources),
  ];
}

/** "Passed, 12 for, 6 against and 3 abstained"; what no source gives is left out. */
export function resultWords(vote: Vote): string {
  const counts = countWords(vote);
  const outcome = vote.outcome === undefined ? [] : [outcomeWord(vote.outcome)];
  const words = [...outcome, ...(counts === '' ? [] : [counts])].join(', ');
  return words === '' ? 'no result is on record' : words;
}

/** "12 for, 6 against and 3 abstained"; empty where nothing was counted. */
export function countWords({ counts }: Vote): string {
  return inSeries(
    CHOICES.flatMap((choice) => {
      const count = counts[choice];
      return count === undefined ? [] : [`${inThousands(count)} ${choice}`];
    }),
  );
}

/** "1,442,583": as a newsroom writes it, and as it is looked for. */
export function inThousands(count: number): string {
  return count.toLocaleString('en');
}

/** Who is known by name: "For: Green Shore (4). Against: Harbour List (6) and Odo Tarrant."; empty where nobody is. */
function namedWords(vote: Vote, briefing: Briefing): string {
  return CHOICES.flatMap((choice) => {
    const names = namesOf(vote, choice, briefing);
    return names.length === 0 ? [] : [`${capital(choice)}: ${inSeries(names)}.`];
  }).join(' ');
}

/** Names of those known to have cast one way, a group with the number of its votes where that is known. */
export function namesOf(vote: Vote, choice: Choice, briefing: Briefing): readonly string[] {
  return vote.named
    .filter((ballot) => ballot.choice === choice)
    .map((ballot) => ballotName(ballot, briefing));
}

function ballotName({ who, votes }: Ballot, briefing: Briefing): string {
  const name = lookupOf(briefing).actor(who)?.name ?? who;
  return votes === undefined ? name : `${name} (${inThousands(votes)})`;
}

/** "Town Council, by roll call, official statement": who voted and how, and how it is known. */
export function takenHow(vote: Vote, briefing: Briefing): string {
  const body = vote.body === undefined ? [] : [lookupOf(briefing).actor(vote.body)?.name ?? vote.body];
  return [...body, vote.place, vote.how, knownHow(vote, briefing)]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
}

/** "voted for", "did not take part in": what somebody did, to be followed by what the vote was on. */
export function castWords(choice: Choice): string {
  switch (choice) {
    case 'for':
      return 'voted for';
    case 'against':
      return 'voted against';
    case 'abstained':
      return 'abstained on';
    case 'absent':
      return 'did not take part in the vote on';
    default:
      return unreachable(choice);
  }
}

function outcomeWord(outcome: Outcome): string {
  switch (outcome) {
    case 'passed':
    case 'failed':
      return outcome;
    case 'tied':
      return 'a tie';
    default:
      return unreachable(outcome);
  }
}
