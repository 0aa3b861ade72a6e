import type { Action, Answer, Block, Span } from '../../answer/answer.ts';
import { withNotice } from '../../answer/card.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { counted, sentence } from '../../answer/phrases.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import { type Gap, recordId } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Provision } from '../../domain/provision.ts';
import { type Text, theText } from '../../domain/text.ts';
import { formatDay } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { partWord, plural } from '../../domain/words/labels.ts';
import { askAbout, crosswalkBlocks, provisionRecords, provisionsAt } from '../../views/provision.ts';
import { statementLines } from '../../views/statement.ts';
import { clearest, isUnpublished, TheText } from '../../views/wording.ts';

/** The command whose noes these are. */
const NAME = 'plan-point';
/** Other points offered. */
const ALTERNATIVES = 3;

/** A number the text cannot have. `not-found`; of an unpublished draft only how many it is said to have. */
export function noSuchPoint(of: Text, typed: string, context: CommandContext): Answer {
  const citer = createCiter(context.briefing);
  const { points } = of;
  const range = points === undefined ? null : `has ${plural(partWord(of))} 1 to ${points}`;
  const reported =
    points !== undefined && isUnpublished(of)
      ? `is unpublished and said to have ${points} ${plural(partWord(of))}`
      : range;
  const headline =
    reported === null
      ? [text(`${TheText(of)} has no ${partWord(of)} ${typed}. `), ...citer.cite(clearest(of.sources))]
      : [
          text(`${TheText(of)} ${reported}; there is no ${partWord(of)} ${typed}. `),
          ...citer.cite(clearest(of.sources)),
        ];
  return answer(
    {
      command: NAME,
      status: 'not-found',
      headline,
      records: [recordId(of)],
      actions: [ask('All points', NAME)],
    },
    citer,
    context,
  );
}

/**
 * A number the text may have, but nobody says what stands under it. `not-reported`, with what is told of that number in
 * the main draft where that is another.
 */
export function numberUnknown(number: number, of: Text, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const main = lookupOf(briefing).text(briefing.mainText);
  const headline: Span[] = isUnpublished(of)
    ? [
        text(
          `${TheText(of)} is unpublished and its numbering is not known, so what its ${partWord(of)} ${number} says is not reported. `,
        ),
        ...citer.cite(clearest(of.sources)),
      ]
    : [
        text(`This briefing has nothing on ${partWord(of)} ${number} of ${theText(of)}. `),
        ...citer.cite(clearest(of.sources)),
      ];
  const blocks: Block[] = [];
  const provisions = main === undefined || main.id === of.id ? [] : provisionsAt(number, main, briefing);
  if (main !== undefined && provisions.length > 0) {
    blocks.push({
      kind: 'heading',
      text: `${capital(partWord(main))} ${number} of ${theText(main)}, and what is reported on it`,
    });
    for (const provision of provisions) {
      if (provisions.length > 1) blocks.push({ kind: 'heading', text: provision.title });
      blocks.push(...crosswalkBlocks(provision, briefing, citer));
    }
  }
  return answer(
    {
      command: NAME,
      status: 'not-reported',
      headline,
      blocks,
      records: [recordId(of), ...provisionRecords(provisions, briefing)],
      actions: [
        ...(provisions.length === 0 || main === undefined
          ? []
          : [ask(`${capital(partWord(main))} ${number} of ${theText(main)}`, NAME, { point: `${number}` })]),
        ask('All points', NAME),
      ],
    },
    citer,
    context,
  );
}

/**
 * A question known to have no answer in the sources. Below it what is reported on its first point, so that the answer
 * does not end at "not known".
 */
export function gapAnswer(gap: Gap, context: CommandContext): Answer {
  const { briefing } = context;
  const lookup = lookupOf(briefing);
  const citer = createCiter(briefing);
  const provisions = gap.about.flatMap((id) => lookup.provision(id) ?? []);
  const statements = gap.about.flatMap((id) => lookup.statement(id) ?? []);
  const texts = gap.about.flatMap((id) => lookup.text(id) ?? []);
  return answer(
    {
      command: NAME,
      status: 'not-reported',
      headline: [strong(`Not reported: ${gap.topic}.`), text(` ${sentence(gap.note)}`)],
      blocks: [
        ...provisions
          .slice(0, 1)
          .flatMap((provision): Block[] => [
            { kind: 'heading', text: `What is reported: ${provision.title}` },
            ...crosswalkBlocks(provision, briefing, citer),
          ]),
        ...statementLines(statements, briefing, citer).map((spans): Block => ({ kind: 'item', spans })),
      ],
      records: [recordId(gap), ...provisionRecords(provisions.slice(0, 1), briefing)],
      actions: [
        ...provisions.slice(0, ALTERNATIVES).map(askAbout),
        ...texts.map((of) => ask(`Points of ${theText(of)}`, NAME, { point: of.id })),
        ...(texts.length === 0 ? [ask('All points', NAME)] : []),
      ],
    },
    citer,
    context,
  );
}

/** Words that name no point; what comes nearest is offered. */
export function nothingFits(nearest: readonly Provision[], typed: string, context: CommandContext): Answer {
  const citer = createCiter(context.briefing);
  const near = nearest.slice(0, ALTERNATIVES);
  return answer(
    {
      command: NAME,
      status: 'not-found',
      headline: [
        text(`No point in this briefing matches "${typed.trim()}".`),
        ...(near.length === 0
          ? []
          : [text(` Nearest: ${near.map((provision) => provision.title).join('; ')}.`)]),
      ],
      actions: [...near.map(askAbout), ask('All points', NAME)],
    },
    citer,
    context,
  );
}

/** Asked for a number about a day on which another draft was on record, but not the one whose numbers are meant. */
export function notNumberedYet(known: Text, typed: string, context: CommandContext): Answer {
  const citer = createCiter(context.briefing);
  return answer(
    {
      command: NAME,
      status: 'not-reported',
      headline: [
        text(`${NOT_YET} by ${formatDay(context.asOf)}; ${theText(known)} was. `),
        ...citer.cite(clearest(known.sources)),
      ],
      records: [recordId(known)],
      actions: [
        askThen(`${typed.trim()} of ${theText(known)}`, `${typed.trim()} ${known.id}`, context),
        askThen(`Points of ${theText(known)}`, known.id, context),
      ],
    },
    citer,
    context,
  );
}

/** The list of another draft, with why it is that one. */
export function withEarlyNotice(list: Answer, { asOf }: CommandContext): Answer {
  const notice = {
    kind: 'context',
    spans: [text(`${NOT_YET} by ${formatDay(asOf)}; this is what was.`)],
  } as const;
  return { ...withNotice(list, notice.spans), blocks: [notice, ...list.blocks] };
}

const NOT_YET = 'The draft whose numbers are meant in this story was not on record';

/** The same command for the same day. */
function askThen(label: string, point: string, { asOf, asOfGiven }: CommandContext): Action {
  return ask(label, NAME, { point, 'as-of': asOfGiven ? asOf : '' });
}

/** Asked about a day before any draft was known. */
export function noDraftYet(context: CommandContext): Answer {
  const citer = createCiter(context.briefing);
  return answer(
    {
      command: NAME,
      status: 'not-reported',
      headline: [
        text(
          `No draft was on record yet; this briefing then held ${counted(context.briefing.sources.length, 'source')}.`,
        ),
      ],
    },
    citer,
    context,
  );
}
