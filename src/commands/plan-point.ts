import type { Answer, Block, Span } from '../answer/answer.ts';
import { createCiter, strong, text } from '../answer/compose.ts';
import { counted, inSeries, sentence } from '../answer/phrases.ts';
import { labelWords, pointWords } from '../answer/words/labels.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext } from '../core/command.ts';
import { anyNumber, anySubject } from '../core/examples.ts';
import { asking } from '../domain/ask.ts';
import { type Briefing, type Gap, recordId } from '../domain/briefing.ts';
import { isOpenConflict } from '../domain/conflict.ts';
import { Refusal, unreachable } from '../domain/errors.ts';
import { saidAbout } from '../domain/lookups/about-index.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { changeIn, isSilence, type Provision, readingIn } from '../domain/provision.ts';
import { type Text, theText } from '../domain/text.ts';
import { capital } from '../domain/words/capital.ts';
import { isLabelled, partWord } from '../domain/words/labels.ts';
import { presentDay } from '../search/dates/find-date.ts';
import { type Labelled, labelled } from '../search/names/find-label.ts';
import type { LabelAsked } from '../search/names/read-label.ts';
import { type PointAsked, readPoint } from '../search/names/read-point.ts';
import { conflictsOn } from '../views/conflict.ts';
import {
  askAbout,
  backgroundBlocks,
  crosswalkBlocks,
  latestSpans,
  leadingReading,
  provisionActions,
  provisionRecords,
  provisionsAt,
  voicesBlocks,
} from '../views/provision.ts';
import { changeSentence, clearest } from '../views/wording.ts';
import { pointCard } from './cards/point-card.ts';
import { noSuchLabel } from './plan-point/labels.ts';
import { listAnswer, textAnswer } from './plan-point/point-list.ts';
import {
  gapAnswer,
  noDraftYet,
  noSuchPoint,
  nothingFits,
  notNumberedYet,
  numberUnknown,
  withEarlyNotice,
} from './plan-point/point-missing.ts';
import type { Services } from './services.ts';

/** Statements on a point, unless all are asked for. */
const STATEMENTS_SHOWN = 4;
/** Other points offered where the words may have meant them. */
const ALTERNATIVES = 3;

/** One point of the plan in every draft, by number or by topic; without one, all points and what became of them. */
export const planPoint = planPointWith(undefined);

/**
 * `board` draws the plan board where somebody can look at pictures. Throws a `Refusal` for more points than one answer
 * can set side by side.
 */
export function planPointWith(board: Services['board']): Command {
  return {
    name: 'plan-point',
    summary: 'Show one point in every draft: wording, changes, disputes, voices',
    options: [
      {
        name: 'point',
        description: 'A number ("6", "the twenty-first") or a topic; none lists all points',
        suggest: 'point',
        rest: true,
      },
      {
        name: 'show',
        description: 'all: every statement on record, not only the latest',
        choices: ['all'],
      },
    ],
    examples: ['/plan-point'],
    storyExamples: (briefing) =>
      [anyNumber(briefing), anySubject(briefing)].flatMap((name) =>
        name === undefined ? [] : [asking('plan-point', { point: String(name) })],
      ),
    run(values, context) {
      const asked = readPoint(values.point ?? '', context.briefing);
      const most = values.show === 'all' ? Number.POSITIVE_INFINITY : STATEMENTS_SHOWN;
      return run(asked, values.point ?? '', most, context, board);
    },
  };
}

/**
 * `most` is how many statements are told. Numbers are those of the draft that was named, else of the main one; before
 * that was on record, a number has no meaning and is answered with a notice.
 */
function run(
  asked: PointAsked,
  typed: string,
  most: number,
  context: CommandContext,
  board: Services['board'],
): Answer {
  const { briefing } = context;
  const main = lookupOf(briefing).text(briefing.mainText);
  const of = asked.text ?? main ?? newestText(briefing);
  if (of === undefined) return noDraftYet(context);
  const early = asked.text === undefined && main === undefined;
  // The numbers of another draft are not those that are meant.
  if (early && (asked.kind === 'numbers' || asked.kind === 'odd-number'))
    return notNumberedYet(of, typed, context);
  switch (asked.kind) {
    case 'every': {
      const list = asked.text === undefined ? listAnswer(of, context) : textAnswer(of, context);
      return early ? withEarlyNotice(list, context) : withBoard(list, of, context, board);
    }
    case 'odd-number':
      return noSuchPoint(of, asked.typed, context);
    case 'too-many':
      throw new Refusal(
        'bad-value',
        `Ask for one point at a time, or for up to six; these are ${asked.count}.`,
        [asking('plan-point')],
      );
    case 'numbers':
      return asked.numbers.length === 1
        ? oneNumber(asked.numbers[0] ?? 0, of, most, context)
        : severalNumbers(asked.numbers, of, context);
    case 'labels':
      return byLabels(asked.labels, of, asked.text !== undefined, most, context);
    case 'topic':
      return withGap(oneTopic(asked.provision, asked.others, asked.text, most, context), asked.gap);
    case 'gap':
      return gapAnswer(asked.gap, context);
    case 'nothing':
      return nothingFits(asked.nearest, typed, context);
    default:
      return unreachable(asked);
  }
}

/** The newest draft on record, background only where there is no other. */
function newestText({ texts }: Briefing): Text | undefined {
  return texts.findLast((one) => !one.context) ?? texts.at(-1);
}

/** All points at a glance, where pictures can be shown; the board is of the text that numbers refer to. */
function withBoard(found: Answer, of: Text, { briefing }: CommandContext, board: Services['board']): Answer {
  if (board === undefined || of.id !== briefing.mainText) return found;
  return { ...found, picture: board(briefing) };
}

/** The answer with what nobody reported about it, right below what each draft says. */
function withGap(found: Answer, gap: Gap | undefined): Answer {
  if (gap === undefined) return found;
  const note: Block = {
    kind: 'context',
    spans: [strong(`Not reported: ${gap.topic}.`), text(` ${sentence(gap.note)}`)],
  };
  const below = found.blocks.findIndex((block) => block.kind === 'heading');
  const at = below < 0 ? found.blocks.length : below;
  return {
    ...found,
    blocks: [...found.blocks.slice(0, at), note, ...found.blocks.slice(at)],
    records: [...found.records, recordId(gap)],
  };
}

/** A number beyond the last is no point at all; one in range that no record has is only unknown. */
function oneNumber(number: number, of: Text, most: number, context: CommandContext): Answer {
  if (number < 1 || (of.points !== undefined && number > of.points)) {
    return noSuchPoint(of, String(number), context);
  }
  const provisions = provisionsAt(number, of, context.briefing);
  return provisions.length === 0
    ? numberUnknown(number, of, context)
    : pointAnswer(provisions, of, `${partWord(of)} ${number}`, [], most, context);
}

/** The draft that was named leads, else the one whose numbers are meant. */
function oneTopic(
  provision: Provision,
  others: readonly Provision[],
  of: Text | undefined,
  most: number,
  context: CommandContext,
): Answer {
  const lookup = lookupOf(context.briefing);
  const text = of ?? lookup.text(context.briefing.mainText);
  return pointAnswer([provision], text, undefined, others, most, context);
}

/** The full answer on one point: usually one provision, several where the plan puts them under one number. */
function pointAnswer(
  provisions: readonly Provision[],
  of: Text | undefined,
  /** "article 6", where that was asked for. */
  where: string | undefined,
  others: readonly Provision[],
  most: number,
  context: CommandContext,
): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const readings = provisions.flatMap((one) => one.readings);
  const conflicts = conflictsOn([...provisions, ...readings], briefing);
  const card = pointCard(provisions, of, where, conflicts, context, citer);
  const said = saidAbout(
    provisions.map((provision) => provision.id),
    briefing,
  );
  const [first] = provisions;
  // Asked of another draft that nobody reports on it: what the main one has does not answer that.
  const silent = provisions.every(
    (one) => of !== undefined && of.id !== briefing.mainText && changeIn(one, of) === 'unreported',
  );
  return answer(
    {
      command: planPoint.name,
      status: silent
        ? 'not-reported'
        : conflicts.some((conflict) => isOpenConflict(conflict.type))
          ? 'conflict'
          : 'answered',
      card,
      whole() {
        const headline = pointHeadline(provisions, of, where, context, citer);
        const blocks: Block[] = provisions.flatMap((provision): Block[] => [
          ...(provisions.length > 1 ? [{ kind: 'heading', text: provision.title } as const] : []),
          ...crosswalkBlocks(provision, briefing, citer),
        ]);
        const shown = { most, asOf: presentDay(briefing, context.asOf) };
        const voices = voicesBlocks(provisions, briefing, citer, shown);
        return {
          headline,
          blocks: [...blocks, ...voices.blocks, ...backgroundBlocks(provisions, briefing, citer)],
          records: voices.records.map(recordId),
        };
      },
      records: [...provisions, ...readings, ...conflicts].map(recordId),
      actions: [
        ...others.slice(0, ALTERNATIVES).map(askAbout),
        ...(first === undefined
          ? []
          : provisionActions(first, briefing, said.size - said.newest(most).length)),
      ],
    },
    citer,
    context,
  );
}

/**
 * What the draft asked about has, in its own words. Where it has nothing, that comes first and then the reading that
 * leads; where an older draft is told, what the newest has follows. Empty without a provision.
 */
function pointHeadline(
  provisions: readonly Provision[],
  of: Text | undefined,
  asked: string | undefined,
  { briefing }: CommandContext,
  citer: ReturnType<typeof createCiter>,
): readonly Span[] {
  const [first] = provisions;
  if (first === undefined) return [];
  if (provisions.length > 1 && of !== undefined) {
    const readings = provisions.flatMap((provision) => readingIn(provision, of) ?? []);
    return [
      strong(`${capital(asked ?? partWord(of))} of ${theText(of)}`),
      text(
        ` covers ${provisions.length} subjects: ${provisions.map((provision) => provision.title).join('; ')}. `,
      ),
      ...citer.cite(readings.flatMap((reading) => clearest(reading.sources, 2))),
    ];
  }
  const own = readingIn(first, of);
  const change = changeIn(first, of);
  const silent = isSilence(change);
  const reading = silent ? leadingReading(first, undefined) : own;
  const spans: Span[] = [];
  if (silent && of !== undefined) {
    spans.push(
      strong(`${first.title}:`),
      text(` ${changeSentence(of, change)} `),
      ...citer.cite(clearest((own ?? of).sources)),
    );
  }
  if (reading !== undefined) {
    const from = lookupOf(briefing).text(reading.text);
    const where =
      from === undefined
        ? ''
        : isLabelled(reading)
          ? `${from.name}, ${labelWords(reading, from)}`
          : from.name;
    const title = silent && of !== undefined ? `${capital(where)}:` : `${first.title} (${where}):`;
    spans.push(
      ...(spans.length > 0 ? [text(' ')] : []),
      strong(title),
      text(` ${sentence(reading.wording)} `),
      ...citer.cite(clearest(reading.sources)),
    );
  }
  if (reading?.text !== briefing.latestText && of?.id !== briefing.latestText) {
    spans.push(text(' '), ...latestSpans(first, briefing, citer));
  }
  return spans;
}

/**
 * One part by its label, or several. Those that no text has are counted where others are found, and explained where
 * none is.
 */
function byLabels(
  labels: readonly LabelAsked[],
  of: Text,
  isNamed: boolean,
  most: number,
  context: CommandContext,
): Answer {
  const { briefing } = context;
  const found = labels.flatMap((label) => labelled(label, of, isNamed, briefing) ?? []);
  const [first] = found;
  const [asked] = labels;
  if (first === undefined || asked === undefined) return noSuchLabel(asked ?? { typed: '' }, of, context);
  if (labels.length === 1) return pointAnswer(first.provisions, first.of, first.where, [], most, context);
  return sideBySide(found, labels.length - found.length, context);
}

/** Several parts at once: what each says and what became of it, without the voices. */
function sideBySide(found: readonly Labelled[], missing: number, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const provisions = [...new Set(found.flatMap((one) => one.provisions))];
  const names = found.map(({ where, of }) => `${where} of ${theText(of)}`);
  return answer(
    {
      command: planPoint.name,
      status: 'answered',
      headline: [
        strong(capital(inSeries(names))),
        text(missing === 0 ? '. ' : `; nothing on ${counted(missing, 'other')}. `),
        ...citer.cite(found.flatMap(({ of }) => clearest(of.sources, 1))),
      ],
      blocks: found.flatMap(({ where, provisions: under }) =>
        under.flatMap((provision): Block[] => [
          { kind: 'heading', text: `${capital(where)} · ${provision.title}` },
          ...crosswalkBlocks(provision, briefing, citer),
        ]),
      ),
      records: provisionRecords(provisions, briefing),
      actions: provisions.slice(0, ALTERNATIVES).map(askAbout),
    },
    citer,
    context,
  );
}

/** Several numbers at once: what each says and what became of it, without the voices. */
function severalNumbers(numbers: readonly number[], of: Text, context: CommandContext): Answer {
  const { briefing } = context;
  const known = numbers.filter((number) => provisionsAt(number, of, briefing).length > 0);
  const [only] = known;
  if (known.length === 0) return oneNumber(numbers[0] ?? 0, of, 0, context);
  if (known.length === 1 && numbers.length === 1 && only !== undefined)
    return oneNumber(only, of, 0, context);
  const citer = createCiter(briefing);
  const missing = numbers.filter((number) => !known.includes(number));
  const headline: Span[] = [
    strong(`${capital(pointWords(known, of))} of ${theText(of)}`),
    text(missing.length === 0 ? '. ' : `; nothing on ${pointWords(missing, of)}. `),
    ...citer.cite(clearest(of.sources)),
  ];
  const blocks = known.flatMap((number) =>
    provisionsAt(number, of, briefing).flatMap((provision): Block[] => [
      { kind: 'heading', text: `${capital(partWord(of))} ${number} · ${provision.title}` },
      ...crosswalkBlocks(provision, briefing, citer),
    ]),
  );
  const provisions = known.flatMap((number) => provisionsAt(number, of, briefing));
  return answer(
    {
      command: planPoint.name,
      status: 'answered',
      headline,
      blocks,
      records: provisionRecords(provisions, briefing),
      actions: known.map((number) => ({
        kind: 'ask',
        label: `${capital(partWord(of))} ${number}`,
        ...asking('plan-point', { point: of.id === briefing.mainText ? `${number}` : `${number} ${of.id}` }),
      })),
    },
    citer,
    context,
  );
}
