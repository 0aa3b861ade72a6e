import { type Briefing, recordId } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import type { Deadline } from '../../domain/tracked/deadline.ts';
import type { Figure } from '../../domain/tracked/figure.ts';
import type { Vote } from '../../domain/tracked/vote.ts';

/** A record as the words it may be asked for by: what it is called, what else, what it says, small print. */
export interface TrackedWords {
  readonly id: string;
  readonly record: Vote | Figure | Deadline;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly body: readonly string[];
  readonly notes: readonly string[];
  readonly about: readonly string[];
  /** Everybody it concerns; actor ids. */
  readonly who: readonly string[];
}

/** Votes, figures and deadlines, each with all that was ever said of it; the pack's order within a kind. */
export function trackedWords(briefing: Briefing): readonly TrackedWords[] {
  return [...briefing.votes, ...briefing.figures, ...briefing.deadlines].map(wordsOfTracked);
}

/** One of them as its words. */
export function wordsOfTracked(record: Vote | Figure | Deadline): TrackedWords {
  switch (record.kind) {
    case 'vote':
      return voteWords(record);
    case 'figure':
      return figureWords(record);
    case 'deadline':
      return deadlineWords(record);
    default:
      return unreachable(record);
  }
}

function voteWords(vote: Vote): TrackedWords {
  const { body, named, title, aliases, about, how, place } = vote;
  return {
    id: recordId(vote),
    record: vote,
    name: `vote on ${title}`,
    aliases,
    body: [
      vote.outcome ?? '',
      Object.entries(vote.counts)
        .map(([choice, count]) => `${count} ${choice}`)
        .join(', '),
    ],
    notes: [how ?? '', place ?? '', vote.note ?? ''],
    about,
    who: [...(body === undefined ? [] : [body]), ...new Set(named.map(({ who }) => who))],
  };
}

function figureWords(figure: Figure): TrackedWords {
  return {
    id: recordId(figure),
    record: figure,
    name: figure.title,
    aliases: figure.aliases,
    body: figure.values.map(({ value, unit = '', qualifier = '' }) => `${value} ${unit} ${qualifier}`),
    notes: figure.values.map(({ note = '' }) => note),
    about: figure.about,
    who: [...new Set(figure.values.flatMap(({ per }) => per ?? []))],
  };
}

function deadlineWords(deadline: Deadline): TrackedWords {
  const { steps, who } = deadline;
  return {
    id: recordId(deadline),
    record: deadline,
    name: deadline.title,
    aliases: deadline.aliases,
    body: [deadline.phase ?? '', ...steps.map(({ step, wording = '' }) => `deadline ${step} ${wording}`)],
    notes: steps.map(({ note = '' }) => note),
    about: deadline.about,
    who: [...new Set([...who, ...steps.flatMap(({ per }) => per ?? [])])],
  };
}
