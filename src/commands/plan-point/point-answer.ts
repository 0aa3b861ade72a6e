import type { Answer, Block, Span } from '../../answer/answer.ts';
import { createCiter, strong, text } from '../../answer/compose.ts';
import { sentence } from '../../answer/phrases.ts';
import { labelWords } from '../../answer/words/labels.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import { type Gap, recordId } from '../../domain/briefing.ts';
import { isOpenConflict } from '../../domain/conflict.ts';
import { saidAbout } from '../../domain/lookups/about-index.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { changeIn, isSilence, type Provision, readingIn } from '../../domain/provision.ts';
import { type Text, theText } from '../../domain/text.ts';
import { capital } from '../../domain/words/capital.ts';
import { isLabelled, partWord } from '../../domain/words/labels.ts';
import { presentDay } from '../../search/dates/find-date.ts';
import { conflictsOn } from '../../views/conflict.ts';
import {
  askAbout,
  backgroundBlocks,
  crosswalkBlocks,
  latestSpans,
  leadingReading,
  provisionActions,
  provisionsAt,
  voicesBlocks,
} from '../../views/provision.ts';
import { changeSentence, clearest } from '../../views/wording.ts';
import { pointCard } from '../cards/point-card.ts';
import { noSuchPoint, numberUnknown } from './point-missing.ts';

/** Other points offered where the words may have meant them. */
export const ALTERNATIVES = 3;

/** The answer with what nobody reported about it, right below what each draft says. */
export function withGap(found: Answer, gap: Gap | undefined): Answer {
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
export function oneNumber(number: number, of: Text, most: number, context: CommandContext): Answer {
  if (number < 1 || (of.points !== undefined && number > of.points)) {
    return noSuchPoint(of, String(number), context);
  }
  const provisions = provisionsAt(number, of, context.briefing);
  return provisions.length === 0
    ? numberUnknown(number, of, context)
    : pointAnswer(provisions, of, `${partWord(of)} ${number}`, [], most, context);
}

/** The draft that was named leads, else the one whose numbers are meant. */
export function oneTopic(
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
export function pointAnswer(
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
      command: 'plan-point',
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
