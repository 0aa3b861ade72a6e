import type { Action, Answer, Block, Span } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { inSeries } from '../../answer/phrases.ts';
import { lengthOf } from '../../answer/sentences.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import type { Actor } from '../../domain/actor.ts';
import { type Briefing, recordId } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { trackedIn } from '../../search/evidence/find-tracked.ts';
import { whoIsMeant } from '../../search/names/find-actor.ts';
import { findGaps, SURE_ENOUGH } from '../../search/names/find-provision.ts';
import { findSubject } from '../../search/names/find-subject.ts';
import { findTopics } from '../../search/names/find-topic.ts';
import { mentionedActors } from '../../search/names/mentioned-actors.ts';
import { briefRecord } from '../../views/brief/record.ts';
import { cardWith, recordRows, tellerOf } from '../../views/brief/rows.ts';
import { conflictLines, conflictsOn } from '../../views/conflict.ts';
import {
  type Entry,
  entryLine,
  isExpected,
  oldestFirst,
  subjectsOf,
  takingPart,
} from '../../views/tracked/entry.ts';
import { type Asked, distinct, entryBlocks, NAME, sourced } from './entries.ts';

/** How well words must fit an event for it to be taken as meant. */
const LEAST_SCORE = 0.28;
/** From here on the words name events themselves, not only what events are about. */
const GOOD_SCORE = 0.5;
/** Events that fit nearly as well as the best are meant too. */
const NEARLY = 0.7;
/** What a vote or a deadline fits better by where the words say that one is meant. */
const NAMES_KIND = 0.25;
const ASKS_VOTE = /\b(?:vot(?:e|es|ed|ing)|ballots?|roll calls?)\b/i;
const ASKS_DUE = /\b(?:deadlines?|due|overdue)\b/i;

/** The entries a question means, the likeliest first and as the answer. */
export function onWords(entries: readonly Entry[], asked: Asked, context: CommandContext): Answer {
  const { briefing } = context;
  const actors = distinct(mentionedActors(asked.words, briefing).map((mention) => mention.actor));
  const scores = scoresOf(asked.words, briefing);
  // "When is A going" is answered by what is expected; "has A gone" is not.
  const asksAhead = /^(?:when (?:is|are|will|does|do)|will|is|are)\b/i.test(asked.words.trim());
  const fitting = entriesMeant(entries, asked.words, actors, scores, context);
  const ahead = fitting.filter(isExpected);
  const meant = asksAhead && ahead.length > 0 ? ahead : fitting;
  if (meant.length === 0) return nothingReported(entries, asked, actors, context);
  const citer = createCiter(briefing);
  const best = likeliest(meant, scores);
  const happened = meant.some((entry) => !isExpected(entry));
  const teller = tellerOf(context, citer);
  const headline: Span[] = [];
  if (!happened && asksAhead) headline.push(strong('Expected, not reported as having happened:'), text(' '));
  if (!happened && !asksAhead) {
    const who = actors.length > 1 ? ` between ${inSeries(actors.map((actor) => actor.name))}` : '';
    headline.push(strong(`Nothing${who} is reported as having happened, only expected:`), text(' '));
  }
  const before = lengthOf(headline);
  const sentences = before === 0 ? 2 : 1;
  const lead = [
    ...headline,
    ...briefRecord(best, { ...teller.lead, room: teller.lead.room - before, sentences }),
  ];
  const others = meant.filter((entry) => entry !== best);
  const conflicts = conflictsOn(meant, briefing);
  const card = cardWith(lead, conflictsOn([best], briefing), recordRows(others, teller), teller);
  return answer(
    {
      command: NAME,
      status: happened || asksAhead ? 'answered' : 'not-reported',
      card,
      whole: () => ({
        headline: [...headline, ...entryLine(best, context.asOf, briefing, citer)],
        blocks: [...entryBlocks(others, context, citer, happened), ...conflictLines(conflicts, citer)],
      }),
      records: [best, ...others, ...conflicts].map(recordId),
      actions: [
        ...actors.slice(0, 2).map((actor): Action => ask(`All on ${actor.name}`, NAME, { about: actor.id })),
        ask('Whole timeline', NAME),
      ],
    },
    citer,
    context,
  );
}

/**
 * How well the words fit what has names of its own; a turn of a deadline fits as the deadline does. "Vote" says that a
 * vote is meant, not which: it is looked for by the other words.
 */
function scoresOf(words: string, briefing: Briefing): ReadonlyMap<Entry, number> {
  const tracked = trackedIn(briefing);
  const which = tracked.votes(words.replace(ASKS_VOTE, ' '));
  const votes = ASKS_VOTE.test(words) && which.length > 0 ? which : tracked.votes(words);
  const named = (kind: RegExp, score: number) => (kind.test(words) ? score + NAMES_KIND : score);
  return new Map<Entry, number>([
    ...findTopics(words, briefing, 60).flatMap(({ record, score }) =>
      record.kind === 'event' ? [[record, score] as const] : [],
    ),
    ...votes.map(({ key, score }) => [key, named(ASKS_VOTE, score)] as const),
    ...tracked
      .deadlines(words)
      .flatMap(({ key, score }) =>
        [key, ...key.steps].map((entry) => [entry, named(ASKS_DUE, score)] as const),
      ),
  ]);
}

function entriesMeant(
  entries: readonly Entry[],
  words: string,
  actors: readonly Actor[],
  scores: ReadonlyMap<Entry, number>,
  { briefing }: CommandContext,
): readonly Entry[] {
  const lookup = lookupOf(briefing);
  const takesPart = (entry: Entry, actor: Actor) => {
    const voices = lookup.voicesOf(actor.id);
    return takingPart(entry, briefing).some((who) => voices.has(who));
  };
  const closest = (candidates: readonly Entry[]) => {
    const top = Math.max(0, ...candidates.map((entry) => scores.get(entry) ?? 0));
    return candidates.filter((entry) => (scores.get(entry) ?? 0) >= Math.max(LEAST_SCORE, NEARLY * top));
  };
  if (actors.length > 1) {
    const together = entries.filter((entry) => actors.every((actor) => takesPart(entry, actor)));
    if (together.length > 0) {
      const near = closest(together);
      return near.length > 0 ? near : together;
    }
    // Of three names or more, one may be a place or an onlooker: two of them will do.
    const pairs = entries.filter((entry) => actors.filter((actor) => takesPart(entry, actor)).length > 1);
    return actors.length > 2 ? closest(pairs) : [];
  }
  const [actor] = actors;
  if (actor !== undefined) {
    const own = entries.filter((entry) => takesPart(entry, actor));
    const near = closest(own);
    return near.length > 0 && !isOnlyName(words, actor, briefing) ? near : own;
  }
  const subject = findSubject(words, briefing);
  const about = entries.filter((entry) => subjectsOf(entry, briefing).some((id) => subject?.about.has(id)));
  const isPoint =
    subject?.gap === undefined && [...(subject?.about ?? [])].some((id) => lookup.provision(id));
  const near = closest(entries);
  // "When did the crews vote" asks for their vote, also where the crews are a point.
  const isOther =
    ASKS_VOTE.test(words) &&
    near.some(({ kind }) => kind === 'vote') &&
    !about.some(({ kind }) => kind === 'vote');
  if (isPoint && about.length > 0 && !isOther) return about;
  return near.some((entry) => (scores.get(entry) ?? 0) >= GOOD_SCORE)
    ? near
    : oldestFirst(distinct([...near, ...about]));
}

function isOnlyName(words: string, actor: Actor, briefing: Briefing): boolean {
  const meant = whoIsMeant(words, briefing);
  return meant.kind === 'one' && meant.actor === actor && (meant.fit === 'name' || meant.fit === 'part');
}

/** The entry that fits the words best; between equals one that happened, then the latest. */
function likeliest(entries: readonly Entry[], scores: ReadonlyMap<Entry, number>): Entry {
  // Between equals the more widely reported one is the one people mean.
  const rank = (entry: Entry) =>
    (scores.get(entry) ?? 0) +
    (isExpected(entry) ? 0 : 0.15) +
    Math.min(0.1, 0.02 * (sourced(entry)[0]?.sources.length ?? 0));
  const [first, ...rest] = entries.toReversed();
  if (first === undefined) throw new Error('An answer about entries needs one.');
  return rest.reduce((best, entry) => (rank(entry) > rank(best) ? entry : best), first);
}

function nothingReported(
  entries: readonly Entry[],
  asked: Asked,
  actors: readonly Actor[],
  context: CommandContext,
): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const [gap] = findGaps(asked.words, briefing);
  const known = gap !== undefined && gap.score >= SURE_ENOUGH ? gap.gap : undefined;
  const lookup = lookupOf(briefing);
  const near = entries.filter((entry) =>
    actors.some((actor) => takingPart(entry, briefing).some((who) => lookup.voicesOf(actor.id).has(who))),
  );
  const latest = near.slice(-4);
  const what =
    actors.length > 1
      ? `No event with ${inSeries(actors.map((actor) => actor.name))} is on record.`
      : `No event about “${asked.words}” is on record.`;
  return answer(
    {
      command: NAME,
      status: actors.length > 0 || known !== undefined ? 'not-reported' : 'not-found',
      headline: [text(what)],
      blocks: [
        ...(known === undefined ? [] : [{ kind: 'context', spans: [text(known.note)] } as const]),
        ...(latest.length === 0 ? [] : [{ kind: 'heading', text: 'Nearest on record' } as const]),
        ...latest.map(
          (entry): Block => ({ kind: 'item', spans: entryLine(entry, context.asOf, briefing, citer) }),
        ),
      ],
      records: [...(known === undefined ? [] : [recordId(known)]), ...latest.map(recordId)],
      actions: [ask('Whole timeline', NAME)],
    },
    citer,
    context,
  );
}
