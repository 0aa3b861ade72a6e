import type { Action, AnswerStatus, Block, Span, Spans } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import { counted, inSeries } from '../../answer/phrases.ts';
import { lengthOf } from '../../answer/sentences.ts';
import { periodWords } from '../../answer/words/period-words.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { type Conflict, isOpenConflict } from '../../domain/conflict.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { type Text, theText } from '../../domain/text.ts';
import { capital } from '../../domain/words/capital.ts';
import { partWord, plural } from '../../domain/words/labels.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import { conflictsOn } from '../../views/conflict.ts';
import type { Decision } from '../deciding/decision.ts';
import type { Premise } from '../deciding/premises/premise.ts';
import {
  type Saying,
  sayChoice,
  sayDispute,
  sayLead,
  sayReporters,
  sayRow,
  sayShortLead,
  sayTogether,
  sayUnderSubject,
  sayWholeShort,
} from './say.ts';
import { wholeOf } from './whole.ts';

/** Records told below what leads, or offered to choose from. */
const MOST_ROWS = 3;

/** Names told of those who were there. */
const MOST_THERE = 5;

/** A decision in words. */
export interface Told {
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
export function tell(decision: Decision, saying: Saying): Told {
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
        decision.verdict === null
          ? []
          : [
              strong(
                decision.verdict === 'no'
                  ? 'No: '
                  : decision.there === undefined
                    ? 'Yes: '
                    : `Yes, ${decision.there.name} is on record there: `,
              ),
            ];
      if (decision.sideBySide === true) return sideBySide(units, saying);
      const lead = sayLead(first, saying, lengthOf(verdict));
      const from = sayReporters(first, lead, saying);
      const headline =
        from.length === 0
          ? [...verdict, ...lead]
          : [...from, ...verdict, ...sayLead(first, saying, lengthOf(verdict) + lengthOf(from), 1)];
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
    case 'changes':
      return changes(decision, saying);
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
      const voices = lookupOf(saying.briefing).voicesOf(decision.actor.id);
      const none =
        decision.about === 'words'
          ? decision.bare
            ? `This briefing has no words of ${name}.`
            : decision.of === undefined
              ? `Nothing from ${name} on that in this briefing.`
              : `Nothing from ${name} ${periodWords(decision.of, 'of')} in this briefing.`
          : `No position of ${name} on that in this briefing.`;
      const isOwn = first !== undefined && voices.has(first.voice);
      return nothing([strong(none), text(isOwn ? ' Nearest:' : ' ')], units, saying, voices);
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
    case 'state':
    case 'decline':
      return nothing(
        [
          strong(
            decision.kind === 'decline' && decision.detail === true
              ? 'This briefing does not say.'
              : 'I found nothing in this briefing on that.',
          ),
          text(units.length > 0 ? ' Nearest:' : ''),
        ],
        units,
        saying,
      );
  }
}

/** One subject as each text has it, all in one look, in the order asked for. */
function sideBySide(units: readonly Unit[], saying: Saying): Told {
  const [first] = units;
  if (first === undefined) return nothing([], [], saying);
  const texts = units.flatMap(({ record }) => (record.kind === 'text' ? [record] : []));
  const areTexts = texts.length === units.length;
  const headline = areTexts ? textList(texts, saying) : sayWholeShort(first, saying);
  const dispute = disputeOn(first, units, saying);
  return {
    status: 'answered',
    headline,
    dispute: dispute === undefined ? undefined : sayDispute([dispute], saying),
    blocks: together(areTexts ? units : units.slice(1), lengthOf(headline), (unit, room) =>
      sayTogether(unit, saying, room),
    ),
    records: units.map(({ id }) => id),
    actions: [],
    lead: first,
  };
}

/** Which texts there are, with how many points each has. */
function textList(texts: readonly Text[], { citer }: Saying): Spans {
  const names = texts.map((one) =>
    one.points === undefined ? one.name : `${one.name}, ${one.points} ${plural(partWord(one))}`,
  );
  return [
    strong(`${capital(counted(texts.length, 'text'))} on record:`),
    text(` ${names.join('; ')}. `),
    ...citer.cite(texts.flatMap(({ sources }) => sources.slice(0, 1))),
  ];
}

const ASKED = { gone: 'Gone from', added: 'New in', kept: 'Kept in' } as const;

/** What one text drops, adds or keeps: the subjects by name, and what it says on the first of them. */
function changes(
  { asks, text: id, from, units, all }: Extract<Decision, { readonly kind: 'changes' }>,
  saying: Saying,
): Told {
  const { briefing, citer } = saying;
  const lookup = lookupOf(briefing);
  const [of, before] = [lookup.text(id), lookup.text(from)];
  const names = of === undefined || before === undefined ? '' : `${theText(of)}, against ${theText(before)}`;
  const label = `${ASKED[asks]} ${names}:`;
  const titles = units.flatMap(({ provisions: [subject = ''] }) => lookup.provision(subject)?.title ?? []);
  let most = titles.length;
  const line = () => {
    const rest = all - most;
    return ` ${[...titles.slice(0, most), ...(rest > 0 ? [`${rest} more`] : [])].join('; ')}. `;
  };
  while (most > 1 && label.length + line().length > LIST_ROOM) most -= 1;
  const headline: Spans = [strong(label), text(line()), ...citer.cite(of?.sources.slice(0, 2) ?? [])];
  return {
    status: 'answered',
    headline,
    blocks: together(units, lengthOf(headline), (unit, room) => sayUnderSubject(unit, saying, room)),
    records: units.map(({ id }) => id),
    actions: [],
    lead: units[0] ?? null,
  };
}

/** Characters of a lead that counts up subjects. */
const LIST_ROOM = 250;

/** Claims that are read together, so short that all are seen in one look. */
function together(units: readonly Unit[], before: number, say: SayInRoom): readonly Block[] {
  return inOneLook(units.slice(0, MOST_ROWS), before, LEAST_TOGETHER, say);
}

const LEAST_TOGETHER = 90;

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
function nothing(
  headline: Spans,
  units: readonly Unit[],
  saying: Saying,
  voices: ReadonlySet<string> = new Set(),
): Told {
  return {
    status: 'not-found',
    headline: headline.length > 0 ? headline : [strong('I found nothing in this briefing on that.')],
    blocks: choiceRows(units, lengthOf(headline), saying, voices),
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

/**
 * Records none of which is claimed to answer, so short that all are seen in one look. The words of those whose words are asked
 * for have their date.
 */
function choiceRows(
  units: readonly Unit[],
  before: number,
  saying: Saying,
  voices: ReadonlySet<string> = new Set(),
): readonly Block[] {
  const shown = shownBelow(units, saying);
  const [first, ...others] = shown;
  const say = (unit: Unit, room: number) => sayChoice(unit, saying, room);
  if (first === undefined || !voices.has(first.voice)) return inOneLook(shown, before, LEAST_CHOICE, say);
  const spans = sayChoice(first, { ...saying, wanted: { ...saying.wanted, time: 1 } }, MOST_CHOICE);
  const taken = before + lengthOf(spans.filter(({ kind }) => kind !== 'cite')) + ITEM_MARK;
  return [{ kind: 'item', spans }, ...inOneLook(others, taken, LEAST_CHOICE, say)];
}

type SayInRoom = (unit: Unit, room: number) => Spans;

/** A row each, behind so many characters, each with the room that is left to it and at least the least. */
function inOneLook(shown: readonly Unit[], before: number, least: number, say: SayInRoom): readonly Block[] {
  let left = ONE_LOOK - before;
  return shown.map((unit, at): Block => {
    // What one leaves of its share the next have.
    const each = Math.floor(left / (shown.length - at)) - ITEM_MARK - 1;
    const spans = say(unit, Math.max(least, Math.min(MOST_CHOICE, each)));
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
    case 'no-such-text': {
      const { length } = premise.units;
      const are = length === 1 ? 'is one text' : `are ${length} texts`;
      return [strong(`There ${are} in this briefing; there is no number ${premise.asked}. `)];
    }
    case 'not-office':
      return [strong(`${capital(premise.actor.name)} is not on record as ${premise.office}. `)];
    case 'no-text-of':
      return [strong(`No text in this briefing has ${premise.asked} points. `)];
    case 'not-in-text':
      return [
        strong(`${capital(theText(premise.text))} has nothing on it (${premise.title}). `),
        ...citer.cite(premise.text.sources.slice(0, 1)),
      ];
    case 'otherwise':
      return [strong('The records say otherwise. ')];
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
    case 'not-there': {
      const names = inSeries(premise.there.slice(0, MOST_THERE).map(({ name }) => name));
      const there = names === '' ? '' : `; on record there: ${names}`;
      return [strong(`${capital(premise.actor.name)} is not on record at ${premise.place}${there}. `)];
    }
    case 'confirmed':
      return [];
  }
}
