import type { Answer, Spans } from '../answer/answer.ts';
import { createCiter, strong } from '../answer/compose.ts';
import { inSeries } from '../answer/phrases.ts';
import { renderHeadline } from '../answer/plain.ts';
import type { Briefing } from '../domain/briefing.ts';
import { presentDay } from '../search/dates/find-date.ts';
import { choicesFor, decideBy, type Open } from './deciding/choice.ts';
import { decide } from './deciding/decide.ts';
import type { Decision } from './deciding/decision.ts';
import { threadBefore } from './deciding/thread.ts';
import { asksSourceOf } from './deciding/ways/asked-for/source-asked.ts';
import { asksWhoCarried } from './deciding/ways/asked-for/text-carried.ts';
import { asksItsSource } from './deciding/ways/follow-up.ts';
import type { AskGround } from './ground.ts';
import { modelInUse } from './ranking/model.ts';
import { rank } from './ranking/rank.ts';
import { fixedMeaning } from './reading/fixed.ts';
import { listAsked } from './reading/lists.ts';
import { occasionAsked } from './reading/occasions.ts';
import { askedOutright, type Offer } from './reading/outright.ts';
import { quotedAlone } from './reading/quoted-alone.ts';
import { plainQuestion, readQuestion } from './reading/read-question.ts';
import { figureFollowed } from './reading/tracked/figures-asked.ts';
import { trackedAsked } from './reading/tracked/tracked.ts';
import type { TrackedAsked } from './reading/tracked/tracked-asked.ts';
import { nameToAskBack } from './reading/who-asked.ts';
import { focusOf } from './telling/focus.ts';
import { type Saying, sayRow } from './telling/say.ts';
import { type Told, tell } from './telling/tell.ts';
import { tellTracked } from './telling/tracked.ts';
import { type WholeCommand, wholeOf } from './telling/whole.ts';

/** What a plain question gets: a short answer, and the command whose answer is the whole behind it. */
export interface Asked {
  /** Null where the command's own answer is all there is; where there is none of that either, nothing was found. */
  readonly short: Answer | null;
  readonly whole: WholeCommand | null;
  /** How well the story has it, 0 to 1, comparable between stories. */
  readonly fit: number;
  /** What a chooser may change of it; absent where nothing is. */
  readonly open?: Open<Asked>;
}

/** What the whole of a story's state is told by. */
const OVERVIEW: WholeCommand = { path: ['briefing'], values: {} };

/** Ids of records that an answer names. */
const MOST_RECORDS = 10;

/**
 * Answers a plain question from the records. What needs no weighing is tried first: what follows on a figure, a command
 * in other words, an occasion, help, what is tracked, a name to ask back, a list. Only what is left is
 * ranked over all records.
 */
export function ask(question: string, ground: AskGround): Asked {
  const { rank: weights, support } = modelInUse();
  const plain = plainQuestion(question, ground.briefing);
  const thread = threadBefore(ground, weights);
  const outright = askedOutright(plain, { ...ground, follows: thread !== null });
  const present = { ...ground, asOf: presentDay(ground.briefing, ground.asOf) };
  const followed = figureFollowed(plain, present);
  if (followed !== null) return trackedAnswer(followed, ground);
  if (outright?.kind === 'command') return { short: null, whole: outright.command, fit: 0.9 };
  const occasion = occasionAsked(plain, ground.briefing);
  if (occasion !== null) return { short: null, whole: occasion, fit: 0.9 };
  switch (fixedMeaning(plain, ground.briefing)) {
    case 'help':
      return { short: null, whole: { path: ['readout', 'help'], values: {} }, fit: 0 };
    case 'overview':
      return { short: null, whole: OVERVIEW, fit: 0.5 };
    default:
      break;
  }
  if (outright?.kind === 'unasked') {
    // "A deal is a deal": words that name nothing, and that somebody said all the same.
    const words = quotedAlone(plain);
    if (words !== null && ground.index().search(words, { limit: 1 }).length > 0)
      return { short: null, whole: { path: ['who-said'], values: { words } }, fit: 0.8 };
    const short = outright.offers.length === 0 ? null : offering(outright.offers, ground);
    return { short, whole: null, fit: 0 };
  }
  const { asked, candidates } = readQuestion(question, { ...ground, thread });
  // "Who reports it" asks on what was told, whatever else a report is.
  const tracked = thread !== null && asksItsSource(plain) ? null : trackedAsked(asked, present);
  if (tracked !== null) return trackedAnswer(tracked, ground);
  const name = nameToAskBack(asked.mentions, ground.briefing);
  if (name !== null) return { short: null, whole: name, fit: 0.1 };
  const list = listAsked(asked);
  if (list !== null) return { short: null, whole: list, fit: 0.5 };
  const ranked = rank(candidates, asked, weights);
  const decision = decide(ranked, asked, support, ground.index);
  const saying = {
    briefing: ground.briefing,
    wanted: asked.wanted,
    asOf: present.asOf,
    focus: focusOf(asked),
    sourceOf: asksSourceOf(plain),
    carriedBy: asksWhoCarried(plain),
  };
  const choices = choicesFor(decision, ranked);
  const open: Open<Asked> = {
    // Told only where somebody is there to choose.
    get choices() {
      const told = { ...saying, citer: createCiter(ground.briefing) };
      return choices.map((unit) => ({ id: unit.id, text: inOneLine(sayRow(unit, told)) }));
    },
    taking: (ids) => answerBy(decideBy(ids, decision, choices, asked), saying, ground),
  };
  return choices.length === 0
    ? answerBy(decision, saying, ground)
    : { ...answerBy(decision, saying, ground), open };
}

/** A row as plain words, without its citations. */
function inOneLine(spans: Spans): string {
  return renderHeadline(spans.filter(({ kind }) => kind !== 'cite'));
}

/** The answer to what was decided. */
function answerBy(decision: Decision, given: Omit<Saying, 'citer'>, ground: AskGround): Asked {
  if (decision.kind === 'unsaid')
    return {
      short: null,
      whole: { path: ['who-said'], values: { words: decision.words } },
      fit: decision.fit,
    };
  if (decision.kind === 'decline' && decision.units.length === 0)
    return { short: null, whole: null, fit: decision.fit };
  if (decision.kind === 'state') return { short: null, whole: OVERVIEW, fit: decision.fit };
  const citer = createCiter(ground.briefing);
  const told = tell(decision, { ...given, citer });
  return {
    short: {
      status: told.status,
      headline: told.headline,
      blocks:
        told.dispute === undefined
          ? told.blocks
          : [{ kind: 'paragraph', spans: told.dispute }, ...told.blocks],
      card: {
        lead: told.headline,
        rows: told.blocks,
        ...(told.dispute === undefined ? {} : { dispute: told.dispute }),
      },
      citations: citer.citations(),
      records: told.records.slice(0, MOST_RECORDS),
      actions: told.actions,
      asOf: ground.asOf,
      command: 'ask',
      audience: 'default',
    },
    whole: wholeBehind(decision, told, ground.briefing),
    fit: decision.fit,
  };
}

/** Members, votes, figures and deadlines answer for themselves: nothing has to be weighed. */
function trackedAnswer(asked: TrackedAsked, { briefing, asOf }: AskGround): Asked {
  if (asked.kind === 'command') return { short: null, whole: asked.command, fit: 0.9 };
  const answer = tellTracked(asked, { briefing, asOf: presentDay(briefing, asOf) });
  return { short: { ...answer, asOf }, whole: null, fit: 0.9 };
}

/**
 * Null where nothing leads. What a text drops or adds has the comparison behind it; where all of somebody’s words or positions are asked for, it is the list of them and not
 * the first.
 */
function wholeBehind(decision: Decision, { lead }: Told, briefing: Briefing): WholeCommand | null {
  if (decision.kind === 'answer' && decision.allOf !== undefined) {
    const { actor, what } = decision.allOf;
    return what === 'words'
      ? { path: ['who-said'], values: { speaker: actor.id } }
      : { path: ['position'], values: { party: actor.id } };
  }
  if (decision.kind === 'changes')
    return { path: ['compare'], values: { from: decision.from, to: decision.text } };
  return lead === null ? null : wholeOf(lead, briefing);
}

/** Nothing is claimed; what may have been meant is one press away. */
function offering(offers: readonly Offer[], { asOf }: AskGround): Answer {
  const labels = offers.map(({ label }) => label);
  return {
    status: 'asks-back',
    headline: [strong(`Did you mean: ${inSeries(labels, 'or')}?`)],
    blocks: [],
    citations: [],
    records: [],
    actions: offers.map(({ label, command }) => ({ kind: 'ask', label, ...command })),
    asOf,
    command: 'ask',
    audience: 'default',
  };
}
