import type { Action, Answer, AnswerStatus, Block, Span, Spans } from '../answer/answer.ts';
import { createCiter, strong, text } from '../answer/compose.ts';
import { inSeries } from '../answer/phrases.ts';
import { renderHeadline } from '../answer/plain.ts';
import { lengthOf } from '../answer/sentences.ts';
import type { Briefing } from '../domain/briefing.ts';
import { type Conflict, isOpenConflict } from '../domain/conflict.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { theText } from '../domain/text.ts';
import { capital } from '../domain/words/capital.ts';
import { partWord, plural } from '../domain/words/labels.ts';
import { presentDay } from '../search/dates/find-date.ts';
import type { Unit } from '../search/evidence/unit.ts';
import type { QuoteIndex } from '../search/statements/quote-index.ts';
import { conflictsOn } from '../views/conflict.ts';
import { choicesFor, decideBy, type Open } from './deciding/choice.ts';
import { decide } from './deciding/decide.ts';
import type { Decision } from './deciding/decision.ts';
import type { Premise } from './deciding/premises.ts';
import { threadBefore } from './deciding/thread.ts';
import { modelInUse } from './ranking/model.ts';
import { rank } from './ranking/rank.ts';
import { figureFollowed } from './reading/figures-asked.ts';
import { fixedMeaning } from './reading/fixed.ts';
import { listAsked } from './reading/lists.ts';
import { occasionAsked } from './reading/occasions.ts';
import { askedOutright, type Offer } from './reading/outright.ts';
import { plainQuestion, readQuestion } from './reading/read-question.ts';
import { smallTalkIn, smallTalkReply } from './reading/small-talk.ts';
import { type TrackedAsked, trackedAsked } from './reading/tracked.ts';
import { nameToAskBack } from './reading/who-asked.ts';
import { focusOf } from './telling/focus.ts';
import { type Saying, sayChoice, sayDispute, sayLead, sayRow, sayShortLead } from './telling/say.ts';
import { tellTracked } from './telling/tracked.ts';
import { type WholeCommand, wholeOf } from './telling/whole.ts';

export interface AskGround {
  readonly briefing: Briefing;
  readonly index: () => QuoteIndex;
  /** ISO day in the desk's zone. */
  readonly today: string;
  /** ISO day the answer speaks for. */
  readonly asOf: string;
  /** The command line or question last answered in this thread. */
  readonly previous?: string | undefined;
}

/** What a plain question gets: a short answer, and the command whose answer is the whole behind it. */
export interface Asked {
  /** Null where the command's own answer is all there is. */
  readonly short: Answer | null;
  readonly whole: WholeCommand | null;
  /** How well the story has it, 0 to 1, comparable between stories. */
  readonly fit: number;
  /** What a chooser may change of it; absent where nothing is. */
  readonly open?: Open<Asked>;
}

/** Ids of records that an answer names. */
const MOST_RECORDS = 10;
/** Records told below what leads, or offered to choose from. */
const MOST_ROWS = 3;

/**
 * Answers a plain question from the records. What needs no weighing is tried first: what follows on a figure, a command
 * in other words, an occasion, help, small talk, what is tracked, a name to ask back, a list. Only what is left is
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
  switch (fixedMeaning(plain)) {
    case 'help':
      return { short: null, whole: { path: ['readout', 'help'], values: {} }, fit: 0 };
    case 'overview':
      return { short: null, whole: { path: ['briefing'], values: {} }, fit: 0.5 };
    default:
      break;
  }
  const talk = smallTalkIn(plain);
  if (talk !== null) return { short: chat(smallTalkReply(talk), ground), whole: null, fit: 0 };
  if (outright?.kind === 'unasked') return { short: offering(outright.offers, ground), whole: null, fit: 0 };
  const { asked, candidates } = readQuestion(question, { ...ground, thread });
  const tracked = trackedAsked(asked, present);
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
 * Null where nothing leads. Where all of somebody’s words or positions are asked for, it is the list of them and not
 * the first.
 */
function wholeBehind(decision: Decision, { lead }: Told, briefing: Briefing): WholeCommand | null {
  if (decision.kind === 'answer' && decision.allOf !== undefined) {
    const { actor, what } = decision.allOf;
    return what === 'words'
      ? { path: ['who-said'], values: { speaker: actor.id } }
      : { path: ['position'], values: { party: actor.id } };
  }
  return lead === null ? null : wholeOf(lead, briefing);
}

/** Small talk claims nothing: it has no records, no sources and no whole behind it. */
function chat(words: string, { asOf }: AskGround): Answer {
  return {
    status: 'refused',
    headline: [text(words)],
    blocks: [],
    citations: [],
    records: [],
    actions: [],
    asOf,
    command: 'ask',
    audience: 'default',
  };
}

/** Nothing is claimed; what may have been meant is one press away. */
function offering(offers: readonly Offer[], { asOf }: AskGround): Answer {
  const labels = offers.map(({ label }) => label);
  return {
    status: offers.length === 0 ? 'not-found' : 'asks-back',
    headline: [
      strong(
        labels.length === 0
          ? 'I found nothing in this briefing to answer that with.'
          : `Did you mean: ${inSeries(labels, 'or')}?`,
      ),
    ],
    blocks: [],
    citations: [],
    records: [],
    actions: offers.map(({ label, command }) => ({ kind: 'ask', label, ...command })),
    asOf,
    command: 'ask',
    audience: 'default',
  };
}

interface Told {
  readonly status: AnswerStatus;
  readonly headline: Spans;
  /** That what leads is disputed, where no row says so. */
  readonly dispute?: Spans | undefined;
  readonly blocks: readonly Block[];
  readonly records: readonly string[];
  readonly actions: readonly Action[];
  /** Whose whole stands behind it. */
  readonly lead: Unit | null;
}

/** Each kind of decision in words, with the status that says how far it is an answer. */
function tell(decision: Decision, saying: Saying): Told {
  const { units } = decision;
  const ids = units.map(({ id }) => id);
  const [first] = units;
  switch (decision.kind) {
    case 'answer': {
      if (first === undefined) return nothing([], [], saying);
      const status: AnswerStatus =
        first.kind === 'gap'
          ? 'not-reported'
          : first.kind === 'conflict' || isDisputed(units)
            ? 'conflict'
            : 'answered';
      const verdict: readonly Span[] =
        decision.verdict === null ? [] : [strong(decision.verdict === 'yes' ? 'Yes: ' : 'No: ')];
      const headline = [...verdict, ...sayLead(first, saying, lengthOf(verdict))];
      const dispute = disputeOn(first, units, saying);
      const others = units.slice(1).filter(({ record }) => record !== dispute);
      return {
        status,
        headline,
        dispute: dispute === undefined ? undefined : sayDispute([dispute], saying),
        blocks: rows(others, saying),
        records: ids,
        actions: [],
        lead: first,
      };
    }
    case 'correct': {
      const said = sayPremise(decision.premise, saying);
      const lead = decision.gap ?? first ?? null;
      const shown =
        lead === null || (decision.premise.kind === 'not-on-record' && decision.gap === null)
          ? []
          : sayLead(lead, saying, lengthOf(said), said.length === 0 ? 2 : 1);
      const rest = units.filter((unit) => unit !== lead || shown.length === 0);
      const records = lead === null ? [] : [lead.id, ...ids.filter((id) => id !== lead.id)];
      return {
        status: 'corrected',
        headline: [...said, ...shown],
        blocks: rows(rest, saying),
        records,
        actions: [],
        lead: shown.length === 0 ? null : lead,
      };
    }
    case 'gap': {
      const { gap } = decision;
      const headline = sayShortLead(gap, saying);
      return {
        status: 'not-reported',
        headline,
        blocks: choiceRows(units, lengthOf(headline), saying),
        records: [gap.id, ...ids.filter((id) => id !== gap.id)],
        actions: [],
        lead: gap,
      };
    }
    case 'silent': {
      const name = capital(decision.actor.name);
      const headline = [
        strong(
          decision.about === 'words'
            ? decision.bare
              ? `This briefing has no words of ${name}. `
              : `Nothing from ${name} on that in this briefing. `
            : `No position of ${name} on that in this briefing. `,
        ),
      ];
      return {
        ...nothing(headline, units, saying),
      };
    }
    case 'offer':
      return {
        ...nothing([strong('Which of these? ')], units, saying),
        status: units.length > 1 ? 'asks-back' : 'not-found',
        actions: choices(units, saying.briefing),
      };
    case 'stranger':
      return nothing(
        [strong(`No one called “${decision.name}” is on record in this briefing. `)],
        units,
        saying,
      );
    case 'unsaid':
    case 'decline':
      return nothing(
        [strong('I found nothing in this briefing on that.'), text(units.length > 0 ? ' Nearest:' : '')],
        units,
        saying,
      );
  }
}

/** The dispute that the lead is in, or one that was found with it. */
function disputeOn({ record }: Unit, units: readonly Unit[], { briefing }: Saying): Conflict | undefined {
  if (record.kind === 'conflict') return undefined;
  const near = units
    .slice(1, 1 + MOST_ROWS)
    .flatMap((unit) => (unit.record.kind === 'conflict' ? [unit.record] : []));
  return [...near, ...conflictsOn([record], briefing)].find(({ type }) => isOpenConflict(type));
}

/** The records that may be meant, one press away. */
function choices(units: readonly Unit[], briefing: Briefing): readonly Action[] {
  const actions = units.slice(0, MOST_ROWS).flatMap((unit): readonly Action[] => {
    const command = wholeOf(unit, briefing);
    return command === null ? [] : [{ kind: 'ask', label: labelOf(unit), ...command }];
  });
  // Two texts' readings of one subject are one choice.
  const keys = actions.map((action) => JSON.stringify(action));
  return actions.filter((_, at) => keys.indexOf(keys[at] ?? '') === at);
}

/** Characters of a button. */
const LABEL = 60;

function labelOf({ record, prose }: Unit): string {
  const [name] = prose;
  const words = record.kind === 'statement' ? record.gist : (name?.text ?? record.id);
  return words.length <= LABEL ? words : `${words.slice(0, LABEL - 1).replace(/\s+\S*$/, '')}…`;
}

/** Who said or made it is disputed, and the dispute is shown. */
function isDisputed(units: readonly Unit[]): boolean {
  return units.slice(1, 4).some(({ record }) => record.kind === 'conflict' && record.type === 'attribution');
}

/** Nothing is claimed: there is no lead, and rows are only offered. */
function nothing(headline: Spans, units: readonly Unit[], saying: Saying): Told {
  return {
    status: 'not-found',
    headline: headline.length > 0 ? headline : [strong('I found nothing in this briefing on that.')],
    blocks: choiceRows(units, lengthOf(headline), saying),
    records: units.map(({ id }) => id).slice(0, MOST_ROWS),
    actions: [],
    lead: null,
  };
}

/** What stands below a claim, most important first. */
function rows(units: readonly Unit[], saying: Saying): readonly Block[] {
  return shownBelow(units, saying).map((unit): Block => ({ kind: 'item', spans: sayRow(unit, saying) }));
}

/** What is seen without scrolling, in characters. */
const ONE_LOOK = 320;
const ITEM_MARK = '- '.length;
const LEAST_CHOICE = 60;
const MOST_CHOICE = 140;

/** Records none of which is claimed to answer, so short that all are seen in one look. */
function choiceRows(units: readonly Unit[], before: number, saying: Saying): readonly Block[] {
  const shown = shownBelow(units, saying);
  let left = ONE_LOOK - before;
  return shown.map((unit, at): Block => {
    // What one leaves of its share the next have.
    const each = Math.floor(left / (shown.length - at)) - ITEM_MARK - 1;
    const spans = sayChoice(unit, saying, Math.max(LEAST_CHOICE, Math.min(MOST_CHOICE, each)));
    left -= lengthOf(spans.filter(({ kind }) => kind !== 'cite')) + ITEM_MARK;
    return { kind: 'item', spans };
  });
}

function shownBelow(units: readonly Unit[], { briefing }: Saying): readonly Unit[] {
  // What is not known is told as of today: beside an earlier day's records it would tell what came later.
  const told = briefing.asOf === null ? units : units.filter(({ kind }) => kind !== 'gap');
  return told.slice(0, MOST_ROWS);
}

/** Says what of the question does not hold, before anything is told. Empty where it does hold. */
function sayPremise(premise: Premise, { briefing, citer }: Saying): Spans {
  switch (premise.kind) {
    case 'no-such-point': {
      const of = lookupOf(briefing).text(premise.text);
      const name = of === undefined ? premise.text : capital(theText(of));
      return [
        strong(
          `${name} has ${premise.last} ${plural(partWord(of))}; there is no ${partWord(of)} ${premise.asked}. `,
        ),
        ...(of === undefined ? [] : citer.cite(of.sources.slice(0, 2))),
      ];
    }
    case 'only-expected':
      return [strong(`Not on record as having happened, only as expected. `)];
    case 'other-stance':
      return [strong(`No ${premise.deed.replace(/^a /, '')} by ${premise.actor.name} is on record. `)];
    case 'not-on-record': {
      const names = inSeries(premise.actors.map(({ name }) => name));
      const deed = premise.deed.replace(/^an? /, '');
      const by = premise.actors.length > 1 ? 'of' : 'by';
      const where = premise.place === undefined ? '' : ` in ${capital(premise.place)}`;
      return [strong(`No ${deed} ${by} ${names}${where} is on record in this briefing. `)];
    }
    case 'confirmed':
      return [];
  }
}
